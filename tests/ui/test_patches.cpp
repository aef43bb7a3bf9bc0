// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "tests/ui/window_test.h"
#include "ui/image_bridge.h"
#include "ui/patches.h"

namespace pentimento {
namespace {

/// Faces are numbers, each at a place of its own or over another one; `made` counts.
struct Stack {
  PatchStack<int> stack;
  std::vector<int> made;

  std::vector<int> update(const std::vector<int>& faces) {
    made.clear();
    stack.update(faces, [this](int face, const Patches&) {
      made.push_back(face);
      // 0 to 9 lie apart, 10 to 19 over those, moved by half their width.
      return Patch{QRect(100 * (face % 10) + (face >= 10 ? 30 : 0), 0, 60, 60), {}};
    });
    return made;
  }
};

TEST(PatchStack, WhatIsAsBeforeStays) {
  Stack stack;
  EXPECT_EQ(stack.update({1, 2}), (std::vector{1, 2}));
  EXPECT_EQ(stack.update({1, 2}), std::vector<int>());
  EXPECT_EQ(stack.update({1, 3}), std::vector{3});
  EXPECT_EQ(stack.update({1}), std::vector<int>());
}

TEST(PatchStack, WhatLiesOverSomethingNewIsMadeAnew) {
  Stack stack;
  stack.update({1, 11, 2});
  EXPECT_EQ(stack.update({1, 11, 12, 2}), std::vector({12, 2}));
  EXPECT_EQ(stack.update({1, 11, 2}), std::vector{2});  // 12 lay under it
  EXPECT_EQ(stack.update({11, 2}), std::vector{11});    // 1 lay under it
  EXPECT_EQ(stack.update({11}), std::vector<int>());
}

TEST(PatchStack, AFailureLeavesAllAsBefore) {
  Stack stack;
  stack.update({1, 2});
  const auto fail = [](int, const Patches&) -> Patch { throw Error(ErrorKind::OutOfMemory, "no memory"); };
  EXPECT_THROW(stack.stack.update({1, 3}, fail), Error);
  EXPECT_EQ(stack.update({1, 2}), std::vector<int>());
}

TEST(Patches, AreLaidWhereTheyBelongAndClipped) {
  const Image red(cv::Mat(10, 10, CV_8UC3, cv::Scalar(255, 0, 0)));
  Image part(cv::Mat(20, 20, CV_8UC3, cv::Scalar::all(0)));
  lay({{QRect(95, 100, 10, 10), red}}, part, {100, 100});
  EXPECT_EQ(part.mat().at<cv::Vec3b>(0, 0), cv::Vec3b(255, 0, 0));
  EXPECT_EQ(part.mat().at<cv::Vec3b>(9, 4), cv::Vec3b(255, 0, 0));
  EXPECT_EQ(part.mat().at<cv::Vec3b>(0, 5), cv::Vec3b(0, 0, 0));
  EXPECT_EQ(part.mat().at<cv::Vec3b>(10, 0), cv::Vec3b(0, 0, 0));
}

TEST(Patches, AFaceIsFoundInEveryRendition) {
  Photo photo;
  photo.image = fromQImage(test::colourPicture(2000, 1000));
  const LoadedPhoto loaded(std::move(photo));
  Alignment alignment;
  alignment.centre = {999.5, 499.5};
  alignment.x = {100, 0};
  alignment.y = {0, 100};
  const FacePlace whole = placeOf(alignment, loaded, photoItself);
  EXPECT_TRUE(whole.rect.contains(QRect(900, 400, 200, 200)));
  EXPECT_LE(whole.rect.width(), 208);
  EXPECT_NEAR(whole.rect.x() + whole.alignment.centre.x, 999.5, 1e-9);
  const FacePlace half = placeOf(alignment, loaded, 1);
  EXPECT_TRUE(half.rect.contains(QRect(450, 200, 100, 100)));
  EXPECT_NEAR(half.alignment.side(), 100, 1e-9);
  alignment.centre = {-500, 0};
  EXPECT_TRUE(placeOf(alignment, loaded, 0).rect.isEmpty());
}

}  // namespace
}  // namespace pentimento
