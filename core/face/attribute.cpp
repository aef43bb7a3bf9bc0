// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/attribute.h"

#include <algorithm>

#include "core/base/error.h"

namespace pentimento {

const std::string& nameOf(Attribute attribute) {
  static const std::array<std::string, attributeCount> names{"glasses",    "beard", "smile",
                                                             "mouth_open", "young", "male"};
  return names[static_cast<std::size_t>(attribute)];
}

Attribute attributeNamed(const std::string& name) {
  std::string known;
  for (const auto attribute : attributes) {
    if (nameOf(attribute) == name) return attribute;
    known += (known.empty() ? "" : ", ") + nameOf(attribute);
  }
  throw Error(ErrorKind::InvalidArgument, "'" + name + "' is no attribute; there are " + known);
}

bool isGlobal(Attribute attribute) {
  return attribute == Attribute::Young || attribute == Attribute::Male;
}

bool isWithinHead(Attribute attribute) {
  return attribute != Attribute::Glasses;
}

std::string modelTaskOf(Attribute attribute) {
  auto name = nameOf(attribute);
  std::replace(name.begin(), name.end(), '_', '-');
  return "attribute-" + name;
}

}  // namespace pentimento
