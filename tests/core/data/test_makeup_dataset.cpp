// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/makeup_dataset.h"

#include <gtest/gtest.h>

#include <set>

#include "core/data/random_makeup.h"
#include "tests/support/errors.h"
#include "tests/support/made_textures.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento::test {
namespace {

class MakeupDataTest : public TemporaryFolderTest {
 protected:
  void SetUp() override { writeTextures(file("textures"), "photos", 6, 64); }
  std::vector<PhotoSource> sources() const { return {{file("photos"), 1}}; }
  std::shared_ptr<MakeupFaces> faces() const {
    return std::make_shared<MakeupFaces>(sources(), file("textures"), Split::All, 64);
  }
  MakeupDatasetOptions options() const {
    MakeupDatasetOptions result;
    result.size = 64;
    return result;
  }
};

TEST_F(MakeupDataTest, AStoredFaceComesBack) {
  const auto face = madeTexture(64, 3);
  writeFace(file("one.face"), face);
  const auto back = readFace(file("one.face"));
  EXPECT_TRUE(samePixels(back.texture, face.texture));
  EXPECT_TRUE(samePixels(back.labels, face.labels));
  EXPECT_TRUE(samePixels(back.known, face.known));
  EXPECT_TRUE(samePixels(back.normals, face.normals));
  EXPECT_TRUE(samePixels(back.crop, face.crop));
  EXPECT_LT(cv::norm(back.places.mat(), face.places.mat(), cv::NORM_INF), 1e-4);
}

TEST_F(MakeupDataTest, ADamagedFaceIsRefusedByName) {
  writeBytes(file("broken.face"), "no such thing");
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "broken.face", [&] { readFace(file("broken.face")); }));
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "none.face", [&] { readFace(file("none.face")); }));
}

TEST_F(MakeupDataTest, FacesAreSortedByWhatTheyWear) {
  const auto all = faces();
  ASSERT_EQ(all->size(), 12U);
  cv::RNG random(1);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(all->wear(all->draw(random, true)), Wear::MadeUp);
    EXPECT_EQ(all->wear(all->draw(random, false)), Wear::Bare);
  }
}

TEST_F(MakeupDataTest, ATableSaysWhatIsWorn) {
  std::filesystem::create_directory(file("photos"));
  writeBytes(file("photos/attributes.csv"),
             "file,identity,Heavy_Makeup,Wearing_Lipstick\nbare_0.jpg,1,1,1\nbare_1.jpg,2,0,1\nmakeup_0.jpg,"
             "3,0,0\n");
  const auto all = faces();
  std::map<std::string, Wear> worn;
  for (std::size_t i = 0; i < all->size(); ++i) worn[all->file(i).stem()] = all->wear(i);
  EXPECT_EQ(worn["bare_0"], Wear::MadeUp);
  EXPECT_EQ(worn["bare_1"], Wear::Unknown);
  EXPECT_EQ(worn["makeup_0"], Wear::Bare);
  EXPECT_EQ(worn["makeup_5"], Wear::MadeUp) << "not in the table: by its name";
}

TEST_F(MakeupDataTest, PartsOfAFaceAreOfOneSize) {
  auto face = madeTexture(64, 0);
  face.known = madeTexture(32, 0).known;
  writeFace(file("odd.face"), face);
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "odd.face", [&] { readFace(file("odd.face")); }));
}

TEST_F(MakeupDataTest, ASmallSourceNeedNotHaveAnybodyHeldOut) {
  std::string stem;  // one that the split leaves out
  for (int i = 0; stem.empty(); ++i)
    if (isHeldOut("bare_" + std::to_string(i) + "h.face")) stem = "bare_" + std::to_string(i) + "h";
  writeFace(file("textures/large/" + stem + ".face"), madeTexture(64, 1));
  const MakeupFaces heldOut({{file("photos"), 1}, {file("large"), 1}}, file("textures"), Split::HeldOut, 64);
  EXPECT_GE(heldOut.size(), 1U);
  for (std::size_t i = 0; i < heldOut.size(); ++i) EXPECT_TRUE(isHeldOut(heldOut.file(i)));
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "nobody", [&] {
    MakeupFaces({{file("nobody"), 1}}, file("textures"), Split::Training, 64);
  }));
}

TEST_F(MakeupDataTest, NoFacesAreAnError) {
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "elsewhere", [&] {
    MakeupFaces({{file("elsewhere"), 1}}, file("textures"), Split::All, 64);
  }));
}

TEST_F(MakeupDataTest, BatchesHavePaintedPairsThenRealOnesAndDependOnTheirNumberAlone) {
  const MakeupDataset data(faces(), options(), 7);
  const auto batch = data.batch(3, 6);
  EXPECT_EQ(data.paintedIn(6), 4);
  EXPECT_TRUE(hasShape(batch.source, {6, 3, 64, 64}));
  EXPECT_TRUE(hasShape(batch.reference, {6, 3, 64, 64}));
  EXPECT_TRUE(hasShape(batch.target, {4, 3, 64, 64}));
  EXPECT_TRUE(hasShape(batch.plainReference, {2, 3, 64, 64}));
  EXPECT_TRUE(hasShape(batch.sourceRegions, {2, 3, 64, 64}));
  EXPECT_TRUE(hasShape(batch.grid, {2, 64, 64, 2}));
  EXPECT_TRUE(hasShape(batch.coverage, {2, 1, 64, 64}));
  EXPECT_TRUE(isWithin(batch.source, -1, 1));
  EXPECT_TRUE(isWithin(batch.target, -1, 1));
  const auto again = MakeupDataset(faces(), options(), 7).batch(3, 6), other = data.batch(4, 6);
  EXPECT_TRUE(isIdentical(batch.source, again.source));
  EXPECT_TRUE(isIdentical(batch.target, again.target));
  EXPECT_FALSE(isNear(batch.source, other.source));
}

TEST_F(MakeupDataTest, PartsOfABatchShareItsPaintedAndItsRealPairs) {
  const MakeupDataset data(faces(), options(), 7);
  const auto whole = data.batch(3, 6), first = data.batch(3, {6, 0, 2}), second = data.batch(3, {6, 1, 2});
  EXPECT_TRUE(isIdentical(torch::stack({first.target, second.target}, 1).flatten(0, 1), whole.target));
  EXPECT_TRUE(isIdentical(torch::stack({first.source, second.source}, 1).flatten(0, 1), whole.source));
  EXPECT_TRUE(isIdentical(torch::cat({first.crop, second.crop}), whole.crop));
}

TEST_F(MakeupDataTest, TheTargetIsTheSourceWhereNothingIsWorn) {
  auto nothing = options();
  nothing.paintedShare = nothing.nothingShare = 1;
  nothing.wornShare = 0;
  const auto batch = MakeupDataset(faces(), nothing, 1).batch(0, 4);
  EXPECT_TRUE(isNear(batch.target, batch.source, 1e-6));
  nothing.wornShare = 1;
  const auto worn = MakeupDataset(faces(), nothing, 1).batch(0, 4);
  EXPECT_GT((worn.target - worn.source).abs().mean().item<double>(), 0.002);
}

TEST_F(MakeupDataTest, WhatIsPaintedIsTheDifferenceBetweenSourceAndTarget) {
  auto plain = options();
  plain.paintedShare = plain.sameFaceShare = 1;
  plain.lightShare = plain.wornShare = plain.nothingShare = 0;
  const auto batch = MakeupDataset(faces(), plain, 2).batch(0, 8);
  const auto change = (batch.target - batch.source).abs();
  EXPECT_GT(change.mean().item<double>(), 0.005);
  // Of eight looks some colour the lips; eyeballs are never touched.
  EXPECT_GT(change.narrow(2, 45, 2).narrow(3, 30, 4).max().item<double>(), 0.2);
  EXPECT_LT(change.narrow(2, 24, 1).narrow(3, 22, 1).max().item<double>(), 0.12);
}

TEST_F(MakeupDataTest, RegionsLeaveOutWhatIsNotKnown) {
  auto face = madeTexture(64, 0);
  const auto whole = comparedRegions(face);
  EXPECT_GT(whole[0].sum().item<double>(), 50);
  face.known.mat()(cv::Rect(0, 0, 64, 40)).setTo(0);
  const auto lower = comparedRegions(face);
  EXPECT_EQ(lower[1].sum().item<double>(), 0) << "eyes";
  EXPECT_EQ(lower[0].sum().item<double>(), whole[0].sum().item<double>()) << "lips";
}

TEST(RandomMakeup, IsVaried) {
  cv::RNG random(5);
  std::set<int> shapes, places;
  int without = 0;
  for (int i = 0; i < 200; ++i) {
    const auto style = randomMakeup(random);
    if (style.shadow.opacity > 0) shapes.insert(static_cast<int>(style.shadow.shape));
    if (style.blush.opacity > 0) places.insert(static_cast<int>(style.blush.place));
    without += style.lips.opacity == 0;
  }
  for (const auto part : makeupParts) {
    const auto alone = randomMakeup(random, part);
    EXPECT_EQ(alone.lips.opacity > 0, part == MakeupPart::Lips);
    EXPECT_EQ(alone.blush.opacity > 0, part == MakeupPart::Blush);
    EXPECT_EQ(alone.brows.opacity > 0, part == MakeupPart::Brows);
  }
  EXPECT_EQ(shapes.size(), 5U);
  EXPECT_EQ(places.size(), 4U);
  EXPECT_GT(without, 10);
  EXPECT_LT(without, 60);
}

}  // namespace
}  // namespace pentimento::test
