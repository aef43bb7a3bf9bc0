// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/run_view.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/panels/panel_parts.h"
#include "ui/training/loss_chart.h"
#include "ui/training/sample_view.h"
#include "ui/training/training_run.h"
#include "ui/training/training_task.h"
#include "ui/training/training_texts.h"

namespace pentimento {

namespace {

constexpr int lookEvery = 2000;  // ms: at what the process uses

}  // namespace

RunView::RunView(QWidget* parent)
    : QWidget(parent),
      title_(heading(QString())),
      state_(newsLabel("trainingState")),
      news_(newsLabel("trainingNews")),
      progress_(new QProgressBar),
      chart_(new LossChart),
      samples_(new SampleView) {
  setObjectName(QStringLiteral("runView"));
  progress_->setObjectName(QStringLiteral("trainingProgress"));
  progress_->setTextVisible(false);
  progress_->setMaximumHeight(8);
  auto* logarithmic = new QCheckBox(tr("&Logarithmic"));
  logarithmic->setObjectName(QStringLiteral("lossLogarithmic"));
  connect(logarithmic, &QCheckBox::toggled, chart_, &LossChart::setLogarithmic);
  auto* row = new QHBoxLayout;
  pause_ = button(tr("&Pause"), "trainingPause", &RunView::pauseWanted);
  resume_ = button(tr("&Go on"), "trainingResume", &RunView::resumeWanted);
  stop_ = button(tr("&Stop"), "trainingStop", &RunView::stopWanted);
  sample_ = button(tr("Sample &now"), "trainingSample", &RunView::sampleWanted);
  compare_ = button(tr("&Compare"), "trainingCompare", &RunView::compareWanted);
  compare_->setToolTip(
      tr("Shows the open photo with the shipped model and with this one, left and right of the divider"));
  use_ = button(tr("&Use this model"), "trainingUse", &RunView::useWanted);
  delete_ = button(tr("&Delete…"), "trainingDelete", &RunView::deleteWanted);
  forget_ = button(tr("&Forget all…"), "trainingForget", &RunView::forgetWanted);
  forget_->setToolTip(tr("Deletes the copied photos, samples, checkpoints and every model made of them"));
  for (QPushButton* one : {pause_, resume_, stop_, sample_}) row->addWidget(one);
  row->addStretch(1);
  for (QPushButton* one : {compare_, use_, delete_, forget_}) row->addWidget(one);
  auto* chartBox = new QWidget;
  auto* chartColumn = new QVBoxLayout(chartBox);
  chartColumn->setContentsMargins(0, 0, 0, 0);
  chartColumn->addWidget(chart_, 1);
  chartColumn->addWidget(logarithmic);
  auto* split = new QSplitter(Qt::Vertical);
  split->addWidget(samples_);
  split->addWidget(chartBox);
  split->setStretchFactor(0, 1);
  split->setStretchFactor(1, 1);
  split->setSizes({300, 300});
  split->setChildrenCollapsible(false);
  auto* column = new QVBoxLayout(this);
  for (QWidget* one :
       {static_cast<QWidget*>(title_), static_cast<QWidget*>(state_), static_cast<QWidget*>(progress_)})
    column->addWidget(one);
  column->addWidget(news_);
  usageTimer_.setInterval(lookEvery);
  connect(&usageTimer_, &QTimer::timeout, this, &RunView::lookAtUsage);
  usageTimer_.start();
  column->addLayout(row);
  column->addWidget(split, 1);
}

QPushButton* RunView::button(const QString& text, const char* name, void (RunView::*wanted)()) {
  auto* one = new QPushButton(text);
  one->setObjectName(QString::fromLatin1(name));
  connect(one, &QPushButton::clicked, this, wanted);
  return one;
}

void RunView::show(TrainingRun* run) {
  const bool other = run != run_;
  run_ = run;
  setEnabled(run != nullptr);
  if (!run) return;
  const RunHistory& history = run->history();
  title_->setText(run->name());
  if (other) {
    processorSeconds_.reset();
    usage_.clear();
    lookAtUsage();
  }
  showState();
  showProgress();
  const QString text = news();
  news_->setText(text);
  news_->setVisible(!text.isEmpty());
  if (other || shownReports_ != history.losses().size() || shownValidations_ != history.validations().size())
    chart_->show(history);
  shownReports_ = history.losses().size();
  shownValidations_ = history.validations().size();
  samples_->show(history.samples(), other);
  refreshButtons();
}

void RunView::showProgress() {
  constexpr int wholePreparation = 100;
  const RunHistory& history = run_->history();
  if (const auto share = run_->prepared()) {
    progress_->setRange(0, wholePreparation);
    progress_->setValue(static_cast<int>(wholePreparation * *share));
  } else {
    progress_->setRange(0, static_cast<int>(std::max<std::int64_t>(history.steps(), 1)));
    progress_->setValue(static_cast<int>(history.step()));
  }
}

void RunView::showState() {
  QString line = summaryOf(*run_);
  if (const auto seconds = run_->history().remaining(); seconds && run_->state() == TrainingState::Running)
    line += QStringLiteral(", ") + tr("%1 to go").arg(roughly(*seconds));
  if (!usage_.isEmpty()) line += QStringLiteral(" · ") + usage_;
  state_->setText(line);
}

void RunView::lookAtUsage() {
  if (!run_ || !isVisible()) return;
  const auto usage = run_->usage();
  usage_.clear();
  if (usage && processorSeconds_) {
    const auto milliseconds = static_cast<double>(std::max<qint64>(1, sinceUsage_.elapsed()));
    const double processors = 1000 * (usage->processorSeconds - *processorSeconds_) / milliseconds;
    usage_ = tr("%1 processors, %2 of memory")
                 .arg(QLocale().toString(processors, 'f', 1), QLocale().formattedDataSize(usage->memory));
  }
  processorSeconds_ = usage ? std::optional(usage->processorSeconds) : std::nullopt;
  sinceUsage_.start();
  showState();
}

void RunView::setInUse(bool used) {
  use_->setText(used ? tr("&Use the shipped one") : tr("&Use this model"));
  use_->setToolTip(tr("Changes the open photo at once: a click to and fro compares the two"));
}

QString RunView::news() const {
  const QString verdict = verdictOf(run_->history());
  const auto share = run_->prepared();
  const QString prepared = share ? tr("The faces of the photos are being prepared, once: %1 % are done.")
                                       .arg(static_cast<int>(100 * *share))
                                 : QString();
  const QString forecast = run_->forecast() ? QLatin1Char(' ') + textOf(*run_->forecast()) : QString();
  switch (run_->state()) {
    case TrainingState::Trying:
      return share ? prepared : tr("How long do a few steps take, and how much memory?");
    case TrainingState::Starting:
      return share ? prepared : tr("The photos and the model are being read.") + forecast;
    case TrainingState::Paused:
      return run_->message().isEmpty()
                 ? tr("The processor is yours; samples can still be drawn.")
                 : tr("It paused by itself: %1. Make room, then let it go on.").arg(run_->message());
    case TrainingState::Detached:
      return tr("It was started earlier and goes on by itself. Stop it to change anything.");
    case TrainingState::Interrupted: {
      const QString lost =
          tr("Its process ended without a word: it was killed, or the power failed. It goes on from its last "
             "checkpoint.");
      return run_->message().isEmpty() ? lost : QStringLiteral("%1 (%2)").arg(lost, run_->message());
    }
    case TrainingState::Failed:
      return run_->history().steps() == 0
                 ? tr("It could not begin: %1.").arg(run_->message())
                 : tr("It stopped by itself: %1. Its last good checkpoint is kept.").arg(run_->message());
    case TrainingState::Finished:
      return run_->history().endedEarly()
                 ? tr("It ended early because it got no better; the best model was kept.") +
                       QLatin1Char(' ') + verdict
                 : verdict;
    case TrainingState::Running:
      return verdict.isEmpty() ? forecast.trimmed() : verdict;
    default:
      return verdict;
  }
}

void RunView::refreshButtons() {
  const TrainingState state = run_->state();
  const bool pausing = state == TrainingState::Paused || state == TrainingState::Pausing;
  const bool works = run_->canPause() || pausing;
  const bool still = !run_->active() && state != TrainingState::Detached && state != TrainingState::Stopping;
  pause_->setVisible(run_->canPause());
  resume_->setVisible(pausing || (run_->resumable() && state != TrainingState::Finished));
  stop_->setEnabled(works || state == TrainingState::Trying || state == TrainingState::Detached);
  sample_->setEnabled(state == TrainingState::Running || state == TrainingState::Paused);
  const bool hasModel = !run_->folder().checkpoints().empty();
  const auto* task = teachableTask(run_->task());
  compare_->setVisible(task && task->compares);
  compare_->setEnabled(hasModel);
  use_->setEnabled(hasModel);
  delete_->setEnabled(still);
  forget_->setEnabled(still);
}

}  // namespace pentimento
