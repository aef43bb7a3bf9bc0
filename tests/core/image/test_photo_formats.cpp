// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <opencv2/core.hpp>
#include <ostream>

#include "tests/support/sample_photos.h"
#include "tests/support/temporary_folder.h"

namespace pentimento::test {
namespace {

struct Sample {
  std::string file;
  bool grey = false;
  PixelDepth depth = PixelDepth::U8;
  int tolerance = 0;  ///< in 8-bit codes: 0 for lossless files
  int alpha = -1;     ///< of every pixel, in 8 bits; -1: the file has none

  friend std::ostream& operator<<(std::ostream& stream, const Sample& sample) {
    return stream << sample.file;
  }
};

class PhotoFormat : public testing::TestWithParam<Sample> {};

/// What a grey file shows: the luma of the colour, by the formula that made the samples (Rec. 709).
Rgb8 greyOf(const Rgb8& rgb) {
  const auto grey = static_cast<std::uint8_t>(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2] + 0.5);
  return {grey, grey, grey};
}

TEST_P(PhotoFormat, ShowsTheSamplePicture) {
  const Sample& sample = GetParam();
  const Photo photo = readPhoto(samplePath(sample.file));
  ASSERT_EQ(photo.image.width(), sampleWidth);
  ASSERT_EQ(photo.image.height(), sampleHeight);
  EXPECT_EQ(photo.image.channels(), 3);
  EXPECT_EQ(photo.image.depth(), sample.depth);
  EXPECT_EQ(photo.greyscale, sample.grey);
  EXPECT_EQ(photo.path, samplePath(sample.file));
  const auto expected = [&](const Rgb8& rgb) { return sample.grey ? greyOf(rgb) : rgb; };
  EXPECT_LE(difference(pixelAt(photo.image, 4, 3), expected(topLeft)), sample.tolerance);
  EXPECT_LE(difference(pixelAt(photo.image, 12, 3), expected(topRight)), sample.tolerance);
  EXPECT_LE(difference(pixelAt(photo.image, 4, 9), expected(bottomLeft)), sample.tolerance);
  EXPECT_LE(difference(pixelAt(photo.image, 12, 9), expected(bottomRight)), sample.tolerance);
  ASSERT_EQ(photo.alpha.has_value(), sample.alpha >= 0);
  if (photo.alpha) {
    EXPECT_EQ(photo.alpha->depth(), sample.depth);
    cv::Mat alpha;
    photo.alpha->mat().convertTo(alpha, CV_8U, 255 / photo.alpha->maximum());
    EXPECT_NEAR(alpha.at<std::uint8_t>(3, 4), sample.alpha, 1);
  }
}

constexpr auto u16 = PixelDepth::U16;
INSTANTIATE_TEST_SUITE_P(
    Files, PhotoFormat,
    testing::Values(Sample{"rgb.jpg", false, PixelDepth::U8, 4},
                    Sample{"progressive.jpg", false, PixelDepth::U8, 4},
                    Sample{"grey.jpg", true, PixelDepth::U8, 2}, Sample{"cmyk.jpg", false, PixelDepth::U8, 6},
                    Sample{"rgb.png"}, Sample{"interlaced.png"}, Sample{"palette.png"},
                    Sample{"grey.png", true, PixelDepth::U8, 1}, Sample{"grey16.png", true, u16, 1},
                    Sample{"grey_alpha.png", true, u16, 1, 128}, Sample{"rgb16.png", false, u16},
                    Sample{"alpha16.png", false, u16, 0, 255}, Sample{"rgb.tif"}, Sample{"palette.tif"},
                    Sample{"rgb16.tif", false, u16}, Sample{"big_endian16.tif", false, u16},
                    Sample{"tiled.tif", false, u16}, Sample{"planar.tif", false, u16},
                    Sample{"ycbcr.tif", false, PixelDepth::U8, 4},
                    Sample{"cmyk.tif", false, PixelDepth::U8, 1}, Sample{"grey.tif", true, PixelDepth::U8, 1},
                    Sample{"alpha.tif", false, PixelDepth::U8, 0, 128},
                    Sample{"associated_alpha.tif", false, PixelDepth::U8, 2, 128},
                    Sample{"rgb.webp", false, PixelDepth::U8, 12}, Sample{"lossless.webp"},
                    Sample{"alpha.webp", false, PixelDepth::U8, 0, 128},
                    Sample{"animated.webp", false, PixelDepth::U8, 0, 255}),
    [](const auto& sample) {
      std::string name = sample.param.file;
      std::replace(name.begin(), name.end(), '.', '_');
      return name;
    });

TEST(PhotoFormats, FaxAndBilevelAreBlackAndWhite) {
  for (const char* file : {"fax.tif", "bilevel.png"}) {
    const Photo photo = readPhoto(samplePath(file));
    EXPECT_TRUE(photo.greyscale) << file;
    EXPECT_EQ(difference(pixelAt(photo.image, 4, 9), {0, 0, 0}), 0) << file;
    EXPECT_EQ(difference(pixelAt(photo.image, 12, 9), {255, 255, 255}), 0) << file;
  }
}

TEST(PhotoFormats, WhiteIsZeroTiffIsInverted) {
  std::vector<std::uint8_t> bytes = sampleBytes("grey.tif");
  const Photo before = decodePhoto(bytes, "grey.tif");
  // The PhotometricInterpretation entry, little-endian: tag 262, SHORT, one value, 1 (black is zero).
  const std::vector<std::uint8_t> entry = {0x06, 0x01, 3, 0, 1, 0, 0, 0, 1, 0};
  const auto at = std::search(bytes.begin(), bytes.end(), entry.begin(), entry.end());
  ASSERT_NE(at, bytes.end());
  at[8] = 0;
  const Photo after = decodePhoto(bytes, "grey.tif");
  for (int x = 0; x < sampleWidth; ++x) {
    EXPECT_EQ(pixelAt(after.image, x, 4)[0], 255 - pixelAt(before.image, x, 4)[0]);
  }
}

TEST(PhotoFormats, TransparentPaletteHasAlpha) {
  const Photo photo = readPhoto(samplePath("alpha.png"));
  ASSERT_TRUE(photo.alpha);
  EXPECT_GT(photo.alpha->mat().at<std::uint8_t>(0, 0), 200);
  EXPECT_LT(photo.alpha->mat().at<std::uint8_t>(sampleHeight - 1, 0), 50);
}

TEST(PhotoFormats, ContentCountsNotSuffix) {
  const TemporaryFolder folder;
  std::filesystem::copy_file(samplePath("rgb.webp"), folder / "misnamed.jpg");
  EXPECT_EQ(readPhoto(folder / "misnamed.jpg").image.width(), sampleWidth);
}

class RoundTrip : public TemporaryFolderTest, public testing::WithParamInterface<const char*> {
 protected:
  Photo writeAndRead(const Photo& photo, const ExportOptions& options = {}) {
    writePhoto(file(GetParam()), photo, options);
    return readPhoto(file(GetParam()));
  }
  /// PNG and TIFF: lossless, and 16 bits where the photo has them.
  bool deep() const {
    const auto suffix = file(GetParam()).extension();
    return suffix == ".png" || suffix == ".tif" || suffix == ".tiff" || suffix == ".TIFF";
  }
};

TEST_P(RoundTrip, KeepsThePicture) {
  const Photo photo = noisyPhoto(67, 41);
  const Photo back = writeAndRead(photo);
  ASSERT_EQ(back.image.mat().size(), photo.image.mat().size());
  if (deep()) {
    EXPECT_EQ(difference(back.image, photo.image), 0);
  } else {
    EXPECT_LT(cv::norm(back.image.mat(), photo.image.mat(), cv::NORM_L1) / (67 * 41 * 3), 6);
  }
}

TEST_P(RoundTrip, Keeps16BitsWhereTheFormatHasThem) {
  const Photo photo = noisyPhoto(31, 20, PixelDepth::U16);
  const Photo back = writeAndRead(photo);
  EXPECT_EQ(back.image.depth(), deep() ? PixelDepth::U16 : PixelDepth::U8);
  if (deep()) {
    EXPECT_EQ(difference(back.image, photo.image), 0);
  }
}

TEST_P(RoundTrip, OnePixel) {
  Photo photo;
  photo.image = Image(cv::Mat(1, 1, CV_8UC3, cv::Scalar(200, 100, 50)));
  const Photo back = writeAndRead(photo);
  ASSERT_EQ(back.image.mat().size(), cv::Size(1, 1));
  EXPECT_LE(difference(pixelAt(back.image, 0, 0), {200, 100, 50}), deep() ? 0 : 8);
}

TEST_P(RoundTrip, AlphaIsKeptOrLaidOverWhite) {
  Photo photo = samplePhoto();
  photo.alpha = Image(cv::Mat(sampleHeight, sampleWidth, CV_8UC1, cv::Scalar(128)));
  const Photo back = writeAndRead(photo);
  if (file(GetParam()).extension().string().starts_with(".jp")) {
    EXPECT_FALSE(back.alpha);
    EXPECT_LE(difference(pixelAt(back.image, 4, 3), {231, 143, 143}), 4);  // (208, 32, 32) half over white
  } else {
    ASSERT_TRUE(back.alpha);
    EXPECT_EQ(difference(*back.alpha, *photo.alpha), 0);
    if (deep()) {
      EXPECT_EQ(difference(back.image, photo.image), 0);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Suffixes, RoundTrip,
                         testing::Values("a.jpg", "a.jpeg", "a.png", "a.tif", "a.TIFF", "a.webp"),
                         [](const auto& suffix) { return std::string(suffix.param).substr(2); });

TEST(Greyscale, SepiaCountsAsColouredAndScannerNoiseDoesNot) {
  const TemporaryFolder folder;
  Photo photo;
  photo.image = Image(cv::Mat(300, 300, CV_8UC3, cv::Scalar(150, 130, 105)));
  writePhoto(folder / "sepia.png", photo);
  EXPECT_FALSE(readPhoto(folder / "sepia.png").greyscale);
  cv::Mat noise(2000, 1500, CV_8UC3, cv::Scalar::all(120));
  cv::randn(noise, 120, 4);
  photo.image = Image(noise);
  writePhoto(folder / "noise.png", photo);
  EXPECT_TRUE(readPhoto(folder / "noise.png").greyscale);
}

}  // namespace
}  // namespace pentimento::test
