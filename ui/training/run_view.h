// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>
#include <optional>

class QLabel;
class QProgressBar;
class QPushButton;

namespace pentimento {

class LossChart;
class SampleView;
class TrainingRun;

/// One run: where it stands, its curves and samples, and what can be done with it.
class RunView : public QWidget {
  Q_OBJECT
 public:
  explicit RunView(QWidget* parent = nullptr);

  /// nullptr: none.
  void show(TrainingRun* run);
  TrainingRun* run() const { return run_; }
  /// Whether a model of this run is what its task uses: then the button goes back to the shipped one.
  void setInUse(bool used);

 Q_SIGNALS:
  void resumeWanted();
  void pauseWanted();
  void stopWanted();
  void sampleWanted();
  void useWanted();
  void compareWanted();
  void deleteWanted();
  void forgetWanted();

 private:
  QPushButton* button(const QString& text, const char* name, void (RunView::*wanted)());
  void refreshButtons();
  void showProgress();
  void showState();
  void lookAtUsage();
  QString news() const;

  TrainingRun* run_ = nullptr;
  QLabel *title_, *state_, *news_;
  QProgressBar* progress_;
  LossChart* chart_;
  SampleView* samples_;
  QPushButton *pause_, *resume_, *stop_, *sample_, *compare_, *use_, *delete_, *forget_;
  QTimer usageTimer_;
  QElapsedTimer sinceUsage_;
  std::optional<double> processorSeconds_;  // of the run's process when it was last looked at
  QString usage_;
  std::size_t shownReports_ = 0, shownValidations_ = 0;
};

}  // namespace pentimento
