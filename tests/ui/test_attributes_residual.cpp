// SPDX-License-Identifier: GPL-3.0-or-later
// What the sliders add, as a layer: erased, shown, exported, and among the other edits.
#include <QSignalSpy>

#include "tests/ui/attributes_test.h"

namespace pentimento {
namespace {

using test::AttributesTest;
using test::greyRamp;
using test::channelStep;

TEST_F(AttributesTest, TheEraserTakesChangesAwayAndBringsThemBack) {
  openLeft();
  set("smile", 100);
  action(ActionId::ToolAttributeEraser)->trigger();
  window->regenerate().brush().setSize(100);  // 31 pixels of the photo
  drag(left - QPointF(20, 0), left + QPointF(20, 0));
  EXPECT_EQ(undo().count(), 2);
  waitForPreview();
  const QPointF beside = left + QPointF(0, 45);
  EXPECT_TRUE(near(shown(left), before(left)));
  EXPECT_TRUE(near(shown(beside), moved(before(beside), 0, 0, channelStep)));
  EXPECT_EQ(changer->networks, 1);
  // Sliders keep what was erased.
  set("glasses", 100);
  EXPECT_TRUE(near(shown(left), before(left)));
  EXPECT_TRUE(near(shown(beside), moved(before(beside), channelStep, 0, channelStep)));
  undo().undo();
  undo().undo();
  waitForPreview();
  EXPECT_TRUE(near(shown(left), moved(before(left), 0, 0, channelStep)));
  undo().redo();
  waitForPreview();
  EXPECT_TRUE(near(shown(left), before(left)));
  action(ActionId::RestoreErased)->trigger();
  drag(left - QPointF(20, 0), left + QPointF(20, 0));
  waitForPreview();
  EXPECT_TRUE(near(shown(left), moved(before(left), 0, 0, channelStep)));
}

TEST_F(AttributesTest, EscapeTakesAnEraserStrokeBackAndClicksBesideAreTold) {
  openLeft();
  action(ActionId::ToolAttributeEraser)->trigger();
  click(left);
  EXPECT_TRUE(window->messages().text().contains(QStringLiteral("Nothing is changed here")));
  set("smile", 100);
  const auto edit = window->document().attributes();
  QTest::mousePress(&window->canvas(), Qt::LeftButton, Qt::NoModifier, onCanvas(left));
  EXPECT_FALSE(window->document().attributes() == edit);
  window->canvas().setFocus();
  key(Qt::Key_Escape);
  QTest::mouseRelease(&window->canvas(), Qt::LeftButton, Qt::NoModifier, onCanvas(left));
  EXPECT_TRUE(window->document().attributes() == edit);
  EXPECT_EQ(undo().count(), 1);
}

TEST_F(AttributesTest, TheResidualAloneIsGreyWhereNothingChanges) {
  openLeft();
  action(ActionId::ShowResidual)->trigger();
  waitForPreview();
  EXPECT_TRUE(near(shown(left), QColor(128, 128, 128)));
  set("smile", 100);
  EXPECT_TRUE(near(shown(left), QColor(128, 128, 128 + channelStep)));
  EXPECT_TRUE(near(shown(right), QColor(128, 128, 128)));
  action(ActionId::ShowResidual)->trigger();
  waitForPreview();
  EXPECT_TRUE(near(shown(left), moved(before(left), 0, 0, channelStep)));
  EXPECT_EQ(changer->networks, 1);
  undo().undo();
  EXPECT_TRUE(window->canvas().result().empty());
}

TEST_F(AttributesTest, ExportHasTheChangesAndSaysSo) {
  openLeft();
  set("glasses", 100);
  const Photo written = exported(folder.filePath(QStringLiteral("out.png")));
  const auto pixel = written.image.mat().at<cv::Vec3b>(140, 140);
  EXPECT_TRUE(near(QColor(pixel[0], pixel[1], pixel[2]), moved(before(left), channelStep, 0, 0)));
  const auto untouched = written.image.mat().at<cv::Vec3b>(20, 20);
  EXPECT_EQ(QColor(untouched[0], untouched[1], untouched[2]), before(outside));
  EXPECT_NE(written.metadata.xmp.find("compositeWithTrainedAlgorithmicMedia"), std::string::npos);
  EXPECT_NE(written.metadata.xmp.find("Attributes changed with Pentimento"), std::string::npos);
  EXPECT_NE(written.metadata.xmp.find("model fake glasses"), std::string::npos);
  EXPECT_EQ(written.metadata.xmp.find("fake smile"), std::string::npos);
  EXPECT_FALSE(window->document().isModified());
  set("glasses", 90);
  EXPECT_TRUE(window->document().isModified());
}

TEST_F(AttributesTest, TheResidualIsExportedAsLargeAsThePhoto) {
  openLeft();
  EXPECT_FALSE(action(ActionId::ExportResidual)->isEnabled());
  set("beard", -100);
  dialogs.residualToSave = folder.filePath(QStringLiteral("residual.png"));
  QSignalSpy saved(&window->jobs(), &JobController::residualExported);
  action(ActionId::ExportResidual)->trigger();
  ASSERT_TRUE(saved.wait(10000));
  EXPECT_TRUE(dialogs.suggested.path.endsWith(QStringLiteral("/faces-residual.png")));
  const QImage written(dialogs.residualToSave);
  ASSERT_EQ(written.size(), QSize(400, 300));
  EXPECT_TRUE(near(written.pixelColor(left.toPoint()), QColor(128, 128 - channelStep, 128)));
  EXPECT_TRUE(near(written.pixelColor(outside.toPoint()), QColor(128, 128, 128)));
  EXPECT_TRUE(window->document().isModified());  // the photo itself was not written
  // The opened photo is never overwritten.
  dialogs.residualToSave = window->document().path();
  action(ActionId::ExportResidual)->trigger();
  EXPECT_EQ(window->messages().kind(), MessageBar::Kind::Error);
}

TEST_F(AttributesTest, AttributesComeAfterRegenerateAndBeforeColourise) {
  openLeft(greyRamp(400, 300));
  set("mouth_open", 100);
  const QColor light = shown(left);
  EXPECT_NEAR(light.red(), greyRamp(400, 300).pixelColor(140, 140).red() + channelStep, 3);
  EXPECT_EQ(changer->sessions, 1);
  window->document().setColouriseEnabled(true);
  waitForPreview();
  const Lab coloured = labFromRgb(fromQColor(shown(left)));
  EXPECT_NEAR(coloured.a, test::FakeEngine::warmA, 4);
  EXPECT_NEAR(coloured.L, labFromRgb(fromQColor(light)).L, 2);
  // Another face: the networks are asked about that one.
  action(ActionId::ToolMask)->trigger();
  window->regenerate().brush().setClass(FaceClass::Hat);
  drag({130, 170}, {150, 170});
  waitForPreview();
  EXPECT_EQ(changer->sessions, 2);
}

TEST_F(AttributesTest, ColoursAreAskedForAnewWhenTheSliderRests) {
  openLeft(greyRamp(400, 300));
  window->document().setColouriseEnabled(true);
  waitForPreview();
  const int photos = engine->photos;
  for (int i = 1; i <= 5; ++i) {
    slider("mouth_open").setValue(10 * i);
    QTest::qWait(20);
  }
  EXPECT_EQ(engine->photos, photos);
  EXPECT_FALSE(window->preview().upToDate());
  waitForPreview();
  EXPECT_EQ(engine->photos, photos + 1);
}

TEST_F(AttributesTest, AGreyPhotoStaysGrey) {
  openLeft(greyRamp(400, 300));
  set("glasses", 100);
  const QColor inside = shown(left);
  EXPECT_EQ(inside.red(), inside.blue());
  EXPECT_GT(inside.red(), greyRamp(400, 300).pixelColor(140, 140).red() + 5);
}

}  // namespace
}  // namespace pentimento
