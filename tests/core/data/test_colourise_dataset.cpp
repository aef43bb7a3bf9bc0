// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "core/data/colourise_dataset.h"
#include "core/data/prefetch.h"
#include "core/image/image_io.h"
#include "tests/support/errors.h"
#include "tests/support/made_photos.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

class ColouriseDatasetTest : public test::TemporaryFolderTest {
 protected:
  ColouriseDataset dataset(std::uint64_t seed = 1) {
    options_.size = 32;
    return ColouriseDataset(std::make_shared<PhotoFolders>(PhotoFoldersOptions{{{folder(), 1}}, Split::All}), options_,
                            seed);
  }
  ColouriseDatasetOptions options_;
};

TEST_F(ColouriseDatasetTest, ASampleDependsOnSeedAndNumberAlone) {
  test::writeScenes(folder(), 5);
  const auto first = dataset().batch(7, 4);
  EXPECT_TRUE(test::isIdentical(dataset().batch(7, 4).lightness, first.lightness));
  EXPECT_TRUE(test::isIdentical(dataset().batch(7, 4).hints, first.hints));
  EXPECT_FALSE(torch::equal(dataset(2).batch(7, 4).chroma, first.chroma));
  EXPECT_FALSE(torch::equal(dataset().batch(8, 4).chroma, first.chroma));
}

TEST_F(ColouriseDatasetTest, PartsOfABatchAreItsSamples) {
  test::writeScenes(folder(), 5);
  const auto whole = dataset().batch(7, 4), second = dataset().batch(7, {4, 1, 2});
  for (const std::int64_t i : {0, 1}) {
    EXPECT_TRUE(test::isIdentical(second.chroma[i], whole.chroma[2 * i + 1]));
    EXPECT_TRUE(test::isIdentical(second.hints[i], whole.hints[2 * i + 1]));
  }
}

TEST_F(ColouriseDatasetTest, PhotosStayAsTheyAreWhateverWasCutFromThem) {
  cv::Mat shades(32, 32, CV_8UC3);  // just as large as a crop, so that a crop may be the photo itself
  cv::theRNG().state = 1;
  cv::randu(shades, 0, 255);
  std::filesystem::create_directories(file("small"));
  Photo photo;
  photo.image = Image(shades);
  for (const char* name : {"small/a.png", "small/b.png"}) writePhoto(file(name), photo);
  ColouriseDatasetOptions options;
  options.size = 32;
  options.maximumZoom = 1;
  const auto fresh = [&] {
    return ColouriseDataset(
        std::make_shared<PhotoFolders>(PhotoFoldersOptions{{{file("small"), 1}}, Split::All}), options, 1);
  };
  const auto used = fresh();
  for (int number = 0; number < 20; ++number) used.batch(number, 1);
  for (int number = 0; number < 4; ++number)
    EXPECT_TRUE(test::isIdentical(used.batch(number, 1).chroma, fresh().batch(number, 1).chroma)) << number;
}

TEST_F(ColouriseDatasetTest, GivesNetworkScale) {
  test::writeScenes(folder(), 5);
  const auto batch = dataset().batch(0, 8);
  EXPECT_TRUE(test::hasShape(batch.lightness, {8, 1, 32, 32}));
  EXPECT_TRUE(test::hasShape(batch.chroma, {8, 2, 32, 32}));
  EXPECT_TRUE(test::hasShape(batch.hints, {8, 3, 32, 32}));
  EXPECT_TRUE(test::isWithin(batch.lightness, -1, 1));
  EXPECT_TRUE(test::isWithin(batch.chroma, -1.2, 1.2));
  EXPECT_GT(batch.chroma.abs().mean().item<double>(), 0.05) << "the scenes are colourful";
}

TEST_F(ColouriseDatasetTest, AQuarterOfTheSamplesHasNoHintsWhateverIsRecoloured) {
  test::writeScenes(folder(), 5);
  options_.recolourShare = 0.5;
  constexpr std::int64_t samples = 1200;
  const auto masks = dataset().batch(0, samples).hints.select(1, 2);
  const auto without = (masks.flatten(1).amax(1) == 0).sum().item<std::int64_t>();
  EXPECT_NEAR(static_cast<double>(without) / samples, 0.25, 0.04);
}

TEST_F(ColouriseDatasetTest, SomeSamplesHaveManyHints) {
  test::writeScenes(folder(), 5);
  const auto hinted = [&](double share) {  // mean share of the pixels
    options_.manyHintsShare = share;
    return dataset().batch(0, 200).hints.select(1, 2).mean().item<double>();
  };
  const double few = hinted(0), many = hinted(1);
  EXPECT_GT(many, 2 * few);  // not six times: patches overlap
  EXPECT_GT(hinted(0.3), few);
  EXPECT_LT(hinted(0.3), many);
}

TEST_F(ColouriseDatasetTest, HintsMaySeekUnusualColours) {
  test::writeScenes(folder(), 5);
  const auto without = dataset().batch(0, 40);
  options_.outlyingHintsShare = 1;
  const auto with = dataset().batch(0, 40);
  EXPECT_FALSE(torch::equal(without.hints, with.hints));
  options_.outlyingHintsShare = 1.5;
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "outlying_hints_share", [&] { dataset(); }));
}

TEST_F(ColouriseDatasetTest, DoesNotLearnFromGreyPictures) {
  Photo grey;
  grey.image = Image(cv::Mat(64, 64, CV_8UC3, cv::Scalar(120, 120, 120)));
  writePhoto(file("grey.png"), grey);
  EXPECT_TRUE(test::throwsError(ErrorKind::Unreadable, "hardly any colour", [&] { dataset().batch(0, 1); }));
}

TEST(Prefetcher, KeepsOrderWhateverTheThreads) {
  Prefetcher<std::int64_t> numbers(
      [](std::int64_t number) {
        std::this_thread::sleep_for(std::chrono::microseconds(number * 7919 % 300));
        return number;
      },
      5, 4, 8);
  for (std::int64_t i = 5; i < 200; ++i) ASSERT_EQ(numbers.next(), i);
}

TEST(Prefetcher, DeliversTheExceptionOfItsBatch) {
  Prefetcher<int> numbers(
      [](std::int64_t number) {
        if (number == 2) throw Error(ErrorKind::Unreadable, "batch two");
        return static_cast<int>(number);
      },
      0, 2, 4);
  EXPECT_EQ(numbers.next(), 0);
  EXPECT_EQ(numbers.next(), 1);
  EXPECT_TRUE(test::throwsError(ErrorKind::Unreadable, "batch two", [&] { numbers.next(); }));
  EXPECT_EQ(numbers.next(), 3);
}

}  // namespace
}  // namespace pentimento
