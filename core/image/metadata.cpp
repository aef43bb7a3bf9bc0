// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/metadata.h"

#include <chrono>
#include <ctime>
#include <exiv2/exiv2.hpp>
#include <mutex>
#include <set>

#include "core/base/log.h"
#include "core/image/webp_metadata.h"

namespace pentimento {
namespace {

/// Exiv2's XMP toolkit has global state: it takes this lock once it was initialised with it, before any
/// thread.
void setUpExiv2() {
  static std::recursive_mutex mutex;
  static std::once_flag once;
  std::call_once(once, [] {
    Exiv2::XmpParser::initialize(
        [](void* data, bool lock) {
          auto* held = static_cast<std::recursive_mutex*>(data);
          lock ? held->lock() : held->unlock();
        },
        &mutex);
    Exiv2::LogMsg::setHandler([](int, const char* text) {
      std::string line(text);
      while (!line.empty() && line.back() == '\n') line.pop_back();
      spdlog::debug("Exiv2: {}", line);
    });
  });
}

Exiv2::Image::AutoPtr open(Bytes bytes) {
  setUpExiv2();
  Exiv2::Image::AutoPtr image = Exiv2::ImageFactory::open(bytes.data(), static_cast<long>(bytes.size()));
  image->readMetadata();
  return image;
}

std::vector<std::uint8_t> toVector(const Exiv2::DataBuf& buffer) {
  return {buffer.pData_, buffer.pData_ + buffer.size_};
}

/// Tags of a TIFF's first directory that describe its own storage and would lie in another file.
bool describesStorage(const Exiv2::Exifdatum& datum) {
  static const std::set<std::uint16_t> tags = {
      0x00fe, 0x00ff, 0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x010a, 0x0111, 0x0115, 0x0116, 0x0117, 0x011c,
      0x0122, 0x0123, 0x013d, 0x0140, 0x0142, 0x0143, 0x0144, 0x0145, 0x014a, 0x0152, 0x0153, 0x015b, 0x0200,
      0x0201, 0x0202, 0x0207, 0x0208, 0x0209, 0x0211, 0x0212, 0x0214, 0x02bc, 0x83bb, 0x8649, 0x8773};
  const std::string group = datum.groupName();
  return (group == "Image" && tags.contains(datum.tag())) || group.starts_with("SubImage");
}

void cleanExif(Exiv2::ExifData& exif) {
  for (auto it = exif.begin(); it != exif.end();) it = describesStorage(*it) ? exif.erase(it) : std::next(it);
  Exiv2::ExifThumb(exif).erase();
  const auto orientation = exif.findKey(Exiv2::ExifKey("Exif.Image.Orientation"));
  if (orientation != exif.end()) orientation->setValue("1");
}

int orientationOf(const Exiv2::ExifData& exif) {
  const auto it = exif.findKey(Exiv2::ExifKey("Exif.Image.Orientation"));
  if (it == exif.end() || it->count() == 0) return 1;
  const long value = it->toLong();
  return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
}

/// Runs one step; what Exiv2 throws is logged, and the step's result is as if the block were not there.
template <typename Step>
void tolerate(const std::string& name, const char* block, Step step) {
  try {
    step();
  } catch (const std::exception& error) {
    spdlog::warn("{}: {} is damaged and left out ({})", name, block, error.what());
  }
}

std::string now() {
  const std::time_t time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&time, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

/// One more event in xmpMM:History, and a line in photoshop:History where people look for it.
void addHistory(Exiv2::XmpData& xmp, const std::string& history) {
  const std::string list = "Xmp.xmpMM.History";
  int events = 0;
  while (xmp.findKey(Exiv2::XmpKey(list + "[" + std::to_string(events + 1) + "]/stEvt:action")) != xmp.end())
    ++events;
  if (events == 0) {
    Exiv2::XmpTextValue sequence;
    sequence.setXmpArrayType(Exiv2::XmpValue::xaSeq);
    xmp.add(Exiv2::XmpKey(list), &sequence);
  }
  const std::string event = list + "[" + std::to_string(events + 1) + "]/stEvt:";
  xmp[event + "action"] = "edited";
  xmp[event + "when"] = now();
  xmp[event + "softwareAgent"] = "Pentimento " PENTIMENTO_VERSION;
  xmp[event + "parameters"] = history;
  Exiv2::Xmpdatum& text = xmp["Xmp.photoshop.History"];
  const std::string before = text.count() > 0 ? text.toString() + "\n" : "";
  text = before + history;
}

Exiv2::XmpData composeXmp(const PhotoMetadata& metadata, const EmbedOptions& options,
                          const std::string& name) {
  Exiv2::XmpData xmp;
  if (!options.strip && !metadata.xmp.empty()) {
    tolerate(name, "XMP", [&] {
      if (Exiv2::XmpParser::decode(xmp, metadata.xmp) != 0) throw std::runtime_error("not an XMP packet");
    });
    for (auto it = xmp.begin(); it != xmp.end();) {
      it = it->key().starts_with("Xmp.xmp.Thumbnails") ? xmp.erase(it) : std::next(it);
    }
    const auto orientation = xmp.findKey(Exiv2::XmpKey("Xmp.tiff.Orientation"));
    if (orientation != xmp.end()) orientation->setValue("1");
  }
  if (!options.strip && !options.history.empty()) addHistory(xmp, options.history);
  if (options.markAsGenerated) {
    xmp["Xmp.iptcExt.DigitalSourceType"] =
        "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia";
  }
  return xmp;
}

/// The photo's EXIF with what is no longer true put right.
Exiv2::ExifData composeExif(const PhotoMetadata& metadata, const EmbedOptions& options,
                            const std::string& name) {
  Exiv2::ExifData exif;
  if (options.strip || metadata.exif.empty()) return exif;
  tolerate(name, "EXIF", [&] {
    Exiv2::ExifParser::decode(exif, metadata.exif.data(), static_cast<std::uint32_t>(metadata.exif.size()));
    cleanExif(exif);
    for (const auto& [key, value] : {std::pair{"Exif.Photo.PixelXDimension", options.size.width},
                                     std::pair{"Exif.Photo.PixelYDimension", options.size.height}}) {
      const auto it = exif.findKey(Exiv2::ExifKey(key));
      if (it != exif.end()) it->setValue(std::to_string(value));
    }
  });
  return exif;
}

std::vector<std::uint8_t> encodeExif(const Exiv2::ExifData& exif) {
  Exiv2::Blob blob;
  if (!exif.empty()) Exiv2::ExifParser::encode(blob, Exiv2::littleEndian, exif);
  return {blob.begin(), blob.end()};
}

std::vector<std::uint8_t> embedInWebP(const std::vector<std::uint8_t>& bytes, const Exiv2::ExifData& exif,
                                      const Exiv2::XmpData& xmp, const PhotoMetadata& metadata,
                                      const std::string& name) {
  std::string packet;
  if (!xmp.empty() && Exiv2::XmpParser::encode(packet, xmp) != 0)
    throw std::runtime_error("XMP cannot be encoded");
  return withWebPChunks(bytes, encodeExif(exif), packet, metadata.icc, name);
}

std::vector<std::uint8_t> embedByExiv2(const std::vector<std::uint8_t>& bytes, const Exiv2::ExifData& exif,
                                       const Exiv2::XmpData& xmp, const PhotoMetadata& metadata,
                                       const EmbedOptions& options) {
  const Exiv2::Image::AutoPtr image = open(bytes);
  for (const Exiv2::Exifdatum& datum : exif) image->exifData().add(datum);
  if (!options.strip && !metadata.iptc.empty()) {
    Exiv2::IptcData iptc;
    const auto size = static_cast<std::uint32_t>(metadata.iptc.size());
    if (Exiv2::IptcParser::decode(iptc, metadata.iptc.data(), size) == 0) image->setIptcData(iptc);
  }
  if (!xmp.empty()) image->setXmpData(xmp);
  if (!metadata.icc.empty()) {
    Exiv2::DataBuf icc(metadata.icc.data(), static_cast<long>(metadata.icc.size()));
    image->setIccProfile(icc);
  }
  image->writeMetadata();
  Exiv2::BasicIo& io = image->io();
  io.seek(0, Exiv2::BasicIo::beg);
  return toVector(io.read(static_cast<long>(io.size())));
}

}  // namespace

FileMetadata readMetadata(Bytes bytes, const std::string& name) {
  FileMetadata result;
  Exiv2::Image::AutoPtr image;
  tolerate(name, "metadata", [&] { image = open(bytes); });
  if (!image.get()) return result;
  PhotoMetadata& blocks = result.blocks;
  tolerate(name, "EXIF", [&] {
    Exiv2::ExifData exif = image->exifData();
    result.orientation = orientationOf(exif);
    cleanExif(exif);
    blocks.exif = encodeExif(exif);
  });
  tolerate(name, "IPTC", [&] {
    if (!image->iptcData().empty()) blocks.iptc = toVector(Exiv2::IptcParser::encode(image->iptcData()));
  });
  blocks.xmp = image->xmpPacket();
  if (image->iccProfileDefined()) blocks.icc = toVector(*image->iccProfile());
  return result;
}

std::vector<std::uint8_t> embedMetadata(const std::vector<std::uint8_t>& bytes, const PhotoMetadata& metadata,
                                        const EmbedOptions& options, const std::string& name) {
  setUpExiv2();
  try {
    const Exiv2::ExifData exif = composeExif(metadata, options, name);
    const Exiv2::XmpData xmp = composeXmp(metadata, options, name);
    if (formatOfContent(bytes) == FileFormat::WebP) return embedInWebP(bytes, exif, xmp, metadata, name);
    return embedByExiv2(bytes, exif, xmp, metadata, options);
  } catch (const Error&) {
    throw;
  } catch (const std::exception& error) {
    fail(ErrorKind::WriteFailed, name, std::string("metadata cannot be written: ") + error.what());
  }
}

}  // namespace pentimento
