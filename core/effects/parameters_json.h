// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/face/alignment.h"

namespace pentimento {

/// What the stored parameters of effects have in common. `effect` names it in messages ("regenerate"). What
/// reads throws Error{InvalidArgument} for anything but what the writing counterpart writes.

inline Error wrongParameters(const std::string& what) {
  return {ErrorKind::InvalidArgument, what};
}

/// The member of an object.
const nlohmann::json& member(const nlohmann::json& json, const char* name, const char* effect);

nlohmann::json alignmentJson(const Alignment& alignment);
/// The member "alignment".
Alignment alignmentFrom(const nlohmann::json& json, const char* effect);
/// Throws Error{InvalidArgument}: no area, or wholly outside a width x height photo.
void checkAlignment(const Alignment& alignment, int width, int height);

/// A picture's file in base64.
nlohmann::json fileJson(const std::vector<std::uint8_t>& bytes);
/// A grey or RGB picture of 8 bits as such a PNG. Throws Error{Internal} should OpenCV refuse.
nlohmann::json pictureJson(const Image& picture);
/// The member `name`, an RGB picture.
Image pictureFrom(const nlohmann::json& json, const char* name, const char* effect);
/// The member `name`, a PNG whose pixels are numbers, not colours (image/indexed_png.h), or grey.
Image numbersFrom(const nlohmann::json& json, const char* name, const char* effect);

}  // namespace pentimento
