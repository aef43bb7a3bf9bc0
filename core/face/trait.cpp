// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/trait.h"

namespace pentimento {

static_assert(traitOf(attributes.back()) == Trait::Male && traits.size() == attributeCount + 1);

std::optional<Attribute> attributeOf(Trait trait) {
  if (trait == Trait::MakeUp) return {};
  return static_cast<Attribute>(trait);
}

std::string nameOf(Trait trait) {
  const auto attribute = attributeOf(trait);
  return attribute ? nameOf(*attribute) : "make-up";
}

}  // namespace pentimento
