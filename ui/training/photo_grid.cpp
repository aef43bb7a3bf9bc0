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
  setIconSize({Finding::thumbnailSide, Finding::thumbnailSide});
  setGridSize({Finding::thumbnailSide + 28, Finding::thumbnailSide + 52});
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
    // Not looked at yet: asked for again with the next change.
    if (one->data(Qt::UserRole) != entry.id || one->icon().isNull())
      one->setIcon(entry.looked ? iconOf(entry) : QIcon());
    one->setSizeHint(gridSize());
    one->setData(Qt::UserRole, entry.id);
    const QString name = QFileInfo(entry.file).fileName();
    one->setText(!entry.looked ? tr("Looking …") : entry.objection.isEmpty() ? name : entry.objection);
    one->setToolTip(entry.objection.isEmpty() ? entry.file
                                              : QStringLiteral("%1\n%2").arg(entry.file, entry.objection));
    one->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable |
                  (entry.usable ? Qt::ItemIsUserCheckable : Qt::NoItemFlags));
    one->setCheckState(entry.used ? Qt::Checked : Qt::Unchecked);
  }
  viewport()->update();
}

QIcon PhotoGrid::iconOf(const TrainingPhotos::Entry& entry) const {
  const bool labelled = labelsShown_ && !entry.labelled.isNull();
  QPixmap picture = QPixmap::fromImage(labelled ? entry.labelled : entry.thumbnail);
  if (picture.isNull()) {
    picture = QPixmap(iconSize());
    picture.fill(palette().color(QPalette::Mid));
  }
  return picture;
}

void PhotoGrid::setLabelsShown(bool shown) {
  labelsShown_ = shown;
  const QSignalBlocker blocker(this);
  for (int i = 0; i < count(); ++i) item(i)->setIcon({});
  refresh();
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
  QStringList ids;
  for (const QListWidgetItem* one : selectedItems()) ids << one->data(Qt::UserRole).toString();
  for (const QString& id : ids) photos_.remove(id);
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
