// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QPushButton>
#include <fstream>

#include "tests/support/model_files.h"
#include "tests/ui/fake_training.h"
#include "tests/ui/window_test.h"
#include "ui/panels/training_panel.h"
#include "ui/training/new_run_form.h"

namespace pentimento::test {

/// The user's data in a folder of the test; the process is scripted.
class TrainingWindowTest : public WindowTest {
 protected:
  TrainingWindowTest() {
    qputenv("XDG_DATA_HOME", folder.filePath(QStringLiteral("data")).toUtf8());
    qputenv("PENTIMENTO_MODELS", folder.filePath(QStringLiteral("shipped")).toUtf8());
    for (const char* task : {"colourise", "regenerate", "parse", "makeup", "attribute-glasses",
                             "attribute-beard", "attribute-classifier"})
      writeModelFiles(folder.filePath(QStringLiteral("shipped")).toStdString(), task, task,
                      nlohmann::json::object(), {});
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
    parts.training = [this] { return std::make_unique<FakeTraining>(script); };
    parts.facesToTeach = [this] { return std::make_unique<FakeFaces>(faces); };
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
  /// Starts what the form says, up to the moment when the run's process is asked to begin.
  void startAndPassPreflight() {
    ASSERT_EQ(panel()->form().obstacle(), QString());
    clickOn("trainingStart");
    ASSERT_TRUE(QTest::qWaitFor([&] { return script.started == 1; }, 20000));
    ASSERT_TRUE(script.arguments.contains(QStringLiteral("--measure-steps")));
    script.process->say(measured(2e9));
    script.process->end(0);
    ASSERT_EQ(script.started, 2);
    ASSERT_FALSE(script.arguments.contains(QStringLiteral("--measure-steps")));
  }
  void start() {
    openPanel();
    addPhotos(9);
    startAndPassPreflight();
    script.process->say({{"event", "started"}, {"task", "colourise"}, {"step", 0}, {"steps", 1000}});
  }
  static nlohmann::json progress(int step) {
    return {{"event", "progress"},     {"step", step},
            {"steps", 1000},           {"losses", {{"l1", 0.1}, {"distribution", 3}}},
            {"samples_per_second", 8}, {"eta_seconds", 0.5 * (1000 - step)}};
  }
  /// A run whose process was killed after its first checkpoint; returns its folder.
  std::filesystem::path writeOldRun() {
    const std::filesystem::path run =
        folder.filePath(QStringLiteral("data/pentimento/runs/old")).toStdString();
    const auto checkpoint = run / "checkpoints/step_00000100";
    std::filesystem::create_directories(checkpoint);
    std::ofstream(run / "config.json") << R"({"task":"colourise","training":{},"recipe":{}})";
    std::ofstream log(run / "log.jsonl");
    for (const int step : {50, 100})
      log << nlohmann::json{{"event", "samples"}, {"step", step}, {"file", "x.png"}}.dump() << "\n";
    log << progress(100).dump() << std::endl;
    std::ofstream(checkpoint / "state.json") << R"({"format":1,"step":100,"best":"step_00000100"})";
    writeModelFiles(checkpoint, "model", "colourise", nlohmann::json::object(), {});
    return run;
  }
  QString state() { return in<QLabel>("trainingState").text(); }

  FakeTraining::Script script;
};

}  // namespace pentimento::test
