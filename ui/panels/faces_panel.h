// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QSlider;
class QVBoxLayout;

namespace pentimento {

class Actions;
class FaceList;
class FaceModel;
class FaceSearch;

/// The Faces dock: find or draw faces, the list of them, and what shows of them over the photo.
class FacesPanel : public QWidget {
  Q_OBJECT
 public:
  FacesPanel(FaceModel& faces, FaceSearch& search, const Actions& actions, QWidget* parent = nullptr);

  void setPhotoOpen(bool open);
  /// Of the label map, 0 to 1.
  void setOpacity(double opacity);

 Q_SIGNALS:
  void opacityChanged(double opacity);

 private:
  void buildOverlays(QVBoxLayout& column);
  void refresh();
  QString news() const;

  FaceModel& faces_;
  FaceSearch& search_;
  const Actions& actions_;
  FaceList* list_;
  QLabel* news_;
  QSlider* opacity_;
};

}  // namespace pentimento
