// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/codec.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/image/image_io.h"

namespace pentimento {
namespace {

using namespace std::string_view_literals;

bool hasAt(Bytes bytes, std::size_t offset, std::string_view magic) {
  return bytes.size() >= offset + magic.size() &&
         std::equal(magic.begin(), magic.end(), bytes.begin() + static_cast<std::ptrdiff_t>(offset),
                    [](char m, std::uint8_t b) { return static_cast<std::uint8_t>(m) == b; });
}

}  // namespace

std::optional<FileFormat> formatOfContent(Bytes bytes) {
  if (hasAt(bytes, 0, "\xff\xd8\xff"sv)) return FileFormat::Jpeg;
  if (hasAt(bytes, 0, "\x89PNG\r\n\x1a\n"sv)) return FileFormat::Png;
  // 42 is classic TIFF, 43 is BigTIFF.
  for (const auto magic : {"II\x2a\0"sv, "MM\0\x2a"sv, "II\x2b\0"sv, "MM\0\x2b"sv}) {
    if (hasAt(bytes, 0, magic)) return FileFormat::Tiff;
  }
  if (hasAt(bytes, 0, "RIFF"sv) && hasAt(bytes, 8, "WEBP"sv)) return FileFormat::WebP;
  return std::nullopt;
}

Raster separateAlpha(const cv::Mat& decoded) {
  const ColourModel model = decoded.channels() < 3 ? ColourModel::Grey : ColourModel::Rgb;
  if (decoded.channels() % 2 == 1) return {model, decoded, {}};
  const int colours = decoded.channels() - 1;
  cv::Mat targets[] = {cv::Mat(decoded.size(), CV_MAKETYPE(decoded.depth(), colours)),
                       cv::Mat(decoded.size(), decoded.depth())};
  const int pairs[] = {0, 0, 1, 1, 2, 2, 3, 3};
  cv::mixChannels(&decoded, 1, targets, 2, pairs, static_cast<std::size_t>(decoded.channels()));
  return {model, targets[0], targets[1]};
}

void checkSize(std::int64_t width, std::int64_t height, const std::string& name) {
  const std::string size = std::to_string(width) + " x " + std::to_string(height);
  if (width < 1 || height < 1) fail(ErrorKind::Unsupported, name, "has no pixels (" + size + ")");
  if (width > maximumPixels / height) {
    fail(ErrorKind::Unsupported, name,
         "is too large (" + size + " pixels; at most " + std::to_string(maximumPixels / 1'000'000) +
             " megapixels)");
  }
}

}  // namespace pentimento
