// SPDX-License-Identifier: GPL-3.0-or-later
// From a file to a file through the real network: a tiny one that the test makes, and the one that ships.
#include <QSignalSpy>
#include <filesystem>
#include <opencv2/core.hpp>

#include "core/image/colour.h"
#include "core/image/image_io.h"
#include "core/models/registry.h"
#include "tests/support/tiny_model.h"
#include "tests/ui/window_test.h"

namespace pentimento {
namespace {

class RealEngineTest : public test::WindowTest {
 protected:
  void useModel(const std::string& model) {
    window = std::make_unique<MainWindow>(
        settings, dialogs,
        MainWindow::Engines{makeNetworkEngine({}, model), std::make_unique<test::FakeFaces>(faces)});
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

}  // namespace
}  // namespace pentimento
