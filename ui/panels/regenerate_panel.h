// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QSlider;
class QVBoxLayout;

namespace pentimento {

class Actions;
class ClassPalette;
class FaceModel;
class MaskBrush;
class MaskModel;
class StylePicker;

/// The Regenerate dock: the brush and its classes, how the mask shows, whose style the face gets. A PNG
/// dropped here is a mask. What it cannot do itself it asks for by signal.
class RegeneratePanel : public QWidget {
  Q_OBJECT
 public:
  RegeneratePanel(MaskModel& masks, MaskBrush& brush, FaceModel& faces, const Actions& actions,
                  QWidget* parent = nullptr);

  void setPhotoOpen(bool open);
  /// Of the mask over the photo, 0 to 1.
  void setOpacity(double opacity);
  /// Why faces cannot be regenerated; empty: they can.
  void setProblem(const QString& problem);

 Q_SIGNALS:
  void opacityChanged(double opacity);
  void maskDropped(const QString& path);
  void styleFileWanted();
  void styleChosen(const QString& path);

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void buildBrush(QVBoxLayout& column);
  void buildView(QVBoxLayout& column);
  void buildStyle(QVBoxLayout& column);
  void buildFiles(QVBoxLayout& column);
  void refreshBrush();
  void refreshFace();
  QString news() const;

  MaskModel& masks_;
  MaskBrush& brush_;
  FaceModel& faces_;
  const Actions& actions_;
  QString problem_;
  QLabel *news_, *className_;
  ClassPalette* palette_;
  QSlider* opacity_;
  StylePicker* style_;
};

}  // namespace pentimento
