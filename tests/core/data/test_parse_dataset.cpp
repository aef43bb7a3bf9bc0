// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/parse_dataset.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "core/face/label_map.h"
#include "core/image/image_io.h"
#include "core/tensor/picture_tensor.h"
#include "tests/support/errors.h"
#include "tests/support/made_faces.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

constexpr int faceSize = 64;

class ParseDatasetTest : public test::TemporaryFolderTest {
 protected:
  std::shared_ptr<ParsePhotos> photos(const std::filesystem::path& source) {
    return std::make_shared<ParsePhotos>(std::vector{PhotoSource{source, 1}}, Split::All);
  }
  ParseDataset dataset(std::uint64_t seed = 1) {
    options_.size = faceSize;
    return {photos(folder()), options_, seed};
  }
  /// Samples that show the pictures as they are, or mirrored.
  void leaveAsTheyAre() {
    options_.maximumScale = 1;
    options_.maximumRotation = options_.maximumShift = options_.disturbShare = options_.mirrorShare = 0;
  }
  ParseDatasetOptions options_;
};

torch::Tensor tensorOf(const Image& labels) {
  return torch::from_blob(labels.mat().data, {labels.height(), labels.width()}, torch::kUInt8).clone();
}

TEST_F(ParseDatasetTest, ASampleDependsOnSeedAndNumberAlone) {
  test::writeFaces(folder(), 5, faceSize);
  const auto first = dataset().batch(7, 4), again = dataset().batch(7, 4);
  EXPECT_TRUE(test::isIdentical(again.pictures, first.pictures));
  EXPECT_TRUE(test::isIdentical(again.labels, first.labels));
  const auto other = dataset().batch(14, 2);  // the same numbers in another batch
  EXPECT_TRUE(test::isIdentical(other.pictures[0], first.pictures[0]));
  EXPECT_FALSE(torch::equal(dataset(2).batch(7, 4).pictures, first.pictures));
  EXPECT_FALSE(torch::equal(dataset().batch(8, 4).pictures, first.pictures));
  EXPECT_TRUE(test::hasShape(first.pictures, {4, 3, faceSize, faceSize}));
  EXPECT_TRUE(test::hasShape(first.labels, {4, faceSize, faceSize}));
  EXPECT_TRUE(test::isWithin(first.pictures, -1, 1));
}

TEST_F(ParseDatasetTest, WithoutAugmentationItIsThePictureAndItsMask) {
  test::writeFaces(folder(), 1, faceSize);
  leaveAsTheyAre();
  const auto face = test::madeFace(faceSize, 0);
  const auto batch = dataset().batch(0, 1);
  EXPECT_TRUE(test::isNear(batch.pictures[0], pictureTensor(face.picture, faceSize), 1e-5));
  EXPECT_TRUE(test::isIdentical(batch.labels[0], tensorOf(face.labels)));
}

TEST_F(ParseDatasetTest, AMirroredSampleHasLeftAndRightSwapped) {
  test::writeFaces(folder(), 1, faceSize);
  leaveAsTheyAre();
  options_.mirrorShare = 1;
  const auto batch = dataset().batch(0, 1);
  EXPECT_TRUE(test::isNear(batch.pictures[0],
                           pictureTensor(test::madeFace(faceSize, 0).picture, faceSize).flip({2}), 1e-5));
  const auto isClass = [&](FaceClass id) { return batch.labels[0] == static_cast<int>(id); };
  const auto meanColumn = [&](FaceClass id) {
    return isClass(id).nonzero().select(1, 1).to(torch::kFloat32).mean();
  };
  // What lies on the right of the picture is the subject's left, also in the mirror, where it now shows the
  // blue eye.
  EXPECT_GT(meanColumn(FaceClass::LeftEye).item<double>(), meanColumn(FaceClass::RightEye).item<double>());
  const auto blue = batch.pictures[0][2].masked_select(isClass(FaceClass::LeftEye));
  EXPECT_GT(blue.mean().item<double>(), 0.6);
}

TEST_F(ParseDatasetTest, MasksTurnWithTheirPictures) {
  test::writeFaces(folder(), 4, faceSize);
  options_.disturbShare = 0;
  const auto batch = dataset().batch(3, 16);
  const auto lips = batch.labels == static_cast<int>(FaceClass::UpperLip);
  const auto red = (batch.pictures.select(1, 0) > 0.5) & (batch.pictures.select(1, 1) < -0.5);
  const auto both = (lips & red).sum().item<double>();
  EXPECT_GT(both, 500);
  EXPECT_GT(both / lips.sum().item<double>(), 0.75);
  EXPECT_GT(both / red.sum().item<double>(), 0.75);
}

TEST_F(ParseDatasetTest, TakesAMaskOfAnotherSize) {
  test::writeFaces(folder(), 1, faceSize);
  writeLabelMap(file("masks/face_0.png"), test::madeFace(2 * faceSize, 0).labels);
  leaveAsTheyAre();
  const auto labels = dataset().batch(0, 1).labels[0];
  EXPECT_GT(
      (labels == tensorOf(test::madeFace(faceSize, 0).labels)).to(torch::kFloat32).mean().item<double>(),
      0.95);
}

TEST_F(ParseDatasetTest, PicturesWithoutAMaskAreLeftOutAndCounted) {
  test::writeFaces(folder(), 5, faceSize);
  std::filesystem::remove(file("masks/face_2.png"));
  const auto found = photos(folder());
  EXPECT_EQ(found->size(), 4U);
  EXPECT_EQ(found->withoutMask(), 1U);
  for (std::size_t i = 0; i < found->size(); ++i) EXPECT_NE(found->file(i).filename(), "face_2.png");
  EXPECT_EQ(photos(file("images"))->size(), 4U) << "the folder of the pictures itself serves as well";
  std::filesystem::remove_all(file("masks"));
  EXPECT_TRUE(test::throwsError(ErrorKind::NotFound, "masks", [&] { photos(folder()); }));
}

TEST_F(ParseDatasetTest, ADamagedMaskIsSkippedAndCountedOnce) {
  test::writeFaces(folder(), 2, faceSize);
  test::writeBytes(file("masks/face_0.png"), "no picture");
  const auto found = photos(folder());
  cv::RNG random(1);
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(found->draw(random).picture.empty());
  EXPECT_EQ(found->unreadable(), 1U);
  EXPECT_TRUE(found->load(0).picture.empty());
}

TEST_F(ParseDatasetTest, PicturesWithRareClassesAreDrawnMoreOften) {
  test::writeFaces(folder(), 10, faceSize);
  auto rare = test::madeFace(faceSize, 4).labels.clone();
  rare.mat()(cv::Rect(30, 60, 6, 2)).setTo(static_cast<int>(FaceClass::Necklace));
  writeLabelMap(file("masks/face_4.png"), rare);
  const auto share = [&](double threshold) {
    const ParsePhotos photos(std::vector{PhotoSource{folder(), 1}}, Split::All, 320, threshold);
    cv::RNG random(3);
    int with = 0;
    for (int i = 0; i < 2000; ++i)
      with += cv::countNonZero(photos.draw(random).labels == static_cast<int>(FaceClass::Necklace)) > 0;
    return with / 2000.0;
  };
  EXPECT_NEAR(share(0), 1.0 / 10, 0.02);
  EXPECT_NEAR(share(0.4), 2.0 / 11, 0.025);  // sqrt(0.4 / 0.1) = 2, against nine times 1
  EXPECT_NEAR(share(0.9), 3.0 / 12, 0.03);
  EXPECT_NEAR(share(0.05), 1.0 / 10, 0.02) << "a class that more than the threshold show is not rare";
}

TEST_F(ParseDatasetTest, FindsThePhotosThatShowAClass) {
  test::writeFaces(folder(), 4, faceSize);
  const auto found = photos(folder());
  EXPECT_EQ(found->showing(FaceClass::Hair, 0.01), (std::vector<std::size_t>{0, 1, 2, 3}));
  EXPECT_EQ(found->showing(FaceClass::Necklace, 0).size(), 4U) << "a share of nothing is always there";
  auto rare = test::madeFace(faceSize, 2).labels.clone();
  rare.mat()(cv::Rect(30, 60, 4, 2)).setTo(static_cast<int>(FaceClass::Necklace));
  writeLabelMap(file("masks/face_2.png"), rare);
  EXPECT_EQ(found->showing(FaceClass::Necklace, 7.9 / (faceSize * faceSize)), std::vector<std::size_t>{2});
  EXPECT_TRUE(found->showing(FaceClass::Necklace, 8.1 / (faceSize * faceSize)).empty());
}

TEST_F(ParseDatasetTest, OtherBackgroundsComeFromTheBackdrops) {
  test::writeFaces(folder(), 2, faceSize);
  std::filesystem::create_directories(file("views"));
  Photo view;
  view.image = Image(cv::Mat(40, 60, CV_8UC3, cv::Scalar(20, 250, 30)));
  writePhoto(file("views/green.png"), view);
  leaveAsTheyAre();
  const auto plain = dataset().batch(0, 4);
  options_.backdropShare = 1;
  options_.backdrops = {{file("views"), 1}};
  const auto batch = dataset().batch(0, 4);
  EXPECT_TRUE(torch::equal(batch.labels, plain.labels));
  const auto background = batch.labels == 0;
  const auto green = (batch.pictures.select(1, 1).masked_select(background) + 1) * 127.5;
  EXPECT_GT(green.mean().item<double>(), 235) << "all but the soft edge";
  const auto lips = batch.labels == static_cast<int>(FaceClass::UpperLip);
  EXPECT_TRUE(torch::equal(batch.pictures.select(1, 1).masked_select(lips),
                           plain.pictures.select(1, 1).masked_select(lips)));
}

TEST_F(ParseDatasetTest, NecklacesComeUponNecksAndASampleStillDependsOnItsNumberAlone) {
  test::writeFaces(folder(), 2, faceSize);
  for (int i = 0; i < 2; ++i) {
    auto labels = test::madeFace(faceSize, i).labels.clone();
    labels.mat()(cv::Rect(20, 54, 24, 10)).setTo(static_cast<int>(FaceClass::Neck));
    writeLabelMap(file("masks/face_" + std::to_string(i) + ".png"), labels);
  }
  options_.necklaceShare = 1;
  const auto first = dataset().batch(2, 8), again = dataset().batch(2, 8);
  EXPECT_TRUE(torch::equal(first.pictures, again.pictures));
  EXPECT_TRUE(torch::equal(first.labels, again.labels));
  EXPECT_GT((first.labels == static_cast<int>(FaceClass::Necklace)).sum().item<int>(), 30);
  options_.necklaceShare = 0;
  EXPECT_EQ((dataset().batch(2, 8).labels == static_cast<int>(FaceClass::Necklace)).sum().item<int>(), 0);
}

TEST_F(ParseDatasetTest, SaysWhichOptionIsWrong) {
  test::writeFaces(folder(), 1, faceSize);
  options_.maximumScale = 0.5;
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "maximum_scale", [&] { dataset(); }));
  options_.maximumScale = 1;
  options_.necklaceShare = 1.5;
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "necklaces", [&] { dataset(); }));
  options_.necklaceShare = 0;
  options_.clothShare = 0.5;
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "backdrops", [&] { dataset(); }));
}

}  // namespace
}  // namespace pentimento
