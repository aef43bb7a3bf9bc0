// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

#include "ui/training/training_photos.h"

namespace pentimento {

/// The photos or faces of a new run as a grid: files and folders are dropped on it, a click on a box takes
/// one in or leaves it out, Delete removes it, a double click on a face corrects its label map.
class PhotoGrid : public QListWidget {
  Q_OBJECT
 public:
  explicit PhotoGrid(TrainingPhotos& photos, QWidget* parent = nullptr);

  void refresh();
  /// Whether faces are drawn under their label maps.
  void setLabelsShown(bool shown);
  /// Of which attribute it is written under the faces whether they have it; nothing: of none.
  void setMarkShown(std::optional<Trait> trait);
  /// What is selected.
  QStringList chosen() const;
  /// The one face that is selected; empty: none, or several.
  QString chosenFace() const;

 Q_SIGNALS:
  void faceOpened(const QString& id);

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragMoveEvent(QDragMoveEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  QString textUnder(const TrainingPhotos::Entry& entry) const;
  const QImage& pictureOf(const TrainingPhotos::Entry& entry) const;
  QIcon iconOf(const QImage& picture) const;

  TrainingPhotos& photos_;
  bool labelsShown_ = false;
  std::optional<Trait> markShown_;
};

}  // namespace pentimento
