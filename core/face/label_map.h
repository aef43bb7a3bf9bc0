// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "core/image/colour.h"
#include "core/image/image.h"

namespace pentimento {

/// The CelebAMask-HQ classes in their official order (SPEC 1). Left and right are the subject's.
enum class FaceClass : std::uint8_t {
  Background, Skin, Nose, Glasses, LeftEye, RightEye, LeftBrow, RightBrow, LeftEar, RightEar,
  Mouth, UpperLip, LowerLip, Hair, Hat, Earring, Necklace, Neck, Cloth,
};
inline constexpr int faceClassCount = 19;

struct FaceClassInfo {
  FaceClass id;
  std::string_view name;  ///< English, for JSON and the command line: "left_brow"
  Rgb8 colour;            ///< of overlays and palette PNGs; told apart also by colour-blind people
};
const std::array<FaceClassInfo, faceClassCount>& faceClasses();

/// The class that a horizontal flip makes of this one: left and right are swapped.
FaceClass mirrored(FaceClass id);

/// A label map is an Image, U8, one channel, values 0 to 18. These take and return such images.
Image mirrored(const Image& labels);
/// RGB, U8, in the colours of faceClasses().
Image coloured(const Image& labels);
/// Share of the pixels of each class, 0 to 1.
std::array<double, faceClassCount> classShares(const Image& labels);

/// 8-bit grey or palette PNG of class indices. Throws Error naming the file: Unreadable, Unsupported (not such a PNG),
/// InvalidArgument (a value of 19 or above; another size than width x height where these are not 0).
Image readLabelMap(const std::filesystem::path& png, int width = 0, int height = 0);
/// A palette PNG in the colours of faceClasses(). Atomic. Throws Error{WriteFailed}.
void writeLabelMap(const std::filesystem::path& png, const Image& labels);

}  // namespace pentimento
