// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/attribute_layer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/face/affine_sampler.h"
#include "core/face/label_map.h"
#include "tests/support/errors.h"
#include "tests/support/made_photos.h"
#include "tests/support/tilted.h"

namespace pentimento::test {
namespace {

Image flat(int side, double value) {
  return Image(cv::Mat(side, side, CV_32FC3, cv::Scalar::all(value)));
}

/// A disc of residual, and of cancelled detail when wanted, in the middle of the crop.
AttributeLayer disc(int side, double residual, double detail) {
  AttributeLayer layer{flat(side, 0), flat(side, 0)};
  cv::circle(layer.residual.mat(), {side / 2, side / 2}, side / 5, cv::Scalar::all(residual), cv::FILLED);
  cv::circle(layer.detail.mat(), {side / 2, side / 2}, side / 5, cv::Scalar::all(detail), cv::FILLED);
  return layer;
}

Image asFloat(const Image& image) {
  cv::Mat result;
  image.mat().convertTo(result, CV_32F, 1 / image.maximum());
  return Image(result);
}

/// What makes `from` into `to` under the alignment, at the crop's resolution.
AttributeLayer layerBetween(const Image& from, const Image& to, const Alignment& alignment) {
  const Image crop = asFloat(cropFromPhoto(from, alignment, 128)),
              wanted = asFloat(cropFromPhoto(to, alignment, 128));
  return attributeLayer(Image(cv::Mat(wanted.mat() - crop.mat())), crop);
}

TEST(AttributeLayer, FadesTowardsTheCropsBorder) {
  const auto layer = attributeLayer(flat(128, 0.5), flat(128, 0.3));
  const auto at = [&](int x, int y) { return layer.residual.mat().at<cv::Vec3f>(y, x)[1]; };
  for (int i = 0; i < 128; ++i) EXPECT_EQ(at(i, 0) + at(1, i) + at(127, i) + at(i, 126), 0);
  EXPECT_GT(at(64, 4), 0);
  EXPECT_LT(at(64, 4), 0.5);
  EXPECT_EQ(at(64, 8), 0.5f);
  EXPECT_EQ(at(64, 64), 0.5f);
}

TEST(AttributeLayer, RemembersTheCropSoThatTheTargetNeedNotBeReducedAgain) {
  const Image photo = madeScene(400, 300, 3);
  const auto alignment = tilted({200, 150}, 200, 12);
  const Image crop = asFloat(cropFromPhoto(photo, alignment, 64));
  auto layer = attributeLayer(Image(cv::Mat(crop.mat() * -0.5)), crop);
  ASSERT_FALSE(layer.crop.empty());
  const Image remembered = addLayer(photo, alignment, layer);
  layer.crop = {};
  const Image reduced = addLayer(photo, alignment, layer);
  EXPECT_FALSE(samePixels(remembered, photo));
  EXPECT_LE(cv::norm(remembered.mat(), reduced.mat(), cv::NORM_INF), 1);

  AttributeLayer sum;
  addTo(sum, attributeLayer(flat(32, 0.3), flat(32, 0.2)), 1);
  EXPECT_EQ(sum.crop.width(), 32);
  addTo(sum, layer, 1);  // larger, without a crop
  EXPECT_TRUE(sum.crop.empty());
  layer.crop = flat(32, 0.1);
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "layer", [&] { addLayer(photo, alignment, layer); }));
}

TEST(AttributeLayer, SofteningKnowsNoPixelShuffle) {
  Image pattern = flat(128, 0.25);
  for (int x = 0; x < 128; x += 2) pattern.mat().col(x).setTo(cv::Scalar::all(0.75));
  const auto inside = softened(pattern).mat()(cv::Rect(8, 8, 112, 112));
  EXPECT_LT(cv::norm(inside, flat(112, 0.5).mat(), cv::NORM_INF), 1e-6);
  EXPECT_LT(cv::norm(softened(flat(128, 0.25)).mat(), flat(128, 0.25).mat(), cv::NORM_INF), 1e-6)
      << "and tones stay";
}

TEST(AttributeLayer, LeavesOutWhatNobodyCanSee) {
  Image residual = flat(128, 0.003);  // as networks leave it where they mean nothing
  residual.mat()(cv::Rect(40, 40, 20, 20)).setTo(cv::Scalar(-0.2, 0.003, 0.003));
  const auto layer = attributeLayer(residual, flat(128, 0.5));
  EXPECT_EQ(layer.residual.mat().at<cv::Vec3f>(80, 80), cv::Vec3f::all(0));
  EXPECT_EQ(layer.residual.mat().at<cv::Vec3f>(50, 50), cv::Vec3f(-0.2f, 0.003f, 0.003f))
      << "whole where it shows";
  const auto faint = attributeLayer(flat(128, 1.5 / 255), flat(128, 0.5));
  EXPECT_NEAR(faint.residual.mat().at<cv::Vec3f>(64, 64)[0], 0.75 / 255, 1e-6) << "without a step between";
}

TEST(AttributeLayer, DetailGoesWhereTheResidualCancelsStructure) {
  cv::Mat striped(128, 128, CV_32FC3, cv::Scalar::all(0.6));
  for (int x = 32; x < 96; x += 4) striped.col(x).rowRange(32, 96).setTo(cv::Scalar::all(0.2));
  const cv::Mat structure = striped - cv::Scalar::all(0.5);
  const auto detailInTheMiddle = [&](double times) {
    const auto layer = attributeLayer(Image(cv::Mat(structure * times)), Image(striped));
    return layer.detail.mat().at<cv::Vec3f>(64, 64)[0];
  };
  EXPECT_NEAR(detailInTheMiddle(-1), -1, 0.02);
  EXPECT_NEAR(detailInTheMiddle(-0.5), -0.5, 0.02);
  EXPECT_EQ(detailInTheMiddle(1), 0) << "and none is invented";
  const auto flatResidual = attributeLayer(flat(128, 0.3), Image(striped));
  EXPECT_LT(cv::norm(flatResidual.detail.mat(), cv::NORM_INF), 1e-3) << "a change of tone keeps all detail";
}

TEST(AttributeLayer, DrawingOnSkinKeepsItsGrain) {
  cv::Mat skin(128, 128, CV_32FC3), frame(128, 128, CV_32FC3, cv::Scalar::all(0));
  cv::randn(skin, 0.6, 0.02);
  cv::line(frame, {20, 60}, {100, 70}, cv::Scalar::all(-0.5), 3, cv::LINE_AA);
  const auto layer = attributeLayer(Image(frame), Image(skin));
  const auto all = cv::mean(layer.detail.mat());
  EXPECT_GT(all[0] + all[1] + all[2], 3 * -0.01);
  EXPECT_LT(cv::norm(layer.detail.mat(), cv::NORM_INF), 0.25);
}

TEST(AttributeLayer, SumsScaleAndComeToTheLargerSize) {
  AttributeLayer sum;
  addTo(sum, {flat(32, 0.2), flat(32, -0.4)}, 0.5);
  EXPECT_LT(cv::norm(sum.residual.mat(), flat(32, 0.1).mat(), cv::NORM_INF), 1e-6);
  EXPECT_LT(cv::norm(sum.detail.mat(), flat(32, -0.2).mat(), cv::NORM_INF), 1e-6);
  addTo(sum, {flat(64, -0.4), flat(64, -1)}, 1.5);
  EXPECT_LT(cv::norm(sum.residual.mat(), flat(64, -0.5).mat(), cv::NORM_INF), 1e-6);
  EXPECT_LT(cv::norm(sum.detail.mat(), flat(64, -1).mat(), cv::NORM_INF), 1e-6) << "not beyond -1";
}

TEST(AttributeLayer, KeepsWhatWasNotErased) {
  AttributeLayer layer{flat(64, 0.4), flat(64, -0.8)};
  cv::Mat kept(32, 32, CV_8U, cv::Scalar(255));
  kept.colRange(0, 8).setTo(0);
  kept.colRange(8, 16).setTo(51);
  keep(layer, Image(kept));
  const auto at = [](const Image& image, int x) { return image.mat().at<cv::Vec3f>(30, x)[2]; };
  EXPECT_EQ(at(layer.residual, 4), 0);
  EXPECT_EQ(at(layer.detail, 4), 0);
  EXPECT_NEAR(at(layer.residual, 24), 0.08, 1e-3);
  EXPECT_NEAR(at(layer.detail, 50), -0.8, 1e-6);
}

TEST(InsideHead, EndsWhereBackgroundAndClothesBegin) {
  cv::Mat labels(256, 256, CV_8U, cv::Scalar(static_cast<int>(FaceClass::Background)));
  labels(cv::Rect(60, 40, 100, 216)).setTo(static_cast<int>(FaceClass::Skin));
  labels(cv::Rect(60, 40, 100, 40)).setTo(static_cast<int>(FaceClass::Hair));
  labels(cv::Rect(60, 220, 100, 36)).setTo(static_cast<int>(FaceClass::Cloth));
  labels(cv::Rect(60, 20, 100, 20)).setTo(static_cast<int>(FaceClass::Hat));
  const cv::Mat share = insideHead(Image(labels)).mat();
  ASSERT_EQ(share.size(), labels.size());
  ASSERT_EQ(share.type(), CV_8U);
  EXPECT_EQ(cv::countNonZero(share(cv::Rect(0, 0, 60, 256))), 0);
  EXPECT_EQ(cv::countNonZero(share(cv::Rect(160, 0, 96, 256))), 0);
  EXPECT_EQ(cv::countNonZero(share(cv::Rect(60, 220, 100, 36))), 0);
  EXPECT_EQ(cv::countNonZero(share(cv::Rect(60, 20, 100, 20))), 0);
  EXPECT_EQ(cv::countNonZero(share(cv::Rect(70, 50, 80, 160)) != 255), 0) << "nor does hair end it";
  for (int x = 60; x < 66; ++x) EXPECT_LT(share.at<std::uint8_t>(150, x), share.at<std::uint8_t>(150, x + 1));
}

/// A crop of grey skin, with white hair above row 24 of 64 on labels twice as large; brows at row 40.
struct WhiteHaired {
  static constexpr int side = 64, hairline = 24;
  cv::Mat crop{side, side, CV_32FC3, cv::Scalar::all(0.6)}, residual{side, side, CV_32FC3, cv::Scalar::all(0)};
  cv::Mat labels{2 * side, 2 * side, CV_8U, cv::Scalar(static_cast<int>(FaceClass::Skin))};

  WhiteHaired() {
    crop.rowRange(0, hairline).setTo(cv::Scalar::all(0.9));
    labels.rowRange(0, 2 * hairline).setTo(static_cast<int>(FaceClass::Hair));
    labels(cv::Rect(30, 80, 20, 4)).setTo(static_cast<int>(FaceClass::LeftBrow));
  }
  cv::Mat even() const { return withEvenHair(Image(residual), Image(crop), Image(labels)).mat(); }
};

TEST(WithEvenHair, ADarkPatchBecomesAShadeOfAllHair) {
  WhiteHaired face;
  face.residual(cv::Rect(40, 4, 16, 16)).setTo(cv::Scalar::all(-0.7));
  const cv::Mat hair = face.even().rowRange(0, WhiteHaired::hairline - 2);
  double least;
  cv::minMaxLoc(hair.reshape(1), &least);
  EXPECT_GT(least, -0.4) << "no patch is left";
  EXPECT_LT(hair.at<cv::Vec3f>(10, 26)[0], -0.05) << "the hair beside it is darker too";
  EXPECT_NEAR(cv::mean(hair)[0], cv::mean(face.residual.rowRange(0, WhiteHaired::hairline - 2))[0], 0.07) << "as much in all";
}

TEST(WithEvenHair, WhatGreysStaysWhereItIs) {
  WhiteHaired face;
  face.crop.rowRange(0, WhiteHaired::hairline).setTo(cv::Scalar::all(0.1));
  face.residual(cv::Rect(4, 4, 12, 12)).setTo(cv::Scalar::all(0.4));
  EXPECT_EQ(cv::norm(face.even(), face.residual, cv::NORM_INF), 0);
}

TEST(WithEvenHair, AForeheadGetsNoHairDarkerThanTheRest) {
  WhiteHaired face;
  face.residual(cv::Rect(30, 28, 10, 8)).setTo(cv::Scalar::all(-0.5));  // black hair on the forehead
  face.residual(cv::Rect(30, 50, 10, 8)).setTo(cv::Scalar::all(-0.5));  // a beard
  const cv::Mat even = face.even();
  EXPECT_NEAR(even.at<cv::Vec3f>(32, 35)[0], 0, 1e-5) << "the hair beside it stays white";
  EXPECT_NEAR(even.at<cv::Vec3f>(54, 35)[0], -0.5, 1e-5);
  face.crop.rowRange(0, WhiteHaired::hairline).setTo(cv::Scalar::all(0.15));
  EXPECT_NEAR(face.even().at<cv::Vec3f>(32, 35)[0], -0.45, 0.02) << "down to the dark hair beside it";
}

TEST(WithEvenHair, ABaldHeadStaysAsItIs) {
  WhiteHaired face;
  face.labels.setTo(static_cast<int>(FaceClass::Skin));
  cv::randu(face.residual, -0.5, 0.5);
  EXPECT_EQ(cv::norm(face.even(), face.residual, cv::NORM_INF), 0);
}

/// Of a photo of noise: which pixels a disc may change, by the definition of its alignment.
cv::Mat beyondReach(const Image& photo, const Alignment& alignment, int side) {
  cv::Mat result(photo.mat().size(), CV_8U);
  const double reach = side / 5.0 + 1 + 3 * std::max(1.0, side / alignment.side());
  for (int y = 0; y < result.rows; ++y) {
    for (int x = 0; x < result.cols; ++x) {
      const auto p = transform(alignment.cropFromPhoto(side), x, y) - cv::Point2d(side / 2, side / 2);
      result.at<std::uint8_t>(y, x) = cv::norm(p) > reach ? 255 : 0;
    }
  }
  return result;
}

TEST(AddLayer, ChangesNothingBeyondTheLayer) {
  for (const int type : {CV_8UC3, CV_16UC3}) {
    cv::Mat noise(500, 700, type);
    cv::randu(noise, 0, type == CV_8UC3 ? 256 : 65536);
    const Image photo(noise), before = photo.clone();
    for (const auto& alignment :
         {tilted({340.3, 240.8}, 611, 13), tilted({600, 80}, 420, -40), tilted({200, 200}, 90, 4)}) {
      for (const double detail : {0.0, -0.7}) {
        const Image result = addLayer(photo, alignment, disc(128, 0.3, detail));
        EXPECT_EQ(result.mat().type(), type);
        EXPECT_EQ(cv::norm(result.mat(), photo.mat(), cv::NORM_INF, beyondReach(photo, alignment, 128)), 0);
        EXPECT_GT(cv::norm(result.mat(), photo.mat(), cv::NORM_L1), 0);
        EXPECT_TRUE(samePixels(photo, before)) << "the photo itself is left alone";
      }
    }
  }
}

TEST(AddLayer, ALayerFullUpToItsBorderStaysInsideTheSquare) {
  const Image photo(cv::Mat(300, 300, CV_8UC3, cv::Scalar::all(100)));
  const auto alignment = tilted({150, 150}, 120, 45);
  const Image result = addLayer(photo, alignment, {flat(64, 0.4), flat(64, 0)});
  EXPECT_EQ(result.mat().at<cv::Vec3b>(150, 150)[0], 202);
  for (int y = 0; y < 300; ++y) {
    for (int x = 0; x < 300; ++x) {
      const auto p = transform(alignment.cropFromPhoto(64), x, y);
      if (std::max(std::abs(p.x - 31.5), std::abs(p.y - 31.5)) > 32) {
        ASSERT_EQ(result.mat().at<cv::Vec3b>(y, x)[0], 100) << x << ", " << y;
      }
    }
  }
}

TEST(AddLayer, NothingToAddGivesThePhoto) {
  const Image photo = madeScene(300, 200, 1);
  const auto alignment = tilted({150, 100}, 150, 20);
  EXPECT_TRUE(samePixels(addLayer(photo, alignment, {}), photo));
  EXPECT_TRUE(samePixels(addLayer(photo, alignment, {flat(128, 0), flat(128, 0)}), photo));
  EXPECT_TRUE(samePixels(addLayer(photo, tilted({-900, 100}, 150, 20), disc(128, 0.5, -1)), photo));
}

TEST(AddLayer, StaysWithinThePhotosRange) {
  for (const int type : {CV_8UC3, CV_16UC3}) {
    const double maximum = type == CV_8UC3 ? 255 : 65535;
    const Image photo(cv::Mat(200, 200, type, cv::Scalar(0.9 * maximum, 0.1 * maximum, 0.5 * maximum)));
    const auto alignment = tilted({100, 100}, 180, 0);
    const auto lighter =
        cv::mean(addLayer(photo, alignment, disc(128, 0.3, 0)).mat()(cv::Rect(95, 95, 9, 9)));
    const auto darker =
        cv::mean(addLayer(photo, alignment, disc(128, -0.3, 0)).mat()(cv::Rect(95, 95, 9, 9)));
    EXPECT_EQ(lighter[0], maximum);
    EXPECT_EQ(darker[1], 0);
    EXPECT_NEAR(lighter[2] - darker[2], 0.6 * maximum, 2);
  }
}

TEST(AddLayer, EnlargesWithoutStairs) {
  const Image photo(cv::Mat(2000, 2000, CV_16UC3, cv::Scalar::all(20000)));
  cv::Mat ramp(128, 128, CV_32FC3);
  for (int x = 0; x < 128; ++x) ramp.col(x).setTo(cv::Scalar::all(x / 255.0));
  const Image result = addLayer(photo, Alignment::wholePicture(2000, 2000), {Image(ramp), {}});
  const auto stepAt = [&](int x) {
    return result.mat().at<cv::Vec3w>(1000, x)[0] - result.mat().at<cv::Vec3w>(1000, x - 1)[0];
  };
  for (int x = 800; x < 1200; ++x)
    ASSERT_NEAR(stepAt(x), stepAt(x - 1), 4) << x << "; positions rounded to 1/32 pixel would give 8 or more";
}

/// A frame too thin for the crop: it sees a grey shade eight pixels wide where the photo has three black
/// ones.
class AddLayerToThinLines : public testing::Test {
 protected:
  void SetUp() override {
    cv::Mat skin(1200, 1200, CV_8UC3, cv::Scalar(200, 160, 140)), noise(skin.size(), CV_16SC3);
    cv::randn(noise, 0, 4);
    cv::add(skin, noise, skin, {}, CV_8U);
    clean_ = Image(skin);
    framed_ = clean_.clone();
    cv::circle(framed_.mat(), {500, 600}, 150, cv::Scalar(40, 30, 30), 3, cv::LINE_AA);
    cv::line(framed_.mat(), {650, 590}, {900, 540}, cv::Scalar(40, 30, 30), 3, cv::LINE_AA);
  }
  double worst(const Image& result) const {
    cv::Mat a, b;  // the noise beneath the frame is lost
    cv::blur(result.mat(), a, {3, 3});
    cv::blur(clean_.mat(), b, {3, 3});
    return cv::norm(a, b, cv::NORM_INF);
  }

  Image clean_, framed_;
  Alignment alignment_ = tilted({600.3, 599.6}, 1024, 7);
};

TEST_F(AddLayerToThinLines, TheirDetailGoesWithThem) {
  auto layer = layerBetween(framed_, clean_, alignment_);
  EXPECT_GT(worst(framed_), 120);
  const Image result = addLayer(framed_, alignment_, layer);
  EXPECT_LT(worst(result), 30);
  layer.detail = {};
  EXPECT_GT(worst(addLayer(framed_, alignment_, layer)), 60) << "a line with a light seam on either side";
}

TEST_F(AddLayerToThinLines, TheSkinBesideKeepsItsGrain) {
  const Image result = addLayer(framed_, alignment_, layerBetween(framed_, clean_, alignment_));
  EXPECT_EQ(cv::norm(result.mat()(cv::Rect(440, 560, 100, 80)), framed_.mat()(cv::Rect(440, 560, 100, 80)),
                     cv::NORM_INF),
            0);
}

TEST(AddLayer, RefusesOtherPictures) {
  const Image photo = madeScene(100, 80, 1);
  const auto alignment = tilted({50, 40}, 60, 0);
  const auto refuses = [&](const Image& target, const AttributeLayer& layer) {
    return throwsError(ErrorKind::InvalidArgument, "", [&] { addLayer(target, alignment, layer); });
  };
  EXPECT_TRUE(refuses({}, disc(32, 0.1, 0)));
  EXPECT_TRUE(refuses(asFloat(photo), disc(32, 0.1, 0)));
  EXPECT_TRUE(refuses(photo, {photo, {}}));
  EXPECT_TRUE(refuses(photo, {asFloat(photo), {}})) << "not square";
  EXPECT_TRUE(refuses(photo, {flat(32, 0.1), flat(64, 0)}));
}

TEST(ResidualPicture, IsGreyWhereNothingChanges) {
  const auto picture = residualPicture({flat(16, 0), {}});
  EXPECT_EQ(picture.depth(), PixelDepth::U8);
  EXPECT_EQ(picture.mat().at<cv::Vec3b>(3, 3), cv::Vec3b(128, 128, 128));
  EXPECT_EQ(residualPicture({flat(16, 0.2), {}}).mat().at<cv::Vec3b>(3, 3)[1], 179);
  EXPECT_EQ(residualPicture({flat(16, -0.8), {}}).mat().at<cv::Vec3b>(3, 3)[1], 0);
}

}  // namespace
}  // namespace pentimento::test
