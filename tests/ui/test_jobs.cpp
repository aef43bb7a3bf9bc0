// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QSignalSpy>

#include "tests/ui/window_test.h"
#include "ui/message_bar.h"

namespace pentimento {
namespace {

using JobsTest = test::WindowTest;

TEST_F(JobsTest, TheModelIsLoadedAfterTheFirstPaintAndTheDeviceTold) {
  EXPECT_EQ(engine->loads, 0);
  auto* device = find<QLabel>("statusDevice");
  ASSERT_TRUE(QTest::qWaitFor([&] { return device->text() == QStringLiteral("Fake device"); }, 5000));
  EXPECT_EQ(engine->loads, 1);
  openGrey();
  window->document().setColouriseEnabled(true);
  waitForPreview();
  EXPECT_EQ(engine->loads, 1);
}

TEST_F(JobsTest, AFailingEngineTellsOnceAndTheWindowStaysUsable) {
  openGrey();
  engine->failure = Error(ErrorKind::NotFound, "no model named colourise");
  QSignalSpy failed(&window->jobs(), &JobController::failed);
  window->document().setColouriseEnabled(true);
  ASSERT_TRUE(failed.wait(5000));
  QTest::qWait(100);
  EXPECT_EQ(failed.count(), 1);
  EXPECT_EQ(window->messages().kind(), MessageBar::Kind::Error);
  EXPECT_TRUE(window->messages().text().contains(QStringLiteral("no model named colourise")));
  // The next change asks again, and now it works.
  window->document().setSaturation(1.1);
  waitForPreview();
  EXPECT_FALSE(window->canvas().result().empty());
}

TEST_F(JobsTest, TheWindowAnswersWhileTheNetworkThinks) {
  openGrey(800, 600);
  engine->closeGate();
  window->document().setColouriseEnabled(true);
  QTest::qWait(30);
  const double zoom = window->canvas().transform().zoom();
  window->actions()[ActionId::ZoomIn]->trigger();
  EXPECT_GT(window->canvas().transform().zoom(), zoom);
  click(window->canvas().visiblePhoto().center());
  EXPECT_EQ(hints().size(), 1U);
  EXPECT_TRUE(window->canvas().result().empty());
  engine->openGate();
  waitForPreview();
  EXPECT_FALSE(window->canvas().result().empty());
}

TEST_F(JobsTest, AnswersAboutAnOldPhotoAreDropped) {
  openGrey(800, 600);
  engine->closeGate();
  window->document().setColouriseEnabled(true);
  QTest::qWait(30);
  dialogs.unsaved = Dialogs::Unsaved::Discard;
  open(save(test::greyRamp(300, 300), QStringLiteral("second.png")));
  engine->openGate();
  window->jobs().waitUntilIdle();
  QTest::qWait(30);
  EXPECT_TRUE(window->canvas().result().empty());
  window->document().setColouriseEnabled(true);
  waitForPreview();
  EXPECT_EQ(window->canvas().result().base->region, QRectF(0, 0, 300, 300));
}

TEST_F(JobsTest, SwitchingOffShowsTheOriginalAtOnce) {
  openGrey();
  window->document().setColouriseEnabled(true);
  waitForPreview();
  window->document().setColouriseEnabled(false);
  EXPECT_TRUE(window->canvas().result().empty());
  const QColor colour = window->canvas().colourAt({100, 100});
  EXPECT_EQ(colour.red(), colour.blue());
}

TEST_F(JobsTest, LongWorkShowsProgressWithCancel) {
  openGrey();
  auto* bar = find<QWidget>("statusProgress");
  EXPECT_FALSE(bar->isVisible());
  engine->closeGate();
  window->document().setColouriseEnabled(true);
  EXPECT_TRUE(QTest::qWaitFor([&] { return bar->isVisible(); }, 3000));
  EXPECT_TRUE(find<QWidget>("statusCancel")->isVisible());
  QTest::mouseClick(find<QWidget>("statusCancel"), Qt::LeftButton);
  EXPECT_TRUE(QTest::qWaitFor([&] { return !bar->isVisible(); }, 3000));
}

TEST_F(JobsTest, ClosingWhileTheNetworkThinksDoesNotHang) {
  openGrey();
  engine->closeGate();
  window->document().setColouriseEnabled(true);
  QTest::qWait(30);
  window.reset();  // the test's time limit is the check
}

}  // namespace
}  // namespace pentimento
