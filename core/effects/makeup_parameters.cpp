// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "core/effects/each_face.h"
#include "core/effects/makeup.h"
#include "core/effects/parameters_json.h"
#include "core/face/label_map.h"

namespace pentimento {
namespace {

constexpr const char* makeupName = "makeup";

void checkShare(const std::string& what, double value, double most) {
  if (!(value >= 0 && value <= most))  // which NaN is not either
    throw wrongParameters(fmt::format("the {} of make-up is {}; it must be from 0 to {}", what, value, most));
}

void checkReference(const MakeupReference& reference) {
  const auto& [texture, labels] = reference;
  if (texture.mat().type() != CV_8UC3 || labels.mat().type() != CV_8UC1 ||
      texture.width() != makeupTextureSize || texture.height() != makeupTextureSize ||
      labels.mat().size() != texture.mat().size())
    throw wrongParameters(fmt::format(
        "a make-up's reference is no texture of {0} x {0} pixels with its labels", makeupTextureSize));
  double highest = 0;
  cv::minMaxLoc(labels.mat(), nullptr, &highest);
  if (highest >= faceClassCount)
    throw wrongParameters(fmt::format("a make-up's reference has a label of {}; there are 0 to {}", highest,
                                      faceClassCount - 1));
}

nlohmann::json shadesJson(const MakeupShades& shades) {
  auto regions = nlohmann::json::object();
  for (const auto region : makeupRegions)
    regions[nameOf(region)] = shades.regions[static_cast<std::size_t>(region)];
  return {{"shade", shades.shade}, {"regions", regions}};
}

MakeupShades shadesFrom(const nlohmann::json& parent) {
  const auto& json = member(parent, "shades", makeupName);
  const auto number = [](const nlohmann::json& object, const std::string& name) {
    const auto& value = member(object, name.c_str(), makeupName);
    if (!value.is_number()) throw wrongParameters("\"" + name + "\" of make-up is no number");
    return value.get<double>();
  };
  MakeupShades shades;
  shades.shade = number(json, "shade");
  const auto& regions = member(json, "regions", makeupName);
  for (const auto region : makeupRegions)
    shades.regions[static_cast<std::size_t>(region)] = number(regions, nameOf(region));
  return shades;
}

}  // namespace

bool MakeupFace::changesPhoto() const {
  return shades.shade > 0 &&
         std::any_of(shades.regions.begin(), shades.regions.end(), [](double share) { return share > 0; });
}

void MakeupParameters::check(int width, int height) const {
  for (const auto& face : faces) {
    checkAlignment(face.alignment, width, height);
    checkShare("shade", face.shades.shade, maximumShade);
    for (const auto region : makeupRegions)
      checkShare(nameOf(region), face.shades.regions[static_cast<std::size_t>(region)], 1);
    checkReference(face.reference);
  }
}

void to_json(nlohmann::json& json, const MakeupFace& face) {
  json = {
      {"alignment", alignmentJson(face.alignment)},
      {"reference",
       {{"texture", pictureJson(face.reference.texture)}, {"labels", pictureJson(face.reference.labels)}}},
      {"shades", shadesJson(face.shades)}};
}

void from_json(const nlohmann::json& json, MakeupFace& face) {
  face.alignment = alignmentFrom(json, makeupName);
  const auto& reference = member(json, "reference", makeupName);
  face.reference = {pictureFrom(reference, "texture", makeupName),
                    numbersFrom(reference, "labels", makeupName)};
  face.shades = shadesFrom(json);
}

void to_json(nlohmann::json& json, const MakeupParameters& parameters) {
  json = {{"faces", parameters.faces}};
}

void from_json(const nlohmann::json& json, MakeupParameters& parameters) {
  parameters.faces = facesFrom<MakeupFace>(json, makeupName);
}

}  // namespace pentimento
