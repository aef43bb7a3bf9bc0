// SPDX-License-Identifier: GPL-3.0-or-later
// The training window with the real program as its child: photos in, a run, its model in use, all forgotten.
#include <QComboBox>
#include <QElapsedTimer>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "core/models/registry.h"
#include "core/training/colourise_options.h"
#include "core/training/colourise_recipe.h"
#include "core/training/trainer.h"
#include "tests/support/made_faces.h"
#include "tests/support/made_photos.h"
#include "tests/support/tiny_generator.h"
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
    parts.facesToTeach = [this] { return std::make_unique<test::FakeFaces>(faces); };
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
  TrainingRun& mine() { return *window->training().runs().find(QStringLiteral("mine")); }
  TrainingState state() { return mine().state(); }
  /// A run that would take hours, from photos that are dropped on the form until its first steps are done.
  void startColourising() {
    test::writeScenes(at("photos"), 10);
    window->actions()[ActionId::Training]->trigger();
    auto& photos = window->training().panel()->form().photos();
    photos.add({QString::fromStdString(at("photos").string())});
    ASSERT_TRUE(QTest::qWaitFor([&] { return !photos.busy(); }, 20000));
    for (const auto& entry : std::vector(photos.entries()))
      photos.setUsed(entry.id, true);  // made scenes look alike
    in<QSpinBox>("trainingSteps").setValue(100000);
    ASSERT_EQ(window->training().panel()->form().obstacle(), QString());
    in<QPushButton>("trainingStart").click();
    ASSERT_TRUE(becomes(TrainingState::Running)) << mine().message().toStdString();
  }
  void stopIt() {
    in<QPushButton>("trainingStop").click();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !mine().active(); }, 300000));
    EXPECT_EQ(state(), TrainingState::Stopped) << mine().message().toStdString();
  }
  bool becomes(TrainingState wanted) {
    return QTest::qWaitFor([&] { return state() == wanted; }, 300000);
  }
};

TEST_F(RealTrainingTest, FromPhotosToAModelInUseAndBack) {
  startColourising();
  ASSERT_TRUE(mine().forecast());
  EXPECT_GT(mine().forecast()->secondsPerStep, 0);

  in<QPushButton>("trainingPause").click();
  ASSERT_TRUE(becomes(TrainingState::Paused));
  in<QPushButton>("trainingSample").click();
  ASSERT_TRUE(QTest::qWaitFor([&] { return !mine().history().samples().empty(); }, 300000));
  in<QPushButton>("trainingResume").click();
  ASSERT_TRUE(QTest::qWaitFor([&] { return mine().history().losses().size() > 3; }, 300000));
  stopIt();

  in<QPushButton>("trainingUse").click();
  const auto card = Registry().current("colourise").card;
  EXPECT_EQ(card.name, "mine");
  EXPECT_EQ(card.parent, "colourise");
  EXPECT_EQ(card.licence, "CC0-1.0");
  EXPECT_TRUE(card.quality.contains("validation_before")) << card.quality;
  EXPECT_EQ(card.data.at(0).count, 8) << "two of ten are held out";
  EXPECT_EQ(card.data.at(0).sha256, sha256OfFolder(at("data/pentimento/runs/mine/photos")));

  dialogs.confirmed = true;
  in<QPushButton>("trainingForget").click();
  EXPECT_FALSE(fs::exists(at("data/pentimento/runs/mine")));
  EXPECT_EQ(Registry().list().size(), 1U);
}

TEST_F(RealTrainingTest, FacesOfPhotosTeachTheGenerator) {
  test::writeTinyGenerator(at("shipped"), "regenerate");
  test::writeTinyParser(at("shipped"), "parse");
  test::writeScenes(at("photos"), 6);
  faces->set({test::madeFace({0, 0, 70, 70}), test::madeFace({20, 10, 80, 80}, 0, 20)});
  window->actions()[ActionId::Training]->trigger();
  auto& task = in<QComboBox>("trainingTask");
  task.setCurrentIndex(task.findData(QStringLiteral("regenerate")));
  auto& photos = window->training().panel()->form().photos();
  photos.add({QString::fromStdString(at("photos").string())});
  ASSERT_TRUE(QTest::qWaitFor([&] { return !photos.busy(); }, 20000));
  ASSERT_EQ(photos.entries().size(), 12U);
  for (const auto& entry : std::vector(photos.entries()))
    photos.setUsed(entry.id, true);  // small, and made scenes look alike
  in<QPushButton>("trainingStart").click();
  ASSERT_TRUE(becomes(TrainingState::Running)) << mine().message().toStdString();
  stopIt();
  ASSERT_FALSE(mine().history().validations().empty());
  EXPECT_TRUE(mine().history().validations()[0].measures.contains("accuracy_other_mask"))
      << "whether masks are obeyed counts";
  in<QPushButton>("trainingUse").click();
  const auto card = Registry().current("regenerate").card;
  EXPECT_EQ(card.name, "mine");
  EXPECT_EQ(card.data.at(0).count, 10);
  dialogs.confirmed = true;
  in<QPushButton>("trainingForget").click();
  EXPECT_FALSE(fs::exists(at("data/pentimento/runs/mine")));
  EXPECT_EQ(Registry().current("regenerate").card.name, "regenerate");
}

/// From a mouse move to the canvas painted, milliseconds.
class FrameClock : public QObject {
 public:
  explicit FrameClock(QWidget& canvas) : canvas_(canvas) { canvas.installEventFilter(this); }

  double move(const QPointF& position) {
    painted_ = false;
    QElapsedTimer clock;
    clock.start();
    QMouseEvent event(QEvent::MouseMove, position, canvas_.mapToGlobal(position), Qt::NoButton,
                      Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&canvas_, &event);
    while (!painted_ && clock.elapsed() < 2000) QCoreApplication::processEvents();
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
  }

 protected:
  bool eventFilter(QObject*, QEvent* event) override {
    painted_ |= event->type() == QEvent::Paint;
    return false;
  }

 private:
  QWidget& canvas_;
  bool painted_ = false;
};

TEST_F(RealTrainingTest, AStrokeIsDrawnWithin50MillisecondsWhileItTrains) {
  settings.set(Setting::Threads, 0);  // training takes every processor that it gets
  faces->set({test::madeFace({900, 600, 600, 600})});
  startColourising();
  open(save(test::colourPicture(2400, 1800), QStringLiteral("face.png")));
  ASSERT_TRUE(QTest::qWaitFor([&] { return !window->faceSearch().busy(); }, 20000));
  window->actions()[ActionId::ToolMask]->trigger();
  const auto before = mine().history().step();
  QWidget& canvas = window->canvas();
  FrameClock clock(canvas);
  constexpr int moves = 100, wanted = 90;
  int within = 0;
  // Whatever else the machine does may take a moment of its own.
  for (int attempt = 0; attempt < 3 && within < wanted; ++attempt) {
    within = 0;
    QTest::mousePress(&canvas, Qt::LeftButton, Qt::NoModifier, onCanvas({1000, 800}));
    for (int i = 1; i <= moves; ++i) {
      within += clock.move(onCanvas({1000 + 4.0 * i, 800 + 40 * std::sin(0.2 * i)})) < 50;
      QTest::qWait(10);
    }
    QTest::mouseRelease(&canvas, Qt::LeftButton, Qt::NoModifier, onCanvas({1400, 800}));
  }
  EXPECT_GE(within, wanted) << "of " << moves << " frames";
  EXPECT_TRUE(QTest::qWaitFor([&] { return mine().history().step() > before; }, 60000))
      << "it trained meanwhile";
  EXPECT_GT(undo().count(), 0) << "strokes, and no mere moves";
  stopIt();
}

}  // namespace
}  // namespace pentimento
