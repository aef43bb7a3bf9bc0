// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "core/data/photo_folders.h"
#include "tests/support/errors.h"
#include "tests/support/made_photos.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

using PhotoFoldersTest = test::TemporaryFolderTest;

TEST_F(PhotoFoldersTest, SkipsAndCountsWhatItCannotRead) {
  test::writeScenes(folder(), 3);
  test::writeBytes(file("broken.jpg"), "this is no picture");
  test::writeBytes(file("notes.txt"), "neither is this");
  const PhotoFolders photos({{{folder(), 1}}, Split::All});
  ASSERT_EQ(photos.size(), 4U) << "by suffix";
  cv::RNG random(1);
  for (int i = 0; i < 40; ++i) EXPECT_FALSE(photos.draw(random).empty());
  EXPECT_EQ(photos.unreadable(), 1U) << "counted once, however often it was drawn";
}

TEST_F(PhotoFoldersTest, KeepsPicturesReduced) {
  test::writeScenes(folder(), 1, 300, 200);
  PhotoFoldersOptions options{{{folder(), 1}}, Split::All};
  options.maximumShortSide = 50;
  const auto picture = PhotoFolders(options).load(0);
  EXPECT_EQ(picture.height(), 50);
  EXPECT_EQ(picture.width(), 75);
}

TEST_F(PhotoFoldersTest, DrawsBySourceWeight) {
  test::writeScenes(file("often"), 2, 40, 40);
  test::writeScenes(file("rarely"), 9, 60, 60);
  const PhotoFolders photos({{{file("often"), 9}, {file("rarely"), 1}}, Split::All});
  cv::RNG random(5);
  int often = 0;
  for (int i = 0; i < 500; ++i) often += photos.draw(random).width() == 40;
  EXPECT_NEAR(often / 500.0, 0.9, 0.05);
}

TEST_F(PhotoFoldersTest, SaysWhatIsWrongWithAFolder) {
  const auto open = [&](const std::filesystem::path& path) { PhotoFolders photos({{{path, 1}}, Split::All}); };
  EXPECT_TRUE(test::throwsError(ErrorKind::NotFound, "is not a folder", [&] { open(file("none")); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::NotFound, "holds no pictures", [&] { open(folder()); }));
  test::writeBytes(file("broken.jpg"), "x");
  const PhotoFolders photos({{{folder(), 1}}, Split::All});
  cv::RNG random(1);
  EXPECT_TRUE(test::throwsError(ErrorKind::Unreadable, "no readable", [&] { photos.draw(random); }));
}

TEST(PhotoSource, IsNamedAfterItsFolder) {
  for (const auto* text : {"/a/faces", "/a/faces/", "/a/faces/images", "/a/faces/images/", "/a/faces=2"})
    EXPECT_EQ(PhotoSource::parse(text).name(), "faces") << text;
}

TEST(PhotoSource, ParsesAWeight) {
  EXPECT_EQ(PhotoSource::parse("/a/b=0.5").weight, 0.5);
  EXPECT_EQ(PhotoSource::parse("/a/b=0.5").folder, "/a/b");
  EXPECT_EQ(PhotoSource::parse("/a/b").weight, 1);
  for (const auto* text : {"/a=0", "/a=-1", "/a=x", "/a=nan", "/a="})
    EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "WEIGHT", [&] { PhotoSource::parse(text); })) << text;
}

TEST(Split, HoldsAboutOneInFortyOutWhateverTheFolder) {
  int held = 0;
  for (int i = 0; i < 8000; ++i) {
    const auto name = "picture_" + std::to_string(i);
    held += isHeldOut("/a/" + name + ".jpg");
    EXPECT_EQ(isHeldOut("/a/" + name + ".jpg"), isHeldOut("/elsewhere/" + name + ".png"));
    EXPECT_NE(isIn(Split::Training, name), isIn(Split::HeldOut, name));
  }
  EXPECT_NEAR(held / 8000.0, 1 / 40.0, 0.008);
}

}  // namespace
}  // namespace pentimento
