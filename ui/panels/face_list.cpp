// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/face_list.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScopedValueRollback>
#include <algorithm>

#include "ui/faces/face_texts.h"

namespace pentimento {

namespace {

constexpr int thumbnail = 48;  // logical pixels

QIcon iconOf(const FaceItem& face, double ratio) {
  const int side = qRound(thumbnail * ratio);
  QPixmap pixmap(side, side);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  QPainterPath rounded;
  rounded.addRoundedRect(0, 0, side, side, 6 * ratio, 6 * ratio);
  painter.setClipPath(rounded);
  painter.drawImage(pixmap.rect(), face.thumbnail);
  painter.end();
  pixmap.setDevicePixelRatio(ratio);
  QIcon icon;
  // The same in a selected row.
  icon.addPixmap(pixmap, QIcon::Normal);
  icon.addPixmap(pixmap, QIcon::Selected);
  return icon;
}

}  // namespace

FaceList::FaceList(FaceModel& faces, QWidget* parent) : QListWidget(parent), faces_(faces) {
  setObjectName(QStringLiteral("faceList"));
  setAccessibleName(tr("Faces"));
  setIconSize(QSize(thumbnail, thumbnail));
  setUniformItemSizes(true);
  setWordWrap(true);
  setTextElideMode(Qt::ElideRight);
  setMouseTracking(true);
  setVerticalScrollMode(ScrollPerPixel);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  connect(&faces, &FaceModel::facesChanged, this, &FaceList::refresh);
  connect(&faces, &FaceModel::selectionChanged, this, &FaceList::selectionChanged);
  connect(&faces, &FaceModel::hoverChanged, this, &FaceList::hoverChanged);
  connect(this, &QListWidget::itemEntered, this,
          [this](QListWidgetItem* item) { faces_.hover(row(item), FaceModel::Place::List); });
  connect(this, &QListWidget::viewportEntered, this, &FaceList::hoverCurrent);
  connect(this, &QListWidget::currentRowChanged, this, [this](int row) {
    if (refreshing_) return;
    faces_.select(row);
    hoverCurrent();
  });
}

QSize FaceList::sizeHint() const {
  constexpr int rows = 2, row = thumbnail + 10;
  return {200, rows * row + 2 * frameWidth()};
}

void FaceList::refresh() {
  const QScopedValueRollback guard(refreshing_, true);
  clear();
  int number = 0;
  for (const FacePointer& face : faces_.faces()) {
    ++number;
    const QString name = tr("Face %1").arg(number);
    const QRectF box = face->box();
    const HeadTurn& turn = face->face.turn;
    QString about = tr("%1 px, %2").arg(qRound(box.width())).arg(inWords(turn));
    if (face->drawn) about = tr("%1, drawn by hand").arg(about);
    auto* item =
        new QListWidgetItem(iconOf(*face, devicePixelRatioF()), name + QLatin1Char('\n') + about, this);
    item->setToolTip(tr("%1 at %2, %3: %4 × %5 pixels\nyaw %6°, pitch %7°, roll %8°")
                         .arg(name)
                         .arg(qRound(box.x()))
                         .arg(qRound(box.y()))
                         .arg(qRound(box.width()))
                         .arg(qRound(box.height()))
                         .arg(qRound(turn.yaw))
                         .arg(qRound(turn.pitch))
                         .arg(qRound(face->face.alignment.rollDegrees())));
    item->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(name, about));
  }
  setCurrentRow(faces_.selected());
}

void FaceList::selectionChanged() {
  const QScopedValueRollback guard(refreshing_, true);
  setCurrentRow(faces_.selected());
}

void FaceList::hoverChanged() {
  const QColor ground = palette().color(QPalette::Midlight);
  for (int i = 0; i < count(); ++i) {
    const bool hovered = i == faces_.hovered();
    item(i)->setBackground(hovered ? QBrush(ground) : QBrush());
    if (hovered && faces_.hoverPlace() == FaceModel::Place::Canvas) scrollToItem(item(i));
  }
}

void FaceList::hoverCurrent() {
  faces_.hover(hasFocus() ? currentRow() : -1, FaceModel::Place::List);
}

void FaceList::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Delete && faces_.removable(faces_.selected()))
    return faces_.remove(faces_.selected());
  QListWidget::keyPressEvent(event);
}

void FaceList::leaveEvent(QEvent* event) {
  hoverCurrent();
  QListWidget::leaveEvent(event);
}

void FaceList::focusInEvent(QFocusEvent* event) {
  QListWidget::focusInEvent(event);
  hoverCurrent();
}

void FaceList::focusOutEvent(QFocusEvent* event) {
  QListWidget::focusOutEvent(event);
  hoverCurrent();
}

void FaceList::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) hoverChanged();
  QListWidget::changeEvent(event);
}

}  // namespace pentimento
