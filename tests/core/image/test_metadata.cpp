// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <tuple>

#include "tests/core/image/exif_files.h"
#include "tests/support/sample_photos.h"
#include "tests/support/temporary_folder.h"

namespace pentimento::test {
namespace {

using Suffix = const char*;
constexpr Suffix suffixes[] = {".jpg", ".png", ".tif", ".webp"};
constexpr auto generated =
    "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia";

class Orientation : public TemporaryFolderTest,
                    public testing::WithParamInterface<std::tuple<Suffix, int>> {};

/// The quadrant colours as an upright viewer sees them: top left, top right, bottom left, bottom right.
std::array<Rgb8, 4> seen(int orientation) {
  switch (orientation) {
    case 2:
      return {topRight, topLeft, bottomRight, bottomLeft};
    case 3:
      return {bottomRight, bottomLeft, topRight, topLeft};
    case 4:
      return {bottomLeft, bottomRight, topLeft, topRight};
    case 5:
      return {topLeft, bottomLeft, topRight, bottomRight};
    case 6:
      return {bottomLeft, topLeft, bottomRight, topRight};
    case 7:
      return {bottomRight, topRight, bottomLeft, topLeft};
    case 8:
      return {topRight, bottomRight, topLeft, bottomLeft};
    default:
      return {topLeft, topRight, bottomLeft, bottomRight};
  }
}

TEST_P(Orientation, IsObeyedOnceAndForAll) {
  const auto [suffix, orientation] = GetParam();
  const auto path = file(std::string("in") + suffix), exported = file(std::string("out") + suffix);
  Photo original = samplePhoto();
  original.alpha = Image(cv::Mat(sampleHeight, sampleWidth, CV_8UC1, cv::Scalar(255)));
  original.alpha->mat()(cv::Rect(0, 0, sampleWidth / 2, sampleHeight / 2)) = 100;
  writePhoto(path, original);
  const auto image = openMetadata(path);
  image->exifData()["Exif.Image.Orientation"] = static_cast<std::uint16_t>(orientation);
  image->writeMetadata();

  const auto check = [&, tolerance = suffix[1] == 'j' || suffix[1] == 'w' ? 14 : 0](const Photo& photo) {
    const int width = orientation < 5 ? sampleWidth : sampleHeight,
              height = orientation < 5 ? sampleHeight : sampleWidth;
    ASSERT_EQ(photo.image.mat().size(), cv::Size(width, height));
    const auto expected = seen(orientation);
    for (int i = 0; i < 4; ++i) {
      const int x = width / 4 + i % 2 * width / 2, y = height / 4 + i / 2 * height / 2;
      if (suffix[1] != 'j') {  // JPEG has no alpha: its first quadrant is laid over white
        EXPECT_LE(difference(pixelAt(photo.image, x, y), expected[i]), tolerance) << i;
        EXPECT_EQ(photo.alpha->mat().at<std::uint8_t>(y, x), expected[i] == topLeft ? 100 : 255) << i;
      } else if (expected[i] != topLeft) {
        EXPECT_LE(difference(pixelAt(photo.image, x, y), expected[i]), tolerance) << i;
      }
    }
  };
  const Photo photo = readPhoto(path);
  check(photo);
  writePhoto(exported, photo);
  check(readPhoto(exported));
  const auto written = openMetadata(exported);
  const std::string tag = exifText(*written, "Exif.Image.Orientation");
  EXPECT_TRUE(tag == "1" || tag == "(none)") << tag;
}

INSTANTIATE_TEST_SUITE_P(All, Orientation,
                         testing::Combine(testing::ValuesIn(suffixes), testing::Range(1, 9)),
                         [](const auto& values) {
                           return std::string(std::get<0>(values.param)).substr(1) +
                                  std::to_string(std::get<1>(values.param));
                         });

class Metadata : public TemporaryFolderTest, public testing::WithParamInterface<std::tuple<Suffix, Suffix>> {
 protected:
  /// A file with some of everything.
  std::filesystem::path documented(Suffix suffix) {
    const auto path = file(std::string("documented") + suffix);
    writePhoto(path, samplePhoto(), {.markAsGenerated = false});
    const auto image = openMetadata(path);
    image->exifData()["Exif.Image.Make"] = "Voigtlaender";
    image->exifData()["Exif.Photo.DateTimeOriginal"] = "1936:03:01 10:00:00";
    image->exifData()["Exif.Photo.PixelXDimension"] = std::uint32_t{4000};
    image->exifData()["Exif.GPSInfo.GPSLatitudeRef"] = "N";
    const auto thumbnail = sampleBytes("rgb.jpg");
    Exiv2::ExifThumb(image->exifData())
        .setJpegThumbnail(thumbnail.data(), static_cast<long>(thumbnail.size()));
    image->iptcData()["Iptc.Application2.City"] = "Nipomo";
    image->xmpData()["Xmp.dc.creator"] = "Dorothea";
    image->xmpData()["Xmp.tiff.Orientation"] = "6";
    image->writeMetadata();
    return path;
  }
};

TEST_P(Metadata, IsCarriedOverBetweenAllFormats) {
  const auto [from, to] = GetParam();
  const auto exported = file(std::string("exported") + to);
  writePhoto(exported, readPhoto(documented(from)), {.history = "colourise"});
  const auto image = openMetadata(exported);
  EXPECT_EQ(exifText(*image, "Exif.Image.Make"), "Voigtlaender");
  EXPECT_EQ(exifText(*image, "Exif.Photo.DateTimeOriginal"), "1936:03:01 10:00:00");
  EXPECT_EQ(exifText(*image, "Exif.GPSInfo.GPSLatitudeRef"), "N");
  EXPECT_EQ(exifText(*image, "Exif.Photo.PixelXDimension"), std::to_string(sampleWidth));
  EXPECT_EQ(Exiv2::ExifThumb(image->exifData()).copy().size_, 0);
  EXPECT_EQ(xmpText(*image, "Xmp.dc.creator"), "Dorothea");
  EXPECT_EQ(xmpText(*image, "Xmp.tiff.Orientation"), "1");
  EXPECT_EQ(xmpText(*image, "Xmp.iptcExt.DigitalSourceType"), generated);
  EXPECT_EQ(xmpText(*image, "Xmp.photoshop.History"), "colourise");
  EXPECT_EQ(xmpText(*image, "Xmp.xmpMM.History[1]/stEvt:parameters"), "colourise");
  if (from[1] != 'w' && to[1] != 'w') {  // WebP has no place for IPTC's old block
    EXPECT_EQ(textOf(image->iptcData(), Exiv2::IptcKey("Iptc.Application2.City")), "Nipomo");
  }
  EXPECT_EQ(readPhoto(exported).image.mat().size(), cv::Size(sampleWidth, sampleHeight));
}

INSTANTIATE_TEST_SUITE_P(All, Metadata,
                         testing::Combine(testing::ValuesIn(suffixes), testing::ValuesIn(suffixes)),
                         [](const auto& values) {
                           return std::string(std::get<0>(values.param)).substr(1) + "_to_" +
                                  std::string(std::get<1>(values.param)).substr(1);
                         });

class MetadataOptions : public Metadata {};

TEST_P(MetadataOptions, StrippingLeavesOnlyTheMark) {
  const auto [from, to] = GetParam();
  const auto exported = file(std::string("exported") + to);
  writePhoto(exported, readPhoto(documented(from)), {.stripMetadata = true, .history = "colourise"});
  const auto image = openMetadata(exported);
  EXPECT_EQ(exifText(*image, "Exif.Image.Make"), "(none)");
  EXPECT_EQ(exifText(*image, "Exif.GPSInfo.GPSLatitudeRef"), "(none)");
  EXPECT_TRUE(image->iptcData().empty());
  EXPECT_EQ(image->xmpData().count(), 1);
  EXPECT_EQ(xmpText(*image, "Xmp.iptcExt.DigitalSourceType"), generated);
}

TEST_P(MetadataOptions, TheMarkIsAnOption) {
  const auto [from, to] = GetParam();
  const auto exported = file(std::string("exported") + to);
  writePhoto(exported, readPhoto(documented(from)), {.markAsGenerated = false});
  EXPECT_EQ(xmpText(*openMetadata(exported), "Xmp.iptcExt.DigitalSourceType"), "(none)");
}

INSTANTIATE_TEST_SUITE_P(Same, MetadataOptions,
                         testing::Values(std::tuple(".jpg", ".jpg"), std::tuple(".png", ".png"),
                                         std::tuple(".tif", ".tif"), std::tuple(".webp", ".webp")),
                         [](const auto& values) { return std::string(std::get<0>(values.param)).substr(1); });

TEST(MetadataHistory, GrowsByOneEventAnExport) {
  const TemporaryFolder folder;
  writePhoto(folder / "1.jpg", samplePhoto(), {.history = "colourise"});
  writePhoto(folder / "2.jpg", readPhoto(folder / "1.jpg"), {.history = "smile +0.5"});
  const auto image = openMetadata(folder / "2.jpg");
  EXPECT_EQ(xmpText(*image, "Xmp.xmpMM.History[1]/stEvt:parameters"), "colourise");
  EXPECT_EQ(xmpText(*image, "Xmp.xmpMM.History[2]/stEvt:parameters"), "smile +0.5");
  EXPECT_EQ(xmpText(*image, "Xmp.photoshop.History"), "colourise\nsmile +0.5");
}

TEST(MetadataDamage, DamagedBlocksDoNotLoseThePhoto) {
  const TemporaryFolder folder;
  writePhoto(folder / "a.jpg", samplePhoto());
  {
    const auto image = openMetadata(folder / "a.jpg");
    image->exifData()["Exif.Image.Make"] = "Voigtlaender";
    image->exifData()["Exif.Image.Orientation"] = std::uint16_t{77};
    image->writeMetadata();
  }
  const std::string whole = readBytes(folder / "a.jpg");
  EXPECT_EQ(readPhoto(folder / "a.jpg").image.width(), sampleWidth);  // no such orientation: as it lies
  for (const char* block : {"Exif", "xpacket", "rdf:RDF", "Voigt"}) {
    const std::size_t at = whole.find(block);
    ASSERT_NE(at, std::string::npos) << block;
    std::vector<std::uint8_t> bytes(whole.begin(), whole.end());
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), 16, std::uint8_t{0xee});
    Photo photo = decodePhoto(bytes, "a.jpg");
    EXPECT_EQ(photo.image.width(), sampleWidth) << block;
    writePhoto(folder / "b.jpg", photo);
    EXPECT_EQ(readPhoto(folder / "b.jpg").image.width(), sampleWidth) << block;
  }
}

TEST(MetadataThreads, ManyAtOnce) {
  const TemporaryFolder folder;
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      const auto path = folder / (std::to_string(t) + ".jpg");
      Photo photo = samplePhoto();
      for (int i = 0; i < 20; ++i) {
        writePhoto(path, photo, {.history = "step"});
        photo = readPhoto(path);
        photo.path.clear();
        if (photo.metadata.xmp.find("stEvt:parameters=\"step\"") != std::string::npos) ++good;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(good, 80);
}

}  // namespace
}  // namespace pentimento::test
