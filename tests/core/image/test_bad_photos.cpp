// SPDX-License-Identifier: GPL-3.0-or-later
// What SPEC 8 says of bad pictures: a message that begins with the file's name and says what is wrong.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "core/base/error.h"
#include "tests/support/errors.h"
#include "tests/support/sample_photos.h"
#include "tests/support/temporary_folder.h"

namespace pentimento::test {
namespace {

using Bytes = std::vector<std::uint8_t>;

testing::AssertionResult isRefused(const Bytes& bytes, ErrorKind kind, const std::string& part) {
  return throwsError(kind, "photo: " + part, [&] { decodePhoto(bytes, "photo"); });
}

Bytes encoded(const std::string& suffix, const Photo& photo) {
  const TemporaryFolder folder;
  writePhoto(folder / ("photo" + suffix), photo);
  const std::string bytes = readBytes(folder / ("photo" + suffix));
  return {bytes.begin(), bytes.end()};
}

void putBigEndian(Bytes& bytes, std::size_t at, std::uint32_t value, int size) {
  for (int i = 0; i < size; ++i) bytes.at(at + i) = static_cast<std::uint8_t>(value >> (8 * (size - 1 - i)));
}

/// The frame header of a baseline JPEG claims another size.
Bytes jpegOfSize(Bytes bytes, std::uint32_t width, std::uint32_t height) {
  const std::uint8_t marker[] = {0xff, 0xc0};
  const auto at = std::search(bytes.begin(), bytes.end(), marker, marker + 2) - bytes.begin();
  putBigEndian(bytes, at + 5, height, 2);
  putBigEndian(bytes, at + 7, width, 2);
  return bytes;
}

std::uint32_t crc32(const std::uint8_t* bytes, std::size_t size) {
  std::uint32_t crc = ~0u;
  for (std::size_t i = 0; i < size; ++i) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320u : 0);
  }
  return ~crc;
}

Bytes pngOfSize(Bytes bytes, std::uint32_t width, std::uint32_t height) {
  putBigEndian(bytes, 16, width, 4);
  putBigEndian(bytes, 20, height, 4);
  putBigEndian(bytes, 29, crc32(bytes.data() + 12, 17), 4);
  return bytes;
}

/// Sets the value of a LONG or SHORT tag in a little-endian TIFF.
Bytes tiffWith(Bytes bytes, std::uint16_t tag, std::uint32_t value) {
  std::uint32_t directory = 0;
  std::memcpy(&directory, bytes.data() + 4, 4);
  std::uint16_t count = 0;
  std::memcpy(&count, bytes.data() + directory, 2);
  for (std::uint32_t at = directory + 2; count-- > 0; at += 12) {
    std::uint16_t found = 0;
    std::memcpy(&found, bytes.data() + at, 2);
    if (found != tag) continue;
    const std::uint16_t type = 4;  // LONG
    std::memcpy(bytes.data() + at + 2, &type, 2);
    std::memcpy(bytes.data() + at + 8, &value, 4);
    return bytes;
  }
  ADD_FAILURE() << "no tag " << tag;
  return bytes;
}

TEST(BadPhoto, MissingFolderEmptyOrForeign) {
  const TemporaryFolder folder;
  const auto refused = [&](const std::filesystem::path& path, ErrorKind kind, const std::string& what) {
    return throwsError(kind, path.string() + ": " + what, [&] { readPhoto(path); });
  };
  EXPECT_TRUE(refused(folder / "none.jpg", ErrorKind::NotFound, "does not exist"));
  EXPECT_TRUE(refused(folder.path(), ErrorKind::Unreadable, "is a folder"));
  EXPECT_TRUE(refused("/dev/zero", ErrorKind::Unreadable, "is not a regular file"));
  writeBytes(folder / "empty.png", "");
  EXPECT_TRUE(refused(folder / "empty.png", ErrorKind::Unreadable, "is an empty file"));
  writeBytes(folder / "text.jpg", "Dear diary");
  EXPECT_TRUE(refused(folder / "text.jpg", ErrorKind::Unreadable, "is not a JPEG, PNG, TIFF or WebP image"));
  EXPECT_TRUE(isRefused({'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0}, ErrorKind::Unreadable, "is not a"));
}

/// Leaves with 0 when reading failed as it should.
[[noreturn]] void readWithoutPermission(const std::filesystem::path& path) {
  actAsNobody();
  std::_Exit(throwsError(ErrorKind::Unreadable, "cannot be opened", [&] { readPhoto(path); }) ? 0 : 1);
}

TEST(BadPhoto, FileWithoutReadPermission) {
  const TemporaryFolder folder;
  std::filesystem::permissions(folder.path(), static_cast<std::filesystem::perms>(0755));
  writeBytes(folder / "secret.jpg", "x");
  std::filesystem::permissions(folder / "secret.jpg", std::filesystem::perms::none);
  EXPECT_EXIT(readWithoutPermission(folder / "secret.jpg"), testing::ExitedWithCode(0), "");
}

class Truncated : public testing::TestWithParam<const char*> {};

TEST_P(Truncated, HalfAPictureIsRefused) {
  const Bytes whole = encoded(GetParam(), noisyPhoto(200, 150));
  for (const double share : {0.3, 0.5, 0.9}) {
    const auto size = static_cast<std::ptrdiff_t>(static_cast<double>(whole.size()) * share);
    EXPECT_TRUE(isRefused(Bytes(whole.begin(), whole.begin() + size), ErrorKind::Unreadable, "is truncated"))
        << share;
  }
}

INSTANTIATE_TEST_SUITE_P(Suffixes, Truncated, testing::Values(".jpg", ".png", ".tif", ".webp"),
                         [](const auto& suffix) { return std::string(suffix.param).substr(1); });

TEST(BadPhoto, EveryCutOfEverySampleIsRefusedOrWhole) {
  for (const std::string& file : allSamples()) {
    if (file == "float.tif") continue;
    const Bytes whole = sampleBytes(file);
    const Photo photo = decodePhoto(whole, file);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      std::optional<Photo> cut;
      const auto error =
          errorOf([&] { cut = decodePhoto(Bytes(whole.begin(), whole.begin() + size), file); });
      if (error) {
        EXPECT_TRUE(std::string(error->what()).starts_with(file + ": ")) << error->what();
      } else {
        // Only what comes after the pixels may be missing.
        ASSERT_EQ(difference(cut->image, photo.image), 0)
            << file << " cut to " << size << " of " << whole.size();
      }
    }
  }
}

TEST(BadPhoto, NoPixels) {
  EXPECT_TRUE(isRefused(pngOfSize(sampleBytes("rgb.png"), 0, 0), ErrorKind::Unsupported, "has no pixels"));
  EXPECT_TRUE(isRefused(pngOfSize(sampleBytes("rgb.png"), 16, 0), ErrorKind::Unsupported, "has no pixels"));
  EXPECT_TRUE(isRefused(jpegOfSize(sampleBytes("rgb.jpg"), 0, 12), ErrorKind::Unsupported, "has no pixels"));
  EXPECT_TRUE(isRefused(jpegOfSize(sampleBytes("rgb.jpg"), 16, 0), ErrorKind::Unsupported, "has no pixels"));
  EXPECT_TRUE(isRefused(tiffWith(sampleBytes("rgb.tif"), 256, 0), ErrorKind::Unsupported, "has no pixels"));
}

TEST(BadPhoto, HugeSizesAreRefusedBeforeMemoryIsTaken) {
  const std::string tooLarge = "is too large";
  EXPECT_TRUE(isRefused(pngOfSize(sampleBytes("rgb.png"), 100000, 100000), ErrorKind::Unsupported, tooLarge));
  EXPECT_TRUE(isRefused(pngOfSize(sampleBytes("rgb.png"), 0x7fffffff, 1), ErrorKind::Unsupported, tooLarge));
  EXPECT_TRUE(isRefused(jpegOfSize(sampleBytes("rgb.jpg"), 65500, 65500), ErrorKind::Unsupported, tooLarge));
  EXPECT_TRUE(
      isRefused(tiffWith(tiffWith(tiffWith(sampleBytes("rgb.tif"), 256, 20000), 257, 20000), 278, ~0u),
                ErrorKind::Unsupported, tooLarge));
  // Within the limit, but far more pixels than the few bytes can hold.
  EXPECT_TRUE(
      isRefused(pngOfSize(sampleBytes("rgb.png"), 16000, 16000), ErrorKind::Unreadable, "is truncated"));
  EXPECT_TRUE(
      isRefused(jpegOfSize(sampleBytes("rgb.jpg"), 16000, 16000), ErrorKind::Unreadable, "is truncated"));
  EXPECT_TRUE(isRefused(tiffWith(tiffWith(sampleBytes("grey.tif"), 256, 16000), 257, 16000),
                        ErrorKind::Unreadable, "is truncated"));
}

TEST(BadPhoto, FloatingPointTiff) {
  EXPECT_TRUE(
      isRefused(sampleBytes("float.tif"), ErrorKind::Unsupported, "is a floating-point or 32-bit TIFF"));
}

TEST(BadPhoto, DamagedScanOfAJpeg) {
  Bytes bytes = encoded(".jpg", noisyPhoto(200, 150));
  std::fill(bytes.begin() + bytes.size() / 2, bytes.end() - 200, std::uint8_t{0xff});
  EXPECT_TRUE(isRefused(bytes, ErrorKind::Unreadable, "is "));
}

TEST(LargePhoto, AHundredMegapixels) {
  Photo photo;
  photo.image = Image(cv::Mat(10000, 10000, CV_8UC3, cv::Scalar(90, 120, 150)));
  const Bytes bytes = encoded(".jpg", photo);
  photo = {};
  const Photo back = decodePhoto(bytes, "large.jpg");
  ASSERT_EQ(back.image.mat().size(), cv::Size(10000, 10000));
  EXPECT_LE(difference(pixelAt(back.image, 9999, 9999), {90, 120, 150}), 2);
}

TEST(BadExport, FormatSizeAndOptions) {
  const TemporaryFolder folder;
  const auto refused = [&](const char* file, const Photo& photo, ErrorKind kind, const char* part,
                           int quality = 95) {
    ExportOptions options;
    options.quality = quality;
    return throwsError(kind, part, [&] { writePhoto(folder / file, photo, options); });
  };
  EXPECT_TRUE(refused("a.gif", samplePhoto(), ErrorKind::Unsupported, "a.gif: ends in none of"));
  EXPECT_TRUE(refused("a", samplePhoto(), ErrorKind::Unsupported, "ends in none of"));
  EXPECT_TRUE(refused("a.png", Photo{}, ErrorKind::InvalidArgument, "only RGB"));
  EXPECT_TRUE(refused("a.jpg", samplePhoto(), ErrorKind::InvalidArgument, "quality", 0));
  EXPECT_TRUE(refused("a.jpg", samplePhoto(), ErrorKind::InvalidArgument, "quality", 101));
  EXPECT_TRUE(refused("a.webp", noisyPhoto(16384, 1), ErrorKind::Unsupported, "too large for WebP"));
  EXPECT_TRUE(refused("a.jpg", noisyPhoto(1, 65536), ErrorKind::Unsupported, "too large for JPEG"));
  Photo mismatch = samplePhoto();
  mismatch.alpha = Image(3, 3, 1, PixelDepth::U8);
  EXPECT_TRUE(refused("a.png", mismatch, ErrorKind::InvalidArgument, "alpha"));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(BadExport, TheOpenedPhotoIsNeverOverwritten) {
  const TemporaryFolder folder;
  writePhoto(folder / "photo.png", samplePhoto());
  const std::string before = readBytes(folder / "photo.png");
  const Photo opened = readPhoto(folder / "photo.png");
  std::filesystem::create_symlink("photo.png", folder / "link.png");
  for (const char* file : {"photo.png", "link.png"}) {
    EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "never overwritten",
                            [&] { writePhoto(folder / file, opened); }));
  }
  EXPECT_EQ(readBytes(folder / "photo.png"), before);
}

}  // namespace
}  // namespace pentimento::test
