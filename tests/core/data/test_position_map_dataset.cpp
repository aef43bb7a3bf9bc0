// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/position_map_dataset.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/data/disturb.h"
#include "core/face/canonical_face.h"
#include "tests/support/errors.h"
#include "tests/support/made_meshes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

using namespace test;

class PositionMapDatasetTest : public testing::Test {
 protected:
  PositionMapDatasetTest() {
    writeMadeFaces(folder_.path(), 9);
    writeMadeLayout(folder_.path() / "layout.txt");
    MeshPhotosOptions options;
    options.sources = {{folder_.path() / "images", 1}};
    options.split = Split::All;
    photos_ = std::make_shared<MeshPhotos>(options);
    mirrored_ = CanonicalFace::read(folder_.path() / "layout.txt").mirrored;
  }
  PositionMapDataset dataset(PositionMapDatasetOptions options) const {
    return {photos_, mirrored_, options, 7};
  }

  TemporaryFolder folder_;
  std::shared_ptr<MeshPhotos> photos_;
  std::vector<int> mirrored_;
};

PositionMapDatasetOptions small(bool disturb) {
  PositionMapDatasetOptions options;
  options.size = 64;
  options.disturb = disturb;
  return options;
}

TEST_F(PositionMapDatasetTest, ASampleDependsOnSeedAndNumberAlone) {
  const auto one = dataset(small(true)), same = dataset(small(true));
  one.batch(5, 2);
  const auto a = one.batch(1, 3), b = same.batch(1, 3);
  EXPECT_TRUE(isIdentical(a.pictures, b.pictures));
  EXPECT_TRUE(isIdentical(a.points, b.points));
  EXPECT_FALSE(isIdentical(a.pictures, one.batch(2, 3).pictures));
  EXPECT_TRUE(hasShape(a.pictures, {3, 3, 64, 64}));
  EXPECT_TRUE(isWithin(a.pictures, -1, 1));
}

TEST_F(PositionMapDatasetTest, LeavesThePhotosAsTheyAre) {
  auto options = small(true);  // 64 pixels of a 96-pixel photo: it is smoothed before it is reduced
  const auto before = photos_->load(4).image.clone();
  dataset(options).batch(0, 40);
  EXPECT_EQ(cv::norm(photos_->load(4).image.mat(), before.mat(), cv::NORM_INF), 0);
}

// Whatever was done to the picture, the eyes are dark where the points say; mirrored points would be off by
// an eye.
TEST_F(PositionMapDatasetTest, PointsFollowThePicture) {
  const auto batch = dataset(small(false)).batch(0, 24);
  int seen = 0;
  double eyes = 0, between = 0;
  for (int i = 0; i < 24; ++i)
    for (const int point : {33, 263}) {
      const auto brightness = [&](const torch::Tensor& place) {
        const auto x = static_cast<int>(place[0].item<float>() * 64),
                   y = static_cast<int>(place[1].item<float>() * 64);
        return x < 0 || y < 0 || x > 63 || y > 63 ? NAN : batch.pictures[i][0][y][x].item<double>();
      };
      const double eye = brightness(batch.points[i][point]);
      const double middle = brightness((batch.points[i][33] + batch.points[i][263]) / 2);
      if (std::isnan(eye) || std::isnan(middle)) continue;
      eyes += eye;
      between += middle;
      ++seen;
    }
  ASSERT_GT(seen, 30);
  EXPECT_LT(eyes / seen, between / seen - 0.4);
}

TEST_F(PositionMapDatasetTest, HalfOfTheSamplesAreMirrored) {
  const auto data = dataset(small(false));
  int leftFirst = 0;
  for (int i = 0; i < 60; ++i) {
    const auto points = data.points(i);
    leftFirst += points[33].x <
                 points[263].x;  // also of mirrored ones: the subject's right eye stays on the picture's left
  }
  EXPECT_EQ(leftFirst, 60);
}

TEST_F(PositionMapDatasetTest, TurnedHeadsAreDrawnMoreOften) {
  const auto share = [&](double boost) {
    cv::RNG random(1);
    int turned = 0;
    for (int i = 0; i < 2000; ++i)
      turned += std::abs(yawOf(photos_->mesh(photos_->draw(random, boost)))) > 30;
    return turned / 2000.0;
  };
  EXPECT_NEAR(share(1), 2.0 / 9, 0.04);  // -40 and 40 of nine
  EXPECT_GT(share(6), 0.4);
}

TEST_F(PositionMapDatasetTest, LimitsAreSpreadAndFoldersWithoutMeshesRefused) {
  MeshPhotosOptions options;
  options.sources = {{folder_.path() / "images", 1}};
  options.split = Split::All;
  options.limit = 3;
  const MeshPhotos few(options);
  ASSERT_EQ(few.size(), 3U);
  EXPECT_EQ(few.file(1).stem(), "face3");
  std::filesystem::remove(folder_.path() / "mesh.txt");
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "no face meshes", [&] { MeshPhotos photos(options); }));
}

TEST(Disturb, ChangesPicturesNowAndThenAndKeepsThemFinite) {
  cv::Mat grey(64, 64, CV_32FC3, cv::Scalar(0.5, 0.5, 0.5)), other(64, 64, CV_32FC3, cv::Scalar(0, 0, 0));
  int occluded = 0;
  cv::RNG random(3);
  for (int i = 0; i < 60; ++i) {
    cv::Mat picture = grey.clone();
    occlude(picture, other, random);
    occluded += cv::norm(picture, grey, cv::NORM_INF) > 0.1;
    disturbLight(picture, random);
    disturbSharpness(picture, random);
    ASSERT_TRUE(cv::checkRange(picture, true, nullptr, -2, 4));
  }
  EXPECT_GT(occluded, 10);
  EXPECT_LT(occluded, 50);
}

}  // namespace
}  // namespace pentimento
