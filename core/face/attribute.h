// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>

namespace pentimento {

/// What a slider changes in a face (paper 003, section 4), in the order in which people see them.
enum class Attribute { Glasses, Beard, Smile, MouthOpen, Young, Male };
inline constexpr std::array attributes{Attribute::Glasses,   Attribute::Beard, Attribute::Smile,
                                       Attribute::MouthOpen, Attribute::Young, Attribute::Male};
inline constexpr std::size_t attributeCount = attributes.size();

/// "glasses", "beard", "smile", "mouth_open", "young", "male".
const std::string& nameOf(Attribute attribute);
/// Throws Error{InvalidArgument} listing the names.
Attribute attributeNamed(const std::string& name);

/// Whether it changes a whole head (young, male), not a part of a face: the paper's global attributes
/// (section 5).
bool isGlobal(Attribute attribute);

/// Whether all that it changes belongs to the head. Frames may stand out from it.
bool isWithinHead(Attribute attribute);

/// The task that a model of this attribute serves, for model cards and the registry: "attribute-mouth-open".
std::string modelTaskOf(Attribute attribute);

}  // namespace pentimento
