// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>

#include "core/face/attribute.h"

namespace pentimento {

/// What a face has or has not, and a network can be taught from both kinds: what the sliders change, in their
/// order, and make-up.
enum class Trait { Glasses, Beard, Smile, MouthOpen, Young, Male, MakeUp };
inline constexpr std::array traits{Trait::Glasses, Trait::Beard, Trait::Smile, Trait::MouthOpen,
                                   Trait::Young,   Trait::Male,  Trait::MakeUp};

constexpr Trait traitOf(Attribute attribute) {
  return static_cast<Trait>(attribute);
}
/// Nothing: no slider changes it.
std::optional<Attribute> attributeOf(Trait trait);
/// "mouth_open", "make-up".
std::string nameOf(Trait trait);

/// Of a face: whether it has each trait; nothing: not known.
class TraitMarks {
 public:
  std::optional<bool>& operator[](Trait trait) { return marks_[static_cast<std::size_t>(trait)]; }
  const std::optional<bool>& operator[](Trait trait) const { return marks_[static_cast<std::size_t>(trait)]; }

 private:
  std::array<std::optional<bool>, traits.size()> marks_{};
};

}  // namespace pentimento
