// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string>

#include "core/base/error.h"
#include "core/effects/regenerate.h"
#include "core/face/label_map.h"
#include "core/image/indexed_png.h"

namespace pentimento {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr const char* labelMapName = "a label map of regenerate";

Error wrong(const std::string& what) {
  return {ErrorKind::InvalidArgument, what};
}

std::string base64(const Bytes& bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends it with a zero
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

Bytes bytesOf(const nlohmann::json& json) {
  if (!json.is_string()) throw wrong("a picture among the parameters of regenerate is no text");
  const auto& text = json.get_ref<const std::string&>();
  Bytes bytes(text.size() / 4 * 3 + 3);
  const int length = EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  if (length <= 0) throw wrong("a picture among the parameters of regenerate is no base64");
  const auto padding = std::count(text.end() - 2, text.end(), '=');  // which OpenSSL counts as bytes
  bytes.resize(static_cast<std::size_t>(length - padding));
  return bytes;
}

nlohmann::json labelsJson(const Image& labels) {
  std::vector<std::array<std::uint8_t, 3>> palette;
  for (const auto& info : faceClasses()) palette.push_back(info.colour);
  return base64(encodeIndexedPng(labels.mat(), palette, labelMapName));
}

Image labelsFrom(const nlohmann::json& json) {
  try {
    return Image(decodeIndexedPng(bytesOf(json), labelMapName));
  } catch (const Error& error) {
    throw wrong(error.what());
  }
}

nlohmann::json cropJson(const Image& crop) {
  cv::Mat bgr;
  cv::cvtColor(crop.mat(), bgr, cv::COLOR_RGB2BGR);
  Bytes png;
  if (!cv::imencode(".png", bgr, png)) throw Error(ErrorKind::Internal, "a crop cannot be stored as PNG");
  return base64(png);
}

Image cropFrom(const nlohmann::json& json) {
  cv::Mat rgb;
  try {
    rgb = cv::imdecode(bytesOf(json), cv::IMREAD_COLOR);
  } catch (const cv::Exception&) {  // a size beyond OpenCV's limit; what is damaged comes out empty
  }
  if (rgb.empty()) throw wrong("the style's crop among the parameters of regenerate is no picture");
  cv::cvtColor(rgb, rgb, cv::COLOR_BGR2RGB);
  return Image(rgb);
}

nlohmann::json pointJson(const cv::Point2d& point) {
  return {point.x, point.y};
}

const nlohmann::json& member(const nlohmann::json& json, const char* name) {
  if (!json.is_object() || !json.contains(name))
    throw wrong(fmt::format("parameters of regenerate lack \"{}\"", name));
  return json[name];
}

cv::Point2d pointFrom(const nlohmann::json& json, const char* name) {
  const auto& point = member(json, name);
  if (!point.is_array() || point.size() != 2 || !point[0].is_number() || !point[1].is_number())
    throw wrong(fmt::format("\"{}\" of an alignment must be two numbers", name));
  return {point[0].get<double>(), point[1].get<double>()};
}

void checkLabels(const Image& labels, const char* whose) {
  if (labels.empty() || labels.channels() != 1 || labels.depth() != PixelDepth::U8 ||
      labels.width() != labels.height())
    throw wrong(fmt::format("the {} label map is not square, or empty", whose));
  double largest = 0;
  cv::minMaxLoc(labels.mat(), nullptr, &largest);
  if (largest >= faceClassCount)
    throw wrong(fmt::format("the {} label map has class {:g}; classes are 0 to {}", whose, largest,
                            faceClassCount - 1));
}

void checkAlignment(const Alignment& a, int width, int height) {
  if (!(a.side() > 0) || !std::isfinite(a.side() + cv::norm(a.y) + cv::norm(a.centre)) ||
      !(std::abs(a.x.cross(a.y)) > 0))
    throw wrong("a face's square has no area");
  const double reachX = std::abs(a.x.x) + std::abs(a.y.x), reachY = std::abs(a.x.y) + std::abs(a.y.y);
  if (a.centre.x + reachX < 0 || a.centre.y + reachY < 0 || a.centre.x - reachX >= width ||
      a.centre.y - reachY >= height)
    throw wrong(fmt::format("a face's square lies outside the photo of {} x {} pixels", width, height));
}

void checkStyle(const StyleReference& style) {
  checkLabels(style.labels, "style's");
  if (style.crop.empty() || style.crop.channels() != 3 || style.crop.depth() != PixelDepth::U8 ||
      style.crop.width() != style.crop.height())
    throw wrong("the style's crop is not a square RGB picture of 8 bits");
}

}  // namespace

void RegenerateParameters::check(int width, int height) const {
  for (const auto& face : faces) {
    checkAlignment(face.alignment, width, height);
    checkLabels(face.parsed, "parsed");
    checkLabels(face.painted, "painted");
    if (face.parsed.width() != face.painted.width())
      throw wrong(fmt::format("the painted label map has a side of {} pixels, the parsed one {}",
                              face.painted.width(), face.parsed.width()));
    if (face.style) checkStyle(*face.style);
  }
}

void to_json(nlohmann::json& json, const RegenerateFace& face) {
  json = {{"alignment",
           {{"centre", pointJson(face.alignment.centre)},
            {"x", pointJson(face.alignment.x)},
            {"y", pointJson(face.alignment.y)}}},
          {"parsed", labelsJson(face.parsed)},
          {"painted", labelsJson(face.painted)},
          {"whole_face", face.wholeFace}};
  if (face.style)
    json["style"] = {{"crop", cropJson(face.style->crop)}, {"labels", labelsJson(face.style->labels)}};
}

void from_json(const nlohmann::json& json, RegenerateFace& face) {
  const auto& alignment = member(json, "alignment");
  face.alignment = {pointFrom(alignment, "centre"), pointFrom(alignment, "x"), pointFrom(alignment, "y")};
  face.parsed = labelsFrom(member(json, "parsed"));
  face.painted = labelsFrom(member(json, "painted"));
  const auto& wholeFace = member(json, "whole_face");
  if (!wholeFace.is_boolean()) throw wrong("\"whole_face\" must be true or false");
  face.wholeFace = wholeFace.get<bool>();
  face.style.reset();
  if (!json.contains("style")) return;
  const auto& style = json["style"];
  face.style = {cropFrom(member(style, "crop")), labelsFrom(member(style, "labels"))};
}

void to_json(nlohmann::json& json, const RegenerateParameters& parameters) {
  json = {{"faces", parameters.faces}};
}

void from_json(const nlohmann::json& json, RegenerateParameters& parameters) {
  const auto& faces = member(json, "faces");
  if (!faces.is_array()) throw wrong("\"faces\" of regenerate must be a list");
  parameters.faces.clear();
  for (const auto& face : faces) parameters.faces.push_back(face.get<RegenerateFace>());
}

}  // namespace pentimento
