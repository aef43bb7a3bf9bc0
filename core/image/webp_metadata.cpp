// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/webp_metadata.h"

#include <webp/mux.h>

#include <memory>

#include "core/image/codec.h"

namespace pentimento {

std::vector<std::uint8_t> withWebPChunks(const std::vector<std::uint8_t>& bytes,
                                         const std::vector<std::uint8_t>& exif, const std::string& xmp,
                                         const std::vector<std::uint8_t>& icc, const std::string& name) {
  const WebPData file{bytes.data(), bytes.size()};
  const std::unique_ptr<WebPMux, void (*)(WebPMux*)> mux(WebPMuxCreate(&file, 0), WebPMuxDelete);
  bool good = mux != nullptr;
  const auto set = [&](const char* chunk, const void* data, std::size_t size) {
    const WebPData content{static_cast<const std::uint8_t*>(data), size};
    if (size > 0) good = good && WebPMuxSetChunk(mux.get(), chunk, &content, 0) == WEBP_MUX_OK;
  };
  set("ICCP", icc.data(), icc.size());
  set("EXIF", exif.data(), exif.size());
  set("XMP ", xmp.data(), xmp.size());
  WebPData assembled{nullptr, 0};
  good = good && WebPMuxAssemble(mux.get(), &assembled) == WEBP_MUX_OK;
  std::vector<std::uint8_t> result;
  if (good) result.assign(assembled.bytes, assembled.bytes + assembled.size);
  WebPDataClear(&assembled);
  if (!good) fail(ErrorKind::WriteFailed, name, "metadata cannot be written");
  return result;
}

}  // namespace pentimento
