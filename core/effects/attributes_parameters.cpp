// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "core/effects/attributes.h"
#include "core/effects/each_face.h"
#include "core/effects/parameters_json.h"

namespace pentimento {
namespace {

constexpr const char* attributesName = "attributes";

void checkStrengths(const Strengths& strengths) {
  for (const auto attribute : attributes) {
    const double strength = strengths[static_cast<std::size_t>(attribute)];
    if (!(std::abs(strength) <= maximumStrength))  // which NaN is not either
      throw wrongParameters(fmt::format("the strength of {} is {}; it must be from {} to {}",
                                        nameOf(attribute), strength, -maximumStrength, maximumStrength));
  }
}

nlohmann::json strengthsJson(const Strengths& strengths) {
  auto json = nlohmann::json::object();
  for (const auto attribute : attributes) {
    const double strength = strengths[static_cast<std::size_t>(attribute)];
    if (strength != 0) json[nameOf(attribute)] = strength;
  }
  return json;
}

Strengths strengthsFrom(const nlohmann::json& json) {
  if (!json.is_object()) throw wrongParameters("\"strengths\" of attributes must be an object");
  Strengths strengths{};
  for (const auto& [name, value] : json.items()) {
    if (!value.is_number()) throw wrongParameters(fmt::format("the strength of \"{}\" is no number", name));
    strengths[static_cast<std::size_t>(attributeNamed(name))] = value.get<double>();
  }
  return strengths;
}

}  // namespace

bool AttributesFace::changesPhoto() const {
  const bool moved = std::any_of(strengths.begin(), strengths.end(), [](double s) { return s != 0; });
  return moved && (kept.empty() || cv::countNonZero(kept.mat()) > 0);
}

void AttributesParameters::check(int width, int height) const {
  for (const auto& face : faces) {
    checkAlignment(face.alignment, width, height);
    checkStrengths(face.strengths);
    const auto& kept = face.kept;
    if (!kept.empty() &&
        (kept.channels() != 1 || kept.depth() != PixelDepth::U8 || kept.width() != kept.height()))
      throw wrongParameters("what is kept of a face's residual is no square of one channel of 8 bits");
  }
}

void to_json(nlohmann::json& json, const AttributesFace& face) {
  json = {{"alignment", alignmentJson(face.alignment)}, {"strengths", strengthsJson(face.strengths)}};
  if (!face.kept.empty()) json["kept"] = pictureJson(face.kept);
}

void from_json(const nlohmann::json& json, AttributesFace& face) {
  face.alignment = alignmentFrom(json, attributesName);
  face.strengths = strengthsFrom(member(json, "strengths", attributesName));
  face.kept = json.contains("kept") ? numbersFrom(json, "kept", attributesName) : Image();
}

void to_json(nlohmann::json& json, const AttributesParameters& parameters) {
  json = {{"faces", parameters.faces}};
}

void from_json(const nlohmann::json& json, AttributesParameters& parameters) {
  parameters.faces = facesFrom<AttributesFace>(json, attributesName);
}

}  // namespace pentimento
