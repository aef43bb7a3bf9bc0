// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/painted_light.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/image/colour_curves.h"

namespace pentimento {
namespace {

constexpr double degree = CV_PI / 180;
constexpr double frontalWithin = 15, hardFrom = 40;  // degrees

double smoothStep(double low, double high, double x) {
  const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

cv::Mat smoothStep(double low, double high, const cv::Mat& x) {
  cv::Mat out(x.size(), CV_32F);
  for (int i = 0; i < x.rows; ++i)
    std::transform(x.ptr<float>(i), x.ptr<float>(i) + x.cols, out.ptr<float>(i),
                   [&](float value) { return static_cast<float>(smoothStep(low, high, value)); });
  return out;
}

void requireTexture(const cv::Mat& texture) {
  if (texture.type() != CV_32FC3 || texture.empty())
    throw Error(ErrorKind::InvalidArgument, "light falls on textures of floats, RGB");
}

/// 0 to 1: smooth blobs that cover about `shadowShare` of the texture.
cv::Mat castShadows(const PaintedLight& light, const cv::Size& size) {
  constexpr int cells = 5;
  cv::RNG random(light.shadowSeed + 1);
  for (int i = 0; i < 8; ++i) random.next();
  cv::Mat coarse(cells, cells, CV_32F), field;
  random.fill(coarse, cv::RNG::NORMAL, 0, 1);
  cv::resize(coarse, field, size, 0, 0, cv::INTER_CUBIC);
  cv::Mat sorted = field.reshape(1, 1).clone();
  const auto rank = static_cast<int>(std::clamp(1 - light.shadowShare, 0.0, 1.0) * (sorted.cols - 1));
  std::nth_element(sorted.ptr<float>(), sorted.ptr<float>() + rank, sorted.ptr<float>() + sorted.cols);
  const double edge = sorted.at<float>(0, rank), width = 0.02 + 0.6 * light.shadowSoftness;
  return smoothStep(edge - width, edge + width, field);
}

/// What falls on each texel directly, 0 to 1, before its cast shadows.
double directLight(const cv::Vec3f& normal, const PaintedLight& light) {
  constexpr double terminator = 0.3;  // cosine: over which a hard light turns into shadow
  const double cosine = normal.dot(light.direction);
  return (1 - light.hardness) * std::max(0.0, cosine) + light.hardness * smoothStep(0, terminator, cosine);
}

/// Light and highlight at each texel: (direct, mirrored).
cv::Mat lightMap(const cv::Mat& normals, const PaintedLight& light) {
  const cv::Vec3f half = cv::normalize(light.direction + cv::Vec3f(0, 0, -1));  // the camera is at -z
  cv::Mat shadows;
  if (light.shadow > 0) shadows = castShadows(light, normals.size());
  cv::Mat map(normals.size(), CV_32FC2);
  for (int y = 0; y < map.rows; ++y)
    for (int x = 0; x < map.cols; ++x) {
      const auto& normal = normals.at<cv::Vec3f>(y, x);
      double direct = directLight(normal, light);
      if (!shadows.empty()) direct *= 1 - light.shadow * shadows.at<float>(y, x);
      const double mirrored = light.highlight * std::pow(std::max(0.F, normal.dot(half)), light.shininess) *
                              std::min(1.0, 2 * direct);
      map.at<cv::Vec2f>(y, x) = {static_cast<float>(direct), static_cast<float>(mirrored)};
    }
  return map;
}

/// What the light is multiplied by so that its mean over the face that the camera sees is the exposure.
double gainFor(const cv::Mat& map, const cv::Mat& normals, const PaintedLight& light) {
  constexpr double greatest = 2.5;  // a face that is nearly all shadow stays dark
  double sum = 0, weights = 0;
  for (int y = 0; y < map.rows; ++y)
    for (int x = 0; x < map.cols; ++x) {
      const double weight = std::max(0.F, -normals.at<cv::Vec3f>(y, x)[2]);
      sum += weight * (light.ambient + (1 - light.ambient) * map.at<cv::Vec2f>(y, x)[0]);
      weights += weight;
    }
  return light.exposure * std::min(greatest, sum > 0 ? weights / sum : greatest);
}

cv::Vec3f towards(double azimuth, double elevation) {
  const double a = azimuth * degree, e = elevation * degree;
  return {static_cast<float>(-std::sin(a) * std::cos(e)), static_cast<float>(-std::sin(e)),
          static_cast<float>(-std::cos(a) * std::cos(e))};
}

cv::Vec3f randomDirection(cv::RNG& random) {
  const double kind = random.uniform(0.0, 1.0), sign = random.uniform(0, 2) == 0 ? -1 : 1;
  if (kind < 0.6) return towards(sign * random.uniform(20.0, 90.0), random.gaussian(18));
  if (kind < 0.75) return towards(random.gaussian(12), random.uniform(20.0, 75.0));
  if (kind < 0.85) return towards(random.gaussian(12), -random.uniform(20.0, 60.0));
  return towards(random.gaussian(8), random.gaussian(8));
}

}  // namespace

PaintedLight randomLight(cv::RNG& random) {
  const auto chance = [&](double share) { return random.uniform(0.0, 1.0) < share; };
  PaintedLight light;
  light.direction = randomDirection(random);
  light.ambient = std::pow(random.uniform(0.0, 1.0), 1.5) * 0.7 + 0.04;
  light.hardness = random.uniform(0.0, 1.0);
  light.shininess = std::exp(random.uniform(std::log(6.0), std::log(60.0)));
  if (chance(0.5)) light.highlight = random.uniform(0.03, 0.35);
  if (chance(0.2)) light.highlight = random.uniform(0.4, 1.5);  // blows out
  if (chance(0.4)) {
    light.shadow = random.uniform(0.3, 1.0);
    light.shadowShare = random.uniform(0.08, 0.45);
    light.shadowSoftness = random.uniform(0.05, 1.0);
    light.shadowSeed = random.next();
  }
  const auto warmth = static_cast<float>(chance(0.5) ? random.gaussian(0.12) : 0);
  light.colour = {1 + warmth, 1, 1 - warmth};
  light.exposure = std::exp(random.gaussian(0.2));
  return light;
}

cv::Mat timesLight(const cv::Mat& texture, const cv::Mat& light) {
  requireTexture(texture);
  if (light.size() != texture.size() || light.depth() != CV_32F ||
      (light.channels() != 1 && light.channels() != 3))
    throw Error(ErrorKind::InvalidArgument, "the light has floats of the texture's size");
  const auto& curves = ColourCurves::get();
  const int channels = light.channels();
  cv::Mat out(texture.size(), CV_32FC3);
  for (int y = 0; y < out.rows; ++y) {
    const auto* colours = texture.ptr<float>(y);
    const auto* factor = light.ptr<float>(y);
    auto* to = out.ptr<float>(y);
    for (int i = 0; i < 3 * out.cols; ++i)
      to[i] =
          curves.encodedFromLinear(curves.linearFromEncoded(colours[i]) * factor[channels == 3 ? i : i / 3]);
  }
  return out;
}

cv::Mat lit(const cv::Mat& texture, const cv::Mat& normals, const PaintedLight& light) {
  requireTexture(texture);
  if (normals.type() != CV_32FC3 || normals.size() != texture.size())
    throw Error(ErrorKind::InvalidArgument, "a texture is lit with normals of its own size");
  const auto& curves = ColourCurves::get();
  const cv::Mat map = lightMap(normals, light);
  const double gain = gainFor(map, normals, light);
  cv::Mat out(texture.size(), CV_32FC3);
  for (int y = 0; y < out.rows; ++y)
    for (int x = 0; x < out.cols; ++x) {
      const auto& value = map.at<cv::Vec2f>(y, x);
      for (int c = 0; c < 3; ++c) {
        const double direct = light.colour[c] * value[0];
        const double falling = gain * (light.ambient + (1 - light.ambient) * direct);
        const double back =
            curves.linearFromEncoded(texture.at<cv::Vec3f>(y, x)[c]) * falling + light.colour[c] * value[1];
        out.at<cv::Vec3f>(y, x)[c] = curves.encodedFromLinear(static_cast<float>(back));
      }
    }
  return out;
}

LightClass lightClassOf(double azimuth, double elevation) {
  const double angle =
      std::acos(std::clamp(std::cos(azimuth * degree) * std::cos(elevation * degree), -1.0, 1.0)) / degree;
  if (angle < frontalWithin) return LightClass::Frontal;
  const bool hard = angle >= hardFrom;
  if (std::abs(azimuth) > std::abs(elevation)) {
    if (azimuth > 0) return hard ? LightClass::HardLeft : LightClass::Left;
    return hard ? LightClass::HardRight : LightClass::Right;
  }
  if (elevation > 0) return hard ? LightClass::HardTop : LightClass::Top;
  return hard ? LightClass::HardBottom : LightClass::Bottom;
}

LightClass lightClassOf(const PaintedLight& light) {
  constexpr double seenFrom = 0.2;   // of the contrast that a direct light from the side would have
  constexpr double hardBelow = 0.4;  // share of ambient light
  const auto& to = light.direction;
  const double sideways = std::hypot(to[0], to[1]);
  if ((1 - light.ambient) * sideways < seenFrom) return LightClass::Frontal;
  const double azimuth = std::atan2(-to[0], -to[2]) / degree,
               elevation = std::asin(std::clamp(-to[1], -1.F, 1.F)) / degree;
  const auto found = lightClassOf(azimuth, elevation);
  const bool softened = light.ambient >= hardBelow && static_cast<int>(found) % 2 == 1;
  return softened ? static_cast<LightClass>(static_cast<int>(found) - 1) : found;
}

cv::Mat spoiltByLight(const cv::Mat& lit, const cv::Mat& plain) {
  constexpr double floor = 0.04;                   // displayed values: what darkness hides is nobody's
  constexpr double darkFrom = 0.35, darkTo = 1.0;  // logarithms
  constexpr double blownFrom = 0.92, blownTo = 0.98;
  cv::Mat above, below, ratio, flipped;
  cv::log(lit + floor, above);
  cv::log(plain + floor, below);
  // Smoothed: a mole is on one side too, but is no shadow.
  cv::GaussianBlur(above - below, ratio, {}, 0.015 * lit.cols);
  cv::flip(ratio, flipped, 1);
  const cv::Mat dark = smoothStep(darkFrom, darkTo, flipped - ratio);
  cv::Mat blown = smoothStep(blownFrom, blownTo, lit), other;
  cv::GaussianBlur(blown, blown, {}, 0.01 * lit.cols);
  cv::flip(blown, other, 1);
  cv::Mat spoilt = cv::max(dark, blown.mul(1.0 - other));
  return spoilt;
}

}  // namespace pentimento
