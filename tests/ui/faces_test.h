// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include "tests/ui/window_test.h"
#include "ui/message_bar.h"
#include "ui/panels/face_list.h"

namespace pentimento::test {

/// A window whose face engine finds two faces in every photo: a frontal one on the left, a turned one on the
/// right.
class FacesTest : public WindowTest {
 protected:
  static constexpr double leftX = 100, rightX = 270, top = 100, side = 80;

  FacesTest() { faces->set({madeFace({leftX, top, side, side}), madeFace({rightX, top, 100, 100}, 30)}); }

  /// Opens a grey photo and waits for its faces.
  void openFaces(const QString& name = QStringLiteral("grey.png")) {
    open(save(greyRamp(400, 300), name));
    waitForFaces();
  }
  void waitForFaces() {
    ASSERT_TRUE(QTest::qWaitFor([this] { return !window->faceSearch().busy(); }, 10000));
  }
  FaceModel& model() { return window->faces(); }
  FaceList& list() { return *find<FaceList>("faceList"); }
  QString news() {
    auto* label = find<QLabel>("facesNews");
    return label->isVisible() ? label->text() : QString();
  }
  void drawBox(const QPointF& from, const QPointF& to) {
    window->actions()[ActionId::ToolFaceBox]->trigger();
    drag(from, to);
  }
  /// Moves the pointer over the canvas without a button.
  void point(const QPointF& photo) {
    QWidget* canvas = &window->canvas();
    const QPoint position = onCanvas(photo);
    QMouseEvent move(QEvent::MouseMove, position, canvas->mapToGlobal(position), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(canvas, &move);
  }
};

}  // namespace pentimento::test
