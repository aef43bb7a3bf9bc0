// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QSlider>
#include <QSpinBox>
#include <QValueAxis>
#include <fstream>

#include "core/data/split.h"
#include "core/models/model_card.h"
#include "core/runs/run_lock.h"
#include "tests/ui/training_test.h"
#include "ui/message_bar.h"
#include "ui/training/loss_chart.h"
#include "ui/training/run_view.h"
#include "ui/training/sample_view.h"

namespace pentimento {
namespace {

using nlohmann::json;
using test::TrainingWindowTest;

TEST_F(TrainingWindowTest, TheFormSaysWhatIsMissing) {
  openPanel();
  EXPECT_TRUE(panel()->form().isVisible());
  EXPECT_EQ(in<QComboBox>("trainingModel").currentData().toString(), QStringLiteral("colourise"));
  EXPECT_FALSE(in<QPushButton>("trainingStart").isEnabled());
  addPhotos(2);
  EXPECT_TRUE(panel()->form().obstacle().contains(QStringLiteral("at least 8")));
  addPhotos(9);
  EXPECT_TRUE(in<QPushButton>("trainingStart").isEnabled());
  in<QLineEdit>("trainingName").clear();
  EXPECT_FALSE(in<QPushButton>("trainingStart").isEnabled());
}

TEST_F(TrainingWindowTest, WhatWasAddedStaysUntilItIsLearntFrom) {
  writeOldRun();
  openPanel();
  clickOn("trainingNew");
  addPhotos(9);
  in<QSpinBox>("trainingSteps").setValue(500);
  const auto expectAllThere = [&](const char* after) {
    EXPECT_EQ(panel()->form().photos().used().size(), 9) << after;
    EXPECT_EQ(in<QSpinBox>("trainingSteps").value(), 500) << after;
    EXPECT_TRUE(in<QPushButton>("trainingStart").isEnabled()) << after;
  };
  openPanel();
  expectAllThere("opening the window again");
  in<QListWidget>("trainingRuns").setCurrentRow(0);
  EXPECT_FALSE(panel()->form().isVisible());
  clickOn("trainingNew");
  expectAllThere("a look at another run");
  clickOn("trainingStart");
  ASSERT_TRUE(QTest::qWaitFor([&] { return script.started == 1; }, 20000));
  script.process->end(1, QStringLiteral("the network does not fit"));
  ASSERT_TRUE(in<QLabel>("trainingNews").text().contains(QStringLiteral("the network does not fit")));
  clickOn("trainingNew");
  expectAllThere("a run that was refused");
  EXPECT_EQ(in<QLineEdit>("trainingName").text(), QStringLiteral("mine-2")) << "the first name is taken";
  auto& name = in<QLineEdit>("trainingName");
  name.clear();
  QTest::keyClicks(&name, QStringLiteral("anna"));
  openPanel();
  EXPECT_EQ(name.text(), QStringLiteral("anna"));
  clickOn("trainingStart");
  ASSERT_TRUE(QTest::qWaitFor([&] { return script.started == 2; }, 20000));
  script.process->say(test::measured(2e9));
  script.process->end(0);
  clickOn("trainingNew");
  EXPECT_TRUE(panel()->form().photos().entries().empty());
  EXPECT_EQ(in<QSpinBox>("trainingSteps").value(), 1000);
  EXPECT_EQ(name.text(), QStringLiteral("mine-2"));
}

TEST_F(TrainingWindowTest, PhotosThatTeachNothingAreLeftOutWithAReason) {
  openPanel();
  auto& photos = panel()->form().photos();
  const QStringList good = savePhotos(1);
  const QString grey = save(test::greyRamp(400, 300), QStringLiteral("grey.png"));
  const QString small = save(test::colourPicture(100, 100), QStringLiteral("small.png"));
  const QString soft = save(test::colourPicture(400, 300), QStringLiteral("soft.png"));
  QImage again;
  again.load(good[0]);
  const QString copy = save(again.scaled(400, 375, Qt::IgnoreAspectRatio, Qt::SmoothTransformation),
                            QStringLiteral("copy.jpg"));
  photos.add(good + QStringList{grey, small, soft, copy, good[0]});
  ASSERT_TRUE(QTest::qWaitFor([&] { return !photos.busy(); }, 20000));
  ASSERT_EQ(photos.entries().size(), 5U) << "none twice";
  EXPECT_EQ(photos.used(), good);
  const QStringList reasons{QString(), QStringLiteral("Grey"), QStringLiteral("Small"),
                            QStringLiteral("Blurred"), QStringLiteral("Looks like")};
  for (qsizetype i = 0; i < reasons.size(); ++i)
    EXPECT_TRUE(photos.entries()[std::size_t(i)].objection.startsWith(reasons[i]))
        << i << ' ' << photos.entries()[std::size_t(i)].objection.toStdString();
  auto& grid = in<QListWidget>("trainingPhotos");
  ASSERT_EQ(grid.count(), 5);
  grid.item(3)->setCheckState(Qt::Checked);  // the user knows better
  EXPECT_EQ(photos.used(), good + QStringList{soft});
}

TEST_F(TrainingWindowTest, StartsTheProgramWithCopiesOfThePhotos) {
  start();
  const QString arguments = script.arguments.join(QLatin1Char(' '));
  EXPECT_TRUE(arguments.startsWith(QStringLiteral("train colourise --run "))) << arguments.toStdString();
  for (const char* part : {"--worker", "--from colourise", "--steps 1000", "--patience"})
    EXPECT_TRUE(arguments.contains(QString::fromLatin1(part))) << part;
  const auto run = folder.filePath(QStringLiteral("data/pentimento/runs/mine"));
  const QStringList copies = QDir(run + QStringLiteral("/photos")).entryList(QDir::Files);
  EXPECT_EQ(copies.size(), 9);
  EXPECT_EQ(std::count_if(copies.begin(), copies.end(),
                          [](const QString& name) { return isHeldOut(name.toStdString()); }),
            1)
      << "some are there to measure on";
  EXPECT_TRUE(panel()->view().isVisible());
  EXPECT_TRUE(state().startsWith(QStringLiteral("Running"))) << state().toStdString();
  EXPECT_EQ(undo().count(), 0) << "undo has nothing to do with it";
}

TEST_F(TrainingWindowTest, ShowsStepTimeCurvesAndSamples) {
  start();
  for (const int step : {5, 10, 15, 20}) script.process->say(progress(step));
  EXPECT_TRUE(state().contains(QStringLiteral("step 20 of 1,000"))) << state().toStdString();
  EXPECT_TRUE(state().contains(QStringLiteral("about 8 min"))) << state().toStdString();
  script.process->say({{"event", "validation"}, {"step", 0}, {"measures", {{"score", 9}}}});
  auto* chart = panel()->findChild<LossChart*>();
  EXPECT_EQ(chart->chart()->series().size(), 3);
  in<QCheckBox>("lossLogarithmic").click();
  EXPECT_EQ(chart->chart()->series().size(), 3);

  auto& view = in<SampleView>("sampleView");
  for (const int step : {50, 100}) {
    const QString file = save(test::colourPicture(64, 64), QStringLiteral("sample%1.png").arg(step));
    script.process->say({{"event", "samples"}, {"step", step}, {"file", file.toStdString()}});
  }
  EXPECT_EQ(view.shownStep(), 100) << "follows the newest";
  in<QSlider>("sampleSlider").setValue(0);
  EXPECT_EQ(view.shownStep(), 50);
  const QString file = save(test::colourPicture(64, 64), QStringLiteral("sample150.png"));
  script.process->say({{"event", "samples"}, {"step", 150}, {"file", file.toStdString()}});
  EXPECT_EQ(view.shownStep(), 50) << "whoever looks back is not disturbed";
}

TEST_F(TrainingWindowTest, ShowsHowFarTheFacesArePrepared) {
  start();
  script.process->say({{"event", "preparing"}, {"fraction", 0.25}, {"what", "unwrapping"}});
  EXPECT_EQ(in<QProgressBar>("trainingProgress").value(), 25) << "of 100";
  script.process->say(progress(200));
  EXPECT_EQ(in<QProgressBar>("trainingProgress").value(), 200) << "of 1,000 steps";
  EXPECT_EQ(in<QProgressBar>("trainingProgress").maximum(), 1000);
}

TEST_F(TrainingWindowTest, TheChartHasRoundNumbersAndShowsLossesBelowZero) {
  RunHistory history;
  for (const int step : {50, 137})
    history.add({{"event", "progress"},
                 {"step", step},
                 {"steps", 1000},
                 {"losses", {{"gan", -0.87}, {"dual", 0.03}}}});
  LossChart chart;
  chart.show(history);
  const auto axis = [&](Qt::Orientation orientation) {
    return qobject_cast<QValueAxis*>(chart.chart()->axes(orientation).first());
  };
  EXPECT_LE(axis(Qt::Vertical)->min(), -0.87);
  EXPECT_GE(axis(Qt::Vertical)->max(), 0.03);
  EXPECT_DOUBLE_EQ(axis(Qt::Vertical)->tickInterval(), 0.2);
  EXPECT_DOUBLE_EQ(axis(Qt::Horizontal)->tickInterval(), 50);
  axis(Qt::Horizontal)->setRange(100, 112);  // as zooming does
  EXPECT_DOUBLE_EQ(axis(Qt::Horizontal)->tickInterval(), 5);
}

TEST_F(TrainingWindowTest, ShowsWhatTheProcessUses) {
  start();
  const RunLock lock(folder.filePath(QStringLiteral("data/pentimento/runs/mine")).toStdString());
  ASSERT_TRUE(QTest::qWaitFor([&] { return state().contains(QStringLiteral(" processors, ")); }, 10000))
      << state().toStdString();
  EXPECT_TRUE(state().endsWith(QStringLiteral("B of memory"))) << state().toStdString();
}

TEST_F(TrainingWindowTest, PausesGoesOnAndStops) {
  start();
  EXPECT_FALSE(in<QPushButton>("trainingResume").isVisible());
  clickOn("trainingPause");
  script.process->say({{"event", "paused"}, {"step", 7}, {"reason", ""}});
  EXPECT_TRUE(state().startsWith(QStringLiteral("Paused")));
  EXPECT_FALSE(in<QPushButton>("trainingPause").isVisible());
  clickOn("trainingSample");
  clickOn("trainingResume");
  clickOn("trainingStop");
  using enum TrainingCommand;
  EXPECT_EQ(script.commands, (std::vector{Pause, Sample, Resume, Stop}));
}

TEST_F(TrainingWindowTest, ClosingAsksWhatIsToBecomeOfIt) {
  start();
  EXPECT_FALSE(window->close());
  EXPECT_EQ(dialogs.trainingAsked, 1);
  EXPECT_EQ(script.letGo, 0);
  dialogs.training = Dialogs::Training::GoOn;
  EXPECT_TRUE(window->close());
  EXPECT_EQ(script.letGo, 1);
  EXPECT_TRUE(script.commands.empty());

  // It went on and ended; the next window says so.
  const auto run = folder.filePath(QStringLiteral("data/pentimento/runs/mine")).toStdString();
  std::ofstream(run + "/config.json") << R"({"task":"colourise","training":{},"recipe":{}})";
  std::ofstream(run + "/log.jsonl") << R"({"event":"finished","step":1000,"steps":1000})"
                                    << "\n";
  replaceWindow();
  ASSERT_TRUE(
      QTest::qWaitFor([&] { return window->messages().text().contains(QStringLiteral("Finished")); }, 5000));
  EXPECT_TRUE(settings.value(Setting::TrainingAway).toStringList().isEmpty());
}

TEST_F(TrainingWindowTest, ClosingMayStopIt) {
  start();
  dialogs.training = Dialogs::Training::Stop;
  EXPECT_TRUE(window->close());
  EXPECT_EQ(script.commands, std::vector{TrainingCommand::Stop});
  EXPECT_EQ(script.letGo, 1) << "it writes its checkpoint without the window";
}

TEST_F(TrainingWindowTest, AModelThatIsChosenColoursTheOpenPhotoAtOnce) {
  openGrey();
  window->document().setColouriseEnabled(true);
  waitForPreview();
  const int loads = engine->loads;
  const auto predictions = engine->predictions();
  Q_EMIT window->training().modelChosen(QStringLiteral("colourise"));
  ASSERT_TRUE(QTest::qWaitFor([&] { return engine->predictions() > predictions; }, 10000));
  EXPECT_EQ(engine->loads, loads + 1);
  EXPECT_EQ(undo().count(), 1) << "no step of its own";
}

TEST_F(TrainingWindowTest, ShippedAndMineAreComparedOnTheOpenPhoto) {
  writeOldRun();
  openPanel();
  in<QListWidget>("trainingRuns").setCurrentRow(0);
  clickOn("trainingCompare");
  EXPECT_TRUE(panel()->messages().text().contains(QStringLiteral("colourise it first")))
      << panel()->messages().text().toStdString();

  openGrey();
  window->document().setColouriseEnabled(true);
  waitForPreview();
  CanvasView& canvas = window->canvas();
  canvas.setCompareMode(CompareMode::Result);
  const int loads = engine->loads;
  clickOn("trainingCompare");
  ASSERT_TRUE(QTest::qWaitFor([&] { return canvas.comparison().has_value(); }, 10000));
  waitForPreview();
  EXPECT_EQ(engine->loads, loads + 2) << "one after the other";
  EXPECT_EQ(Registry().current("colourise").card.name, "old");
  EXPECT_EQ(canvas.compareMode(), CompareMode::Wipe);
  EXPECT_EQ(canvas.comparison()->afterName, QStringLiteral("old"));
  // The scripted engine colours alike whatever the model: grey would be the original.
  const QPointF left(100, 200);
  const QColor shown = canvasPicture().pixelColor(onCanvas(left));
  EXPECT_NE(shown.red(), shown.blue()) << "coloured, left of the divider too";
  canvas.holdOriginal(true);
  const QColor original = canvasPicture().pixelColor(onCanvas(left));
  EXPECT_EQ(original.red(), original.blue());
  canvas.holdOriginal(false);

  window->document().setColouriseEnabled(false);
  EXPECT_FALSE(canvas.comparison()) << "of another edit";
}

TEST_F(TrainingWindowTest, AnInterruptedRunIsListedAndUsedAndForgotten) {
  const auto run = writeOldRun();
  openPanel();
  in<QListWidget>("trainingRuns").setCurrentRow(0);
  EXPECT_EQ(in<SampleView>("sampleView").shownStep(), 100) << "the newest of two";
  EXPECT_TRUE(state().startsWith(QStringLiteral("Interrupted, step 100"))) << state().toStdString();
  EXPECT_TRUE(in<QPushButton>("trainingResume").isVisible());
  clickOn("trainingUse");
  EXPECT_EQ(Registry().current("colourise").card.name, "old");
  EXPECT_TRUE(panel()->messages().text().contains(QStringLiteral("old")));
  clickOn("trainingUse");  // to and fro, without a second copy
  EXPECT_EQ(Registry().current("colourise").card.name, "colourise");
  clickOn("trainingUse");
  EXPECT_EQ(Registry().current("colourise").card.name, "old");

  clickOn("trainingForget");
  EXPECT_EQ(dialogs.confirmAsked, 1);
  EXPECT_TRUE(std::filesystem::exists(run)) << "cancelled";
  dialogs.confirmed = true;
  clickOn("trainingForget");
  EXPECT_FALSE(std::filesystem::exists(run));
  EXPECT_EQ(Registry().current("colourise").card.name, "colourise");
  EXPECT_TRUE(panel()->messages().text().contains(QStringLiteral("1 checkpoints")))
      << panel()->messages().text().toStdString();
  EXPECT_TRUE(panel()->form().isVisible());
}

}  // namespace
}  // namespace pentimento
