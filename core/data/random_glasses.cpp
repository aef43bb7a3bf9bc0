// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/random_glasses.h"

#include "core/data/sample_random.h"

namespace pentimento {
namespace {

cv::Vec3f anyColour(cv::RNG& random) {
  cv::Vec3f colour;
  for (int i = 0; i < 3; ++i) colour[i] = static_cast<float>(random.uniform(0.0, 1.0));
  return colour;
}

cv::Vec3f frameColour(cv::RNG& random) {
  const auto grey = [&](double from, double to) {
    const auto value = static_cast<float>(random.uniform(from, to));
    return cv::Vec3f(value, value, value);
  };
  const auto near = [&](const cv::Vec3f& colour) {
    return colour * static_cast<float>(random.uniform(0.6, 1.3));
  };
  switch (random.uniform(0, 6)) {
    case 0:
    case 1:
      return grey(0.02, 0.2);  // black, horn
    case 2:
      return near({0.3F, 0.18F, 0.1F});  // tortoiseshell
    case 3:
      return grey(0.35, 0.75);  // steel
    case 4:
      return near({0.62F, 0.5F, 0.3F});  // gold
    default:
      return {static_cast<float>(random.uniform(0.0, 0.8)), static_cast<float>(random.uniform(0.0, 0.6)),
              static_cast<float>(random.uniform(0.0, 0.7))};
  }
}

}  // namespace

GlassesStyle randomGlasses(cv::RNG& random) {
  GlassesStyle style;
  style.halfWidth = random.uniform(0.21, 0.29);
  style.halfHeight = random.uniform(0.12, 0.23);
  style.roundness = random.uniform(2.0, 6.0);
  style.taper = random.uniform(-0.05, 0.2);
  style.lift = chance(random, 0.3) ? random.uniform(0.0, 0.05) : random.uniform(-0.015, 0.015);
  style.drop = random.uniform(0.0, 0.08);
  style.distance = random.uniform(0.07, 0.17);
  style.wrap = random.uniform(0.1, 0.6);
  style.colour = frameColour(random);
  switch (random.uniform(0, 4)) {
    case 0:
    case 1:
      style.thickness = random.uniform(0.01, 0.024);
      break;
    case 2:
      style.thickness = random.uniform(0.024, 0.05);
      break;
    default:
      style.thickness = random.uniform(0.05, 0.085);
  }
  if (chance(random, 0.2)) style.browLine = random.uniform(1.3, 2.0);
  style.doubleBridge = chance(random, 0.08);
  style.opacity = chance(random, 0.1) ? random.uniform(0.0, 0.3) : random.uniform(0.8, 1.0);
  style.lowerRim = !chance(random, 0.15);
  style.shine = chance(random, 0.5) ? random.uniform(0.1, 0.6) : 0.0;
  if (chance(random, 0.35)) {  // sunglasses
    const auto dark = static_cast<float>(random.uniform(0.0, 0.2));
    style.lens = {dark + static_cast<float>(random.uniform(0.0, 0.15)),
                  dark + static_cast<float>(random.uniform(0.0, 0.08)), dark};
    style.lensBelow = style.lens;
    if (chance(random, 0.25)) {  // mirrored: of the sky, of a sunset, of anything
      style.lens = anyColour(random);
      style.lensBelow = anyColour(random);
    }
    style.tint = random.uniform(0.4, 1.0);
    style.tintBelow = chance(random, 0.5) ? style.tint : random.uniform(0.2, style.tint);
    if (chance(random, 0.6)) {  // as large as they are worn
      style.halfWidth = random.uniform(0.26, 0.34);
      style.halfHeight = random.uniform(0.18, 0.3);
      style.drop = random.uniform(0.03, 0.13);
    }
  } else {
    const auto pale = static_cast<float>(random.uniform(0.1, 0.9));
    style.lens = style.lensBelow = {pale, pale, pale};
    style.tint = random.uniform(0.0, 0.1);
    style.tintBelow = random.uniform(0.0, 0.1);
  }
  style.reflection = chance(random, 0.5) ? random.uniform(0.0, chance(random, 0.15) ? 0.8 : 0.35) : 0.0;
  style.reflectionAngle = random.uniform(0.2, 1.4);
  style.shadow = random.uniform(0.0, 0.35);
  return style;
}

}  // namespace pentimento
