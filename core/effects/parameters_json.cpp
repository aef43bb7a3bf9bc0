// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/parameters_json.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/image/indexed_png.h"

namespace pentimento {
namespace {

using Bytes = std::vector<std::uint8_t>;

nlohmann::json pointJson(const cv::Point2d& point) {
  return {point.x, point.y};
}

cv::Point2d pointFrom(const nlohmann::json& json, const char* name, const char* effect) {
  const auto& point = member(json, name, effect);
  if (!point.is_array() || point.size() != 2 || !point[0].is_number() || !point[1].is_number())
    throw wrongParameters(fmt::format("\"{}\" of an alignment must be two numbers", name));
  return {point[0].get<double>(), point[1].get<double>()};
}

Bytes bytesFrom(const nlohmann::json& parent, const char* name, const char* effect) {
  const auto& json = member(parent, name, effect);
  if (!json.is_string())
    throw wrongParameters(fmt::format("a picture among the parameters of {} is no text", effect));
  const auto& text = json.get_ref<const std::string&>();
  Bytes bytes(text.size() / 4 * 3 + 3);
  const int length = EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  if (length <= 0)
    throw wrongParameters(fmt::format("a picture among the parameters of {} is no base64", effect));
  const auto padding = std::count(text.end() - 2, text.end(), '=');  // which OpenSSL counts as bytes
  bytes.resize(static_cast<std::size_t>(length - padding));
  return bytes;
}

}  // namespace

const nlohmann::json& member(const nlohmann::json& json, const char* name, const char* effect) {
  if (!json.is_object() || !json.contains(name))
    throw wrongParameters(fmt::format("parameters of {} lack \"{}\"", effect, name));
  return json[name];
}

nlohmann::json alignmentJson(const Alignment& alignment) {
  return {
      {"centre", pointJson(alignment.centre)}, {"x", pointJson(alignment.x)}, {"y", pointJson(alignment.y)}};
}

Alignment alignmentFrom(const nlohmann::json& parent, const char* effect) {
  const auto& json = member(parent, "alignment", effect);
  return {pointFrom(json, "centre", effect), pointFrom(json, "x", effect), pointFrom(json, "y", effect)};
}

void checkAlignment(const Alignment& a, int width, int height) {
  if (!(a.side() > 0) || !std::isfinite(a.side() + cv::norm(a.y) + cv::norm(a.centre)) ||
      !(std::abs(a.x.cross(a.y)) > 0))
    throw wrongParameters("a face's square has no area");
  const double reachX = std::abs(a.x.x) + std::abs(a.y.x), reachY = std::abs(a.x.y) + std::abs(a.y.y);
  if (a.centre.x + reachX < 0 || a.centre.y + reachY < 0 || a.centre.x - reachX >= width ||
      a.centre.y - reachY >= height)
    throw wrongParameters(
        fmt::format("a face's square lies outside the photo of {} x {} pixels", width, height));
}

nlohmann::json fileJson(const Bytes& bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends it with a zero
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

nlohmann::json pictureJson(const Image& picture) {
  cv::Mat bgr;
  if (picture.channels() == 3) cv::cvtColor(picture.mat(), bgr, cv::COLOR_RGB2BGR);
  Bytes png;
  if (!cv::imencode(".png", bgr.empty() ? picture.mat() : bgr, png))
    throw Error(ErrorKind::Internal, "a picture cannot be stored as PNG");
  return fileJson(png);
}

Image pictureFrom(const nlohmann::json& json, const char* name, const char* effect) {
  cv::Mat rgb;
  try {
    rgb = cv::imdecode(bytesFrom(json, name, effect), cv::IMREAD_COLOR);
  } catch (const cv::Exception&) {  // a size beyond OpenCV's limit; what is damaged comes out empty
  }
  if (rgb.empty())
    throw wrongParameters(fmt::format("what should be a picture among the parameters of {} is none", effect));
  cv::cvtColor(rgb, rgb, cv::COLOR_BGR2RGB);
  return Image(rgb);
}

Image numbersFrom(const nlohmann::json& json, const char* name, const char* effect) {
  try {
    return Image(decodeIndexedPng(bytesFrom(json, name, effect), fmt::format("a picture of {}", effect)));
  } catch (const Error& error) {
    throw wrongParameters(error.what());
  }
}

}  // namespace pentimento
