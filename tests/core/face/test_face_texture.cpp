// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/face_texture.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "core/face/label_map.h"
#include "tests/core/face/analytic_head.h"
#include "tests/support/errors.h"

namespace pentimento {
namespace {

using namespace test;
using enum FaceClass;

Image labelsOf(FaceClass id) {
  return Image(cv::Mat(256, 256, CV_8U, cv::Scalar(static_cast<int>(id))));
}

void mark(Image& labels, const cv::Rect& area, FaceClass id) {
  labels.mat()(area) = static_cast<int>(id);
}

/// A head that fills a picture of 256 x 256 pixels.
struct Scene {
  PositionMap head = ellipsoidHead(0);
  Image texture = symmetricTexture(256);
  Image photo = Image(renderTexture(texture, head, 256).image);
  Image labels = labelsOf(Skin);

  FaceTexture unwrapped(int size = 256) const {
    return faceTexture(photo, Alignment::wholePicture(256, 256), head, labels, size);
  }
  /// Something blue before the face.
  void cover(const cv::Rect& area, FaceClass id) {
    photo.mat()(area) = cv::Scalar(0, 0, 255);
    mark(labels, area, id);
  }
};

/// The texel that is seen at a pixel.
cv::Point texelAt(const PositionMap& head, cv::Point pixel) {
  cv::Mat resized;
  cv::resize(head.positions.mat(), resized, {256, 256});
  cv::Point nearest;
  double least = 1e9;
  for (int y = 0; y < 256; ++y)
    for (int x = 0; x < 256; ++x) {
      const auto& share = resized.at<cv::Vec3f>(y, x);
      const double distance = std::hypot(share[0] * 256 - 0.5F - static_cast<float>(pixel.x),
                                         share[1] * 256 - 0.5F - static_cast<float>(pixel.y));
      if (distance < least) {
        least = distance;
        nearest = {x, y};
      }
    }
  return nearest;
}

TEST(FaceTexture, ABareFaceIsAsUnwrapGivesIt) {
  const Scene scene;
  const auto texture = scene.unwrapped();
  const auto plain = unwrap(scene.photo, Alignment::wholePicture(256, 256), scene.head);
  EXPECT_TRUE(samePixels(texture.colours, plain.texture));
  EXPECT_TRUE(samePixels(texture.known, Image(cv::Mat(plain.visibility.mat() == 255))));
}

TEST(FaceTexture, HairOnOneSideIsFilledFromTheOther) {
  Scene scene;
  const cv::Rect lock(85, 90, 24, 40);
  scene.cover(lock, Hair);
  const auto texture = scene.unwrapped();
  const auto middle = texelAt(scene.head, {97, 110});
  EXPECT_EQ(texture.known.mat().at<std::uint8_t>(middle), 0);
  EXPECT_EQ(texture.labels.mat().at<std::uint8_t>(middle), static_cast<int>(Hair));
  const Image hair(cv::Mat(texture.labels.mat() == static_cast<int>(Hair)));
  EXPECT_GT(psnrInside(texture.colours, scene.texture, hair), 30);
  EXPECT_EQ(texture.known.mat().at<std::uint8_t>(middle.y, 255 - middle.x), 255);
}

TEST(FaceTexture, NothingOfWhatCoversShowsBesideItsLabel) {
  Scene scene;
  scene.cover({60, 60, 136, 50}, Hat);
  mark(scene.labels, {60, 60, 136, 50}, Skin);
  mark(scene.labels, {60, 60, 136, 48}, Hat);  // a parser's edge is not exact
  const auto colours = scene.unwrapped().colours;
  cv::Mat blue, red;
  cv::extractChannel(colours.mat(), blue, 2);
  cv::extractChannel(colours.mat(), red, 0);
  EXPECT_EQ(cv::countNonZero((blue > 245) & (red < 10)), 0);
}

TEST(FaceTexture, WhatIsCoveredOnBothSidesIsFilledFromAround) {
  Scene scene;
  scene.photo.mat().setTo(cv::Scalar(180, 140, 120));
  scene.cover({80, 95, 96, 24}, Glasses);
  const auto texture = scene.unwrapped();
  const auto middle = texelAt(scene.head, {128, 107});
  EXPECT_EQ(texture.known.mat().at<std::uint8_t>(middle), 0);
  const auto colour = texture.colours.mat().at<cv::Vec3b>(middle);
  EXPECT_NEAR(colour[0], 180, 3);
  EXPECT_NEAR(colour[2], 120, 3);
}

TEST(FaceTexture, PartsOfTheFaceAreKnown) {
  for (const auto id :
       {Skin, Nose, LeftEye, RightEye, LeftBrow, RightBrow, Mouth, UpperLip, LowerLip, LeftEar, RightEar}) {
    Scene scene;
    mark(scene.labels, {100, 100, 60, 60}, id);
    EXPECT_TRUE(samePixels(scene.unwrapped().known, Scene().unwrapped().known)) << static_cast<int>(id);
  }
  for (const auto id : {Background, Glasses, Hair, Hat, Earring, Necklace, Neck, Cloth}) {
    Scene scene;
    scene.labels = labelsOf(id);
    EXPECT_EQ(cv::countNonZero(scene.unwrapped().known.mat()), 0) << static_cast<int>(id);
  }
}

TEST(FaceTexture, SingleSpecksAreErrorsOfTheLabels) {
  Scene scene;
  mark(scene.labels, {120, 140, 3, 3}, Hair);
  mark(scene.labels, {150, 100, 1, 5}, Cloth);
  const auto texture = scene.unwrapped();
  EXPECT_TRUE(samePixels(texture.known, Scene().unwrapped().known));
  EXPECT_TRUE(samePixels(texture.colours, Scene().unwrapped().colours));
}

TEST(FaceTexture, ADeepPhotoGivesTheSameTexture) {
  const Scene scene;
  cv::Mat deep;
  scene.photo.mat().convertTo(deep, CV_16U, 257);
  const auto texture =
      faceTexture(Image(deep), Alignment::wholePicture(256, 256), scene.head, scene.labels, 128);
  EXPECT_EQ(texture.colours.mat().type(), CV_8UC3);
  EXPECT_EQ(texture.colours.width(), 128);
  EXPECT_LE(cv::norm(texture.colours.mat(), scene.unwrapped(128).colours.mat(), cv::NORM_INF), 1);
}

TEST(FaceTexture, RefusesOtherPictures) {
  const Scene scene;
  const auto refuses = [&](const Image& photo, const Image& labels, const char* part) {
    EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, part, [&] {
      faceTexture(photo, Alignment::wholePicture(256, 256), scene.head, labels);
    }));
  };
  refuses({}, scene.labels, "RGB");
  refuses(scene.labels, scene.labels, "RGB");
  refuses(scene.photo, {}, "label map");
  refuses(scene.photo, scene.photo, "label map");
  refuses(scene.photo, Image(256, 128, 1, PixelDepth::U8), "label map");
}

TEST(SurfaceNormals, AreThoseOfTheEllipsoid) {
  for (const double yaw : {0.0, 30.0}) {
    const Image normals = surfaceNormals(ellipsoidHead(yaw), 128);
    ASSERT_EQ(normals.mat().type(), CV_32FC3);
    const auto middle = normals.mat().at<cv::Vec3f>(64, 64);
    EXPECT_NEAR(middle[0], std::sin(yaw * CV_PI / 180), 0.03);
    EXPECT_NEAR(middle[1], 0, 0.03);
    EXPECT_NEAR(middle[2], -std::cos(yaw * CV_PI / 180), 0.03);
  }
  const Image normals = surfaceNormals(ellipsoidHead(0), 128);
  const auto right = normals.mat().at<cv::Vec3f>(64, 100), low = normals.mat().at<cv::Vec3f>(100, 64);
  EXPECT_GT(right[0], 0.4);
  EXPECT_GT(low[1], 0.3);
  EXPECT_LT(right[2], 0);
  double least = 1, most = 1;
  for (int y = 0; y < 128; ++y)
    for (int x = 0; x < 128; ++x) {
      const double length = cv::norm(normals.mat().at<cv::Vec3f>(y, x));
      least = std::min(least, length);
      most = std::max(most, length);
    }
  EXPECT_NEAR(least, 1, 1e-4);
  EXPECT_NEAR(most, 1, 1e-4);
}

}  // namespace
}  // namespace pentimento
