// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/photo_grid.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QPainter>
#include <QSignalBlocker>

#include "ui/dropped_pictures.h"

namespace pentimento {

PhotoGrid::PhotoGrid(TrainingPhotos& photos, QWidget* parent) : QListWidget(parent), photos_(photos) {
  setObjectName(QStringLiteral("trainingPhotos"));
  setAccessibleName(tr("Photos to learn from"));
  setViewMode(IconMode);
  setResizeMode(Adjust);
  setMovement(Static);
  setWordWrap(true);
  setSelectionMode(ExtendedSelection);
  setIconSize({TrainingPhotos::thumbnailSide, TrainingPhotos::thumbnailSide});
  setGridSize({TrainingPhotos::thumbnailSide + 28, TrainingPhotos::thumbnailSide + 52});
  setAcceptDrops(true);
  connect(this, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
    photos_.setUsed(item->data(Qt::UserRole).toString(), item->checkState() == Qt::Checked);
  });
  connect(&photos_, &TrainingPhotos::changed, this, &PhotoGrid::refresh);
}

void PhotoGrid::refresh() {
  const QSignalBlocker blocker(this);
  const auto& entries = photos_.entries();
  while (count() > static_cast<int>(entries.size())) delete takeItem(count() - 1);
  while (count() < static_cast<int>(entries.size())) addItem(new QListWidgetItem);
  for (int i = 0; i < count(); ++i) {
    const auto& entry = entries[static_cast<std::size_t>(i)];
    QListWidgetItem* one = item(i);
    if (one->data(Qt::UserRole) != entry.file || one->icon().isNull()) {
      QPixmap picture = QPixmap::fromImage(entry.thumbnail);
      if (picture.isNull()) {
        picture = QPixmap(iconSize());
        picture.fill(palette().color(QPalette::Mid));
      }
      // Not looked at yet: asked for again with the next change.
      one->setIcon(entry.checked ? QIcon(picture) : QIcon());
    }
    one->setSizeHint(gridSize());
    one->setData(Qt::UserRole, entry.file);
    const QString name = QFileInfo(entry.file).fileName();
    one->setText(!entry.checked ? tr("Looking …") : entry.objection.isEmpty() ? name : entry.objection);
    one->setToolTip(entry.objection.isEmpty() ? entry.file
                                              : QStringLiteral("%1\n%2").arg(entry.file, entry.objection));
    one->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    one->setCheckState(entry.used ? Qt::Checked : Qt::Unchecked);
  }
  viewport()->update();
}

void PhotoGrid::dragEnterEvent(QDragEnterEvent* event) {
  event->setAccepted(event->mimeData()->hasUrls());
}
void PhotoGrid::dragMoveEvent(QDragMoveEvent* event) {
  event->setAccepted(event->mimeData()->hasUrls());
}

void PhotoGrid::dropEvent(QDropEvent* event) {
  event->acceptProposedAction();
  photos_.add(droppedPictures(*event->mimeData()).files);
}

void PhotoGrid::keyPressEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Delete) return QListWidget::keyPressEvent(event);
  QStringList files;
  for (const QListWidgetItem* one : selectedItems()) files << one->data(Qt::UserRole).toString();
  for (const QString& file : files) photos_.remove(file);
}

void PhotoGrid::paintEvent(QPaintEvent* event) {
  QListWidget::paintEvent(event);
  if (count() > 0) return;
  QPainter painter(viewport());
  painter.setPen(palette().color(QPalette::PlaceholderText));
  painter.drawText(viewport()->rect().adjusted(20, 20, -20, -20), Qt::AlignCenter | Qt::TextWordWrap,
                   tr("Drop photos or folders here"));
}

}  // namespace pentimento
