// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "core/effects/each_face.h"
#include "core/effects/parameters_json.h"
#include "core/effects/regenerate.h"
#include "core/face/label_map.h"
#include "core/image/indexed_png.h"

namespace pentimento {
namespace {

constexpr const char* regenerateName = "regenerate";

nlohmann::json labelsJson(const Image& labels) {
  std::vector<std::array<std::uint8_t, 3>> palette;
  for (const auto& info : faceClasses()) palette.push_back(info.colour);
  return fileJson(encodeIndexedPng(labels.mat(), palette, "a label map of regenerate"));
}

void checkLabels(const Image& labels, const char* whose) {
  if (labels.empty() || labels.channels() != 1 || labels.depth() != PixelDepth::U8 ||
      labels.width() != labels.height())
    throw wrongParameters(fmt::format("the {} label map is not square, or empty", whose));
  double largest = 0;
  cv::minMaxLoc(labels.mat(), nullptr, &largest);
  if (largest >= faceClassCount)
    throw wrongParameters(fmt::format("the {} label map has class {:g}; classes are 0 to {}", whose, largest,
                                      faceClassCount - 1));
}

void checkStyle(const StyleReference& style) {
  checkLabels(style.labels, "style's");
  if (style.crop.empty() || style.crop.channels() != 3 || style.crop.depth() != PixelDepth::U8 ||
      style.crop.width() != style.crop.height())
    throw wrongParameters("the style's crop is not a square RGB picture of 8 bits");
}

}  // namespace

void RegenerateParameters::check(int width, int height) const {
  for (const auto& face : faces) {
    checkAlignment(face.alignment, width, height);
    checkLabels(face.parsed, "parsed");
    checkLabels(face.painted, "painted");
    if (face.parsed.width() != face.painted.width())
      throw wrongParameters(fmt::format("the painted label map has a side of {} pixels, the parsed one {}",
                                        face.painted.width(), face.parsed.width()));
    if (face.style) checkStyle(*face.style);
  }
}

void to_json(nlohmann::json& json, const RegenerateFace& face) {
  json = {{"alignment", alignmentJson(face.alignment)},
          {"parsed", labelsJson(face.parsed)},
          {"painted", labelsJson(face.painted)},
          {"whole_face", face.wholeFace}};
  if (face.style)
    json["style"] = {{"crop", pictureJson(face.style->crop)}, {"labels", labelsJson(face.style->labels)}};
}

void from_json(const nlohmann::json& json, RegenerateFace& face) {
  face.alignment = alignmentFrom(json, regenerateName);
  face.parsed = numbersFrom(json, "parsed", regenerateName);
  face.painted = numbersFrom(json, "painted", regenerateName);
  const auto& wholeFace = member(json, "whole_face", regenerateName);
  if (!wholeFace.is_boolean()) throw wrongParameters("\"whole_face\" must be true or false");
  face.wholeFace = wholeFace.get<bool>();
  face.style.reset();
  if (!json.contains("style")) return;
  const auto& style = json["style"];
  face.style = {pictureFrom(style, "crop", regenerateName), numbersFrom(style, "labels", regenerateName)};
}

void to_json(nlohmann::json& json, const RegenerateParameters& parameters) {
  json = {{"faces", parameters.faces}};
}

void from_json(const nlohmann::json& json, RegenerateParameters& parameters) {
  parameters.faces = facesFrom<RegenerateFace>(json, regenerateName);
}

}  // namespace pentimento
