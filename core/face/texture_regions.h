// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>

#include "core/image/image.h"

namespace pentimento {

/// The parts of a face that make-up is put on, and that have a slider of their own.
enum class MakeupRegion { Lips, Eyes, Brows, Skin };
inline constexpr int makeupRegionCount = 4;
inline constexpr std::array makeupRegions{MakeupRegion::Lips, MakeupRegion::Eyes, MakeupRegion::Brows,
                                          MakeupRegion::Skin};
/// "lips", "eyes", "brows", "skin".
std::string nameOf(MakeupRegion region);
/// Throws Error{InvalidArgument} for another name.
MakeupRegion makeupRegionNamed(const std::string& name);

/// Soft masks of the regions in texture coordinates: F32, one channel, size x size; they sum to 1 everywhere
/// on the face and to 0 where no make-up goes: eyeballs, inside of the mouth. `labels`: of the same texture
/// (FaceTexture::labels, any size), which says where lips, mouth and eyes of this face really end; empty: the
/// canonical layout alone.
std::array<Image, makeupRegionCount> textureRegions(int size, const Image& labels = {});

}  // namespace pentimento
