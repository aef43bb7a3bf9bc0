// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/makeup_layer.h"

#include <algorithm>
#include <initializer_list>
#include <opencv2/imgproc.hpp>

#include "core/face/face_surface.h"
#include "core/face/face_texture.h"
#include "core/face/label_map.h"
#include "core/face/texture_fill.h"
#include "core/face/texture_layout.h"
#include "core/image/guided_filter.h"

namespace pentimento {
namespace {

// Shares of the crop's side.
constexpr double labelWindow = 1.0 / 32;   // of the filter that brings labels to the crop's edges
constexpr double labelSlack = 0.008;       // so far from its label an edge may be found
constexpr double labelSoftness = 0.004;    // how softly eyeballs and mouth are left out
constexpr double skinBeyondOval = 0.16;    // forehead and temples go on where the texture ends …
constexpr double besideBeyondOval = 0.06;  // … and neck and ears, which fade out sooner
constexpr double border = 0.02;            // of the square, towards which all fades out
constexpr double noEdge = 4e-4;            // variance of what is no edge
// Shares of the texture's side.
constexpr double eyesFade = 0.02;  // how softly eye make-up ends where the skin is not made up
// So far within a region, in the order of makeupRegions, the network's colours are the region's own: its
// texels may be twice as large as ours, and are softened.
constexpr PerRegion<double> bleeding{0.005, 0.008, 0.005, 0.016};

/// F32, 0 to 1, side x side: pixels of these classes.
cv::Mat labelled(const Image& labels, int side, std::initializer_list<FaceClass> classes) {
  cv::Mat mask = cv::Mat::zeros(labels.mat().size(), CV_32F), resized;
  for (const auto id : classes) mask.setTo(1, labels.mat() == static_cast<int>(id));
  cv::resize(mask, resized, {side, side}, 0, 0, cv::INTER_LINEAR);
  return resized;
}

/// `mask` brought to the edges that `filter` knows, but not far beyond itself.
cv::Mat toEdges(const GuidedFilter& filter, const cv::Mat& mask) {
  const int reach = std::max(1, cvRound(labelSlack * mask.cols));
  cv::Mat limit;
  cv::dilate(mask, limit, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * reach + 1, 2 * reach + 1}));
  const cv::Mat found = cv::max(filter.filtered(Image(mask)).mat(), 0.0);
  return cv::min(found, softened(limit, labelSoftness));
}

/// F32: 1 in the oval, falling to 0 at `reach` (share of the side) from it.
cv::Mat fadingFrom(const cv::Mat& oval, double reach) {
  cv::Mat distance;
  cv::distanceTransform(oval < 0.5F, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  const cv::Mat t = cv::max(1 - distance / (reach * oval.cols), 0.0);
  return t.mul(t).mul(3 - 2 * t);
}

/// F32: 1 but at the border of a square.
cv::Mat awayFromBorder(int side) {
  cv::Mat inner = cv::Mat::zeros(side, side, CV_32F);
  const int width = std::max(1, cvRound(border * side));
  inner(cv::Rect(width, width, side - 2 * width, side - 2 * width)).setTo(1);
  cv::blur(inner, inner, {2 * width - 1, 2 * width - 1}, {-1, -1}, cv::BORDER_CONSTANT);
  return inner;
}

/// F32, texture coordinates: how surely each texel is of the region. At the edge it is next to nothing, yet
/// a region without a middle still has its colour.
cv::Mat trustIn(const cv::Mat& mask, double reach) {
  constexpr double atTheEdge = 0.01;
  const int radius = std::max(1, cvRound(reach * mask.cols));
  cv::Mat middle;
  cv::erode(mask, middle, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1}));
  return middle.mul(middle) + atTheEdge * mask.mul(mask);
}

/// F32, texture coordinates: the areas about the eyes, brows and eyeballs in them, with soft edges.
cv::Mat softSockets(const PerRegion<Image>& regions) {
  const auto of = [&](MakeupRegion region) { return regions[static_cast<std::size_t>(region)].mat(); };
  const cv::Mat around = of(MakeupRegion::Eyes) + of(MakeupRegion::Brows);
  const cv::Mat eyeballs =
      filledMask(around.cols, {texture_layout::eye, mirroredContour(texture_layout::eye)});
  return softened(cv::max(around, eyeballs), eyesFade);
}

cv::Mat times(const cv::Mat& colours, const cv::Mat& weight) {
  cv::Mat weights;
  cv::merge(std::vector<cv::Mat>(3, weight), weights);
  return colours.mul(weights);
}

std::size_t indexOf(MakeupRegion region) {
  return static_cast<std::size_t>(region);
}

}  // namespace

PerRegion<bool> lentRegions(const MakeupReference& reference) {
  const auto regions = textureRegions(reference.labels.width(), reference.labels);
  const cv::Mat covered = coveredParts(reference.labels).mat();
  PerRegion<bool> lent;
  for (const auto region : makeupRegions) {
    const cv::Mat& mask = regions[indexOf(region)].mat();
    cv::Mat hidden = mask.clone();
    hidden.setTo(0, ~covered);
    lent[indexOf(region)] = cv::sum(hidden)[0] < 0.5 * cv::sum(mask)[0];
  }
  return lent;
}

MakeupCanvas::MakeupCanvas(const Image& crop, const Image& labels, const PositionMap& positions,
                           const Image& textureLabels) {
  const int side = crop.width();
  const FaceSurface surface(positions);
  const auto raster = surface.raster(side);
  // Not at the very oval: the outermost texels are seen at a slant.
  coverage_ = cv::min(cv::max(2 * raster.inside - 1, 0.0), 1.0);
  places_ = raster.uv * makeupTextureSize - cv::Scalar::all(0.5);
  const auto regions = textureRegions(makeupTextureSize, textureLabels);
  const cv::Mat oval = surface.inside(makeupTextureSize) >= 0.5F;
  for (const auto region : makeupRegions) {
    const auto i = indexOf(region);
    trust_[i] = trustIn(regions[i].mat(), bleeding[i]);
    trust_[i].setTo(0, ~oval);
  }
  weigh(crop, labels, regions);
}

void MakeupCanvas::weigh(const Image& crop, const Image& labels, const PerRegion<Image>& regions) {
  using enum FaceClass;
  const int side = crop.width();
  const GuidedFilter filter(crop, 2 * cvRound(labelWindow * side / 2) + 1, noEdge);
  const auto classes = [&](std::initializer_list<FaceClass> ids) { return labelled(labels, side, ids); };
  const cv::Mat untouched = softened(classes({LeftEye, RightEye, Mouth}), labelSoftness);
  const cv::Mat bare = toEdges(
      filter, classes({Skin, Nose, LeftEye, RightEye, LeftBrow, RightBrow, Mouth, UpperLip, LowerLip}));
  const cv::Mat face = bare.mul(1 - untouched).mul(awayFromBorder(side));
  const cv::Mat lips = cv::min(toEdges(filter, classes({UpperLip, LowerLip})), face).mul(coverage_);
  const auto drawn = [&](const cv::Mat& texture, const cv::Mat& free) {
    return cv::Mat(cv::max(cv::min(rendered(texture).mul(coverage_), free), 0.0));
  };
  const cv::Mat brows = drawn(regions[indexOf(MakeupRegion::Brows)].mat(), face - lips);
  const cv::Mat eyes = drawn(softSockets(regions), face - lips - brows);
  const cv::Mat beside = classes({Neck, LeftEar, RightEar}).mul(awayFromBorder(side));
  const cv::Mat rest = 1 - lips - brows - eyes;
  const cv::Mat bareSkin = cv::max(face - (1 - rest), 0.0).mul(fadingFrom(coverage_, skinBeyondOval));
  const cv::Mat skin = cv::min(bareSkin + beside.mul(fadingFrom(coverage_, besideBeyondOval)), rest);
  weights_ = {Image(lips), Image(eyes), Image(brows), Image(skin)};
}

cv::Mat MakeupCanvas::rendered(const cv::Mat& texture) const {
  cv::Mat result;
  cv::remap(texture, result, places_, {}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  return result;
}

PerRegion<Image> MakeupCanvas::layers(const Image& difference, const PerRegion<bool>& wanted) const {
  cv::Mat texture;
  cv::resize(difference.mat(), texture, {makeupTextureSize, makeupTextureSize}, 0, 0, cv::INTER_CUBIC);
  PerRegion<Image> result;
  for (const auto region : makeupRegions) {
    const auto i = indexOf(region);
    if (!wanted[i]) continue;
    // Each region's colour goes on to wherever the crop says that the region ends: the texture is not that
    // exact.
    cv::Mat layer = rendered(spread(texture, trust_[i]));
    if (region == MakeupRegion::Skin) layer = spread(layer, coverage_);
    result[i] = Image(times(layer, weights_[i].mat()));
  }
  return result;
}

}  // namespace pentimento
