// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/random_makeup.h"

#include <opencv2/imgproc.hpp>

#include "core/data/sample_random.h"

namespace pentimento {
namespace {

double between(cv::RNG& random, double low, double high) {
  return random.uniform(low, high);
}

/// Hue in degrees (0 red, 30 orange, 330 rose), saturation and value 0 to 1.
cv::Vec3f colour(double hue, double saturation, double value) {
  cv::Mat3f pixel(1, 1,
                  cv::Vec3f(static_cast<float>(hue < 0 ? hue + 360 : hue), static_cast<float>(saturation),
                            static_cast<float>(value)));
  cv::cvtColor(pixel, pixel, cv::COLOR_HSV2RGB);
  return pixel(0, 0);
}

MakeupStyle::Lips randomLips(cv::RNG& random) {
  MakeupStyle::Lips lips;
  const double kind = random.uniform(0.0, 1.0);
  if (kind < 0.35)  // reds and wines
    lips.colour = colour(between(random, -20, 8), between(random, 0.6, 0.95), between(random, 0.35, 0.85));
  else if (kind < 0.6)  // roses and pinks
    lips.colour = colour(between(random, 325, 355), between(random, 0.3, 0.8), between(random, 0.6, 0.95));
  else if (kind < 0.85)  // nudes, corals and browns
    lips.colour = colour(between(random, 0, 22), between(random, 0.25, 0.65), between(random, 0.45, 0.9));
  else if (kind < 0.95)  // plums
    lips.colour = colour(between(random, 290, 335), between(random, 0.35, 0.8), between(random, 0.25, 0.6));
  else  // anything
    lips.colour = colour(between(random, 0, 360), between(random, 0.2, 0.9), between(random, 0.15, 0.95));
  lips.opacity = between(random, 0.35, 0.97);
  if (chance(random, 0.4)) lips.gloss = between(random, 0.1, 0.9);
  if (chance(random, 0.25)) lips.liner = between(random, 0.2, 0.7);
  if (chance(random, 0.2)) lips.softness = between(random, 0.2, 0.8);
  return lips;
}

MakeupStyle::Shadow randomShadow(cv::RNG& random) {
  MakeupStyle::Shadow shadow;
  shadow.shape = static_cast<MakeupStyle::ShadowShape>(random.uniform(0, 5));
  const auto tone = [&] {
    if (chance(random, 0.55))  // browns, bronzes, taupes
      return colour(between(random, 5, 40), between(random, 0.15, 0.7), between(random, 0.15, 0.7));
    if (chance(random, 0.3)) {  // greys and blacks
      const auto grey = static_cast<float>(between(random, 0.05, 0.4));
      return cv::Vec3f(grey, grey, grey * 1.05F);
    }
    return colour(between(random, 0, 360), between(random, 0.2, 0.85), between(random, 0.2, 0.9));
  };
  shadow.inner = tone();
  shadow.outer = chance(random, 0.5) ? cv::Vec3f(shadow.inner * 0.6F) : tone();
  shadow.opacity = between(random, 0.3, 1.0);
  if (chance(random, 0.35)) shadow.highlight = between(random, 0.1, 0.5);
  shadow.softness = between(random, 0.1, 1.0);
  return shadow;
}

MakeupStyle::Liner randomLiner(cv::RNG& random) {
  MakeupStyle::Liner liner;
  if (chance(random, 0.2)) liner.colour = colour(between(random, 0, 360), 0.7, between(random, 0.1, 0.5));
  liner.opacity = between(random, 0.4, 1.0);
  liner.width = between(random, 0.004, 0.012);
  if (chance(random, 0.4)) liner.wing = between(random, 0.2, 1.0);
  if (chance(random, 0.45)) liner.lower = between(random, 0.3, 1.0);
  return liner;
}

MakeupStyle::Blush randomBlush(cv::RNG& random) {
  MakeupStyle::Blush blush;
  blush.place = static_cast<MakeupStyle::BlushPlace>(random.uniform(0, 4));
  blush.colour = colour(between(random, -25, 25), between(random, 0.35, 0.75), between(random, 0.6, 0.95));
  blush.opacity = between(random, 0.15, 0.75);
  blush.spread = between(random, 0.7, 1.6);
  blush.shift = {between(random, -0.03, 0.03), between(random, -0.04, 0.04)};
  return blush;
}

MakeupStyle::Foundation randomFoundation(cv::RNG& random) {
  const auto warmth = static_cast<float>(between(random, -0.03, 0.04));
  const auto light = static_cast<float>(between(random, -0.03, 0.05));
  return {{light + warmth, light, light - warmth}, between(random, 0.2, 1.0)};
}

MakeupStyle::Brows randomBrows(cv::RNG& random) {
  MakeupStyle::Brows brows;
  brows.colour = colour(between(random, 10, 35), between(random, 0.2, 0.6), between(random, 0.1, 0.4));
  brows.opacity = between(random, 0.2, 0.8);
  return brows;
}

double randomLashes(cv::RNG& random) {
  return between(random, 0.2, 1.0);
}

double randomContour(cv::RNG& random) {
  return between(random, 0.1, 0.7);
}

}  // namespace

MakeupStyle randomMakeup(cv::RNG& random) {
  MakeupStyle style;
  if (chance(random, 0.85)) style.lips = randomLips(random);
  if (chance(random, 0.75)) style.shadow = randomShadow(random);
  if (chance(random, 0.6)) style.liner = randomLiner(random);
  if (chance(random, 0.6)) style.lashes = randomLashes(random);
  if (chance(random, 0.6)) style.blush = randomBlush(random);
  if (chance(random, 0.3)) style.contour = randomContour(random);
  // Seldom: which of a skin is foundation cannot be seen, so the truth cannot be known, only what it is in
  // the mean.
  if (chance(random, 0.2)) style.foundation = randomFoundation(random);
  if (chance(random, 0.35)) style.brows = randomBrows(random);
  return style;
}

std::string_view nameOf(MakeupPart part) {
  using enum MakeupPart;
  switch (part) {
    case Lips:
      return "lips";
    case Shadow:
      return "shadow";
    case Liner:
      return "liner";
    case Blush:
      return "blush";
    case Contour:
      return "contour";
    case Foundation:
      return "foundation";
    case Brows:
      return "brows";
  }
  return {};
}

MakeupStyle randomMakeup(cv::RNG& random, MakeupPart part) {
  using enum MakeupPart;
  MakeupStyle style;
  switch (part) {
    case Lips:
      style.lips = randomLips(random);
      break;
    case Shadow:
      style.shadow = randomShadow(random);
      break;
    case Liner:
      style.liner = randomLiner(random);
      style.lashes = randomLashes(random);
      break;
    case Blush:
      style.blush = randomBlush(random);
      break;
    case Contour:
      style.contour = randomContour(random);
      break;
    case Foundation:
      style.foundation = randomFoundation(random);
      break;
    case Brows:
      style.brows = randomBrows(random);
      break;
  }
  return style;
}

}  // namespace pentimento
