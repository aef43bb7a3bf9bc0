// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/image_io.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <system_error>

#include "core/image/codec.h"
#include "core/image/icc_profile.h"
#include "core/image/metadata.h"
#include "core/image/resample.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;

/// More than any encoder makes of maximumPixels in 16 bits with alpha; keeps /dev/zero and disk images out.
constexpr std::uintmax_t maximumFileSize = maximumPixels * 8 + (64 << 20);

Raster decode(Bytes bytes, const std::string& name) {
  if (bytes.empty()) fail(ErrorKind::Unreadable, name, "is an empty file");
  const std::optional<FileFormat> format = formatOfContent(bytes);
  if (!format) fail(ErrorKind::Unreadable, name, "is not a JPEG, PNG, TIFF or WebP image");
  switch (*format) {
    case FileFormat::Jpeg:
      return decodeJpeg(bytes, name);
    case FileFormat::Png:
      return decodePng(bytes, name);
    case FileFormat::Tiff:
      return decodeTiff(bytes, name);
    case FileFormat::WebP:
      return decodeWebP(bytes, name);
  }
  fail(ErrorKind::Internal, name, "has a format without a decoder");
}

/// EXIF 2.3, 4.6.4 A: where row 0 and column 0 of the stored picture are seen.
cv::Mat upright(const cv::Mat& stored, int orientation) {
  cv::Mat result;
  switch (orientation) {
    case 2:
      cv::flip(stored, result, 1);
      break;
    case 3:
      cv::rotate(stored, result, cv::ROTATE_180);
      break;
    case 4:
      cv::flip(stored, result, 0);
      break;
    case 5:
      cv::transpose(stored, result);
      break;
    case 6:
      cv::rotate(stored, result, cv::ROTATE_90_CLOCKWISE);
      break;
    case 7:
      cv::rotate(stored, result, cv::ROTATE_90_CLOCKWISE), cv::flip(result, result, 0);
      break;
    case 8:
      cv::rotate(stored, result, cv::ROTATE_90_COUNTERCLOCKWISE);
      break;
    default:
      return stored;
  }
  return result;
}

/// Judged on a reduced picture, so that the noise of a scan does not count as colour; tolerates 3 % of full
/// scale.
bool isGreyscale(const Image& image) {
  const cv::Size size = sizeForLongSide(image.width(), image.height(), 512);
  const Image small = size.width < image.width() ? resize(image, size.width, size.height) : image;
  cv::Mat eight;
  small.mat().convertTo(eight, CV_8U, 255 / small.maximum());
  for (int y = 0; y < eight.rows; ++y) {
    const std::uint8_t* rgb = eight.ptr(y);
    for (int x = 0; x < eight.cols; ++x, rgb += 3) {
      const auto [low, high] = std::minmax({rgb[0], rgb[1], rgb[2]});
      if (high - low > 8) return false;
    }
  }
  return true;
}

FileFormat formatOfSuffix(const fs::path& path) {
  std::string suffix = path.extension().string();
  std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (suffix == ".jpg" || suffix == ".jpeg") return FileFormat::Jpeg;
  if (suffix == ".png") return FileFormat::Png;
  if (suffix == ".tif" || suffix == ".tiff") return FileFormat::Tiff;
  if (suffix == ".webp") return FileFormat::WebP;
  fail(ErrorKind::Unsupported, path.string(), "ends in none of .jpg .jpeg .png .tif .tiff .webp");
}

void checkExport(const fs::path& path, const Photo& photo, const ExportOptions& options) {
  if (photo.image.empty() || photo.image.channels() != 3 || photo.image.depth() == PixelDepth::F32) {
    fail(ErrorKind::InvalidArgument, path.string(), "only RGB pixels of 8 or 16 bits can be written");
  }
  if (photo.alpha &&
      (photo.alpha->width() != photo.image.width() || photo.alpha->height() != photo.image.height() ||
       photo.alpha->channels() != 1 || photo.alpha->depth() != photo.image.depth())) {
    fail(ErrorKind::InvalidArgument, path.string(), "alpha and picture differ in size or depth");
  }
  if (options.quality < 1 || options.quality > 100) {
    fail(ErrorKind::InvalidArgument, path.string(), "quality must be from 1 to 100");
  }
}

}  // namespace

std::vector<std::uint8_t> readPhotoFile(const fs::path& path) {
  const std::string name = path.string();
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (status.type() == fs::file_type::not_found) fail(ErrorKind::NotFound, name, "does not exist");
  if (code) fail(ErrorKind::Unreadable, name, "cannot be opened: " + code.message());
  if (!fs::is_regular_file(status)) {
    fail(ErrorKind::Unreadable, name, fs::is_directory(status) ? "is a folder" : "is not a regular file");
  }
  const std::uintmax_t size = fs::file_size(path, code);
  if (code) fail(ErrorKind::Unreadable, name, "cannot be read: " + code.message());
  if (size > maximumFileSize) fail(ErrorKind::Unsupported, name, "is too large a file");
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), std::fclose);
  if (!file) fail(ErrorKind::Unreadable, name, "cannot be opened: " + std::generic_category().message(errno));
  std::vector<std::uint8_t> bytes(size);
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file.get()));
  if (std::ferror(file.get()))
    fail(ErrorKind::Unreadable, name, "cannot be read: " + std::generic_category().message(errno));
  return bytes;
}

Photo decodePhoto(const std::vector<std::uint8_t>& bytes, const std::string& name) {
  try {
    const Raster raster = decode(bytes, name);
    FileMetadata metadata = readMetadata(bytes, name);
    Photo photo;
    photo.image = Image(upright(toSrgb(raster, metadata.blocks.icc), metadata.orientation));
    if (!raster.alpha.empty()) photo.alpha = Image(upright(raster.alpha, metadata.orientation));
    photo.metadata = std::move(metadata.blocks);
    photo.greyscale = isGreyscale(photo.image);
    return photo;
  } catch (const cv::Exception& error) {
    if (error.code == cv::Error::StsNoMem)
      fail(ErrorKind::OutOfMemory, name, "needs more memory than there is");
    fail(ErrorKind::Internal, name, error.err);
  } catch (const std::bad_alloc&) {
    fail(ErrorKind::OutOfMemory, name, "needs more memory than there is");
  }
}

Photo readPhoto(const fs::path& path) {
  Photo photo = decodePhoto(readPhotoFile(path), path.string());
  photo.path = path;
  return photo;
}

std::vector<std::uint8_t> encodePhoto(const Photo& photo, const fs::path& path, const ExportOptions& options) {
  const std::string name = path.string();
  const FileFormat format = formatOfSuffix(path);
  checkExport(path, photo, options);
  PhotoMetadata metadata = photo.metadata;
  cv::Mat pixels = fromSrgb(photo.image.mat(), metadata.icc);
  if (pixels.empty()) {
    // Without a profile that fits, the file says nothing and counts as sRGB, which its pixels are.
    metadata.icc.clear();
    pixels = photo.image.mat();
  }
  const cv::Mat alpha = photo.alpha ? photo.alpha->mat() : cv::Mat();
  const std::vector<std::uint8_t> encoded = encodeImage(format, pixels, alpha, options.quality, name);
  const EmbedOptions embed{options.stripMetadata, options.markAsGenerated, options.history, pixels.size()};
  return embedMetadata(encoded, metadata, embed, name);
}

void writePhoto(const fs::path& path, const Photo& photo, const ExportOptions& options) {
  std::error_code code;
  if (!photo.path.empty() && fs::equivalent(path, photo.path, code))
    fail(ErrorKind::InvalidArgument, path.string(), "is the opened photo itself, which is never overwritten");
  const std::vector<std::uint8_t> bytes = encodePhoto(photo, path, options);
  writeFileAtomically(path, bytes.data(), bytes.size());
}

const std::vector<std::string>& readableSuffixes() {
  static const std::vector<std::string> suffixes = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"};
  return suffixes;
}

}  // namespace pentimento
