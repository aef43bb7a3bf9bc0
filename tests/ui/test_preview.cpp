// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "tests/ui/fake_engine.h"
#include "tests/ui/window_test.h"
#include "ui/image_bridge.h"
#include "ui/preview.h"

namespace pentimento {
namespace {

std::shared_ptr<const LoadedPhoto> loadedRamp(int width, int height) {
  Photo photo;
  photo.image = fromQImage(test::greyRamp(width, height));
  return std::make_shared<const LoadedPhoto>(std::move(photo));
}

PhotoEdits coloured(const ColouriseParameters& parameters) {
  PhotoEdits edits;
  edits.colourise = {true, parameters};
  return edits;
}

int largestDifference(const QImage& a, const QImage& b) {
  int largest = 0;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
      largest = std::max({largest, std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)),
                          std::abs(qBlue(p) - qBlue(q))});
    }
  }
  return largest;
}

TEST(PhotoPyramid, LevelsHalveAndAreChosenByZoom) {
  const auto photo = loadedRamp(2001, 900);
  const PhotoPyramid& pyramid = photo->pyramid;
  ASSERT_EQ(pyramid.levels(), 3);
  EXPECT_EQ(pyramid.level(1).size(), QSize(1001, 450));
  EXPECT_EQ(pyramid.level(2).size(), QSize(501, 225));
  EXPECT_EQ(pyramid.levelFor(4), 0);
  EXPECT_EQ(pyramid.levelFor(1), 0);
  EXPECT_EQ(pyramid.levelFor(0.6), 0);
  EXPECT_EQ(pyramid.levelFor(0.5), 1);
  EXPECT_EQ(pyramid.levelFor(0.01), 2);
  const QRectF part(100, 50, 700, 300);
  EXPECT_NEAR(pyramid.fromLevel(pyramid.toLevel(part, 2), 2).right(), part.right(), 1e-9);
}

TEST(PhotoPyramid, LevelZeroIsThePhoto) {
  const auto photo = loadedRamp(700, 500);
  EXPECT_EQ(photo->pyramid.level(0), test::greyRamp(700, 500));
}

TEST(Preview, FrameCoversTheTileAndStaysInside) {
  for (const QRect& rect :
       {QRect(0, 0, 10, 10), QRect(500, 300, 200, 100), QRect(2990, 1990, 10, 10), QRect(0, 0, 3000, 2000)}) {
    const TileFrame frame = frameFor(rect, {3000, 2000}, {256, 171});
    EXPECT_TRUE(frame.level.contains(rect));
    EXPECT_TRUE(QRect(0, 0, 3000, 2000).contains(frame.level));
    EXPECT_TRUE(QRect(0, 0, 256, 171).contains(frame.chroma));
  }
}

TEST(Preview, ATileIsCutFromWhatTheWholeWouldBe) {
  const auto photo = loadedRamp(1500, 1000);
  test::FakeEngine engine(std::make_shared<test::EngineScript>());
  engine.setPhoto(photo->photo.image);
  ColouriseParameters parameters{{{700, 400, {30, 60, 220}}}, 1.2};
  const Image chroma = engine.predict(parameters.hints, {});
  const auto tile = [&](const QRect& rect) {
    return renderTile(engine, *photo, {coloured(parameters), 0, rect, 7}, {}, chroma, {});
  };
  const PreviewTile whole = tile(QRect(0, 0, 1500, 1000)), part = tile(QRect(640, 350, 300, 200));
  EXPECT_EQ(part.image.size(), QSize(300, 200));
  EXPECT_EQ(part.region, QRectF(640, 350, 300, 200));
  EXPECT_EQ(part.version, 7);
  // The chroma's cut falls on half a photo pixel at most: a step or two of 8 bits where colour changes.
  EXPECT_LE(largestDifference(part.image, whole.image.copy(640, 350, 300, 200)), 3);
  EXPECT_GT(largestDifference(part.image, test::greyRamp(1500, 1000).copy(640, 350, 300, 200)), 40);
}

TEST(Preview, AlphaStaysAsItIs) {
  QImage picture(64, 48, QImage::Format_ARGB32);
  for (int y = 0; y < 48; ++y) {
    for (int x = 0; x < 64; ++x) picture.setPixel(x, y, qRgba(120, 120, 120, 4 * x));
  }
  const LoadedPhoto photo(photoFromQImage(picture, "test"));
  ASSERT_TRUE(photo.pyramid.hasAlpha());
  test::FakeEngine engine(std::make_shared<test::EngineScript>());
  engine.setPhoto(photo.photo.image);
  const PreviewTile tile =
      renderTile(engine, photo, {coloured({}), 0, QRect(0, 0, 64, 48), 1}, {}, engine.predict({}, {}), {});
  for (const int x : {0, 20, 63}) EXPECT_EQ(tile.image.pixelColor(x, 10).alpha(), 4 * x);
}

TEST(ImageBridge, GoesThereAndBack) {
  const QImage picture = test::colourPicture(33, 17);
  EXPECT_EQ(toQImage(fromQImage(picture)), picture);
  const Image deep(cv::Mat(2, 2, CV_16UC3, cv::Scalar(65535, 32896, 0)));
  EXPECT_EQ(toQImage(deep).pixelColor(1, 1), QColor(255, 128, 0));
}

}  // namespace
}  // namespace pentimento
