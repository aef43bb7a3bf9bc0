// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/split.h"

#include <cstdint>
#include <string>

namespace pentimento {

bool isHeldOut(const std::filesystem::path& file) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : file.stem().string()) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  // FNV's low bits are weak for short names: fold the high half in.
  return (hash ^ (hash >> 32)) % 40 == 0;
}

bool isIn(Split split, const std::filesystem::path& file) {
  return split == Split::All || isHeldOut(file) == (split == Split::HeldOut);
}

}  // namespace pentimento
