// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/image/image.h"

namespace pentimento {

/// What there is to say of a photo before one trains on it.
struct PhotoCheck {
  std::string problem;  ///< why it cannot be read; empty: it can
  int width = 0, height = 0;
  bool grey = false;   ///< has no colours to learn
  bool small = false;  ///< its short side is below 200 pixels
  double sharpness =
      0;  ///< of its sharpest part, short side 256: variance of the Laplacian, grey levels squared
  bool blurred = false;    ///< nothing in it is sharp at that size
  std::uint64_t look = 0;  ///< nearly the same for nearly the same picture, see looksAlike

  bool readable() const { return problem.empty(); }
};

/// Reads the whole photo. Never throws: what cannot be read is said in `problem`.
PhotoCheck checkPhoto(const std::filesystem::path& file);
PhotoCheck checkPhoto(const Image& photo, bool grey);

/// Whether two photos show the same, maybe in another size or compression: at most 5 of the 64 bits of their
/// difference hash differ.
bool looksAlike(const PhotoCheck& a, const PhotoCheck& b);

}  // namespace pentimento
