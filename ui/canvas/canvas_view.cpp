// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/canvas_view.h"

#include <QPaintEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/canvas/canvas_overlay.h"
#include "ui/tools/tool.h"

namespace pentimento {

namespace {

constexpr double dividerReach = 8;  // logical pixels either side that take hold of the divider
constexpr QColor dividerColour(255, 255, 255, 230), dividerEdge(0, 0, 0, 110);

}  // namespace

CanvasView::CanvasView(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(tr("Photo"));
  setAccessibleDescription(tr("The open photo. Plus and minus zoom, the arrow keys move."));
}

CanvasView::~CanvasView() = default;

void CanvasView::setPhoto(std::shared_ptr<const LoadedPhoto> photo) {
  photo_ = std::move(photo);
  tiles_ = {};
  comparison_.reset();
  drag_ = Drag::None;
  view_.setPhotoSize(photo_ ? photo_->size() : QSize());
  updateCursor();
  notifyView();
}

void CanvasView::setResult(ResultTiles tiles) {
  tiles_ = std::move(tiles);
  update();
}

void CanvasView::setComparison(std::optional<Comparison> comparison) {
  comparison_ = std::move(comparison);
  update();
}

void CanvasView::setTool(Tool* tool) {
  if (tool_) {
    if (drag_ == Drag::Tool) tool_->cancel();
    tool_->disconnect(this);
  }
  drag_ = Drag::None;
  tool_ = tool;
  if (tool_) {
    connect(tool_, &Tool::changed, this, [this] {
      updateCursor();
      update();
    });
    connect(tool_, &Tool::changedIn, this, &CanvasView::updateIn);
  }
  updateCursor();
  update();
}

void CanvasView::addOverlay(CanvasOverlay* overlay) {
  overlays_.push_back(overlay);
  connect(overlay, &QObject::destroyed, this, [this, overlay] { std::erase(overlays_, overlay); });
  connect(overlay, &CanvasOverlay::changed, this, qOverload<>(&QWidget::update));
  connect(overlay, &CanvasOverlay::changedIn, this, [this](const QRectF& photo) {
    updateIn(QRectF(view_.toView(photo.topLeft()), view_.toView(photo.bottomRight())));
  });
  update();
}

void CanvasView::updateIn(const QRectF& pane) {
  constexpr double smoothing = 2;  // what interpolation reaches beyond
  const QRectF dirty = pane.adjusted(-smoothing, -smoothing, smoothing, smoothing);
  for (const Pane& one : panes())
    update(dirty.translated(one.rect.topLeft()).intersected(one.rect).toAlignedRect());
}

void CanvasView::setCompareMode(CompareMode mode) {
  mode_ = mode;
  updateViewport();
}

void CanvasView::holdOriginal(bool hold) {
  original_ = hold;
  update();
}

void CanvasView::setSurround(Surround surround) {
  surround_ = surround;
  update();
}

void CanvasView::setDivider(double fraction) {
  divider_ = std::clamp(fraction, 0.0, 1.0);
  update();
  Q_EMIT dividerMoved(divider_);
}

void CanvasView::fit() {
  view_.fit();
  notifyView();
}

void CanvasView::actualSize() {
  setZoom(1);
}

void CanvasView::zoomStep(bool in) {
  view_.zoomStep(in, view_.viewCentre());
  notifyView();
}

void CanvasView::setZoom(double zoom) {
  view_.setZoom(zoom, view_.viewCentre());
  notifyView();
}

void CanvasView::panBy(const QPointF& viewDelta) {
  view_.panBy(viewDelta);
  notifyView();
}

void CanvasView::ensureVisible(const QPointF& photo) {
  if (view_.visible().contains(photo)) return;
  view_.centreOn(photo);
  notifyView();
}

QColor CanvasView::originalAt(const QPointF& photo) const {
  const QPoint pixel(static_cast<int>(std::floor(photo.x())), static_cast<int>(std::floor(photo.y())));
  if (!photo_ || !QRect(QPoint(0, 0), photo_->size()).contains(pixel)) return {};
  return photo_->pyramid.level(0).pixelColor(pixel);
}

QColor CanvasView::colourAt(const QPointF& photo) const {
  const QColor original = originalAt(photo);
  if (!original.isValid()) return {};
  for (const auto* tile : {&tiles_.detail, &tiles_.base}) {
    if (!*tile) continue;
    const QRectF& region = (*tile)->region;
    const QImage& image = (*tile)->image;
    const QPoint pixel(
        static_cast<int>(std::floor((photo.x() - region.x()) * image.width() / region.width())),
        static_cast<int>(std::floor((photo.y() - region.y()) * image.height() / region.height())));
    if (image.valid(pixel)) return image.pixelColor(pixel);
  }
  return original;
}

bool CanvasView::showsOriginal(const QPointF& position) const {
  if (original_) return true;
  if (mode_ == CompareMode::Wipe) return position.x() < divider_ * width();
  return mode_ == CompareMode::SideBySide && position.x() < panes().back().rect.x();
}

std::vector<CanvasView::Pane> CanvasView::panes() const {
  const QRectF all = rect();
  if (original_) return {{all, Content::Original}};
  if (mode_ == CompareMode::Wipe) return {{all, Content::Wiped}};
  if (mode_ == CompareMode::Result) return {{all, Content::Result}};
  // The right pane begins on a whole device pixel, else its photo would be blurred.
  const double ratio = devicePixelRatioF();
  const double half = std::floor(width() * ratio / 2) / ratio;
  return {{QRectF(0, 0, half, height()), Content::Original},
          {QRectF(width() - half, 0, half, height()), Content::Result}};
}

QPointF CanvasView::inPane(const QPointF& position) const {
  const auto all = panes();
  return all.size() > 1 && position.x() >= all[1].rect.x() ? position - all[1].rect.topLeft() : position;
}

bool CanvasView::onDivider(const QPointF& position) const {
  return photo_ && mode_ == CompareMode::Wipe && !original_ &&
         std::abs(position.x() - divider_ * width()) <= dividerReach;
}

void CanvasView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  for (const Pane& pane : panes()) paintPane(painter, pane);
  if (!photo_ || original_) return;
  if (mode_ == CompareMode::Wipe) paintDivider(painter);
  if (mode_ == CompareMode::SideBySide) {
    const auto all = panes();
    painter.fillRect(QRectF(all[0].rect.right(), 0, all[1].rect.left() - all[0].rect.right() + 1, height()),
                     palette().color(QPalette::Window));
    paintLabels(painter, all[0].rect, all[1].rect);
  }
}

void CanvasView::paintPane(QPainter& painter, const Pane& pane) {
  const bool alpha = photo_ && photo_->pyramid.hasAlpha();
  paintSurround(painter, pane.rect, view_, surround_, alpha, palette().color(QPalette::Dark));
  if (!photo_) return;
  paintOriginal(painter, pane.rect, view_, photo_->pyramid);
  if (comparison_ && !original_ && pane.content != Content::Result)
    paintResult(painter, pane.rect, view_, comparison_->before);
  painter.save();
  painter.setClipRect(pane.rect);
  if (pane.content == Content::Wiped) {
    const double x = divider_ * width();
    painter.setClipRect(QRectF(x, 0, width() - x, height()), Qt::IntersectClip);
  }
  if (pane.content != Content::Original) {
    paintResult(painter, pane.rect, view_, tiles_);
  }
  // Two results are compared bare.
  if (pane.content != Content::Original && !comparison_) {
    painter.translate(pane.rect.topLeft());
    for (const CanvasOverlay* overlay : overlays_) {
      painter.save();
      overlay->paint(painter, view_, pane.rect.size());
      painter.restore();
    }
  }
  painter.restore();
  if (!tool_ || original_) return;
  painter.save();
  painter.setClipRect(pane.rect);
  painter.translate(pane.rect.topLeft());
  tool_->paint(painter, view_);
  painter.restore();
}

void CanvasView::paintDivider(QPainter& painter) {
  painter.setRenderHint(QPainter::Antialiasing);
  const double x = std::round(divider_ * width()), y = height() / 2.0;
  painter.setPen(QPen(dividerEdge, 4));
  painter.drawLine(QPointF(x, 0), QPointF(x, height()));
  painter.setPen(QPen(dividerColour, 2));
  painter.drawLine(QPointF(x, 0), QPointF(x, height()));
  painter.setPen(QPen(dividerEdge, 1));
  painter.setBrush(dividerColour);
  painter.drawEllipse(QPointF(x, y), 15, 15);
  painter.setPen(QPen(QColor(40, 40, 40), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPolyline(QPolygonF{{x - 4, y - 4}, {x - 8, y}, {x - 4, y + 4}});
  painter.drawPolyline(QPolygonF{{x + 4, y - 4}, {x + 8, y}, {x + 4, y + 4}});
  paintLabels(painter, QRectF(0, 0, x, height()), QRectF(x, 0, width() - x, height()));
}

void CanvasView::paintLabels(QPainter& painter, const QRectF& before, const QRectF& after) {
  paintLabel(painter, before, comparison_ ? comparison_->beforeName : tr("Before"), Qt::AlignLeft);
  paintLabel(painter, after, comparison_ ? comparison_->afterName : tr("After"), Qt::AlignRight);
}

void CanvasView::paintLabel(QPainter& painter, const QRectF& pane, const QString& text, Qt::Alignment side) {
  constexpr double padding = 8, margin = 12;
  const QFontMetricsF metrics(font());
  QRectF box(0, 0, metrics.horizontalAdvance(text) + 2 * padding, metrics.height() + padding);
  if (box.width() + 2 * margin > pane.width()) return;
  box.moveTop(margin);
  box.moveLeft(side == Qt::AlignLeft ? pane.left() + margin : pane.right() - margin - box.width());
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(QColor(0, 0, 0, 150));
  painter.drawRoundedRect(box, 4, 4);
  painter.setPen(Qt::white);
  painter.drawText(box, Qt::AlignCenter, text);
}

void CanvasView::updateViewport() {
  view_.setViewport(panes().front().rect.size(), devicePixelRatioF());
  notifyView();
}

void CanvasView::updateCursor() {
  if (drag_ == Drag::Pan) {
    setCursor(Qt::ClosedHandCursor);
  } else if (drag_ == Drag::Divider || onDivider(last_)) {
    setCursor(Qt::SplitHCursor);
  } else if (space_) {
    setCursor(Qt::OpenHandCursor);
  } else {
    setCursor(tool_ && photo_ ? tool_->cursor() : QCursor(Qt::ArrowCursor));
  }
}

void CanvasView::notifyView() {
  update();
  Q_EMIT viewChanged();
}

}  // namespace pentimento
