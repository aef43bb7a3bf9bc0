// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_controller.h"

#include <QLocale>
#include <QPointer>
#include <QStorageInfo>

#include "core/base/error.h"
#include "ui/dialogs/dialogs.h"
#include "ui/errors.h"
#include "ui/message_bar.h"
#include "ui/panels/training_panel.h"
#include "ui/settings.h"
#include "ui/training/new_run_form.h"
#include "ui/training/run_view.h"
#include "ui/training/training_files.h"
#include "ui/training/training_texts.h"

namespace pentimento {

namespace {

QString textOf(const std::filesystem::path& path) {
  return QString::fromStdU16String(path.u16string());
}

}  // namespace

TrainingController::TrainingController(const Parts& parts, TrainingProcessMaker make, QObject* parent)
    : QObject(parent), parts_(parts), make_(std::move(make)) {
  copying_.setMaxThreadCount(1);
}

TrainingController::~TrainingController() {
  copying_.clear();
  copying_.waitForDone();
  delete panel_;  // before the runs that it shows
}

TrainingRuns& TrainingController::runs() {
  if (!runs_) {
    runs_ = std::make_unique<TrainingRuns>(Registry(), make_);
    connect(runs_.get(), &TrainingRuns::runEnded, this, [this](TrainingRun* run) { ended(*run); });
  }
  return *runs_;
}

void TrainingController::openPanel() {
  if (!panel_) {
    runs();
    panel_ = new TrainingPanel(*runs_, parts_.faces, parts_.dialogs, &parts_.window);
    connectPanel();
  } else {
    runs_->reload();
  }
  panel_->show();
  panel_->raise();
  panel_->activateWindow();
}

void TrainingController::connectPanel() {
  NewRunForm& form = panel_->form();
  connect(&form, &NewRunForm::startWanted, this, &TrainingController::start);
  connect(&form, &NewRunForm::photosWanted, this, [this] {
    addPhotos(parts_.dialogs.openPhotos(panel_, parts_.settings.text(Setting::LastFolder)));
  });
  connect(&form, &NewRunForm::folderWanted, this, [this] {
    const QString folder = parts_.dialogs.openFolder(panel_, parts_.settings.text(Setting::LastFolder));
    if (!folder.isEmpty()) addPhotos({folder});
  });
  const auto on = [this](void (RunView::*wanted)(), auto act) {
    connect(&panel_->view(), wanted, this, [this, act] {
      if (TrainingRun* run = panel_->chosen()) act(*run);
    });
  };
  connect(panel_, &TrainingPanel::chosenChanged, this, &TrainingController::showUse);
  on(&RunView::pauseWanted, [](TrainingRun& run) { run.pause(); });
  on(&RunView::resumeWanted, [this](TrainingRun& run) { goOn(run); });
  on(&RunView::stopWanted, [](TrainingRun& run) { run.stop(); });
  on(&RunView::sampleWanted, [](TrainingRun& run) { run.sampleNow(); });
  on(&RunView::useWanted, [this](TrainingRun& run) {
    bool used = false;
    attempt([&] { used = inUse(run); });
    choose(run, !used);
  });
  on(&RunView::compareWanted, [this](TrainingRun& run) { Q_EMIT compareWanted(&run); });
  on(&RunView::deleteWanted, [this](TrainingRun& run) { remove(run, false); });
  on(&RunView::forgetWanted, [this](TrainingRun& run) { remove(run, true); });
}

void TrainingController::addPhotos(const QStringList& paths) {
  if (!paths.isEmpty()) panel_->form().photos().add(paths);
}

void TrainingController::start(const NewTraining& training) {
  attempt([&] {
    const qint64 needed = spaceFor(training, runs().registry());
    const QStorageInfo disk(textOf(runs().registry().userFolder().parent_path().parent_path()));
    if (disk.isValid() && disk.bytesAvailable() < needed)
      return fail(
          tr("This needs up to %1 of disk space, %2 are free.")
              .arg(QLocale().formattedDataSize(needed), QLocale().formattedDataSize(disk.bytesAvailable())));
    TrainingRun* run = runs().add(training.name);
    if (panel_) panel_->choose(run);
    // Until then the photos stay in the form: a run that is refused costs no work.
    connect(run, &TrainingRun::fits, this, [this] { panel_->form().clear(); });
    copying_.start([this, run = QPointer(run), training, folder = run->folder().photos()] {
      const QString problem = copyItems(*teachableTask(training.task), training.items, folder);
      QMetaObject::invokeMethod(
          this,
          [this, run, training, problem] {
            if (run) copied(run, training, problem);
          },
          Qt::QueuedConnection);
    });
  });
}

void TrainingController::copied(TrainingRun* run, const NewTraining& training, const QString& problem) {
  if (!problem.isEmpty()) return fail(tr("The photos could not be copied: %1").arg(problem));
  attempt([&] {
    const QStringList arguments = argumentsOf(training, run->folder());
    setAway(run->name(), true);
    run->begin(arguments, teachableTask(training.task)->batchSize);
  });
}

QStringList TrainingController::argumentsOf(const NewTraining& training, const RunFolder& folder) {
  const auto* task = teachableTask(training.task);
  QStringList arguments{
      QStringLiteral("train"),   QString::fromLatin1(task->trainer), QStringLiteral("--run"),
      textOf(folder.path()),     QStringLiteral("--data"),           textOf(folder.photos()),
      QStringLiteral("--steps"), QString::number(training.steps),    QStringLiteral("--worker")};
  if (!training.model.isEmpty()) arguments << QStringLiteral("--from") << training.model;
  arguments << QString::fromLatin1(task->arguments).split(QLatin1Char(' '));
  if (task->attribute)  // the score is whether the classifier sees it come and go
    arguments << QStringLiteral("--attribute") << QString::fromStdString(nameOf(*task->attribute))
              << QStringLiteral("--alignments") << textOf(folder.photos() / "alignments.csv")
              << QStringLiteral("--classifier")
              << textOf(runs().registry().current("attribute-classifier").weights);
  // Else a discriminator that begins anew undoes what painted glasses taught.
  if (task->attribute == Attribute::Glasses)
    arguments << QStringLiteral("--painted") << textOf(folder.photos()) << QStringLiteral("--painted-weight")
              << QStringLiteral("10");
  // Whether label maps are obeyed is part of the score.
  if (training.task == QLatin1String("regenerate"))
    arguments << QStringLiteral("--parser") << textOf(runs().registry().current("parse").weights);
  return arguments << computeArguments();
}

QStringList TrainingController::computeArguments() const {
  return {QStringLiteral("--device"), parts_.settings.text(Setting::Device), QStringLiteral("--threads"),
          QString::number(parts_.settings.value(Setting::Threads).toInt())};
}

void TrainingController::goOn(TrainingRun& run) {
  setAway(run.name(), true);
  run.resume(computeArguments());
}

QString TrainingController::freeModelName(const QString& wish) {
  QString name = wish;
  const auto models = runs().registry().list();
  const auto taken = [&] {
    return std::any_of(models.begin(), models.end(),
                       [&](const auto& entry) { return QString::fromStdString(entry.card.name) == name; });
  };
  for (int number = 2; taken(); ++number) name = QStringLiteral("%1-%2").arg(wish).arg(number);
  return name;
}

void TrainingController::choose(TrainingRun& run, bool mine) {
  attempt([&] { mine ? useMine(run) : useShipped(run.task().toStdString()); });
  showUse();
  Q_EMIT modelChosen(run.task());
}

void TrainingController::useMine(TrainingRun& run) {
  const Registry& registry = runs().registry();
  std::string name = run.folder().keptAs(registry);
  if (name.empty())
    name = run.folder().keepModel({}, freeModelName(run.name()).toStdString(), registry).card.name;
  registry.use(name);
  const auto card = registry.find(name).card;
  QString text = tr("“%1” is among your models and is used from now on.").arg(QString::fromStdString(name));
  if (!card.licence.empty())
    text += QLatin1Char(' ') + tr("Licence: %1.").arg(QString::fromStdString(card.licence));
  tell(text);
}

void TrainingController::useShipped(const std::string& task) {
  const Registry& registry = runs().registry();
  for (const auto& entry : registry.list()) {
    if (!entry.shipped || entry.card.task != task) continue;
    registry.use(entry.card.name);
    return tell(tr("The shipped model is used again."));
  }
}

bool TrainingController::inUse(TrainingRun& run) {
  const Registry& registry = runs().registry();
  for (const auto& name : run.folder().keptModels(registry))
    if (registry.find(name).current) return true;
  return false;
}

void TrainingController::showUse() {
  TrainingRun* run = panel_ ? panel_->chosen() : nullptr;
  if (!run) return;
  bool used = false;
  attempt([&] { used = inUse(*run); });
  panel_->view().setInUse(used);
}

void TrainingController::remove(TrainingRun& run, bool modelsToo) {
  const QString name = run.name(), task = run.task();
  const QString consequence =
      modelsToo ? tr("The copied photos, samples, checkpoints and every model made of them are deleted.")
                : tr("The copied photos, samples and checkpoints are deleted. Models that you use stay.");
  if (!parts_.dialogs.confirm(panel_, tr("Delete “%1”?").arg(name), consequence, tr("&Delete"))) return;
  attempt([&] {
    const Deleted deleted = runs().remove(run, modelsToo);
    setAway(name, false);
    tell(pentimento::textOf(deleted));
    if (modelsToo) Q_EMIT modelChosen(task);
  });
}

void TrainingController::ended(TrainingRun& run) {
  setAway(run.name(), false);
  if (panel_ && panel_->isVisible()) return;  // it is told there
  parts_.messages.show(run.state() == TrainingState::Failed || run.state() == TrainingState::Interrupted
                           ? MessageBar::Kind::Error
                           : MessageBar::Kind::Offer,
                       tr("Training “%1”: %2").arg(run.name(), summaryOf(run)), tr("&Show"),
                       [this] { openPanel(); });
}

void TrainingController::reportAway() {
  const QStringList names = away();
  if (names.isEmpty()) return;
  for (const QString& name : names) {
    const TrainingRun* run = runs().find(name);
    if (!run || run->state() != TrainingState::Detached) setAway(name, false);
    if (!run) continue;
    parts_.messages.show(MessageBar::Kind::Offer, tr("Training “%1”: %2").arg(name, summaryOf(*run)),
                         tr("&Show"), [this, name] {
                           openPanel();
                           panel_->choose(runs().find(name));
                         });
  }
}

bool TrainingController::mayClose() {
  if (!runs_) return true;
  const auto active = runs_->active();
  if (active.empty()) return true;
  QStringList names;
  for (const TrainingRun* run : active) names << run->name();
  const auto answer = parts_.dialogs.askTraining(&parts_.window, names.join(QStringLiteral(", ")));
  if (answer == Dialogs::Training::Cancel) return false;
  for (TrainingRun* run : active) {
    // Stopped ones write their checkpoint by themselves too: closing does not wait for it.
    if (answer == Dialogs::Training::Stop) run->stop();
    run->letGo();
  }
  return true;
}

QStringList TrainingController::away() const {
  return parts_.settings.value(Setting::TrainingAway).toStringList();
}

void TrainingController::setAway(const QString& name, bool isAway) {
  QStringList names = away();
  names.removeAll(name);
  if (isAway) names << name;
  parts_.settings.set(Setting::TrainingAway, names);
}

void TrainingController::tell(const QString& text) {
  (panel_ ? panel_->messages() : parts_.messages).show(MessageBar::Kind::Offer, text);
}

void TrainingController::fail(const QString& text) {
  (panel_ ? panel_->messages() : parts_.messages).show(MessageBar::Kind::Error, text);
}

void TrainingController::attempt(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    fail(describe(error));
  }
}

}  // namespace pentimento
