// SPDX-License-Identifier: GPL-3.0-or-later
// A project through all the networks that ship: what is saved is what opens, pixel by pixel.
#include <QSignalSpy>
#include <QSlider>

#include "core/image/image_io.h"
#include "tests/ui/faces_test.h"

namespace pentimento {
namespace {

class RealProjectTest : public test::FacesTest {
 protected:
  void SetUp() override {
    try {
      findLandmarkPredictor();
    } catch (const Error& error) {
      GTEST_SKIP() << error.what();
    }
    qputenv("PENTIMENTO_MODELS", PENTIMENTO_SOURCE_DIR "/models");
    useNetworks();
  }
  void TearDown() override { qunsetenv("PENTIMENTO_MODELS"); }

  void useNetworks() {
    window = std::make_unique<MainWindow>(
        settings, dialogs,
        MainWindow::Engines{makeNetworkEngine({}, {}), makeAnalyserEngine({}, {}), makeRegenerateEngine({}),
                            makeAttributesEngine({}), makeMakeupEngine({})});
    window->show();
  }
  void waitForPicture() {
    ASSERT_TRUE(QTest::qWaitFor([this] { return window->preview().upToDate(); }, 120000));
  }
  Image exported(const QString& name) {
    QSignalSpy ended(&window->jobs(), &JobController::exportEnded);
    const QString path = folder.filePath(name);
    window->files().exportTo(path, 95, false);
    EXPECT_TRUE(ended.wait(120000));
    return readPhoto(path.toStdString()).image;
  }
};

TEST_F(RealProjectTest, GivesTheSamePictureAgain) {
  const QString astronaut = QStringLiteral(PENTIMENTO_SOURCE_DIR "/resources/samples/astronaut_nasa.jpg");
  open(astronaut);
  ASSERT_TRUE(QTest::qWaitFor([this] { return !window->faceSearch().busy(); }, 60000));
  ASSERT_EQ(model().faces().size(), 1U);
  auto& masks = window->regenerate().masks();
  ASSERT_NE(masks.current(), nullptr);
  // Brows, thicker; glasses; her own make-up, stronger; colours with a hint.
  const auto face = model().faces().front()->face;
  const auto brow = face.detected.landmarks[19];
  ASSERT_TRUE(masks.beginStroke({brow.x, brow.y - 3}, 12, {FaceClass::RightBrow, true}));
  masks.endStroke();
  auto* glasses = find<QSlider>("glassesSlider");
  ASSERT_TRUE(QTest::qWaitFor([&] { return glasses->isEnabled(); }, 60000));
  glasses->setValue(100);
  window->makeup().take(astronaut);
  ASSERT_TRUE(QTest::qWaitFor([this] { return !window->document().makeup().faces.empty(); }, 60000));
  window->document().setColouriseEnabled(true);
  window->document().addHint({60, 480}, QColor(40, 70, 160));
  waitForPicture();
  const Image before = exported(QStringLiteral("before.png"));
  EXPECT_FALSE(samePixels(before, window->document().photo()->photo.image));
  const QString project = folder.filePath(QStringLiteral("work.ora"));
  QSignalSpy ended(&window->jobs(), &JobController::exportEnded);
  window->files().saveTo(project);
  ASSERT_TRUE(ended.wait(120000));
  EXPECT_TRUE(window->messages().text().contains(QStringLiteral("Saved")))
      << window->messages().text().toStdString();

  useNetworks();
  QSignalSpy opened(&window->files(), &FileController::loadingEnded);
  window->files().open(project);
  ASSERT_TRUE(opened.wait(60000));
  ASSERT_TRUE(window->document().hasPhoto());
  EXPECT_EQ(model().faces().size(), 1U);
  waitForPicture();
  EXPECT_TRUE(samePixels(exported(QStringLiteral("after.png")), before));
}

}  // namespace
}  // namespace pentimento
