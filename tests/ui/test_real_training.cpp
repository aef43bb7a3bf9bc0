// SPDX-License-Identifier: GPL-3.0-or-later
// The training window with the real program as its child: photos in, a run, its model in use, all forgotten.
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <filesystem>
#include <fstream>

#include "core/models/registry.h"
#include "core/training/colourise_options.h"
#include "core/training/colourise_recipe.h"
#include "core/training/trainer.h"
#include "tests/support/made_photos.h"
#include "tests/ui/window_test.h"
#include "ui/panels/training_panel.h"
#include "ui/training/new_run_form.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;

class RealTrainingTest : public test::WindowTest {
 protected:
  RealTrainingTest() {
    qputenv("XDG_DATA_HOME", folder.filePath(QStringLiteral("data")).toUtf8());
    qputenv("PENTIMENTO_MODELS", folder.filePath(QStringLiteral("shipped")).toUtf8());
    settings.set(Setting::Threads, 1);
    makeParent();
    auto parts = engines();
    parts.training = [] { return makeTrainingProcess(QStringLiteral(PENTIMENTO_PROGRAM)); };
    window = std::make_unique<MainWindow>(settings, dialogs, std::move(parts));
    window->show();
  }
  ~RealTrainingTest() override {
    window.reset();
    qunsetenv("XDG_DATA_HOME");
    qunsetenv("PENTIMENTO_MODELS");
  }
  fs::path at(const char* name) const { return fs::path(folder.path().toStdString()) / name; }

  /// A shipped model of a few thousand weights.
  void makeParent() {
    test::writeScenes(at("scenes"), 4);
    ColouriseRecipeOptions options;
    options.sources = {{at("scenes"), 1}};
    options.network.baseChannels = options.discriminator.baseChannels = 4;
    options.network.levels = 5;
    options.discriminator.scales = 1;
    options.dataset.size = 64;
    Compute compute;
    compute.device = "cpu";
    ColouriseRecipe recipe(options, 2, 1, compute);
    TrainingOptions training;
    training.run = at("parent");
    training.steps = 1;
    training.batchSize = 2;
    train(recipe, training, false, {});
    fs::create_directories(at("shipped"));
    fs::copy_file(at("parent/model.safetensors"), at("shipped/colourise.safetensors"));
    auto card = readCard(at("parent/model.json"));
    card.licence = "CC0-1.0";
    writeCard(at("shipped/colourise.json"), card);
  }
  template <class Widget>
  Widget& in(const char* name) {
    return *window->training().panel()->findChild<Widget*>(QString::fromLatin1(name));
  }
  TrainingState state() { return window->training().runs().find(QStringLiteral("mine"))->state(); }
  bool becomes(TrainingState wanted) {
    return QTest::qWaitFor([&] { return state() == wanted; }, 300000);
  }
};

TEST_F(RealTrainingTest, FromPhotosToAModelInUseAndBack) {
  test::writeScenes(at("photos"), 10);
  window->actions()[ActionId::Training]->trigger();
  auto& photos = window->training().panel()->form().photos();
  photos.add({QString::fromStdString(at("photos").string())});
  ASSERT_TRUE(QTest::qWaitFor([&] { return !photos.busy(); }, 20000));
  for (const auto& entry : std::vector(photos.entries()))
    photos.setUsed(entry.file, true);  // made scenes look alike
  in<QSpinBox>("trainingSteps").setValue(100000);
  ASSERT_EQ(window->training().panel()->form().obstacle(), QString());
  in<QPushButton>("trainingStart").click();
  ASSERT_TRUE(becomes(TrainingState::Running))
      << window->training().runs().find(QStringLiteral("mine"))->message().toStdString();

  in<QPushButton>("trainingPause").click();
  ASSERT_TRUE(becomes(TrainingState::Paused));
  in<QPushButton>("trainingSample").click();
  auto* run = window->training().runs().find(QStringLiteral("mine"));
  ASSERT_TRUE(QTest::qWaitFor([&] { return !run->history().samples().empty(); }, 300000));
  in<QPushButton>("trainingResume").click();
  ASSERT_TRUE(QTest::qWaitFor([&] { return run->history().losses().size() > 3; }, 300000));
  in<QPushButton>("trainingStop").click();
  ASSERT_TRUE(QTest::qWaitFor([&] { return !run->active(); }, 300000));
  EXPECT_EQ(state(), TrainingState::Stopped) << run->message().toStdString();

  in<QPushButton>("trainingUse").click();
  const auto card = Registry().current("colourise").card;
  EXPECT_EQ(card.name, "mine");
  EXPECT_EQ(card.parent, "colourise");
  EXPECT_EQ(card.licence, "CC0-1.0");
  EXPECT_TRUE(card.quality.contains("validation_before")) << card.quality;
  EXPECT_EQ(card.data.at(0).count, 8) << "two of ten are held out";

  dialogs.confirmed = true;
  in<QPushButton>("trainingForget").click();
  EXPECT_FALSE(fs::exists(at("data/pentimento/runs/mine")));
  EXPECT_EQ(Registry().list().size(), 1U);
}

}  // namespace
}  // namespace pentimento
