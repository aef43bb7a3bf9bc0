// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/photo_grid.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QPainter>
#include <QSignalBlocker>

#include "ui/dropped_pictures.h"
#include "ui/training/training_texts.h"

namespace pentimento {

namespace {

constexpr int pictureRole = Qt::UserRole + 1;  // which picture the icon was made of

}  // namespace

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
  // Not itemActivated: on some desktops a single click is enough for that.
  connect(this, &QListWidget::itemDoubleClicked, this, [this] {
    if (const QString id = chosenFace(); !id.isEmpty()) Q_EMIT faceOpened(id);
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
    const QImage& picture = pictureOf(entry);
    if (const auto key = picture.cacheKey(); one->data(pictureRole) != key || one->icon().isNull()) {
      one->setIcon(entry.looked ? iconOf(picture) : QIcon());
      one->setData(pictureRole, key);
    }
    one->setSizeHint(gridSize());
    one->setData(Qt::UserRole, entry.id);
    one->setText(textUnder(entry));
    one->setToolTip(entry.objection.isEmpty() ? entry.file
                                              : QStringLiteral("%1\n%2").arg(entry.file, entry.objection));
    one->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable |
                  (entry.usable ? Qt::ItemIsUserCheckable : Qt::NoItemFlags));
    one->setCheckState(entry.used ? Qt::Checked : Qt::Unchecked);
  }
  viewport()->update();
}

QString PhotoGrid::textUnder(const TrainingPhotos::Entry& entry) const {
  const QString name = QFileInfo(entry.file).fileName();
  if (!entry.looked) return tr("Looking …");
  if (!entry.objection.isEmpty()) return entry.objection;
  if (markShown_ && entry.face) return markOf(*markShown_, entry.face->marks[*markShown_]);
  return entry.corrected ? tr("%1, corrected").arg(name) : name;
}

const QImage& PhotoGrid::pictureOf(const TrainingPhotos::Entry& entry) const {
  return labelsShown_ && !entry.labelled.isNull() ? entry.labelled : entry.thumbnail;
}

QIcon PhotoGrid::iconOf(const QImage& picture) const {
  QPixmap pixels = QPixmap::fromImage(picture);
  if (pixels.isNull()) {
    pixels = QPixmap(iconSize());
    pixels.fill(palette().color(QPalette::Mid));
  }
  return pixels;
}

QStringList PhotoGrid::chosen() const {
  QStringList ids;
  for (const QListWidgetItem* one : selectedItems()) ids << one->data(Qt::UserRole).toString();
  return ids;
}

QString PhotoGrid::chosenFace() const {
  const QStringList ids = chosen();
  const auto* entry = ids.size() == 1 ? photos_.entry(ids.front()) : nullptr;
  return entry && entry->face ? entry->id : QString();
}

void PhotoGrid::setLabelsShown(bool shown) {
  labelsShown_ = shown;
  refresh();
}

void PhotoGrid::setMarkShown(std::optional<Trait> trait) {
  markShown_ = trait;
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
  for (const QString& id : chosen()) photos_.remove(id);
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
