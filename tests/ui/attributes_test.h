// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QSlider>
#include <QSpinBox>
#include <QStyle>
#include <QStyleOptionSlider>

#include "tests/ui/faces_test.h"
#include "ui/image_bridge.h"

namespace pentimento::test {

/// What FakeAttributes adds to a channel at strength 1.
inline constexpr int channelStep = 51;

/// Two faces: boxes of 80 and 100 pixels, crops twice that (60, 60 and 220, 50).
class AttributesTest : public FacesTest {
 protected:
  const QPointF left{140, 140}, right{320, 150}, outside{20, 20};

  void openPhoto(const QImage& photo = colourPicture(400, 300)) {
    open(save(photo, QStringLiteral("faces.png")));
    waitForFaces();
    window->findChild<QWidget*>(QStringLiteral("dockAttributes"))->raise();
    QTest::qWait(1);
  }
  /// With the left face chosen.
  void openLeft(const QImage& photo = colourPicture(400, 300)) {
    openPhoto(photo);
    model().select(0);
  }
  QSlider& slider(const char* attribute) {
    return *find<QSlider>((std::string(attribute) + "Slider").c_str());
  }
  QSpinBox& spin(const char* attribute) { return *find<QSpinBox>((std::string(attribute) + "Spin").c_str()); }
  void set(const char* attribute, int hundredths) {
    spin(attribute).setValue(hundredths);
    waitForPreview();
  }
  QComboBox& chosen() { return *find<QComboBox>("attributesFace"); }
  QAction* action(ActionId id) { return window->actions()[id]; }
  QColor shown(const QPointF& photo) { return window->canvas().colourAt(photo); }
  static QColor before(const QPointF& photo) { return colourPicture(400, 300).pixelColor(photo.toPoint()); }
  static bool near(const QColor& a, const QColor& b) {
    return std::abs(a.red() - b.red()) < 3 && std::abs(a.green() - b.green()) < 3 &&
           std::abs(a.blue() - b.blue()) < 3;
  }
  static QColor moved(const QColor& colour, int red, int green, int blue) {
    return QColor(std::clamp(colour.red() + red, 0, 255), std::clamp(colour.green() + green, 0, 255),
                  std::clamp(colour.blue() + blue, 0, 255));
  }
  /// Where the slider's handle is.
  static QPoint handle(const QSlider& slider) {
    QStyleOptionSlider option;
    option.initFrom(&slider);
    option.orientation = Qt::Horizontal;
    option.minimum = slider.minimum();
    option.maximum = slider.maximum();
    option.sliderPosition = slider.sliderPosition();
    option.sliderValue = slider.value();
    option.tickPosition = slider.tickPosition();
    option.tickInterval = slider.tickInterval();
    return slider.style()
        ->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, &slider)
        .center();
  }
  static void moveMouse(QWidget& widget, const QPoint& to) {
    QMouseEvent move(QEvent::MouseMove, to, widget.mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(&widget, &move);
  }
  void dragSlider(QSlider& slider, int pixels, int steps = 10) {
    const QPoint from = handle(slider);
    QTest::mousePress(&slider, Qt::LeftButton, Qt::NoModifier, from);
    for (int i = 1; i <= steps; ++i) {
      moveMouse(slider, from + QPoint(pixels * i / steps, 0));
      waitForPreview();
    }
    QTest::mouseRelease(&slider, Qt::LeftButton, Qt::NoModifier, from + QPoint(pixels, 0));
  }
  Photo exported(const QString& path) {
    QSignalSpy ended(&window->jobs(), &JobController::exportEnded);
    window->files().exportTo(path, 95, false);
    EXPECT_TRUE(ended.wait(10000));
    return readPhoto(path.toStdString());
  }
};

}  // namespace pentimento::test
