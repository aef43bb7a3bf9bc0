// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <fstream>

#include "core/data/split.h"
#include "core/models/model_card.h"
#include "tests/support/model_files.h"
#include "tests/ui/fake_training.h"
#include "tests/ui/window_test.h"
#include "ui/message_bar.h"
#include "ui/panels/training_panel.h"
#include "ui/training/loss_chart.h"
#include "ui/training/new_run_form.h"
#include "ui/training/run_view.h"
#include "ui/training/sample_view.h"

namespace pentimento {
namespace {

using nlohmann::json;

/// The user's data in a folder of the test; the process is scripted.
class TrainingWindowTest : public test::WindowTest {
 protected:
  TrainingWindowTest() {
    qputenv("XDG_DATA_HOME", folder.filePath(QStringLiteral("data")).toUtf8());
    qputenv("PENTIMENTO_MODELS", folder.filePath(QStringLiteral("shipped")).toUtf8());
    test::writeModelFiles(folder.filePath(QStringLiteral("shipped")).toStdString(), "colourise", "colourise",
                          json::object(), {});
    replaceWindow();
  }
  ~TrainingWindowTest() override {
    window.reset();
    qunsetenv("XDG_DATA_HOME");
    qunsetenv("PENTIMENTO_MODELS");
  }
  void replaceWindow() {
    window.reset();
    auto parts = engines();
    parts.training = [this] { return std::make_unique<test::FakeTraining>(script); };
    window = std::make_unique<MainWindow>(settings, dialogs, std::move(parts));
    window->show();
  }
  void openPanel() {
    window->actions()[ActionId::Training]->trigger();
    ASSERT_TRUE(panel());
  }
  TrainingPanel* panel() { return window->training().panel(); }
  template <class Widget>
  Widget& in(const char* name) {
    return *panel()->findChild<Widget*>(QString::fromLatin1(name));
  }
  void clickOn(const char* name) { in<QPushButton>(name).click(); }

  /// Pictures that look different, all of them sharp and coloured.
  QStringList savePhotos(int count) {
    QStringList paths;
    for (int i = 0; i < count; ++i) {
      QImage picture(320, 300, QImage::Format_RGB32);
      for (int y = 0; y < 300; ++y)
        for (int x = 0; x < 320; ++x) {
          const int cell = (x / 40 * 7 + y / 37 * 13 + i * (x / 40 + 3 * (y / 37))) * 2654435761U >> 8 & 255;
          picture.setPixel(x, y, qRgb(cell, 255 - cell, (cell * 7) & 255));
        }
      paths << save(picture, QStringLiteral("photo%1.png").arg(i));
    }
    return paths;
  }
  void addPhotos(int count) {
    dialogs.photos = savePhotos(count);
    clickOn("trainingAddPhotos");
    ASSERT_TRUE(QTest::qWaitFor([&] { return !panel()->form().photos().busy(); }, 20000));
  }
  void start() {
    openPanel();
    addPhotos(9);
    ASSERT_EQ(panel()->form().obstacle(), QString());
    clickOn("trainingStart");
    ASSERT_TRUE(QTest::qWaitFor([&] { return script.started == 1; }, 10000));
    script.process->say({{"event", "started"}, {"task", "colourise"}, {"step", 0}, {"steps", 1000}});
  }
  static json progress(int step) {
    return {{"event", "progress"},     {"step", step},
            {"steps", 1000},           {"losses", {{"l1", 0.1}, {"distribution", 3}}},
            {"samples_per_second", 8}, {"eta_seconds", 0.5 * (1000 - step)}};
  }
  QString state() { return in<QLabel>("trainingState").text(); }

  test::FakeTraining::Script script;
};

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
  Q_EMIT window->training().modelChosen();
  ASSERT_TRUE(QTest::qWaitFor([&] { return engine->predictions() > predictions; }, 10000));
  EXPECT_EQ(engine->loads, loads + 1);
  EXPECT_EQ(undo().count(), 1) << "no step of its own";
}

TEST_F(TrainingWindowTest, AnInterruptedRunIsListedAndUsedAndForgotten) {
  const std::filesystem::path run = folder.filePath(QStringLiteral("data/pentimento/runs/old")).toStdString();
  const auto checkpoint = run / "checkpoints/step_00000100";
  std::filesystem::create_directories(checkpoint);
  std::ofstream(run / "config.json") << R"({"task":"colourise","training":{},"recipe":{}})";
  std::ofstream log(run / "log.jsonl");
  for (const int step : {50, 100})
    log << json{{"event", "samples"}, {"step", step}, {"file", "x.png"}}.dump() << "\n";
  log << progress(100).dump() << std::endl;
  std::ofstream(checkpoint / "state.json") << R"({"format":1,"step":100,"best":"step_00000100"})";
  test::writeModelFiles(checkpoint, "model", "colourise", json::object(), {});

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
