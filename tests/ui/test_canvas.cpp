// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QWheelEvent>

#include "tests/ui/window_test.h"
#include "ui/tools/pan_tool.h"

namespace pentimento {
namespace {

class CanvasTest : public test::WindowTest {
 protected:
  void wheel(const QPoint& position, int notches) {
    CanvasView* canvas = &window->canvas();
    QWheelEvent event(position, canvas->mapToGlobal(position), QPoint(), QPoint(0, 120 * notches),
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(canvas, &event);
  }
  void setCompare(ActionId id) {
    window->actions()[id]->trigger();
    QTest::qWait(1);
  }
};

TEST_F(CanvasTest, WheelZoomsAtThePointer) {
  openGrey(3000, 2000);
  const QPoint position(500, 333);
  for (const int notches : {2, 3, 5, -4}) {
    const QPointF before = window->canvas().transform().toPhoto(position);
    const double zoom = window->canvas().transform().zoom();
    wheel(position, notches);
    EXPECT_EQ(window->canvas().transform().zoom() > zoom, notches > 0);
    const QPointF drift = window->canvas().transform().toView(before) - position;
    EXPECT_LE(std::max(std::abs(drift.x()), std::abs(drift.y())), 0.5001);
  }
}

TEST_F(CanvasTest, AtActualSizeThePixelsOnScreenAreThePhotos) {
  openGrey(3000, 2000);
  setCompare(ActionId::CompareResult);
  window->actions()[ActionId::ZoomActual]->trigger();
  const QImage shown = canvasPicture().convertToFormat(QImage::Format_RGB32);
  const QPointF corner = window->canvas().transform().toPhoto({0, 0});
  const QImage expected =
      test::greyRamp(3000, 2000).copy(qRound(corner.x()), qRound(corner.y()), shown.width(), shown.height());
  EXPECT_EQ(shown, expected);
}

TEST_F(CanvasTest, MiddleButtonPans) {
  openGrey(3000, 2000);
  window->actions()[ActionId::ZoomActual]->trigger();
  CanvasView* canvas = &window->canvas();
  const QPointF before = canvas->transform().toPhoto({100, 100});
  QTest::mousePress(canvas, Qt::MiddleButton, Qt::NoModifier, {100, 100});
  QMouseEvent move(QEvent::MouseMove, QPointF(160, 130), canvas->mapToGlobal(QPointF(160, 130)), Qt::NoButton,
                   Qt::MiddleButton, Qt::NoModifier);
  QCoreApplication::sendEvent(canvas, &move);
  QTest::mouseRelease(canvas, Qt::MiddleButton, Qt::NoModifier, {160, 130});
  EXPECT_EQ(canvas->transform().toPhoto({160, 130}), before);
  // Released: moving on pans no more.
  QTest::mouseMove(canvas, {300, 300});
  EXPECT_EQ(canvas->transform().toPhoto({160, 130}), before);
}

TEST_F(CanvasTest, SpaceWithTheLeftButtonPansAndPlacesNoHint) {
  openGrey(3000, 2000);
  window->actions()[ActionId::ZoomActual]->trigger();
  CanvasView* canvas = &window->canvas();
  const QPointF before = canvas->transform().toPhoto({300, 300});
  QTest::keyPress(canvas, Qt::Key_Space);
  drag(canvas->transform().toPhoto({300, 300}), canvas->transform().toPhoto({350, 300}), 1);
  QTest::keyRelease(canvas, Qt::Key_Space);
  EXPECT_NE(canvas->transform().toPhoto({300, 300}), before);
  EXPECT_TRUE(hints().empty());
}

TEST_F(CanvasTest, PanToolPans) {
  openGrey(3000, 2000);
  window->actions()[ActionId::ZoomActual]->trigger();
  window->actions()[ActionId::ToolPan]->trigger();
  CanvasView* canvas = &window->canvas();
  const QPointF before = canvas->transform().toPhoto({300, 300});
  QTest::mousePress(canvas, Qt::LeftButton, Qt::NoModifier, {300, 300});
  QMouseEvent move(QEvent::MouseMove, QPointF(260, 320), canvas->mapToGlobal(QPointF(260, 320)), Qt::NoButton,
                   Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(canvas, &move);
  EXPECT_EQ(canvas->transform().toPhoto({260, 320}), before);
  EXPECT_TRUE(hints().empty());
}

TEST_F(CanvasTest, WipeShowsTheOriginalLeftAndTheResultRight) {
  openGrey(800, 600);
  setCompare(ActionId::CompareWipe);
  window->document().setColouriseEnabled(true);
  waitForPreview();
  const QImage shown = canvasPicture();
  const int middle = shown.width() / 2, y = shown.height() / 3;
  const QColor left = shown.pixelColor(middle - 40, y), right = shown.pixelColor(middle + 40, y);
  EXPECT_EQ(left.red(), left.blue());
  EXPECT_GT(right.red(), right.blue() + 30);
}

TEST_F(CanvasTest, TheDividerIsDraggedAndPlacesNoHint) {
  openGrey(800, 600);
  setCompare(ActionId::CompareWipe);
  window->document().setColouriseEnabled(true);
  waitForPreview();
  CanvasView* canvas = &window->canvas();
  const QPoint from(canvas->width() / 2, 100), to(canvas->width() / 4, 100);
  QTest::mousePress(canvas, Qt::LeftButton, Qt::NoModifier, from);
  QMouseEvent move(QEvent::MouseMove, QPointF(to), canvas->mapToGlobal(QPointF(to)), Qt::NoButton,
                   Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(canvas, &move);
  QTest::mouseRelease(canvas, Qt::LeftButton, Qt::NoModifier, to);
  EXPECT_NEAR(canvas->divider(), 0.25, 0.01);
  EXPECT_TRUE(hints().empty());
  const QColor nowResult = canvasPicture().pixelColor(canvas->width() / 3, canvas->height() / 3);
  EXPECT_GT(nowResult.red(), nowResult.blue() + 30);
}

TEST_F(CanvasTest, SideBySideShowsTheSameViewTwice) {
  openGrey(800, 600);
  setCompare(ActionId::CompareSideBySide);
  window->document().setColouriseEnabled(true);
  waitForPreview();
  wheel({150, 300}, 6);
  waitForPreview();
  const QImage shown = canvasPicture();
  const int half = shown.width() / 2, x = half / 2, y = shown.height() / 2;
  const QColor before = shown.pixelColor(x, y), after = shown.pixelColor(shown.width() - half + x, y);
  EXPECT_EQ(before.red(), before.blue());
  EXPECT_GT(after.red(), after.blue() + 30);
  // The result keeps the original's lightness, so the same place is the same grey.
  EXPECT_NEAR(
      labFromRgb(Rgb8{std::uint8_t(before.red()), std::uint8_t(before.green()), std::uint8_t(before.blue())})
          .L,
      labFromRgb(Rgb8{std::uint8_t(after.red()), std::uint8_t(after.green()), std::uint8_t(after.blue())}).L,
      2);
}

TEST_F(CanvasTest, AClickInTheRightPaneHitsTheSamePhotoPoint) {
  openGrey(800, 600);
  setCompare(ActionId::CompareSideBySide);
  const QPoint left = onCanvas({400, 300});
  QTest::mouseClick(&window->canvas(), Qt::LeftButton, Qt::NoModifier,
                    left + QPoint((window->canvas().width() + 1) / 2, 0));
  ASSERT_EQ(hints().size(), 1U);
  EXPECT_NEAR(hints()[0].x, 400, 3);
  EXPECT_NEAR(hints()[0].y, 300, 3);
}

TEST_F(CanvasTest, BackslashHeldShowsTheOriginal) {
  openGrey();
  window->document().setColouriseEnabled(true);
  waitForPreview();
  const auto middle = [this] {
    const QImage shown = canvasPicture();
    return shown.pixelColor(shown.width() / 2, shown.height() / 3);
  };
  EXPECT_GT(middle().red(), middle().blue() + 30);
  QTest::keyPress(window->focusWidget(), Qt::Key_Backslash);
  EXPECT_EQ(middle().red(), middle().blue());
  QTest::keyRelease(window->focusWidget(), Qt::Key_Backslash);
  EXPECT_GT(middle().red(), middle().blue() + 30);
}

TEST_F(CanvasTest, ALargePhotoIsRenderedOnlyAsFarAsItIsSeen) {
  openGrey(6000, 4000);
  window->document().setColouriseEnabled(true);
  waitForPreview();
  // Fitted: a quarter-size rendition serves a canvas of some 850 pixels.
  EXPECT_LE(engine->largestRender, 1500 * 1000);
  engine->largestRender = 0;
  window->actions()[ActionId::ZoomActual]->trigger();
  QTest::qWait(60);
  waitForPreview();
  const QSize canvas = window->canvas().size();
  EXPECT_GE(engine->largestRender, std::int64_t{1} * canvas.width() * canvas.height());
  EXPECT_LE(engine->largestRender, 6 * std::int64_t{1} * canvas.width() * canvas.height());
}

TEST_F(CanvasTest, PixelUnderThePointerIsTold) {
  openGrey(3000, 2000);
  window->actions()[ActionId::ZoomActual]->trigger();
  QSignalSpy pointed(&window->canvas(), &CanvasView::pointed);
  QTest::mouseMove(&window->canvas(), {200, 150});
  ASSERT_FALSE(pointed.isEmpty());
  const auto photo = pointed.last()[0].value<std::optional<QPointF>>();
  ASSERT_TRUE(photo);
  EXPECT_EQ(pointed.last()[1].value<QColor>(), test::greyRamp(3000, 2000).pixelColor(photo->toPoint()));
}

}  // namespace
}  // namespace pentimento
