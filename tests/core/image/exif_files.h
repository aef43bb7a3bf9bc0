// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exiv2/exiv2.hpp>
#include <filesystem>

namespace pentimento::test {

/// A file's metadata as Exiv2 alone sees it, to check what the program wrote and to prepare what it reads.
inline Exiv2::Image::AutoPtr openMetadata(const std::filesystem::path& path) {
  Exiv2::Image::AutoPtr image = Exiv2::ImageFactory::open(path.string());
  image->readMetadata();
  return image;
}

template <typename Data, typename Key>
std::string textOf(const Data& data, const Key& key) {
  const auto it = data.findKey(key);
  return it == data.end() ? "(none)" : it->toString();
}
inline std::string exifText(const Exiv2::Image& image, const char* key) {
  return textOf(image.exifData(), Exiv2::ExifKey(key));
}
inline std::string xmpText(const Exiv2::Image& image, const std::string& key) {
  return textOf(image.xmpData(), Exiv2::XmpKey(key));
}

}  // namespace pentimento::test
