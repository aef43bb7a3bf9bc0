// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/faces/face_engine.h"

class QListWidget;
class QStackedWidget;

namespace pentimento {

class Dialogs;
class MessageBar;
class NewRunForm;
class RunView;
class TrainingRun;
class TrainingRuns;

/// The window "Teach it on your own photos": the runs, and beside them one of them or a new one.
class TrainingPanel : public QWidget {
  Q_OBJECT
 public:
  TrainingPanel(TrainingRuns& runs, FaceEngineMaker faces, Dialogs& dialogs, QWidget* parent = nullptr);

  NewRunForm& form() { return *form_; }
  RunView& view() { return *view_; }
  MessageBar& messages() { return *messages_; }
  TrainingRun* chosen() const;
  void choose(const TrainingRun* run);
  void showForm();

 Q_SIGNALS:
  void chosenChanged();

 private:
  void refreshList();
  void refreshRun(TrainingRun* run);

  TrainingRuns& runs_;
  QListWidget* list_;
  QStackedWidget* stack_;
  NewRunForm* form_;
  RunView* view_;
  MessageBar* messages_;
};

}  // namespace pentimento
