// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

#include "core/image/image.h"

namespace pentimento {

/// Make-up painted by rule on a face's texture (SPEC 2.2): exact examples for training, and looks to choose
/// from. Colours: RGB, sRGB, 0 to 1. Opacities 0 (none of it) to 1.
struct MakeupStyle {
  struct Lips {
    cv::Vec3f colour{0.7F, 0.15F, 0.2F};
    double opacity = 0;
    double gloss = 0;     ///< how much the light that lips reflect is strengthened
    double liner = 0;     ///< opacity of a darker line along their edge
    double softness = 0;  ///< 0: to the edge; 1: fades from the middle
  } lips;

  enum class ShadowShape { Lid, Crease, Wing, Smoky, Lower };
  struct Shadow {
    ShadowShape shape = ShadowShape::Lid;
    cv::Vec3f inner{0.6F, 0.4F, 0.35F}, outer{0.35F, 0.2F, 0.2F};  ///< colours at the two corners of the eye
    double opacity = 0;
    double highlight = 0;   ///< opacity of a light tone below the brow
    double softness = 0.5;  ///< 0 to 1
  } shadow;

  struct Liner {
    cv::Vec3f colour{0.05F, 0.04F, 0.04F};
    double opacity = 0;
    double width = 0.006;  ///< of the texture's side
    double wing = 0;       ///< 0 to 1: how far it goes on beyond the outer corner
    double lower = 0;      ///< of `opacity`: along the lower lid
  } liner;

  double lashes = 0;  ///< how dark and long

  enum class BlushPlace { Apples, Cheekbones, Temples, AcrossNose };
  struct Blush {
    BlushPlace place = BlushPlace::Apples;
    cv::Vec3f colour{0.85F, 0.4F, 0.4F};
    double opacity = 0;
    double spread = 1;    ///< how wide it is, times the place's usual width
    cv::Point2d shift{};  ///< from the place's usual middle, towards the nose and down, of the texture's side
  } blush;

  double contour = 0;  ///< shades below the cheekbones, along jaw and nose; lights on the nose and cheekbones

  struct Foundation {
    cv::Vec3f tint{0, 0, 0};  ///< added to the skin's colour, a few hundredths
    double evenness = 0;      ///< 0 to 1: how far blotches go; spots as small as freckles stay
  } foundation;

  struct Brows {
    cv::Vec3f colour{0.25F, 0.17F, 0.12F};
    double opacity = 0;
  } brows;
};

/// `texture` (RGB, F32, 0 to 1, square) with this make-up on. Pigments keep the texture's own light and shade
/// and its pores. `labels`: of the texture (FaceTexture::labels), empty: the canonical layout alone.
cv::Mat painted(const cv::Mat& texture, const MakeupStyle& style, const Image& labels = {});

}  // namespace pentimento
