// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/painted_makeup.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/face/texture_layout.h"
#include "core/face/texture_regions.h"

namespace pentimento {
namespace {

using namespace texture_layout;

cv::Mat lightness(const cv::Mat& texture) {
  cv::Mat grey;
  cv::cvtColor(texture, grey, cv::COLOR_RGB2GRAY);
  return grey;
}

cv::Mat threeOf(const cv::Mat& plane) {
  cv::Mat three;
  cv::merge(std::vector<cv::Mat>(3, plane), three);
  return three;
}

/// The share of the place's light that each texel gets, about 1: its own over the mean around it, the mean
/// over a part of the face (`radius`), so that the part's shape stays and its colour does not matter.
cv::Mat relativeLight(const cv::Mat& texture, const cv::Mat& place, double radius) {
  const cv::Mat light = lightness(texture);
  const cv::Mat weight = place + 1e-4;
  const cv::Mat mean = softened(light.mul(weight), radius) / softened(weight, radius);
  return (light + 0.02) / (mean + 0.02);
}

/// Lays a pigment over the texture: `share` of it (F32, 0 to 1), lit as the texture is.
void lay(cv::Mat& texture, const cv::Mat& share, const cv::Mat& light, const cv::Mat& colours) {
  const cv::Mat pigment = colours.mul(threeOf(light)), amount = threeOf(share);
  texture += amount.mul(pigment - texture);
}

void lay(cv::Mat& texture, const cv::Mat& share, const cv::Mat& light, const cv::Vec3f& colour) {
  lay(texture, share, light, cv::Mat(texture.size(), CV_32FC3, cv::Scalar(colour[0], colour[1], colour[2])));
}

/// A soft ellipse on both sides: centre, deviations along its axes, shares of the side; turned by `turn`
/// degrees.
cv::Mat cloud(int size, const cv::Point2d& centre, double width, double height, double turn = 0) {
  cv::Mat mask(size, size, CV_32F);
  const double angle = turn * CV_PI / 180, c = std::cos(angle), s = std::sin(angle);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      const double dx = (x + 0.5) / size - centre.x, dy = (y + 0.5) / size - centre.y;
      const double along = (c * dx + s * dy) / width, across = (c * dy - s * dx) / height;
      mask.at<float>(y, x) = static_cast<float>(std::exp(-0.5 * (along * along + across * across)));
    }
  return onBothSides(mask);
}

void paintFoundation(cv::Mat& texture, const MakeupStyle::Foundation& foundation, const cv::Mat& skin) {
  if (foundation.evenness > 0) {  // middle frequencies: blotches, not pores or freckles, not the face's shape
    const cv::Mat blotches = softened(texture, 0.008) - softened(texture, 0.035);
    texture -= threeOf(skin * (foundation.evenness * 0.6)).mul(blotches);
  }
  const cv::Mat light = threeOf(skin.mul(relativeLight(texture, skin, 0.2)));
  const auto& tint = foundation.tint;
  texture += light.mul(cv::Mat(texture.size(), CV_32FC3, cv::Scalar(tint[0], tint[1], tint[2])));
}

void paintContour(cv::Mat& texture, double opacity, const cv::Mat& skin) {
  const int size = texture.cols;
  const cv::Mat shade =
      cloud(size, {0.19, 0.60}, 0.09, 0.025, -25) + cloud(size, {0.20, 0.84}, 0.09, 0.02, 38) +
      0.7 * cloud(size, {0.445, 0.44}, 0.008, 0.06) + 0.7 * cloud(size, {0.17, 0.22}, 0.04, 0.07, 30);
  const cv::Mat lit = cloud(size, {0.24, 0.48}, 0.06, 0.014, -20) + cloud(size, {0.5, 0.44}, 0.009, 0.07) +
                      0.6 * cloud(size, {0.5, 0.20}, 0.06, 0.04);
  const cv::Mat factor = 1 + skin.mul(0.22 * lit - 0.35 * shade) * opacity;
  texture = texture.mul(threeOf(factor));
}

void paintBlush(cv::Mat& texture, const MakeupStyle::Blush& blush, const cv::Mat& skin) {
  using enum MakeupStyle::BlushPlace;
  const auto soft = [size = texture.cols, &blush](const cv::Point2d& centre, double width, double height,
                                                  double turn = 0) {
    return cloud(size, centre + blush.shift, width * blush.spread, height * blush.spread, turn);
  };
  cv::Mat place;
  switch (blush.place) {
    case Apples:
      place = soft({0.27, 0.54}, 0.055, 0.045);
      break;
    case Cheekbones:
      place = soft({0.22, 0.52}, 0.085, 0.03, -28);
      break;
    case Temples:
      place = cv::max(soft({0.20, 0.48}, 0.07, 0.035, -35), 0.7 * soft({0.16, 0.38}, 0.03, 0.06));
      break;
    case AcrossNose:
      place = cv::max(soft({0.29, 0.50}, 0.08, 0.035), 0.8 * soft({0.5, 0.46}, 0.09, 0.03));
      break;
  }
  lay(texture, place.mul(skin) * blush.opacity, relativeLight(texture, skin, 0.15), blush.colour);
}

cv::Mat shadowPlace(int size, const MakeupStyle::Shadow& shadow) {
  using enum MakeupStyle::ShadowShape;
  const auto between = [&](const Contour& above, double rise) {
    Contour area = upperLid;  // from the outer corner inwards, back along the line above
    for (auto point = above.rbegin(); point != above.rend(); ++point)
      area.emplace_back(point->x, point->y + rise);
    return filledMask(size, {area});
  };
  cv::Mat place;
  switch (shadow.shape) {
    case Lid:
      place = between(lidFold, -0.006);
      break;
    case Crease:
      place = between(underBrow, 0.004);
      break;
    case Lower:
      place = cv::max(between(lidFold, -0.008), 0.8 * lineMask(size, {lowerLid}, 0.014));
      break;
    case Wing: {
      auto area = underBrow;
      area.front() = {0.222, 0.325};
      place = between(area, 0.006);
      break;
    }
    case Smoky:
      place = cv::max(between(underBrow, 0.008), lineMask(size, {lowerLid}, 0.03));
      break;
  }
  return softened(place, 0.004 + 0.012 * shadow.softness);
}

void paintShadow(cv::Mat& texture, const MakeupStyle::Shadow& shadow, const cv::Mat& free) {
  const int size = texture.cols;
  cv::Mat colours(size, size, CV_32FC3);
  for (int x = 0; x < size; ++x) {  // from the outer corner (u = 0.28) to the inner one (0.42), mirrored
    const double u = (x + 0.5) / size, fromMiddle = 0.5 - std::abs(u - 0.5);
    const auto t = static_cast<float>(std::clamp((fromMiddle - 0.29) / 0.10, 0.0, 1.0));
    colours.col(x).setTo(cv::Scalar(t * shadow.inner + (1 - t) * shadow.outer));
  }
  const cv::Mat light = relativeLight(texture, free, 0.1);
  if (shadow.highlight > 0) {
    const cv::Mat place = softened(onBothSides(lineMask(size, {underBrow}, 0.02)), 0.008);
    lay(texture, place.mul(free) * shadow.highlight, light, cv::Vec3f(0.95F, 0.88F, 0.82F));
  }
  lay(texture, onBothSides(shadowPlace(size, shadow)).mul(free) * shadow.opacity, light, colours);
}

void paintLiner(cv::Mat& texture, const MakeupStyle::Liner& liner, const cv::Mat& free) {
  const int size = texture.cols;
  auto upper = upperLid;
  for (auto& point : upper) point.y -= liner.width * 0.4;  // it lies on the lid, not on the eye
  cv::Mat line = lineMask(size, {upper}, liner.width);
  if (liner.wing > 0) {
    const auto corner = upper.front();
    const cv::Point2d tip(corner.x - 0.045 * liner.wing, corner.y - 0.03 * liner.wing);
    line = cv::max(line, lineMask(size, {{corner, tip}}, liner.width * 0.8));
  }
  if (liner.lower > 0) {
    auto lower = lowerLid;
    for (auto& point : lower) point.y += liner.width * 0.3;
    line = cv::max(line, liner.lower * lineMask(size, {lower}, liner.width * 0.7));
  }
  const cv::Mat share = softened(onBothSides(line), 0.002).mul(free) * liner.opacity;
  lay(texture, share, cv::Mat::ones(size, size, CV_32F), liner.colour);
}

void paintLashes(cv::Mat& texture, double strength, const cv::Mat& free) {
  const int size = texture.cols;
  std::vector<Contour> hairs;
  for (std::size_t i = 0; i + 1 < upperLid.size(); ++i)
    for (const double t : {0.0, 0.33, 0.67}) {
      const auto root = upperLid[i] + t * (upperLid[i + 1] - upperLid[i]);
      const double outwards = (0.36 - root.x) * 0.25, length = 0.014 + 0.012 * strength;
      hairs.push_back({root, {root.x - outwards, root.y - length}});
    }
  const cv::Mat share =
      softened(onBothSides(lineMask(size, hairs, 0.002)), 0.0015).mul(free) * (0.8 * strength);
  lay(texture, share, cv::Mat::ones(size, size, CV_32F), cv::Vec3f(0.04F, 0.03F, 0.03F));
}

void paintLips(cv::Mat& texture, const MakeupStyle::Lips& style, const cv::Mat& lips) {
  const cv::Mat light = relativeLight(texture, lips, 0.12);
  cv::Mat share = lips.clone();
  if (style.softness > 0) {
    const cv::Mat middle = cv::min(softened(lips, 0.012) * 1.3, 1.0);
    share = lips.mul(1 - style.softness * (1 - middle.mul(middle)));
  }
  lay(texture, share * style.opacity, light, style.colour);
  if (style.liner > 0) {
    const cv::Mat rim = lips.mul(1 - cv::min(softened(lips, 0.006) * 1.15, 1.0)) * 2;
    lay(texture, cv::min(rim, 1.0) * style.liner, light, style.colour * 0.6F);
  }
  if (style.gloss > 0) {
    const cv::Mat shine = cv::max(light - 1.08, 0.0).mul(lips) * (2.5 * style.gloss);
    texture += threeOf(cv::min(shine, 0.45));
  }
}

void paintBrows(cv::Mat& texture, const MakeupStyle::Brows& style, const cv::Mat& brows) {
  const cv::Mat light = relativeLight(texture, brows, 0.02);
  cv::Mat hairs;  // keeps their strokes
  cv::pow(light, 1.2, hairs);
  lay(texture, brows * (0.8 * style.opacity), hairs, style.colour);
}

}  // namespace

cv::Mat painted(const cv::Mat& texture, const MakeupStyle& style, const Image& labels) {
  const auto regions = textureRegions(texture.cols, labels);
  const auto region = [&](MakeupRegion wanted) { return regions[static_cast<std::size_t>(wanted)].mat(); };
  const cv::Mat lips = region(MakeupRegion::Lips), brows = region(MakeupRegion::Brows);
  const cv::Mat skin = region(MakeupRegion::Skin) + region(MakeupRegion::Eyes), free = skin + 0.5 * brows;
  cv::Mat result = texture.clone();
  const auto& foundation = style.foundation;
  if (foundation.evenness > 0 || foundation.tint != cv::Vec3f()) paintFoundation(result, foundation, free);
  if (style.contour > 0) paintContour(result, style.contour, skin);
  if (style.blush.opacity > 0) paintBlush(result, style.blush, skin);
  if (style.shadow.opacity > 0 || style.shadow.highlight > 0) paintShadow(result, style.shadow, free);
  if (style.brows.opacity > 0) paintBrows(result, style.brows, brows);
  if (style.liner.opacity > 0) paintLiner(result, style.liner, free);
  if (style.lashes > 0) paintLashes(result, style.lashes, free);
  if (style.lips.opacity > 0 || style.lips.gloss > 0) paintLips(result, style.lips, lips);
  cv::Mat values = result.reshape(1);  // OpenCV compares channels but the first with 0
  cv::max(values, 0.0, values);
  cv::min(values, 1.0, values);
  return result;
}

}  // namespace pentimento
