// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/faces_test.h"
#include "ui/image_bridge.h"

namespace pentimento::test {

/// As madeFace, with landmarks whose midline is that of the crop.
inline Face levelFace(const cv::Rect2d& box, double roll = 0) {
  Face face = madeFace(box, 0, roll);
  for (auto& point : face.detected.landmarks) point = face.alignment.centre;
  return face;
}

/// A window with one face (box 80 pixels at 100, 100; crop 160 at 60, 60: skin with a square nose) and the
/// mask tool.
class RegenerateTest : public FacesTest {
 protected:
  static constexpr double cropLeft = 60, cropTop = 60, cropSide = 160;
  const QPointF middle{140, 140};

  RegenerateTest() { faces->set({levelFace({leftX, top, side, side})}); }

  void openFace(const QImage& photo = colourPicture(400, 300)) {
    open(save(photo, QStringLiteral("face.png")));
    waitForFaces();
    window->actions()[ActionId::ToolMask]->trigger();
    ASSERT_NE(masks().current(), nullptr);
  }
  MaskModel& masks() { return window->regenerate().masks(); }
  MaskBrush& brush() { return window->regenerate().brush(); }
  QAction* action(ActionId id) { return window->actions()[id]; }
  FaceClass at(const QPointF& photo) { return masks().classAt(photo).value_or(FaceClass::Background); }
  cv::Mat painted() { return masks().current()->painted.mat().clone(); }
  static bool same(const cv::Mat& a, const cv::Mat& b) { return cv::norm(a, b, cv::NORM_INF) == 0; }
  QColor shown(const QPointF& photo) { return window->canvas().colourAt(photo); }
  static QColor colourOf(FaceClass id) {
    return toQColor(faceClasses()[static_cast<std::size_t>(id)].colour);
  }
};

}  // namespace pentimento::test
