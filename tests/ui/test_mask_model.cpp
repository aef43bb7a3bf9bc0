// SPDX-License-Identifier: GPL-3.0-or-later
#include <opencv2/core.hpp>

#include "tests/ui/regenerate_test.h"
#include "ui/regenerate/mask_commands.h"
#include "ui/regenerate/mask_files.h"

namespace pentimento {
namespace {

using test::madeFace;

/// A photo with one face and the model alone, without a window.
struct MaskModelTest : testing::Test {
  explicit MaskModelTest(double roll = 0) {
    Photo photo;
    photo.image = fromQImage(test::colourPicture(400, 300));
    document.setPhoto(std::make_shared<const LoadedPhoto>(std::move(photo)));
    const Image& image = document.photo()->photo.image;
    faces.setFound({makeFaceItem(test::levelFace({100, 100, 80, 80}, roll), image, false),
                    makeFaceItem(madeFace({270, 100, 100, 100}), image, false)});
    faces.select(0);
  }
  cv::Mat painted() const { return masks.current()->painted.mat().clone(); }
  std::uint8_t label(int x, int y) const { return masks.current()->painted.mat().at<std::uint8_t>(y, x); }
  /// A point of the current mask in the photo.
  QPointF photo(double x, double y) const { return masks.current()->photoFromMask().map(QPointF(x, y)); }
  int count(FaceClass id) const {
    return cv::countNonZero(masks.current()->painted.mat() == static_cast<int>(id));
  }
  void stroke(const QPointF& from, const QPointF& to, double radius, const MaskModel::Stroke& how) {
    ASSERT_TRUE(masks.beginStroke(from, radius, how));
    masks.continueStroke(to, radius);
    masks.endStroke();
  }
  static bool same(const cv::Mat& a, const cv::Mat& b) { return cv::norm(a, b, cv::NORM_INF) == 0; }

  DocumentModel document;
  FaceModel faces{document.undoStack()};
  MaskModel masks{document, faces};
};

struct TurnedMaskModelTest : MaskModelTest {
  TurnedMaskModelTest() : MaskModelTest(20) {}
};

TEST_F(MaskModelTest, ADabIsARoundDiscWithAHardEdge) {
  stroke(photo(256, 256), photo(256, 256), 30, {FaceClass::Hat});
  const double area = count(FaceClass::Hat);
  EXPECT_NEAR(area, 3.14159 * 30 * 30, 15);
  EXPECT_EQ(label(256 + 29, 256), static_cast<int>(FaceClass::Hat));
  EXPECT_NE(label(256 + 31, 256), static_cast<int>(FaceClass::Hat));
  EXPECT_NE(label(256 + 23, 256 + 23), static_cast<int>(FaceClass::Hat));  // no square
}

TEST_F(MaskModelTest, AFastStrokeHasNoGaps) {
  stroke(photo(100, 256), photo(400, 256), 10, {FaceClass::Hat});
  EXPECT_NEAR(count(FaceClass::Hat), 300 * 20 + 314, 60);
}

TEST_F(TurnedMaskModelTest, StrokesFollowTheFacesTurn) {
  stroke({140, 140}, {140, 140}, 5, {FaceClass::Hat});
  EXPECT_EQ(label(256, 256), static_cast<int>(FaceClass::Hat));
  const QPointF right = photo(400, 256);
  EXPECT_GT(right.y(), 150);  // clockwise
  stroke(right, right, 5, {FaceClass::Neck});
  EXPECT_EQ(label(400, 256), static_cast<int>(FaceClass::Neck));
}

TEST_F(MaskModelTest, EveryStrokeIsOneStepAndUndoesExactly) {
  std::vector<cv::Mat> states{painted()};
  const auto note = [&] { states.push_back(painted()); };
  stroke(photo(50, 50), photo(300, 90), 20, {FaceClass::Hair}), note();
  stroke(photo(250, 250), photo(260, 300), 40, {FaceClass::Hat, true}), note();
  stroke(photo(50, 50), photo(300, 90), 15, {PaintedClass()}), note();
  masks.fill(photo(256, 256), {FaceClass::Mouth}), note();
  masks.resetCurrent(), note();
  ASSERT_EQ(document.undoStack().count(), static_cast<int>(states.size()) - 1);
  for (std::size_t i = states.size() - 1; i-- > 0;) {
    document.undoStack().undo();
    EXPECT_TRUE(same(painted(), states[i])) << i;
  }
  EXPECT_FALSE(document.isModified());
  for (std::size_t i = 1; i < states.size(); ++i) {
    document.undoStack().redo();
    EXPECT_TRUE(same(painted(), states[i])) << i;
  }
  EXPECT_TRUE(document.regenerate().faces.empty());  // the last step was the reset
}

TEST_F(MaskModelTest, TheEraserBringsBackWhatWasSeen) {
  const cv::Mat before = painted();
  stroke(photo(200, 200), photo(300, 300), 30, {FaceClass::Hat});
  EXPECT_FALSE(same(painted(), before));
  stroke(photo(200, 200), photo(300, 300), 33, {PaintedClass()});
  EXPECT_TRUE(same(painted(), before));
  EXPECT_TRUE(document.regenerate().faces.empty());
}

TEST_F(MaskModelTest, WhatChangesNothingIsNoStep) {
  stroke(photo(256, 256), photo(256, 256), 8, {FaceClass::Nose});  // it is nose already
  masks.resetCurrent();
  masks.setWholeFace(false);
  masks.setStyle(nullptr);
  EXPECT_EQ(document.undoStack().count(), 0);
}

TEST_F(MaskModelTest, TheMirrorBrushPaintsTheOtherSideWithItsOwnClass) {
  EXPECT_NEAR(masks.current()->midline, 256, 3);
  stroke(photo(150, 200), photo(150, 200), 12, {FaceClass::LeftBrow, true});
  EXPECT_EQ(label(150, 200), static_cast<int>(FaceClass::LeftBrow));
  const int other = static_cast<int>(2 * masks.current()->midline) - 150;
  EXPECT_EQ(label(other, 200), static_cast<int>(FaceClass::RightBrow));
  EXPECT_EQ(document.undoStack().count(), 1);
}

TEST_F(MaskModelTest, TheMidlineIsThatOfTheLandmarks) {
  Face face = madeFace({100, 100, 80, 80});
  const double level = faceMidline(face);
  for (auto& point : face.detected.landmarks) point.x += 10;  // 160 photo pixels are 512
  EXPECT_NEAR(faceMidline(face) - level, 32, 0.01);
}

TEST_F(MaskModelTest, FillTakesTheConnectedRegionAlone) {
  // A second nose, apart from the first.
  stroke(photo(100, 256), photo(100, 256), 15, {FaceClass::Nose});
  const int noses = count(FaceClass::Nose);
  ASSERT_TRUE(masks.fill(photo(100, 256), {FaceClass::Hat}));
  const int filled = count(FaceClass::Hat);
  EXPECT_NEAR(filled, 3.14159 * 15 * 15, 15);
  EXPECT_EQ(count(FaceClass::Nose), noses - filled);
}

TEST_F(MaskModelTest, FillWithMirrorFillsThePartnerOnly) {
  stroke(photo(150, 200), photo(150, 200), 12, {FaceClass::LeftEye, true});
  ASSERT_TRUE(masks.fill(photo(150, 200), {FaceClass::Skin, true}));
  EXPECT_EQ(count(FaceClass::LeftEye), 0);
  EXPECT_EQ(count(FaceClass::RightEye), 0);
}

TEST_F(MaskModelTest, ACancelledStrokeNeverWas) {
  const cv::Mat before = painted();
  ASSERT_TRUE(masks.beginStroke(photo(200, 200), 20, {FaceClass::Hat}));
  masks.continueStroke(photo(300, 300), 20);
  EXPECT_FALSE(same(painted(), before));
  masks.cancelStroke();
  EXPECT_TRUE(same(painted(), before));
  EXPECT_EQ(document.undoStack().count(), 0);
}

TEST_F(MaskModelTest, UndoDuringAStrokeLeavesNoRemains) {
  const cv::Mat before = painted();
  stroke(photo(200, 200), photo(300, 300), 20, {FaceClass::Hat});
  ASSERT_TRUE(masks.beginStroke(photo(100, 300), 20, {FaceClass::Hair}));
  document.undoStack().undo();
  masks.continueStroke(photo(150, 300), 20);
  masks.endStroke();
  EXPECT_TRUE(same(painted(), before));
}

TEST_F(MaskModelTest, TheDocumentGetsACopyThatTheBrushDoesNotTouch) {
  stroke(photo(200, 200), photo(210, 200), 10, {FaceClass::Hat});
  ASSERT_EQ(document.regenerate().faces.size(), 1U);
  const RegeneratedFace first = document.regenerate().faces[0];
  const cv::Mat then = first->painted.mat().clone();
  stroke(photo(300, 300), photo(310, 300), 10, {FaceClass::Hat});
  EXPECT_TRUE(same(first->painted.mat(), then));
  EXPECT_FALSE(same(document.regenerate().faces[0]->painted.mat(), then));
  EXPECT_EQ(first->painted.width(), first->parsed.width());
}

TEST_F(MaskModelTest, WholeFaceAndStyleUndo) {
  masks.setWholeFace(true);
  ASSERT_EQ(document.regenerate().faces.size(), 1U);
  EXPECT_TRUE(document.regenerate().faces[0]->wholeFace);
  auto style = std::make_shared<LentStyle>();
  style->reference = {Image(256, 256, 3, PixelDepth::U8), Image(256, 256, 1, PixelDepth::U8)};
  masks.setStyle(style);
  EXPECT_TRUE(document.regenerate().faces[0]->style.has_value());
  document.undoStack().undo();
  EXPECT_FALSE(document.regenerate().faces[0]->style.has_value());
  document.undoStack().undo();
  EXPECT_TRUE(document.regenerate().faces.empty());
  masks.setWholeFace(true);
  masks.setEnabled(false);
  EXPECT_FALSE(document.regenerate().active());
  EXPECT_TRUE(document.isModified());
}

TEST_F(MaskModelTest, AStrokeOnAnotherFaceSelectsIt) {
  stroke({320, 150}, {320, 150}, 5, {FaceClass::Hat});
  EXPECT_EQ(faces.selected(), 1);
  EXPECT_EQ(masks.classAt({320, 150}), FaceClass::Hat);
  EXPECT_FALSE(masks.beginStroke({5, 5}, 5, {FaceClass::Hat}));
}

TEST_F(MaskModelTest, ANewSearchKeepsWhatWasPainted) {
  stroke({140, 140}, {140, 140}, 5, {FaceClass::Hat});
  const Image& image = document.photo()->photo.image;
  faces.setFound({makeFaceItem(madeFace({102, 101, 80, 80}), image, false)});
  ASSERT_NE(masks.current(), nullptr);
  EXPECT_EQ(masks.classAt({140, 140}), FaceClass::Hat);
  EXPECT_EQ(document.regenerate().faces.size(), 1U);
}

TEST_F(MaskModelTest, ANewPhotoStartsAnew) {
  stroke({140, 140}, {140, 140}, 5, {FaceClass::Hat});
  document.setPhoto(document.photo());
  EXPECT_TRUE(document.regenerate().faces.empty());
  EXPECT_FALSE(document.isModified());
}

TEST_F(MaskModelTest, AStepIsSmall) {
  const Image before(cv::Mat(512, 512, CV_8U, cv::Scalar(1))), after = before.clone();
  cv::Mat changed = after.mat();
  changed(cv::Rect(100, 50, 7, 3)).setTo(13);
  EXPECT_EQ(changedRegion(before, after), QRect(100, 50, 7, 3));
  EXPECT_TRUE(changedRegion(before, before).isEmpty());
}

TEST_F(MaskModelTest, AMaskGoesOutAndComesBack) {
  const QTemporaryDir folder;
  const std::filesystem::path file = folder.filePath(QStringLiteral("mask.png")).toStdString();
  const Image& image = document.photo()->photo.image;
  std::vector<MaskedFace> plain;
  for (const auto& face : faces.faces()) plain.emplace_back(face, Image());
  writeMask(file, plain, image);
  // As `analyse --mask` writes it.
  std::vector<Face> seen;
  for (const auto& face : faces.faces()) seen.push_back(face->face);
  EXPECT_TRUE(same(readLabelMap(file, 400, 300).mat(), labelsInPhoto(seen, 400, 300).mat()));
  // Unchanged, it changes nothing.
  for (const auto& [face, labels] : readMask(file, faces.faces(), image))
    EXPECT_TRUE(same(labels.mat(), face->parsed.mat()));
  // Painted, it brings what was painted.
  stroke({140, 175}, {160, 175}, 20, {FaceClass::Hat});
  std::vector<MaskedFace> changed;
  for (const auto& [face, mask] : masks.shown()) changed.emplace_back(face, mask ? mask->painted : Image());
  writeMask(file, changed, image);
  const auto read = readMask(file, faces.faces(), image);
  EXPECT_TRUE(same(read[1].second.mat(), read[1].first->parsed.mat()));
  const cv::Mat hat = read[0].second.mat() == static_cast<int>(FaceClass::Hat),
                wanted = painted() == static_cast<int>(FaceClass::Hat);
  EXPECT_LT(cv::countNonZero(hat != wanted), 0.08 * cv::countNonZero(wanted));
}

}  // namespace
}  // namespace pentimento
