// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/models/registry.h"
#include "ui/faces/face_engine.h"
#include "ui/training/training_photos.h"
#include "ui/training/training_task.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace pentimento {

class Dialogs;
class PhotoGrid;

/// What is to be learnt, from which model, from which photos.
class NewRunForm : public QWidget {
  Q_OBJECT
 public:
  /// `faces`: what finds the faces of photos, for tasks that learn from them.
  NewRunForm(FaceEngineMaker faces, Dialogs& dialogs, QWidget* parent = nullptr);

  TrainingPhotos& photos() { return photos_; }
  /// Offers a name that is free, and the models that there are by now. What was added and chosen stays:
  /// corrected label maps are work.
  void begin(const QString& name, const std::vector<ModelEntry>& models);
  /// Empty again, for another run.
  void clear();
  /// The name that the user typed; empty: none.
  QString typedName() const;
  NewTraining training() const;
  /// Why it cannot be started yet; empty: it can.
  QString obstacle() const;

 Q_SIGNALS:
  void photosWanted();
  void folderWanted();
  void startWanted(const pentimento::NewTraining& training);

 private:
  const TeachableTask& task() const;
  void chooseTask();
  void look();
  void correct(const QString& face);
  void mark(bool has);
  /// Those used that can teach the task something.
  std::vector<TrainingItem> items() const;
  void refresh();

  FaceEngineMaker faces_;
  Dialogs& dialogs_;
  TrainingPhotos photos_;
  std::vector<ModelEntry> models_;
  QComboBox *task_, *model_;
  QLabel *wish_, *count_;
  QLineEdit* name_;
  QSpinBox* steps_;
  QCheckBox* labels_;
  QPushButton *with_, *without_, *correct_, *start_;
  PhotoGrid* grid_;
  bool looksForFaces_ = false;
};

}  // namespace pentimento
