// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "core/data/attribute_dataset.h"
#include "core/data/sample_random.h"
#include "core/image/image_io.h"
#include "tests/support/errors.h"
#include "tests/support/made_attributes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

class AttributePhotosTest : public test::TemporaryFolderTest {
 protected:
  static constexpr int count = 160, size = 64;
  void SetUp() override { test::writeAttributeFaces(file("data"), count, size); }
  std::shared_ptr<AttributePhotos> photos(Split split = Split::All) const {
    return std::make_shared<AttributePhotos>(std::vector<PhotoSource>{{file("data"), 1}}, split,
                                             file("data/alignments.csv"));
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(file(name)) << text; }
};

TEST_F(AttributePhotosTest, NobodyIsOnBothSidesOfTheSplit) {
  const auto training = photos(Split::Training), heldOut = photos(Split::HeldOut);
  EXPECT_EQ(training->size() + heldOut->size(), static_cast<std::size_t>(count));
  ASSERT_GT(heldOut->size(), 0U);
  std::set<std::string> people;
  for (std::size_t i = 0; i < training->size(); ++i) people.insert(training->entry(i).row->identity);
  for (std::size_t i = 0; i < heldOut->size(); ++i)
    EXPECT_FALSE(people.contains(heldOut->entry(i).row->identity)) << heldOut->file(i);
}

TEST_F(AttributePhotosTest, BatchesHaveBothClassesAndDependOnTheirNumberAlone) {
  const auto all = photos();
  const AttributeDataset dataset(all, Attribute::Glasses, size, {}, 3);
  EXPECT_EQ(dataset.entries(0).size(), count / 2U);
  const auto batch = dataset.batch(5, 4), again = dataset.batch(5, 4);
  ASSERT_TRUE(test::hasShape(batch.with, {4, 3, size, size}));
  EXPECT_TRUE(test::isIdentical(batch.with, again.with));
  EXPECT_FALSE(test::isNear(batch.with, dataset.batch(6, 4).with));
  EXPECT_TRUE(test::isWithin(batch.without, -1, 1));
  // Dark lenses lie where the eyes are, in spite of turns and shifts.
  const auto eyes = [](const torch::Tensor& pictures) {
    return pictures.slice(2, size * 4 / 10, size / 2)
        .slice(3, size * 3 / 10, size * 4 / 10)
        .mean()
        .item<double>();
  };
  EXPECT_LT(eyes(batch.with), eyes(batch.without) - 0.3);
}

TEST_F(AttributePhotosTest, ACropAsItIsIsThePictureItself) {
  const auto all = photos();
  const auto crop = plainCrop(*all, 0, size);
  const auto photo = all->load(0);
  EXPECT_NEAR(crop[0][20][30].item<double>(), photo.mat().at<cv::Vec3b>(20, 30)[0] / 127.5 - 1, 0.01);
  auto random = randomForSample(1, 1);
  EXPECT_TRUE(test::isNear(variedCrop(*all, 0, size, {0, 0, 1, 1}, random), crop.flip(2), 0.01))
      << "mirrored";
}

TEST_F(AttributePhotosTest, ATableLiesInAFolderOrBesideIt) {
  ASSERT_TRUE(findAttributeTable(file("data")));
  EXPECT_EQ(findAttributeTable(file("data/images"))->rows.size(), std::size_t{count});
  EXPECT_FALSE(findAttributeTable(folder())) << "not below it";
}

TEST_F(AttributePhotosTest, BeardsAreLearntFromMenAndFromClearOnes) {
  const auto table = readAttributeTable(file("data/attributes.csv"));
  const auto lesson = [&](const char* stem) {
    return lessonFor(Attribute::Beard, table, table.rows.at(stem));
  };
  EXPECT_EQ(lesson("face_0").without, 0) << "a woman";
  EXPECT_EQ(lesson("face_2").without, 1);
  EXPECT_EQ(lesson("face_7").with, 1) << "a moustache";
  EXPECT_GT(lesson("face_3").with, 0);
  EXPECT_LT(lesson("face_3").with, 0.5) << "called a beard, but none of a clear kind";
  EXPECT_EQ(lesson("face_3").without, 0);
  EXPECT_TRUE(columnOf(Attribute::Beard).inverted);
}

TEST_F(AttributePhotosTest, AgeIsLearntFromItsSignsAndRarelyBehindGlasses) {
  write("t.csv",
        "file,Eyeglasses,Gray_Hair,Young\nold,0,0,0\ngrey,0,1,0\nbehind,1,1,0\nyoung,0,0,1\nearly,0,1,1\n");
  const auto table = readAttributeTable(file("t.csv"));
  const auto lesson = [&](const char* stem) {
    return lessonFor(Attribute::Young, table, table.rows.at(stem));
  };
  EXPECT_EQ(lesson("grey").without, 1);
  EXPECT_EQ(lesson("young").with, 1);
  for (const char* face : {"old", "behind"}) {
    EXPECT_GT(lesson(face).without, 0);
    EXPECT_LT(lesson(face).without, 0.5) << face;
    EXPECT_EQ(lesson(face).with, 0);
  }
  EXPECT_GT(lesson("early").with, 0);
  EXPECT_LT(lesson("early").with, 0.5);
}

/// 96 men and 32 women; 24 of the men and 4 of the women wear glasses.
class BalancedFaces : public AttributePhotosTest {
 protected:
  void SetUp() override {
    AttributePhotosTest::SetUp();
    std::string text = "file,Male,Eyeglasses\n";
    for (int i = 0; i < 128; ++i) {
      const bool man = i % 4 != 0, glasses = man ? i % 4 == 1 && i % 16 < 12 : i % 32 == 0;
      text += fmt::format("face_{}.png,{:d},{:d}\n", i, man, glasses);
    }
    write("data/attributes.csv", text);
  }
  /// Share of women among those drawn on a side.
  double women(Attribute attribute, int side) const {
    const auto all = photos();
    const AttributeDataset dataset(all, attribute, size, {}, 7);
    double women = 0, sum = 0;
    for (std::size_t i = 0; i < dataset.entries(side).size(); ++i) {
      const auto& row = *all->entry(dataset.entries(side)[i]).row;
      sum += dataset.share(side, i);
      if (!all->table().says(row, "Male")) women += dataset.share(side, i);
    }
    EXPECT_NEAR(sum, 1, 1e-9);
    return women;
  }
};

TEST_F(BalancedFaces, WhatGoesAlongWithAnAttributeComesEquallyOften) {
  EXPECT_NEAR(women(Attribute::Glasses, 0), 0.5, 1e-9);
  EXPECT_NEAR(women(Attribute::Glasses, 1), 0.5, 1e-9);
}

TEST_F(BalancedFaces, NoFaceIsLearntByHeart) {
  std::string text = "file,Male,Eyeglasses\n";  // one woman among 64 with glasses
  for (int i = 0; i < 128; ++i) text += fmt::format("face_{}.png,{:d},{:d}\n", i, i > 0, i < 64);
  write("data/attributes.csv", text);
  EXPECT_NEAR(women(Attribute::Glasses, 1), 8.0 / (8 + 32), 1e-9) << "at most 8 times";
}

TEST_F(BalancedFaces, WhatAnAttributeChangesItselfIsNotBalanced) {
  const AttributeTable table{{"Male", "Young"}, {}};
  const AttributeTable::Row youngMan{"", {1, 1}}, youngWoman{"", {0, 1}}, oldMan{"", {1, 0}};
  const auto group = [&](Attribute attribute, const auto& row) {
    return lessonFor(attribute, table, row).group;
  };
  EXPECT_EQ(group(Attribute::Male, youngMan), group(Attribute::Male, youngWoman));
  EXPECT_NE(group(Attribute::Male, youngMan), group(Attribute::Male, oldMan));
  EXPECT_EQ(group(Attribute::Young, youngMan), group(Attribute::Young, oldMan));
  EXPECT_NE(group(Attribute::Young, youngMan), group(Attribute::Young, youngWoman));
}

TEST_F(AttributePhotosTest, SourcesDoNotTellTheClassesApart) {
  // In one half of the faces wear glasses, in the other an eighth, whose look would stand for none.
  test::writeAttributeFaces(file("other"), count, size);
  std::string text =
      "file,identity,5_o_Clock_Shadow,Eyeglasses,Goatee,Male,Mouth_Slightly_Open,Mustache,No_Beard,"
      "Sideburns,Smiling,Young\n";
  for (int i = 0; i < count; ++i)
    text += fmt::format("face_{}.png,{},0,{:d},0,0,0,0,1,0,0,1\n", i, i, i % 8 == 0);
  write("other/attributes.csv", text);
  const auto both =
      std::make_shared<AttributePhotos>(std::vector<PhotoSource>{{file("data"), 1}, {file("other"), 3}},
                                        Split::All, file("data/alignments.csv"));
  const AttributeDataset dataset(both, Attribute::Glasses, size, {}, 7);
  for (const int side : {0, 1}) {
    double other = 0;
    for (std::size_t i = 0; i < dataset.entries(side).size(); ++i)
      if (both->entry(dataset.entries(side)[i]).source == 1) other += dataset.share(side, i);
    EXPECT_NEAR(other, 0.75, 1e-9) << side;
  }
}

TEST_F(AttributePhotosTest, FacesAreLookedForOnce) {
  std::filesystem::create_directories(file("real"));
  std::filesystem::copy(PENTIMENTO_TEST_DATA "/faces/tpdne_1.jpg", file("real/a.jpg"));
  Photo faceless;
  faceless.image = Image(cv::Mat(120, 120, CV_8UC3, cv::Scalar::all(90)));
  writePhoto(file("real/b.png"), faceless, {});
  write("real/attributes.csv", "file,Smiling\na.jpg,1\nb.png,0\n");
  const AttributePhotos found({{file("real"), 1}}, Split::All, file("kept/alignments.csv"));
  ASSERT_EQ(found.size(), 1U) << "b has no face";
  const auto kept = readAlignments(file("kept/alignments.csv"));
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_FALSE(kept.at("b"));
  EXPECT_NEAR(kept.at("a")->side(), 256, 40) << "the picture is in FFHQ's framing";
  EXPECT_NEAR(cv::norm(kept.at("a")->y - cv::Point2d(-kept.at("a")->x.y, kept.at("a")->x.x)), 0, 1e-6);

  auto moved = kept;
  moved.at("a")->centre.x += 5;
  writeAlignments(file("kept/alignments.csv"), moved);
  const AttributePhotos again({{file("real"), 1}}, Split::All, file("kept/alignments.csv"));
  EXPECT_NEAR(again.entry(0).alignment.centre.x, kept.at("a")->centre.x + 5, 1e-3) << "not looked for again";
}

TEST_F(AttributePhotosTest, SaysWhatIsWrong) {
  const auto table = [&](const std::string& text) {
    write("t.csv", text);
    return readAttributeTable(file("t.csv"));
  };
  using test::throwsError;
  EXPECT_TRUE(
      throwsError(ErrorKind::NotFound, "nothing.csv", [&] { readAttributeTable(file("nothing.csv")); }));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "line 1", [&] { table("name,Smiling\n"); }));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "line 3", [&] { table("file,Smiling\na,1\nb,1,0\n"); }));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "Smiling", [&] { table("file,Smiling\na,yes\n"); }));
  EXPECT_EQ(table("file,Smiling\r\na.jpg,1\r\n").rows.at("a").identity, "a")
      << "Windows lines, no identities";
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "Young",
                          [&] { (void)table("file,Smiling\na,1\n").column("Young"); }));

  write("data/alignments.csv", "file,centre_x,centre_y,x_x,x_y\nface_0,1,2,x,4\n");
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "line 2", [&] { photos(); }));
  std::filesystem::remove(file("data/attributes.csv"));
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "attributes.csv", [&] { photos(); }));
}

TEST_F(AttributePhotosTest, OneClassAloneTeachesNothing) {
  write("data/attributes.csv", "file,Eyeglasses\nface_0.png,0\nface_2.png,0\n");
  EXPECT_TRUE(test::throwsError(ErrorKind::NotFound, "with glasses",
                                [&] { AttributeDataset(photos(), Attribute::Glasses, size, {}, 1); }));
}

}  // namespace
}  // namespace pentimento
