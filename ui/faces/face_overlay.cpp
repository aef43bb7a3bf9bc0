// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/faces/face_overlay.h"

#include <QGuiApplication>
#include <array>
#include <cmath>

#include "ui/image_bridge.h"

namespace pentimento {

namespace {

constexpr QColor accent(0x3d, 0x9b, 0xe9), outline(0, 0, 0, 150);

/// Runs of the 68 landmarks that are joined by lines.
struct Run {
  int first, last;
  bool closed;
};
constexpr std::array<Run, 9> runs{{{0, 16, false},
                                   {17, 21, false},
                                   {22, 26, false},
                                   {27, 30, false},
                                   {31, 35, false},
                                   {36, 41, true},
                                   {42, 47, true},
                                   {48, 59, true},
                                   {60, 67, true}}};

/// The colours of the classes; background is transparent.
const QList<QRgb>& classColours() {
  static const QList<QRgb> table = [] {
    QList<QRgb> colours;
    for (const FaceClassInfo& info : faceClasses()) colours << toQColor(info.colour).rgb();
    colours[static_cast<int>(FaceClass::Background)] = qRgba(0, 0, 0, 0);
    return colours;
  }();
  return table;
}

QImage coloured(const QImage& labels) {
  const QList<QRgb>& colours = classColours();
  QImage picture(labels.size(), QImage::Format_ARGB32_Premultiplied);
  for (int y = 0; y < labels.height(); ++y) {
    const uchar* from = labels.constScanLine(y);
    auto* to = reinterpret_cast<QRgb*>(picture.scanLine(y));
    for (int x = 0; x < labels.width(); ++x) to[x] = from[x] < colours.size() ? colours[from[x]] : 0;
  }
  return picture;
}

/// Draws with a dark edge, so that it shows on any photo.
template <class Draw>
void edged(QPainter& painter, const QColor& colour, double width, Draw draw) {
  painter.setPen(QPen(outline, width + 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  draw();
  painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  draw();
}

void paintNumber(QPainter& painter, const QRectF& box, int number, const QColor& ground) {
  const QString text = QString::number(number);
  const QFontMetricsF metrics(painter.font());
  QRectF chip(0, 0, std::max(metrics.height(), metrics.horizontalAdvance(text) + 10), metrics.height() + 2);
  chip.moveBottomLeft(box.topLeft() + QPointF(0, -3));
  painter.setPen(Qt::NoPen);
  painter.setBrush(ground);
  painter.drawRoundedRect(chip, 4, 4);
  painter.setPen(Qt::white);
  painter.drawText(chip, Qt::AlignCenter, text);
}

}  // namespace

FaceOverlay::FaceOverlay(FaceModel& faces, QObject* parent) : CanvasOverlay(parent), faces_(faces) {
  connect(&faces, &FaceModel::facesChanged, this, [this] {
    layer_.reset();
    Q_EMIT changed();
  });
  connect(&faces, &FaceModel::selectionChanged, this, &CanvasOverlay::changed);
  connect(&faces, &FaceModel::hoverChanged, this, &CanvasOverlay::changed);
}

void FaceOverlay::show(const Shown& shown) {
  if (shown == shown_) return;
  shown_ = shown;
  if (!shown.labels) layer_.reset();
  Q_EMIT changed();
}

void FaceOverlay::setDrawing(bool drawing) {
  drawing_ = drawing;
  Q_EMIT changed();
}

void FaceOverlay::paint(QPainter& painter, const ViewTransform& view, const QSizeF& pane) const {
  if (faces_.faces().empty()) return;
  if (shown_.labels) paintLabels(painter, view, pane);
  painter.setRenderHint(QPainter::Antialiasing);
  if (shown_.landmarks) paintLandmarks(painter, view);
  paintBoxes(painter, view);
}

void FaceOverlay::paintLabels(QPainter& painter, const ViewTransform& view, const QSizeF& pane) const {
  const double ratio = view.devicePixelRatio();
  const QSize size(static_cast<int>(std::ceil(pane.width() * ratio)),
                   static_cast<int>(std::ceil(pane.height() * ratio)));
  if (!layer_ || !(layer_->view == view) || layer_->picture.size() != size) {
    // Opaque first, the nearer face over the farther one; what shows through is the layer as a whole.
    QImage picture(size, QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    QPainter layer(&picture);
    const QPointF origin = view.photoInDevice().topLeft();
    layer.setClipRect(view.photoInDevice());  // a crop may reach beyond the photo
    for (const FacePointer& face : faces_.farToNear()) {
      if (face->labels.isNull()) continue;
      const double side = face->labels.width();
      QTransform toDevice = QTransform::fromScale(1 / side, 1 / side) * face->photoFromCrop();
      toDevice *= QTransform::fromScale(view.zoom(), view.zoom());
      toDevice *= QTransform::fromTranslate(origin.x(), origin.y());
      const QRectF seen = toDevice.mapRect(QRectF(0, 0, side, side));
      if (!seen.intersects(QRectF(QPointF(0, 0), QSizeF(size)))) continue;
      layer.setTransform(toDevice);
      // As the photo: from afar smooth, near by as squares.
      constexpr double squaresFrom = 6;
      const double scale = std::hypot(toDevice.m11(), toDevice.m12());
      layer.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform, scale < squaresFrom);
      layer.drawImage(QPointF(0, 0), coloured(face->labels));
    }
    layer.end();
    picture.setDevicePixelRatio(ratio);
    layer_ = Layer{view, std::move(picture)};
  }
  painter.setOpacity(shown_.opacity);
  painter.drawImage(QPointF(0, 0), layer_->picture);
  painter.setOpacity(1);
}

void FaceOverlay::paintLandmarks(QPainter& painter, const ViewTransform& view) const {
  painter.setBrush(Qt::NoBrush);
  for (const FacePointer& face : faces_.faces()) {
    std::array<QPointF, 68> points;
    for (std::size_t i = 0; i < points.size(); ++i)
      points[i] = view.toView(onCanvas(face->face.detected.landmarks[i]));
    const double width = view.zoom() / view.devicePixelRatio() * face->box().width();
    for (const Run& run : runs) {
      const int count = run.last - run.first + 1;
      edged(painter, QColor(255, 255, 255, 220), 1, [&] {
        const QPointF* first = &points[static_cast<std::size_t>(run.first)];
        if (run.closed) {
          painter.drawPolygon(first, count);
        } else {
          painter.drawPolyline(first, count);
        }
      });
    }
    const double radius = std::clamp(width / 120, 0.8, 2.4);
    painter.setPen(QPen(outline, 1));
    painter.setBrush(QColor(0xff, 0xd1, 0x4d));
    for (const QPointF& point : points) painter.drawEllipse(point, radius, radius);
    painter.setBrush(Qt::NoBrush);
  }
}

void FaceOverlay::paintBoxes(QPainter& painter, const ViewTransform& view) const {
  for (int index = 0; index < static_cast<int>(faces_.faces().size()); ++index) {
    const bool all = shown_.boxes || drawing_;
    const bool hovered = index == faces_.hovered() && (all || faces_.hoverPlace() == FaceModel::Place::List);
    if (!all && !hovered) continue;
    const bool selected = index == faces_.selected();
    const QRectF photo = faces_.faces()[static_cast<std::size_t>(index)]->box();
    const QRectF box(view.toView(photo.topLeft()), view.toView(photo.bottomRight()));
    const QColor colour = selected ? accent : Qt::white;
    painter.setBrush(hovered ? QColor(accent.red(), accent.green(), accent.blue(), 40) : QColor(0, 0, 0, 0));
    edged(painter, colour, hovered || selected ? 3 : 1.5, [&] { painter.drawRoundedRect(box, 4, 4); });
    paintNumber(painter, box, index + 1, selected ? accent : QColor(0, 0, 0, 170));
  }
}

}  // namespace pentimento
