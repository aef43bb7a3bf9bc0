// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_test.h"

#include <QSignalSpy>

namespace pentimento::test {

QImage greyRamp(int width, int height) {
  QImage picture(width, height, QImage::Format_RGB32);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int grey = 60 + 140 * x / width + (x + y) % 2;
      picture.setPixel(x, y, qRgb(grey, grey, grey));
    }
  }
  return picture;
}

QImage colourPicture(int width, int height) {
  QImage picture(width, height, QImage::Format_RGB32);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) picture.setPixel(x, y, qRgb(200, 255 * y / height, 255 * x / width));
  }
  return picture;
}

WindowTest::WindowTest() : settings(folder.filePath(QStringLiteral("settings.ini"))) {
  window = std::make_unique<MainWindow>(settings, dialogs, engines());
  window->resize(1200, 800);
  window->show();
  EXPECT_TRUE(QTest::qWaitForWindowExposed(window.get()));
}

WindowTest::~WindowTest() {
  engine->openGate();
  faces->openGate();
  regenerator->openGate();
}

QString WindowTest::save(const QImage& picture, const QString& name) {
  const QString path = folder.filePath(name);
  EXPECT_TRUE(picture.save(path)) << path.toStdString();
  return path;
}

void WindowTest::open(const QString& path) {
  QSignalSpy ended(&window->files(), &FileController::loadingEnded);
  window->files().open(path);
  ASSERT_TRUE(ended.wait(10000));
  QTest::qWait(1);
}

void WindowTest::openGrey(int width, int height) {
  open(save(greyRamp(width, height), QStringLiteral("grey.png")));
  ASSERT_TRUE(window->document().hasPhoto());
}

void WindowTest::waitForPreview() {
  ASSERT_TRUE(QTest::qWaitFor([this] { return window->preview().upToDate(); }, 10000));
}

QPoint WindowTest::onCanvas(const QPointF& photo) const {
  return window->canvas().transform().toView(photo).toPoint();
}

void WindowTest::click(const QPointF& photo) {
  QTest::mouseClick(&window->canvas(), Qt::LeftButton, Qt::NoModifier, onCanvas(photo));
}

void WindowTest::drag(const QPointF& from, const QPointF& to, int steps) {
  QWidget* canvas = &window->canvas();
  QTest::mousePress(canvas, Qt::LeftButton, Qt::NoModifier, onCanvas(from));
  for (int step = 1; step <= steps; ++step) {
    const QPoint position = onCanvas(from + (to - from) * step / steps);
    // QTest::mouseMove says nothing of the pressed button.
    QMouseEvent move(QEvent::MouseMove, position, canvas->mapToGlobal(position), Qt::NoButton, Qt::LeftButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(canvas, &move);
  }
  QTest::mouseRelease(canvas, Qt::LeftButton, Qt::NoModifier, onCanvas(to));
}

void WindowTest::key(Qt::Key key, Qt::KeyboardModifiers modifiers) {
  QWidget* focus = window->focusWidget();
  QTest::keyClick(focus ? focus : window.get(), key, modifiers);
}

}  // namespace pentimento::test
