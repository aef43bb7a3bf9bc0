// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThreadPool>
#include <memory>

#include "ui/faces/face_engine.h"
#include "ui/training/training_runs.h"
#include "ui/training/training_task.h"

namespace pentimento {

class Dialogs;
class MessageBar;
class Settings;
class TrainingPanel;

/// Everything about training in one window of the editor: the runs, their window, and what becomes of a run
/// when the editor is closed. The open photo and its undo steps have nothing to do with it.
class TrainingController : public QObject {
  Q_OBJECT
 public:
  struct Parts {
    MessageBar& messages;  ///< of the editor's window
    Dialogs& dialogs;
    Settings& settings;
    QWidget& window;             ///< parent of dialogs and of the training window
    FaceEngineMaker faces = {};  ///< what finds faces to learn from
  };
  TrainingController(const Parts& parts, TrainingProcessMaker make, QObject* parent = nullptr);
  ~TrainingController() override;

  void openPanel();
  TrainingPanel* panel() const { return panel_; }  ///< nullptr until it was opened
  TrainingRuns& runs();

  void start(const NewTraining& training);
  /// The run's best model, which becomes one of the user's, or the shipped one is used from now on.
  void choose(TrainingRun& run, bool mine);
  /// Says what became of runs that went on when the editor was closed, or whose editor crashed.
  void reportAway();
  /// Asks what is to become of runs that go on. Returns whether the window may be closed.
  bool mayClose();

 Q_SIGNALS:
  /// Another model is what this task uses.
  void modelChosen(const QString& task);
  /// The open photo with the shipped model and with the run's is wanted side by side.
  void compareWanted(pentimento::TrainingRun* run);

 private:
  void connectPanel();
  bool inUse(TrainingRun& run);
  void showUse();
  void copied(TrainingRun* run, const NewTraining& training, const QString& problem);
  QStringList argumentsOf(const NewTraining& training, const RunFolder& folder);
  void goOn(TrainingRun& run);
  void useMine(TrainingRun& run);
  void useShipped(const std::string& task);
  void remove(TrainingRun& run, bool modelsToo);
  void ended(TrainingRun& run);
  void addPhotos(const QStringList& paths);
  QStringList computeArguments() const;
  QStringList away() const;
  void setAway(const QString& name, bool away);
  QString freeModelName(const QString& wish);
  void tell(const QString& text);
  void fail(const QString& text);
  /// What may throw Error, told where it does.
  void attempt(const std::function<void()>& act);

  Parts parts_;
  TrainingProcessMaker make_;
  std::unique_ptr<TrainingRuns> runs_;  // read when it is first needed
  TrainingPanel* panel_ = nullptr;
  QThreadPool copying_;
};

}  // namespace pentimento
