// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/effects/colourise.h"

namespace pentimento {

void ColouriseParameters::check(int width, int height) const {
  for (std::size_t i = 0; i < hints.size(); ++i) {
    const auto& hint = hints[i];
    // Written so that NaN is refused too.
    if (!(hint.x >= 0 && hint.y >= 0 && hint.x < width && hint.y < height))
      throw Error(ErrorKind::InvalidArgument, fmt::format("hint {} at ({:g}, {:g}) is outside the photo of {}x{}", i + 1,
                                                          hint.x, hint.y, width, height));
  }
  if (!(saturation >= 0 && saturation <= 2))
    throw Error(ErrorKind::InvalidArgument, fmt::format("saturation {:g} is not between 0 and 2", saturation));
}

void to_json(nlohmann::json& json, const ColourHint& hint) {
  json = {{"x", hint.x}, {"y", hint.y}, {"rgb", hint.rgb}};
}

void from_json(const nlohmann::json& json, ColourHint& hint) {
  const auto wrong = [](const std::string& what) { return Error(ErrorKind::InvalidArgument, what); };
  if (!json.is_object() || !json.contains("x") || !json.contains("y") || !json.contains("rgb") ||
      !json["x"].is_number() || !json["y"].is_number())
    throw wrong("a hint must be {\"x\": …, \"y\": …, \"rgb\": [r, g, b]}");
  const auto& rgb = json["rgb"];
  if (!rgb.is_array() || rgb.size() != 3) throw wrong("a hint's rgb must be three numbers");
  hint.x = json["x"];
  hint.y = json["y"];
  for (int i = 0; i < 3; ++i) {
    if (!rgb[i].is_number_integer() || rgb[i] < 0 || rgb[i] > 255)
      throw wrong("a hint's rgb must be whole numbers from 0 to 255");
    hint.rgb[i] = rgb[i].get<std::uint8_t>();
  }
}

void to_json(nlohmann::json& json, const ColouriseParameters& parameters) {
  json = {{"hints", parameters.hints}, {"saturation", parameters.saturation}};
}

void from_json(const nlohmann::json& json, ColouriseParameters& parameters) {
  if (!json.is_object() || !json.contains("hints") || !json["hints"].is_array() ||
      !json.value("saturation", nlohmann::json()).is_number())
    throw Error(ErrorKind::InvalidArgument, "these are no parameters of colourise");
  json["hints"].get_to(parameters.hints);
  json["saturation"].get_to(parameters.saturation);
}

std::vector<ColourHint> readHints(const std::filesystem::path& path) {
  std::ifstream stream(path);
  if (!stream) throw Error(ErrorKind::NotFound, path.string() + ": cannot be opened");
  const auto json = nlohmann::json::parse(stream, nullptr, false);
  if (!json.is_array()) throw Error(ErrorKind::Unreadable, path.string() + ": is not a JSON list of hints");
  try {
    return json.get<std::vector<ColourHint>>();
  } catch (const Error& error) {
    throw Error(error.kind(), path.string() + ": " + error.what());
  }
}

}  // namespace pentimento
