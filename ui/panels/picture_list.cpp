// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/picture_list.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QUrl>

#include "ui/icons.h"
#include "ui/panels/panel_parts.h"

namespace pentimento {

namespace {

constexpr int gap = 6, pathRole = Qt::UserRole;

}  // namespace

PictureList::PictureList(int side, int rows, QWidget* parent)
    : QListWidget(parent), side_(side), rows_(rows) {
  setViewMode(IconMode);
  setMovement(Static);
  setResizeMode(Adjust);
  setIconSize(QSize(side, side));
  setGridSize(QSize(side + gap, side + gap));
  setUniformItemSizes(true);
  setVerticalScrollMode(ScrollPerPixel);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setDragDropMode(DragOnly);
  setDragEnabled(true);
  connect(this, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { Q_EMIT chosen(row(item)); });
}

QSize PictureList::sizeHint() const {
  return {4 * (side_ + gap), rows_ * (side_ + gap) + 2 * frameWidth() + gap};
}

void PictureList::show(const QList<Picture>& pictures) {
  clear();
  for (const Picture& picture : pictures) {
    auto* item = new QListWidgetItem(this);
    item->setSizeHint(gridSize());
    item->setToolTip(picture.about.isEmpty() ? picture.name
                                             : picture.name + QLatin1Char('\n') + picture.about);
    item->setData(Qt::AccessibleTextRole, picture.name);
    item->setData(pathRole, picture.path);
    if (picture.path.isEmpty()) item->setFlags(item->flags() & ~Qt::ItemIsDragEnabled);
    setPicture(count() - 1, picture.picture);
  }
}

void PictureList::setPicture(int row, const QImage& picture) {
  QIcon icon = themedIcon(QStringLiteral("photo"));
  if (!picture.isNull()) {
    icon = QIcon(framed(picture, side_, *this));
    // A frame, for colours tell what the picture has to give.
    QPixmap selected = framed(picture, side_, *this);
    QPainter painter(&selected);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 3));
    painter.drawRoundedRect(QRectF(1.5, 1.5, side_ - 3, side_ - 3), 5, 5);
    painter.end();
    icon.addPixmap(selected, QIcon::Selected);
  }
  item(row)->setIcon(icon);
}

void PictureList::setHint(const QString& hint) {
  hint_ = hint;
  viewport()->update();
}

void PictureList::keyPressEvent(QKeyEvent* event) {
  const int row = currentRow();
  switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
      if (row >= 0) Q_EMIT chosen(row);
      return;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
      if (row >= 0) Q_EMIT removeWanted(row);
      return;
    default:
      QListWidget::keyPressEvent(event);
  }
}

void PictureList::paintEvent(QPaintEvent* event) {
  QListWidget::paintEvent(event);
  if (count() > 0) return;
  QPainter painter(viewport());
  painter.setPen(palette().color(QPalette::PlaceholderText));
  painter.drawText(viewport()->rect().adjusted(12, 4, -12, -4), Qt::AlignCenter | Qt::TextWordWrap, hint_);
}

QMimeData* PictureList::mimeData(const QList<QListWidgetItem*>& items) const {
  auto* dragged = new QMimeData;
  QList<QUrl> urls;
  for (const QListWidgetItem* item : items) urls << QUrl::fromLocalFile(item->data(pathRole).toString());
  dragged->setUrls(urls);
  return dragged;
}

}  // namespace pentimento
