// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <vector>

namespace pentimento {

/// A colour hint in the network's picture: its pixel, and its a and b in Lab units.
struct PlacedHint {
  cv::Point at;
  cv::Vec2f chroma;
};

/// How far colour hints reach in one picture. The network by itself tints everything when one hint is far from
/// what it expects. So it is told of such hints only in part, and what is missing is added where it belongs:
///  - toldToNetwork: a hint within 12 Lab units of the automatic colour passes as it is. Farther ones count for
///    less and less, from 40 units on for nothing (Hampel's redescending influence): they say what one thing
///    is, not what the picture is like. Hints on many unlike things do say that: as they become four, the
///    limits rise to 24 and 54.
///  - apply, first: what is then missing at the hints, at most 12 units each, is regressed over the whole
///    picture by likeness (a Gaussian process over lightness, automatic colour, place and the network's
///    features).
///  - apply, second: the rest is spread over what each hint is joined to without an edge (geodesic distance
///    over the same planes), inverse-distance weighted, so that each hint takes effect at its place.
/// The order of the hints does not matter. Thread-safe: nothing changes after construction.
class HintReach {
 public:
  /// `lightness`: F32, one channel, [0, 100]; `automatic`: F32, a and b in Lab units, same size; `features`:
  /// F32 planes of half that size or more (padding at the right and below is ignored).
  HintReach(const cv::Mat& lightness, const cv::Mat& automatic, const std::vector<cv::Mat>& features);

  /// What the network shall be told; fewer than `hints`, or none.
  std::vector<PlacedHint> toldToNetwork(const std::vector<PlacedHint>& hints) const;

  /// The network's chroma under toldToNetwork(hints) -> the chroma under `hints`. Hints lie in the picture.
  cv::Mat apply(const cv::Mat& hinted, const std::vector<PlacedHint>& hints) const;

  /// Geodesic distance of every pixel from one: 0 there, about 0.01 a pixel where nothing changes, and at
  /// edges the step in Lab and feature units. F32.
  cv::Mat distanceFrom(cv::Point start) const;

 private:
  static constexpr int featureCount = 8;
  static constexpr int planes = 3 + featureCount;  // L, a, b, features
  using Descriptor = cv::Vec<float, planes>;

  struct Likeness {  // squared differences
    float lightness, chroma, features;
  };
  static Likeness difference(const Descriptor& one, const Descriptor& other);
  struct Limits {
    float usual, strongest;  // Lab units from the automatic colour
  };
  static double unlikeness(const Likeness& apart);
  static double kernel(const Likeness& apart, double pixelsSquared);
  Limits limitsOf(const std::vector<PlacedHint>& hints) const;
  float influence(const PlacedHint& hint, const Limits& limits) const;
  float step(const cv::Point& one, const cv::Point& other) const;

  void regress(cv::Mat& chroma, const std::vector<PlacedHint>& hints) const;
  void spread(cv::Mat& chroma, const std::vector<PlacedHint>& hints) const;
  cv::Mat belonging(const PlacedHint& hint, const cv::Mat& distance) const;

  cv::Mat automatic_;     // F32C2
  cv::Mat descriptors_;   // F32, `planes` channels
  cv::Mat right_, down_;  // F32: cost of the step to the neighbour there
};

}  // namespace pentimento
