// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/disturbed_pairs.h"

#include <gtest/gtest.h>

#include "core/data/random_square.h"
#include "tests/support/errors.h"
#include "tests/support/made_photos.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento::test {
namespace {

class DisturbedPairsTest : public TemporaryFolderTest {
 protected:
  void SetUp() override { writeScenes(file("photos"), 6); }
  DisturbedPairs pairs(std::uint64_t seed) const {
    const auto photos =
        std::make_shared<PhotoFolders>(PhotoFoldersOptions{{{file("photos"), 1}}, Split::All});
    return {photos, {48, 2}, seed};
  }
};

TEST_F(DisturbedPairsTest, EveryPictureIsDisturbed) {
  const auto batch = pairs(1).batch(0, 40);
  for (const auto* pictures : {&batch.photos, &batch.disturbed}) {
    EXPECT_TRUE(hasShape(*pictures, {40, 3, 48, 48}));
    EXPECT_TRUE(isWithin(*pictures, 0, 1));
  }
  const auto changes = (batch.photos - batch.disturbed).abs().mean({1, 2, 3});
  EXPECT_GT(changes.min().item<double>(), 0);
  EXPECT_GT(changes.max().item<double>(), 0.1);
  EXPECT_LT(changes.mean().item<double>(), 0.3) << "still the same picture";
}

TEST_F(DisturbedPairsTest, APairDependsOnSeedAndNumberAlone) {
  const auto whole = pairs(1).batch(0, 6);
  const auto second = pairs(1).batch(1, 3);
  EXPECT_TRUE(isIdentical(whole.disturbed.narrow(0, 3, 3), second.disturbed));
  EXPECT_TRUE(isIdentical(whole.photos.narrow(0, 3, 3), second.photos));
  const auto odd = pairs(1).batch(0, BatchPart(6, 1, 2));
  EXPECT_TRUE(isIdentical(odd.disturbed[1], whole.disturbed[3]));
  EXPECT_FALSE(torch::equal(pairs(2).batch(0, 6).photos, whole.photos));
}

TEST_F(DisturbedPairsTest, RefusesWhatCannotBe) {
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "size", [] { DisturbedPairsOptions{16, 2}.check(); }));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "maximum_zoom", [] {
    DisturbedPairsOptions{64, 0.5}.check();
  }));
}

/// A photo whose red and green say where a pixel is, halved, so that a square tells what it shows.
Image placesOf(int width, int height) {
  cv::Mat places(height, width, CV_8UC3);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      places.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(x / 2), static_cast<std::uint8_t>(y / 2), 0};
  return Image(places);
}

TEST(RandomSquare, ShowsPartsOfAPhotoMirroredOrNot) {
  const auto photo = placesOf(400, 300);
  cv::RNG random(1);
  int mirrored = 0;
  double least = 1000, most = 0;
  for (int i = 0; i < 200; ++i) {
    const cv::Mat square = randomSquare(photo, 64, 3, random);
    ASSERT_EQ(square.size(), cv::Size(64, 64));
    const int across = square.at<cv::Vec3b>(32, 63)[0] - square.at<cv::Vec3b>(32, 0)[0];
    mirrored += across < 0;
    least = std::min<double>(least, 2 * std::abs(across));
    most = std::max<double>(most, 2 * std::abs(across));
  }
  EXPECT_GT(mirrored, 70);
  EXPECT_LT(mirrored, 130);
  EXPECT_NEAR(least, 100, 12) << "a third of the short side";
  EXPECT_NEAR(most, 300, 12);
}

TEST(RandomSquare, EnlargesSmallPhotosByAQuarterAtMost) {
  const auto photo = placesOf(100, 100);
  cv::RNG random(1);
  for (int i = 0; i < 50; ++i) {
    const cv::Mat square = randomSquare(photo, 96, 3, random);
    const int across = std::abs(square.at<cv::Vec3b>(48, 95)[0] - square.at<cv::Vec3b>(48, 0)[0]);
    EXPECT_GE(2 * across, 96 / 1.25 - 6);
  }
}

}  // namespace
}  // namespace pentimento::test
