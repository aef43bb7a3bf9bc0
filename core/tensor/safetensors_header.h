// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pentimento {

/// Longest header that is read, in bytes.
inline constexpr std::uint64_t maximumSafetensorsHeader = 16u << 20;

/// What the header of a .safetensors file says of one tensor.
struct SafetensorsEntry {
  std::string name;
  std::string type;                 ///< "F32", "BF16", …
  std::vector<std::int64_t> shape;  ///< at most 64 sizes, whose product fits 63 bits
  std::uint64_t begin = 0;          ///< bytes from the end of the header
  std::uint64_t end = 0;
};

struct SafetensorsHeader {
  std::vector<SafetensorsEntry> entries;  ///< by offset, without gaps from 0 to the end of the data
  std::map<std::string, std::string> metadata;
};

/// Parses and checks the JSON of a header before `dataSize` bytes of tensors. Knows nothing of LibTorch.
/// Throws Error naming `file`: Unreadable, or Unsupported for a type that is not in the list of
/// safetensors.h.
SafetensorsHeader parseSafetensorsHeader(std::string_view json, std::uint64_t dataSize,
                                         const std::string& file);

/// The inverse: JSON padded with spaces to a multiple of 8 bytes. Throws Error{InvalidArgument} for a name or
/// a metadata text that is not UTF-8, and for a tensor called `__metadata__`.
std::string formatSafetensorsHeader(const SafetensorsHeader& header);

/// Bytes of one element of a type, 0 for a type that we do not read.
std::uint64_t safetensorsElementSize(std::string_view type);

}  // namespace pentimento
