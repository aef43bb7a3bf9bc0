// SPDX-License-Identifier: GPL-3.0-or-later
// From a file to a file through the real network: a tiny one that the test makes, and the one that ships.
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QSlider>
#include <filesystem>
#include <opencv2/core.hpp>

#include "core/image/colour.h"
#include "core/image/image_io.h"
#include "core/models/registry.h"
#include "tests/support/tiny_attributes.h"
#include "tests/support/tiny_makeup.h"
#include "tests/support/tiny_model.h"
#include "tests/ui/faces_test.h"

namespace pentimento {
namespace {

class RealEngineTest : public test::WindowTest {
 protected:
  void useModel(const std::string& model) {
    window = std::make_unique<MainWindow>(
        settings, dialogs,
        MainWindow::Engines{makeNetworkEngine({}, model), std::make_unique<test::FakeFaces>(faces),
                            std::make_unique<test::FakeRegenerator>(regenerator),
                            std::make_unique<test::FakeAttributes>(changer),
                            std::make_unique<test::FakeMakeup>(makeup)});
    window->show();
  }
  Photo exportTo(const QString& name) {
    const QString path = folder.filePath(name);
    QSignalSpy ended(&window->jobs(), &JobController::exportEnded);
    window->files().exportTo(path, 95, false);
    EXPECT_TRUE(ended.wait(60000));
    return readPhoto(path.toStdString());
  }
  /// Colours the open photo with one blue hint and exports it; everything that must hold for any model.
  void colouriseAndExport() {
    window->document().setColouriseEnabled(true);
    waitForPreview();
    const QColor automatic = window->canvas().colourAt({200, 150});
    window->document().chooseColour(QColor(40, 70, 210));
    window->document().addHint({200, 150}, window->document().currentColour());
    waitForPreview();
    hinted = window->canvas().colourAt({200, 150});
    EXPECT_NE(hinted, automatic);
    const Photo written = exportTo(QStringLiteral("out.png"));
    ASSERT_EQ(written.image.width(), 400);
    // SPEC: the lightness is never changed.
    const Image before = lightness(window->document().photo()->photo.image), after = lightness(written.image);
    EXPECT_LE(cv::norm(before.mat(), after.mat(), cv::NORM_INF), 0.6);
    EXPECT_FALSE(written.greyscale);
    EXPECT_NE(written.metadata.xmp.find("compositeWithTrainedAlgorithmicMedia"), std::string::npos);
  }
  QColor hinted;
};

TEST_F(RealEngineTest, ATinyModelColoursFromFileToFile) {
  const auto model = test::writeTinyModel(folder.path().toStdString(), "tiny", false);
  useModel(model.string());
  openGrey(400, 300);
  colouriseAndExport();
}

TEST_F(RealEngineTest, TheConstantModelGivesItsColour) {
  const auto model = test::writeTinyModel(folder.path().toStdString(), "constant", true);
  useModel(model.string());
  openGrey(400, 300);
  window->document().setColouriseEnabled(true);
  waitForPreview();
  const QColor shown = window->canvas().colourAt({200, 150});
  const Lab lab =
      labFromRgb(Rgb8{std::uint8_t(shown.red()), std::uint8_t(shown.green()), std::uint8_t(shown.blue())});
  EXPECT_NEAR(lab.a, test::constantA, 2);
  EXPECT_NEAR(lab.b, test::constantB, 2);
}

TEST_F(RealEngineTest, AModelThatIsNotThereIsTold) {
  useModel("no-such-model");
  openGrey(400, 300);
  QSignalSpy failed(&window->jobs(), &JobController::failed);
  window->document().setColouriseEnabled(true);
  ASSERT_TRUE(failed.wait(20000));
  EXPECT_TRUE(window->canvas().result().empty());
}

TEST_F(RealEngineTest, TheShippedModelColoursAndObeysAHint) {
  const auto shipped = std::filesystem::path(PENTIMENTO_SOURCE_DIR) / "models" / "colourise.safetensors";
  if (!std::filesystem::exists(shipped)) GTEST_SKIP() << "this tree ships no colouriser";
  useModel(shipped.string());
  openGrey(400, 300);
  colouriseAndExport();
  EXPECT_GT(hinted.blue(), hinted.red());
}

class RealFacesTest : public test::FacesTest {
 protected:
  void useAnalyser(const AnalyserOptions& options) {
    window = std::make_unique<MainWindow>(
        settings, dialogs,
        MainWindow::Engines{std::make_unique<test::FakeEngine>(engine), makeAnalyserEngine({}, options),
                            std::make_unique<test::FakeRegenerator>(regenerator),
                            std::make_unique<test::FakeAttributes>(changer),
                            std::make_unique<test::FakeMakeup>(makeup)});
    window->show();
  }
  /// Opens the astronaut and waits, also on a busy machine.
  void openAstronaut() {
    open(QStringLiteral(PENTIMENTO_SOURCE_DIR "/resources/samples/astronaut_nasa.jpg"));
    ASSERT_TRUE(QTest::qWaitFor([this] { return !window->faceSearch().busy(); }, 60000));
  }
};

TEST_F(RealFacesTest, AMissingFileIsNamedAndNothingElseIsDisturbed) {
  useAnalyser({.landmarks = "/no/such/landmarks.dat", .parser = {}, .positionMap = {}});
  openAstronaut();
  EXPECT_EQ(window->faceSearch().state(), FaceSearch::State::Failed);
  EXPECT_TRUE(news().contains(QStringLiteral("/no/such/landmarks.dat"))) << news().toStdString();
  drawBox({150, 60}, {300, 210});
  ASSERT_TRUE(QTest::qWaitFor([this] { return !window->faceSearch().busy(); }, 60000));
  EXPECT_EQ(window->messages().kind(), MessageBar::Kind::Error);
  EXPECT_EQ(list().count(), 0);
}

TEST_F(RealFacesTest, TheAstronautsFaceIsFoundParsedAndFoundAgainInABox) {
  const Registry registry;
  try {
    findLandmarkPredictor();
    registry.current("parse");
    registry.current("position-map");
  } catch (const Error& error) {
    GTEST_SKIP() << error.what();
  }
  useAnalyser({});
  openAstronaut();
  ASSERT_EQ(list().count(), 1) << news().toStdString();
  const FacePointer face = model().faces()[0];
  EXPECT_TRUE(face->box().contains(QPointF(222, 118)));  // her nose
  EXPECT_EQ(model().classAt({222, 118}), FaceClass::Nose);
  EXPECT_EQ(model().classAt({215, 40}), FaceClass::Hair);
  EXPECT_EQ(model().classAt({480, 480}), std::nullopt);
  window->actions()[ActionId::ShowFaceLabels]->setChecked(true);
  const QImage with = canvasPicture();
  window->actions()[ActionId::ShowFaceLabels]->setChecked(false);
  EXPECT_NE(with.pixelColor(onCanvas({222, 118})), canvasPicture().pixelColor(onCanvas({222, 118})));
  drawBox(face->box().topLeft(), face->box().bottomRight());
  ASSERT_TRUE(QTest::qWaitFor([this] { return !window->faceSearch().busy(); }, 60000));
  ASSERT_EQ(list().count(), 1);
  EXPECT_TRUE(model().faces()[0]->drawn);
  EXPECT_EQ(model().classAt({222, 118}), FaceClass::Nose);
}

/// A window whose attributes are those of tiny models in a folder of the test's own, beside the parser that
/// ships.
class RealAttributesTest : public test::FacesTest {
 protected:
  void SetUp() override {
    const std::filesystem::path models = folder.path().toStdString() + "/models";
    std::filesystem::create_directory(models);
    test::writeTinyAttribute(models, Attribute::Glasses, 0.2);
    test::writeTinyAttribute(models, Attribute::Smile);
    test::writeTinyAttribute(models, Attribute::Male, 0.2);
    for (const char* file : {"parse.safetensors", "parse.json"})
      std::filesystem::copy_file(std::filesystem::path(PENTIMENTO_SOURCE_DIR) / "models" / file,
                                 models / file);
    qputenv("PENTIMENTO_MODELS", QByteArray::fromStdString(models.string()));
    window = std::make_unique<MainWindow>(
        settings, dialogs,
        MainWindow::Engines{std::make_unique<test::FakeEngine>(engine),
                            std::make_unique<test::FakeFaces>(faces),
                            std::make_unique<test::FakeRegenerator>(regenerator), makeAttributesEngine({}),
                            std::make_unique<test::FakeMakeup>(makeup)});
    window->show();
  }
  void TearDown() override { qunsetenv("PENTIMENTO_MODELS"); }
};

TEST_F(RealAttributesTest, InstalledModelsAreFoundAndChangeTheChosenFace) {
  const QImage before = test::colourPicture(400, 300);
  open(save(before, QStringLiteral("faces.png")));
  waitForFaces();
  auto* glasses = find<QSlider>("glassesSlider");
  ASSERT_TRUE(QTest::qWaitFor([&] { return glasses->isEnabled(); }, 10000));
  EXPECT_TRUE(find<QSlider>("smileSlider")->isEnabled());
  EXPECT_FALSE(find<QSlider>("beardSlider")->isEnabled());
  model().select(0);
  glasses->setValue(50);
  waitForPreview();
  EXPECT_NEAR(window->canvas().colourAt({140, 140}).green() - before.pixelColor(140, 140).green(), 25, 2);
  EXPECT_EQ(window->canvas().colourAt({20, 20}), before.pixelColor(20, 20));
  glasses->setValue(-100);
  waitForPreview();
  EXPECT_NEAR(window->canvas().colourAt({140, 140}).green() - before.pixelColor(140, 140).green(), -25, 2);
}

TEST_F(RealAttributesTest, WhatChangesAWholeHeadEndsWithIt) {
  const QString astronaut = QStringLiteral(PENTIMENTO_SOURCE_DIR "/resources/samples/astronaut_nasa.jpg");
  const QImage before(astronaut);
  faces->set({test::madeFace({180, 61, 90, 90})});
  open(astronaut);
  ASSERT_TRUE(QTest::qWaitFor([&] { return !model().faces().empty(); }, 10000));
  auto* male = find<QSlider>("maleSlider");
  ASSERT_TRUE(QTest::qWaitFor([&] { return male->isEnabled(); }, 10000));
  male->setValue(100);
  waitForPreview();
  const QPoint forehead(224, 70), background(146, 26);
  EXPECT_NEAR(window->canvas().colourAt(forehead).blue() - before.pixelColor(forehead).blue(), 51, 2);
  EXPECT_EQ(window->canvas().colourAt(background), before.pixelColor(background));
  find<QSlider>("glassesSlider")->setValue(100);
  waitForPreview();
  EXPECT_NE(window->canvas().colourAt(background), before.pixelColor(background)) << "frames may stand out";
}

/// A window whose make-up is a tiny model's, with the parser and the position map that ship.
class RealMakeupTest : public test::FacesTest {
 protected:
  void SetUp() override {
    const std::filesystem::path shipped = std::filesystem::path(PENTIMENTO_SOURCE_DIR) / "models";
    const std::filesystem::path models = folder.path().toStdString() + "/models";
    std::filesystem::create_directory(models);
    try {
      findLandmarkPredictor();
      for (const char* file :
           {"parse.safetensors", "parse.json", "position-map.safetensors", "position-map.json"})
        std::filesystem::copy_file(shipped / file, models / file);
    } catch (const std::exception& error) {
      GTEST_SKIP() << error.what();
    }
    test::writeTinyMakeup(models, {{0.15, 0, -0.1}});
    qputenv("PENTIMENTO_MODELS", QByteArray::fromStdString(models.string()));
    window = std::make_unique<MainWindow>(
        settings, dialogs,
        MainWindow::Engines{std::make_unique<test::FakeEngine>(engine), makeAnalyserEngine({}, {}),
                            std::make_unique<test::FakeRegenerator>(regenerator),
                            std::make_unique<test::FakeAttributes>(changer), makeMakeupEngine({})});
    window->show();
  }
  void TearDown() override { qunsetenv("PENTIMENTO_MODELS"); }
};

TEST_F(RealMakeupTest, AFaceWearsItsReferencesMakeup) {
  const QString astronaut = QStringLiteral(PENTIMENTO_SOURCE_DIR "/resources/samples/astronaut_nasa.jpg");
  open(astronaut);
  ASSERT_TRUE(QTest::qWaitFor([this] { return !window->faceSearch().busy(); }, 60000));
  ASSERT_EQ(list().count(), 1) << news().toStdString();
  const QImage before(astronaut);
  QElapsedTimer time;
  time.start();
  window->makeup().take(astronaut);
  ASSERT_TRUE(QTest::qWaitFor([this] { return !window->document().makeup().faces.empty(); }, 60000));
  ASSERT_TRUE(QTest::qWaitFor([this] { return window->preview().upToDate(); }, 60000));
  RecordProperty("milliseconds", std::to_string(time.elapsed()));
  const QPoint cheek(195, 130), corner(20, 20);
  const QColor shown = window->canvas().colourAt(cheek), own = before.pixelColor(cheek);
  EXPECT_GT(shown.red() - own.red(), 15);
  EXPECT_LT(shown.blue() - own.blue(), -10);
  EXPECT_EQ(window->canvas().colourAt(corner), before.pixelColor(corner));
  find<QSlider>("skinSlider")->setValue(0);
  ASSERT_TRUE(QTest::qWaitFor([this] { return window->preview().upToDate(); }, 60000));
  EXPECT_NEAR(window->canvas().colourAt(cheek).red(), own.red(), 3);
}

}  // namespace
}  // namespace pentimento
