// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QSlider>

#include "tests/ui/faces_test.h"
#include "ui/faces/face_overlay.h"
#include "ui/image_bridge.h"

namespace pentimento {
namespace {

QColor colourOf(FaceClass id) {
  return toQColor(faceClasses()[static_cast<std::size_t>(id)].colour);
}

class FaceOverlayTest : public test::FacesTest {
 protected:
  static constexpr QPointF nose{leftX + side / 2, top + side / 2}, skin{leftX + side / 2, top + side * 1.15},
      background{20, 20};

  void setUpLabels() {
    openFaces();
    window->actions()[ActionId::ShowFaceLabels]->setChecked(true);
    find<QSlider>("labelOpacity")->setValue(100);
  }
  QColor seen(const QPointF& photo) { return canvasPicture().pixelColor(onCanvas(photo)); }
};

TEST_F(FaceOverlayTest, EachOverlayIsSwitchedByBoxMenuAndKey) {
  openFaces();
  const QImage before = canvasPicture();
  for (const auto& [id, box, key] :
       {std::tuple{ActionId::ShowFaceBoxes, "showFaceBoxesBox", Qt::Key_B},
        std::tuple{ActionId::ShowFaceLandmarks, "showFaceLandmarksBox", Qt::Key_L},
        std::tuple{ActionId::ShowFaceLabels, "showFaceLabelsBox", Qt::Key_M}}) {
    this->key(key, Qt::ShiftModifier);
    EXPECT_TRUE(window->actions()[id]->isChecked()) << box;
    EXPECT_TRUE(find<QCheckBox>(box)->isChecked()) << box;
    EXPECT_NE(canvasPicture(), before) << box;
    find<QCheckBox>(box)->click();
    EXPECT_FALSE(window->actions()[id]->isChecked()) << box;
    EXPECT_EQ(canvasPicture(), before) << box;
  }
}

TEST_F(FaceOverlayTest, LabelsShowTheirClassesInPlace) {
  openFaces();
  const QColor bare = seen(nose), bareBackground = seen(background);
  setUpLabels();
  EXPECT_EQ(seen(nose), colourOf(FaceClass::Nose));
  EXPECT_EQ(seen(skin), colourOf(FaceClass::Skin));
  EXPECT_EQ(seen(background), bareBackground);
  find<QSlider>("labelOpacity")->setValue(50);
  EXPECT_NEAR(seen(nose).red(), (bare.red() + colourOf(FaceClass::Nose).red()) / 2, 2);
  find<QSlider>("labelOpacity")->setValue(0);
  EXPECT_EQ(seen(nose), bare);
}

TEST_F(FaceOverlayTest, LabelsFollowTheTurnOfTheCrop) {
  faces->set({test::madeFace({150, 100, 80, 80}, 0, 45)});
  setUpLabels();
  // The nose is a quarter of the crop wide: a square of 40 pixels on its corner.
  EXPECT_EQ(seen({190, 140 + 25}), colourOf(FaceClass::Nose));
  EXPECT_EQ(seen({190 + 18, 140 + 18}), colourOf(FaceClass::Skin));
}

TEST_F(FaceOverlayTest, LabelsEndWithThePhoto) {
  faces->set({test::madeFace({0, 100, 80, 80})});
  setUpLabels();
  EXPECT_EQ(seen({5, 140}), colourOf(FaceClass::Skin));
  EXPECT_NE(seen({-5, 140}), colourOf(FaceClass::Skin));
}

TEST_F(FaceOverlayTest, TheLargerFaceIsInFrontWhereTheyOverlap) {
  faces->set({test::madeFace({150, 100, 100, 100}), test::madeFace({160, 110, 40, 40})});
  setUpLabels();
  EXPECT_EQ(seen({200, 150}), colourOf(FaceClass::Nose));
  EXPECT_EQ(seen({165, 130}), colourOf(FaceClass::Skin));
  EXPECT_EQ(model().classAt({165, 130}), FaceClass::Skin);
}

TEST_F(FaceOverlayTest, NothingLiesOverTheOriginal) {
  setUpLabels();
  find<QCheckBox>("showFaceBoxesBox")->setChecked(true);
  QImage with = canvasPicture();
  CanvasView& canvas = window->canvas();
  const QColor noseColour = colourOf(FaceClass::Nose);
  canvas.setCompareMode(CompareMode::Wipe);
  const double divider = double(onCanvas(nose).x()) / canvas.width();
  canvas.setDivider(divider + 0.1);
  EXPECT_NE(seen(nose), noseColour);
  canvas.setDivider(divider - 0.1);
  EXPECT_EQ(seen(nose), noseColour);
  canvas.setCompareMode(CompareMode::SideBySide);
  const QPoint inPane = onCanvas(nose);
  with = canvasPicture();
  EXPECT_NE(with.pixelColor(inPane), noseColour);
  EXPECT_EQ(with.pixelColor(inPane + QPoint((canvas.width() + 1) / 2, 0)), noseColour);
  canvas.setCompareMode(CompareMode::Result);
  canvas.holdOriginal(true);
  EXPECT_NE(seen(nose), noseColour);
}

TEST_F(FaceOverlayTest, LandmarksLieOnTheirPoints) {
  openFaces();
  window->actions()[ActionId::ShowFaceLandmarks]->setChecked(true);
  const auto& points = model().faces()[1]->face.detected.landmarks;
  for (const std::size_t index : {0U, 30U, 45U, 67U}) {
    const QColor colour = seen(pentimento::onCanvas(points[index]));
    EXPECT_GT(colour.red(), colour.blue() + 40) << index;
  }
}

TEST_F(FaceOverlayTest, TheStatusBarNamesWhatIsUnderThePointer) {
  setUpLabels();
  auto* part = find<QLabel>("statusFacePart");
  point(nose);
  EXPECT_TRUE(part->text().contains(QStringLiteral("Nose")));
  point(skin);
  EXPECT_TRUE(part->text().contains(QStringLiteral("Skin")));
  point(background);
  EXPECT_TRUE(part->text().isEmpty());
  window->actions()[ActionId::ShowFaceLabels]->setChecked(false);
  point(nose);
  EXPECT_TRUE(part->text().isEmpty());
}

TEST_F(FaceOverlayTest, WhatIsShownIsRemembered) {
  setUpLabels();
  find<QSlider>("labelOpacity")->setValue(30);
  MainWindow again(settings, dialogs, engines());
  EXPECT_TRUE(again.actions()[ActionId::ShowFaceLabels]->isChecked());
  EXPECT_FALSE(again.actions()[ActionId::ShowFaceBoxes]->isChecked());
  EXPECT_EQ(again.findChild<QSlider*>(QStringLiteral("labelOpacity"))->value(), 30);
}

TEST(FaceOverlayPainting, IsSharpAtEveryZoomAndPixelRatio) {
  QUndoStack undo;
  FaceModel model(undo);
  const Image photo(400, 400, 3, PixelDepth::U8);
  model.reset({makeFaceItem(test::madeFace({150, 150, 100, 100}), photo, false)}, {});
  FaceOverlay overlay(model);
  overlay.show({.labels = true, .opacity = 1});
  for (const double ratio : {1.0, 1.5, 2.0}) {
    for (const double zoom : {0.5, 1.0, 4.0, 20.0}) {
      const QSizeF pane(300, 300);
      ViewTransform view;
      view.setPhotoSize({400, 400});
      view.setViewport(pane, ratio);
      view.setZoom(zoom, view.viewCentre());
      view.centreOn({175, 200});  // the left edge of the nose
      QImage picture((pane * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
      picture.setDevicePixelRatio(ratio);
      picture.fill(Qt::transparent);
      QPainter painter(&picture);
      overlay.paint(painter, view, pane);
      painter.end();
      const QPoint edge = (view.toView({175, 200}) * ratio).toPoint();
      // Pure colours a label map's pixel and a half from the edge.
      const int near = static_cast<int>(std::ceil(1.5 * zoom * 200 / labelSize)) + 1;
      EXPECT_EQ(picture.pixelColor(edge + QPoint(near, 0)), colourOf(FaceClass::Nose))
          << ratio << ' ' << zoom;
      EXPECT_EQ(picture.pixelColor(edge - QPoint(near, 0)), colourOf(FaceClass::Skin))
          << ratio << ' ' << zoom;
    }
  }
}

}  // namespace
}  // namespace pentimento
