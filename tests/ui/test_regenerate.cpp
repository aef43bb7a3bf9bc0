// SPDX-License-Identifier: GPL-3.0-or-later
// The mask tool in a real window, from the pointer to the regenerated picture.
#include <QAbstractButton>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QMimeData>
#include <QSignalSpy>
#include <QSlider>
#include <QTabletEvent>
#include <QWheelEvent>

#include "tests/ui/regenerate_test.h"
#include "ui/panels/class_palette.h"
#include "ui/panels/regenerate_panel.h"

namespace pentimento {
namespace {

using test::colourPicture;
using test::greyRamp;
using test::madeFace;
using test::RegenerateTest;

TEST_F(RegenerateTest, AStrokeIsPaintedAndTheFaceRegeneratedInsideIt) {
  openFace();
  brush().setClass(FaceClass::Hat);
  drag({130, 170}, {150, 170});
  EXPECT_EQ(at({140, 170}), FaceClass::Hat);
  EXPECT_EQ(undo().count(), 1);
  waitForPreview();
  EXPECT_EQ(shown({140, 170}), colourOf(FaceClass::Hat));
  EXPECT_EQ(shown({140, 100}), colourPicture(400, 300).pixelColor(140, 100));
  EXPECT_EQ(regenerator->generated(), 1U);
  EXPECT_TRUE(window->isWindowModified());
  undo().undo();
  EXPECT_TRUE(window->canvas().result().empty());
  EXPECT_FALSE(window->isWindowModified());
}

TEST_F(RegenerateTest, PaintingNeverWaitsForTheNetworkAndTheNewestWins) {
  openFace();
  brush().setClass(FaceClass::Hat);
  regenerator->closeGate();
  drag({100, 170}, {110, 170});
  ASSERT_TRUE(QTest::qWaitFor([this] { return regenerator->waiting == 1; }, 5000));
  QElapsedTimer time;
  time.start();
  for (int i = 1; i <= 5; ++i) drag({100.0 + 12 * i, 170}, {110.0 + 12 * i, 170});
  EXPECT_LT(time.elapsed(), 2000);
  EXPECT_EQ(undo().count(), 6);
  EXPECT_EQ(at({165, 170}), FaceClass::Hat);
  EXPECT_EQ(regenerator->generated(), 0U);
  regenerator->openGate();
  waitForPreview();
  // The one that ran and the newest: those in between were never computed. One session serves all.
  EXPECT_EQ(regenerator->generated(), 2U);
  EXPECT_EQ(regenerator->sessions, 1);
  EXPECT_EQ(shown({165, 170}), colourOf(FaceClass::Hat));
}

TEST_F(RegenerateTest, ZoomingCostsNoNetwork) {
  openFace(colourPicture(2000, 1500));
  brush().setClass(FaceClass::Hat);
  drag({130, 170}, {150, 170});
  waitForPreview();
  const std::size_t generated = regenerator->generated();
  window->canvas().actualSize();
  window->canvas().ensureVisible(middle);
  QTest::qWait(60);
  waitForPreview();
  EXPECT_EQ(regenerator->generated(), generated);
  EXPECT_EQ(shown({140, 170}), colourOf(FaceClass::Hat));
}

TEST_F(RegenerateTest, APatchOfAGreyPhotoIsGrey) {
  openFace(greyRamp(400, 300));
  brush().setClass(FaceClass::Hat);
  drag({130, 170}, {150, 170});
  waitForPreview();
  const QColor inside = shown({140, 170});
  EXPECT_EQ(inside.red(), inside.green());
  EXPECT_EQ(inside.red(), inside.blue());
  EXPECT_NE(inside, greyRamp(400, 300).pixelColor(140, 170));
}

TEST_F(RegenerateTest, ColouriseComesAfterRegenerateAndSeesIt) {
  openFace(greyRamp(400, 300));
  window->document().setColouriseEnabled(true);
  waitForPreview();
  const int photos = engine->photos;
  brush().setClass(FaceClass::Hat);
  drag({130, 170}, {150, 170});
  waitForPreview();
  EXPECT_EQ(engine->photos, photos + 1);
  const Lab inside = labFromRgb(fromQColor(shown({140, 170})));
  EXPECT_NEAR(inside.a, test::FakeEngine::warmA, 4);  // the colouriser's colour, …
  window->document().setColouriseEnabled(false);
  waitForPreview();
  const Lab grey = labFromRgb(fromQColor(shown({140, 170})));
  EXPECT_NEAR(inside.L, grey.L, 1.5);  // … the generator's light
  EXPECT_NEAR(grey.a, 0, 1);
}

TEST_F(RegenerateTest, ExportHasBothEdits) {
  openFace();
  brush().setClass(FaceClass::Hat);
  drag({130, 170}, {150, 170});
  const QString path = folder.filePath(QStringLiteral("out.png"));
  QSignalSpy ended(&window->jobs(), &JobController::exportEnded);
  window->files().exportTo(path, 95, false);
  ASSERT_TRUE(ended.wait(10000));
  const Photo written = readPhoto(path.toStdString());
  const auto pixel = written.image.mat().at<cv::Vec3b>(170, 140);
  EXPECT_EQ(QColor(pixel[0], pixel[1], pixel[2]), colourOf(FaceClass::Hat));
  const QRgb untouched = colourPicture(400, 300).pixel(140, 100);
  EXPECT_EQ(written.image.mat().at<cv::Vec3b>(100, 140),
            cv::Vec3b(std::uint8_t(qRed(untouched)), std::uint8_t(qGreen(untouched)),
                      std::uint8_t(qBlue(untouched))));
  EXPECT_NE(written.metadata.xmp.find("compositeWithTrainedAlgorithmicMedia"), std::string::npos);
  EXPECT_NE(written.metadata.xmp.find("Faces regenerated with Pentimento"), std::string::npos);
  EXPECT_FALSE(window->document().isModified());
}

TEST_F(RegenerateTest, WithoutAModelOnePaintsAndIsTold) {
  regenerator->fail(Error(ErrorKind::NotFound, "there is no model for regenerate"));
  openFace();
  auto* news = find<QLabel>("regenerateNews");
  ASSERT_TRUE(QTest::qWaitFor(
      [&] { return news->text().contains(QStringLiteral("no model for regenerate")); }, 5000));
  brush().setClass(FaceClass::Hat);
  drag({130, 170}, {150, 170});
  waitForPreview();
  EXPECT_EQ(at({140, 170}), FaceClass::Hat);
  EXPECT_EQ(shown({140, 170}), colourPicture(400, 300).pixelColor(140, 170));
  EXPECT_TRUE(window->messages().text().isEmpty());
  // An export would be another picture than the one that was asked for.
  QSignalSpy failed(&window->jobs(), &JobController::failed);
  window->files().exportTo(folder.filePath(QStringLiteral("out.png")), 95, false);
  ASSERT_TRUE(failed.wait(5000));
  EXPECT_FALSE(QFile::exists(folder.filePath(QStringLiteral("out.png"))));
  // Once it is installed, the next stroke finds it.
  regenerator->fail({});
  drag({130, 180}, {150, 180});
  waitForPreview();
  EXPECT_EQ(shown({140, 180}), colourOf(FaceClass::Hat));
  EXPECT_TRUE(news->text().isEmpty());
}

TEST_F(RegenerateTest, AFailureIsToldAndTheNextStrokeTriesAgain) {
  openFace();
  regenerator->fail({}, Error(ErrorKind::OutOfMemory, "no memory"));
  drag({130, 170}, {150, 170});
  ASSERT_TRUE(QTest::qWaitFor([this] { return !window->messages().text().isEmpty(); }, 5000));
  EXPECT_EQ(window->messages().kind(), MessageBar::Kind::Error);
  drag({130, 180}, {150, 180});
  waitForPreview();
  EXPECT_FALSE(window->canvas().result().empty());
}

TEST_F(RegenerateTest, TheMaskShowsWhileTheToolIsActive) {
  openFace();
  const QPoint nose = onCanvas(middle);
  const QColor photo = colourPicture(400, 300).pixelColor(140, 140);
  const auto mixed = [&](double opacity) {
    const QColor label = colourOf(FaceClass::Nose);
    return QColor(qRound(label.red() * opacity + photo.red() * (1 - opacity)),
                  qRound(label.green() * opacity + photo.green() * (1 - opacity)),
                  qRound(label.blue() * opacity + photo.blue() * (1 - opacity)));
  };
  const auto near = [](const QColor& a, const QColor& b) {
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) < 8;
  };
  EXPECT_TRUE(near(canvasPicture().pixelColor(nose), mixed(0.45)));
  find<QSlider>("maskOpacity")->setValue(80);
  EXPECT_TRUE(near(canvasPicture().pixelColor(nose), mixed(0.8)));
  EXPECT_EQ(settings.value(Setting::MaskOpacity).toDouble(), 0.8);
  action(ActionId::MaskSolo)->trigger();
  EXPECT_TRUE(near(canvasPicture().pixelColor(nose), colourOf(FaceClass::Nose)));
  EXPECT_FALSE(
      near(canvasPicture().pixelColor(onCanvas({300, 50})), colourPicture(400, 300).pixelColor(300, 50)));
  action(ActionId::MaskSolo)->trigger();
  action(ActionId::ShowMask)->trigger();
  EXPECT_TRUE(near(canvasPicture().pixelColor(nose), photo));
  action(ActionId::ShowMask)->trigger();
  action(ActionId::ToolPan)->trigger();
  EXPECT_TRUE(near(canvasPicture().pixelColor(nose), photo));
}

TEST_F(RegenerateTest, EraseFillPickAndMirror) {
  openFace();
  const cv::Mat before = painted();
  QTest::mouseClick(&window->canvas(), Qt::LeftButton, Qt::AltModifier, onCanvas(middle));
  EXPECT_EQ(brush().paints(), FaceClass::Nose);
  EXPECT_EQ(find<ClassPalette>("classPalette")->current(), FaceClass::Nose);
  EXPECT_TRUE(same(painted(), before));
  action(ActionId::MaskFill)->trigger();
  brush().setClass(FaceClass::Hat);
  click(middle);
  EXPECT_EQ(at({122, 122}), FaceClass::Hat);  // the nose's corner
  EXPECT_EQ(at({140, 175}), FaceClass::Skin);
  action(ActionId::MaskErase)->trigger();
  brush().setSize(256);
  click(middle);
  EXPECT_TRUE(same(painted(), before));
  action(ActionId::MaskPick)->trigger();
  click({140, 175});
  EXPECT_EQ(brush().paints(), FaceClass::Skin);
  EXPECT_TRUE(action(ActionId::MaskPaint)->isChecked());  // who picks wants to paint
  action(ActionId::MaskMirror)->trigger();
  brush().setSize(20);
  brush().setClass(FaceClass::LeftEye);
  click({115, 175});
  EXPECT_EQ(at({115, 175}), FaceClass::LeftEye);
  EXPECT_EQ(at({165, 175}), FaceClass::RightEye);
}

TEST_F(RegenerateTest, TheBrushSizeByKeysWheelAndPen) {
  openFace();
  brush().setSize(30);
  key(Qt::Key_BracketRight);
  EXPECT_EQ(brush().size(), 35);
  key(Qt::Key_BracketLeft);
  EXPECT_EQ(brush().size(), 30);
  const double zoom = window->canvas().transform().zoom();
  const QPointF position = onCanvas(middle);
  QWheelEvent wheel(position, window->canvas().mapToGlobal(position), {}, {0, 240}, Qt::NoButton,
                    Qt::ControlModifier, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(&window->canvas(), &wheel);
  EXPECT_EQ(brush().size(), 41);
  EXPECT_EQ(window->canvas().transform().zoom(), zoom);
  EXPECT_EQ(find<QSlider>("brushSize")->value(), 41);
  const auto press = [&](double pressure, QPointingDevice::PointerType end) {
    const QPointingDevice pen(QStringLiteral("pen"), 1, QInputDevice::DeviceType::Stylus, end,
                              QInputDevice::Capability::Pressure, 1, 1);
    QTabletEvent event(QEvent::TabletPress, &pen, position, window->canvas().mapToGlobal(position), pressure,
                       0, 0, 0, 0, 0, Qt::NoModifier, Qt::LeftButton, Qt::LeftButton);
    QCoreApplication::sendEvent(&window->canvas(), &event);
    EXPECT_FALSE(event.isAccepted());  // so that it comes as a mouse event
    click(middle);
  };
  brush().setClass(FaceClass::Hat);
  brush().setSize(100);
  press(0.5, QPointingDevice::PointerType::Pen);
  const double pressed = cv::countNonZero(painted() == static_cast<int>(FaceClass::Hat));
  EXPECT_NEAR(pressed, 3.14159 * 25 * 25, 60);
  press(1, QPointingDevice::PointerType::Eraser);
  EXPECT_EQ(cv::countNonZero(painted() == static_cast<int>(FaceClass::Hat)), 0);
}

TEST_F(RegenerateTest, EscapeTakesAStrokeBackAndClicksBesideFacesAreTold) {
  openFace();
  const cv::Mat before = painted();
  brush().setClass(FaceClass::Hat);
  QTest::mousePress(&window->canvas(), Qt::LeftButton, Qt::NoModifier, onCanvas(middle));
  EXPECT_FALSE(same(painted(), before));
  window->canvas().setFocus();
  key(Qt::Key_Escape);
  EXPECT_TRUE(same(painted(), before));
  QTest::mouseRelease(&window->canvas(), Qt::LeftButton, Qt::NoModifier, onCanvas(middle));
  EXPECT_EQ(undo().count(), 0);
  click({380, 20});
  EXPECT_TRUE(window->messages().text().contains(QStringLiteral("no face here")));
}

TEST_F(RegenerateTest, TheOutlineShowsTheSizeAndLeavesNoTrace) {
  openFace();
  action(ActionId::ShowMask)->trigger();
  const QImage clean = canvasPicture();
  brush().setSize(100);
  point(middle);
  const double radius = 50 * cropSide / 512;
  const QImage ring = canvasPicture();
  EXPECT_NE(ring.pixelColor(onCanvas(middle + QPointF(radius, 0))),
            clean.pixelColor(onCanvas(middle + QPointF(radius, 0))));
  EXPECT_EQ(ring.pixelColor(onCanvas(middle)), clean.pixelColor(onCanvas(middle)));
  QEvent leave(QEvent::Leave);
  QCoreApplication::sendEvent(&window->canvas(), &leave);
  EXPECT_EQ(canvasPicture(), clean);
}

TEST_F(RegenerateTest, ThePanelPaintsAndFollows) {
  openFace();
  EXPECT_TRUE(find<RegeneratePanel>("regeneratePanel")->isVisible());  // came forward with its tool
  action(ActionId::ToolHint)->trigger();
  auto* hair = find<QAbstractButton>("class13");
  ASSERT_TRUE(hair);
  EXPECT_EQ(hair->text(), QStringLiteral("Hair"));
  find<QAbstractButton>("class14")->click();
  EXPECT_EQ(brush().paints(), FaceClass::Hat);
  EXPECT_TRUE(action(ActionId::ToolMask)->isChecked());
  EXPECT_EQ(find<QLabel>("className")->text(), QStringLiteral("Paints: Hat"));
  auto* whole = find<QAbstractButton>("wholeFaceBox");
  whole->click();
  EXPECT_EQ(window->document().regenerate().faces.size(), 1U);
  undo().undo();
  EXPECT_FALSE(whole->isChecked());
  EXPECT_FALSE(action(ActionId::ResetMask)->isEnabled());
  drag({130, 170}, {150, 170});
  EXPECT_TRUE(action(ActionId::ResetMask)->isEnabled());
  action(ActionId::ResetMask)->trigger();
  EXPECT_TRUE(window->document().regenerate().faces.empty());
  auto* enabled = find<QAbstractButton>("regenerateBox");
  undo().undo();
  enabled->click();
  EXPECT_TRUE(window->canvas().result().empty());
  enabled->click();
  waitForPreview();
  EXPECT_FALSE(window->canvas().result().empty());
}

TEST_F(RegenerateTest, PaintingIsFastOnTwelveMegapixels) {
  // A face that fills the photo: the most that a dab can cost.
  faces->set({madeFace({1000, 500, 1400, 1400})});
  openFace(colourPicture(4000, 3000));
  brush().setSize(60);
  brush().setClass(FaceClass::Hat);
  window->canvas().grab();
  const QPoint start = onCanvas({1500, 1200});
  QTest::mousePress(&window->canvas(), Qt::LeftButton, Qt::NoModifier, start);
  QTest::qWait(50);
  constexpr int dabs = 60;
  struct Paints : QObject {
    int count = 0;
    bool eventFilter(QObject*, QEvent* event) override {
      count += event->type() == QEvent::Paint;
      return false;
    }
  } paints;
  window->canvas().installEventFilter(&paints);
  QElapsedTimer time;
  time.start();
  for (int i = 1; i <= dabs; ++i) {
    const QPoint position = start + QPoint(2 * i, i);
    QMouseEvent move(QEvent::MouseMove, position, window->canvas().mapToGlobal(position), Qt::NoButton,
                     Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window->canvas(), &move);
    QCoreApplication::sendPostedEvents();  // the repaint
    QCoreApplication::processEvents();
  }
  const double each = double(time.nsecsElapsed()) / 1e6 / dabs;
  QTest::mouseRelease(&window->canvas(), Qt::LeftButton, Qt::NoModifier, start + QPoint(2 * dabs, dabs));
  RecordProperty("milliseconds", std::to_string(each));
  EXPECT_GT(paints.count, dabs * 3 / 4);
  EXPECT_LT(each, 16);
}

}  // namespace
}  // namespace pentimento
