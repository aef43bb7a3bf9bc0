// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/texture_maker.h"

#include <gtest/gtest.h>

#include "core/image/image_io.h"
#include "tests/support/errors.h"
#include "tests/support/made_textures.h"
#include "tests/support/temporary_folder.h"

namespace pentimento::test {
namespace {

/// Photos of even colour, one of which, dark, shows no face.
class TextureMakerTest : public TemporaryFolderTest {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(file("photos"));
    for (int i = 0; i < 6; ++i) {
      Photo photo;
      photo.image = Image(cv::Mat(40, 40, CV_8UC3, cv::Scalar::all(i == 2 ? 0 : 100)));
      writePhoto(file("photos/" + std::to_string(i) + ".png"), photo);
    }
  }
  std::size_t make(std::size_t limit = 0) {
    const auto unwrap = [this](const Image& photo) -> std::optional<StoredFace> {
      ++asked_;
      if (photo.mat().at<cv::Vec3b>(0, 0)[0] == 0) return {};
      return madeTexture(32, 0);
    };
    asked_ = 0;
    return makeTextures({{file("photos"), 1}}, file("textures"), limit, unwrap);
  }
  int asked_ = 0;
};

TEST_F(TextureMakerTest, UnwrapsEachPhotoOnceAndRemembersThoseWithoutAFace) {
  EXPECT_EQ(make(), 5U);
  EXPECT_EQ(asked_, 6);
  EXPECT_EQ(faceFiles(file("textures/photos")).size(), 5U);
  EXPECT_TRUE(samePixels(readFace(file("textures/photos/4.face")).texture, madeTexture(32, 0).texture));
  EXPECT_EQ(readBytes(file("textures/photos/none.txt")), "2\n");
  EXPECT_EQ(make(), 0U);
  EXPECT_EQ(asked_, 0) << "all are known";
  std::filesystem::remove(file("textures/photos/1.face"));
  EXPECT_EQ(make(), 1U);
  EXPECT_EQ(asked_, 1);
}

TEST_F(TextureMakerTest, ALimitSpreadsOverTheFolder) {
  EXPECT_EQ(make(2), 2U);
  EXPECT_TRUE(std::filesystem::exists(file("textures/photos/0.face")));
  EXPECT_TRUE(std::filesystem::exists(file("textures/photos/3.face")));
  EXPECT_EQ(make(100), 3U) << "the rest, but for the one without a face";
}

TEST_F(TextureMakerTest, StopsWhenItIsTold) {
  std::stop_source stop;
  stop.request_stop();
  const Progress progress({}, stop.get_token());
  const auto unwrap = [](const Image&) -> std::optional<StoredFace> { return madeTexture(32, 0); };
  EXPECT_TRUE(throwsError(ErrorKind::Cancelled, "cancelled", [&] {
    makeTextures({{file("photos"), 1}}, file("textures"), 0, unwrap, progress);
  }));
  EXPECT_FALSE(std::filesystem::exists(file("textures")));
}

}  // namespace
}  // namespace pentimento::test
