// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/painted_glasses.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/face/canonical_face.h"

namespace pentimento {
namespace {

using Curve = std::vector<cv::Point3f>;

// Points of MediaPipe's mesh. "Right" is the subject's, left in the picture.
constexpr std::size_t rightOuter = 33, rightInner = 133, leftInner = 362, leftOuter = 263, brow = 10,
                      chin = 152, rightTemple = 127, leftTemple = 356;
constexpr int supersampling = 4, outlinePoints = 64, subpixelBits = 4;

/// The head's own axes, of length 1, and the unit of all lengths.
struct Head {
  cv::Point3f right, down, forward;  ///< to the picture's right, down, towards the camera of a frontal face
  float unit;
};

cv::Point3f normalised(const cv::Point3f& v) {
  return v / std::max(1e-6F, static_cast<float>(cv::norm(v)));
}

Head headOf(const Curve& mesh) {
  const cv::Point3f eyes = mesh[leftOuter] - mesh[rightOuter];
  Head head;
  head.unit = static_cast<float>(cv::norm(eyes));
  head.right = normalised(eyes);
  const cv::Point3f height = mesh[chin] - mesh[brow];
  head.down = normalised(height - head.right * height.dot(head.right));
  head.forward = normalised(head.down.cross(head.right));  // z grows away from the camera
  if (head.forward.z > 0) head.forward = -head.forward;
  return head;
}

/// A lens's edge, from its outer end over the top; `outward`: -1 for the subject's right, 1 for its left.
Curve outline(const Head& head, const cv::Point3f& eye, float outward, float eyeOffset,
              const GlassesStyle& style) {
  Curve curve;
  for (int i = 0; i < outlinePoints; ++i) {
    const double angle = 2 * CV_PI * i / outlinePoints, power = 2 / style.roundness;
    const auto bent = [power](double value) {
      return std::copysign(std::pow(std::abs(value), power), value);
    };
    double x = style.halfWidth * bent(std::cos(angle)), y = -style.halfHeight * bent(std::sin(angle));
    if (y > 0) x *= 1 - style.taper * y / style.halfHeight;
    y -= style.lift * x / style.halfWidth;
    const double away = eyeOffset + x;  // from the nose
    const double back = style.wrap * away * away * 0.5;
    curve.push_back(eye + head.unit * (head.right * (outward * static_cast<float>(x)) +
                                       head.down * static_cast<float>(y + style.drop) +
                                       head.forward * static_cast<float>(style.distance - back)));
  }
  return curve;
}

std::vector<cv::Point> projected(const Curve& curve) {
  std::vector<cv::Point> points;
  for (const auto& p : curve) {
    const auto fixed = [](float value) {  // pixel centres: the first one's is at 1.5 of four
      return cvRound(((value + 0.5) * supersampling - 0.5) * (1 << subpixelBits));
    };
    points.emplace_back(fixed(p.x), fixed(p.y));
  }
  return points;
}

/// What is drawn, `supersampling` times as large as the picture: opacities, U8.
struct Layers {
  cv::Mat frame, shine, lens, band;
  cv::Mat depth;  ///< within a lens, how far from its top to its bottom; not an opacity
};

class Drawing {
 public:
  Drawing(const cv::Size& size, const Curve& mesh, const GlassesStyle& style)
      : head_(headOf(mesh)), style_(style), size_(size * supersampling) {
    for (auto* layer : {&layers_.frame, &layers_.shine, &layers_.lens, &layers_.band, &layers_.depth})
      *layer = cv::Mat::zeros(size_, CV_8U);
    const auto right = (mesh[rightOuter] + mesh[rightInner]) / 2,
               left = (mesh[leftOuter] + mesh[leftInner]) / 2;
    const auto offset = static_cast<float>(cv::norm(left - right)) / 2 / head_.unit;
    const std::array lenses{outline(head_, right, -1, offset, style), outline(head_, left, 1, offset, style)};
    for (const auto& lens : lenses) drawLens(lens);
    drawBridge(lenses[0], lenses[1]);
    drawTemple(lenses[0], mesh[rightTemple], -1);
    drawTemple(lenses[1], mesh[leftTemple], 1);
  }
  /// Reduced to the picture's size, F32, 0 to 1.
  Layers finished() const {
    Layers small;
    const auto reduce = [&](const cv::Mat& layer, cv::Mat& out) {
      cv::resize(layer, out, {size_.width / supersampling, size_.height / supersampling}, 0, 0,
                 cv::INTER_AREA);
      out.convertTo(out, CV_32F, 1 / 255.0);
    };
    reduce(layers_.frame, small.frame);
    reduce(layers_.shine, small.shine);
    reduce(layers_.lens, small.lens);
    reduce(layers_.band, small.band);
    reduce(layers_.depth, small.depth);
    return small;
  }
  double unit() const { return head_.unit; }

 private:
  int pixels(double length) const { return std::max(1, cvRound(length * head_.unit * supersampling)); }
  void line(cv::Mat& layer, const Curve& curve, double thickness, double opacity) const {
    cv::polylines(layer, projected(curve), false, cv::Scalar(255 * opacity), pixels(thickness), cv::LINE_AA,
                  subpixelBits);
  }
  void drawLens(const Curve& edge) {
    const auto points = projected(edge);
    cv::Mat inside = cv::Mat::zeros(size_, CV_8U);
    cv::fillPoly(inside, std::vector{points}, 255, cv::LINE_AA, subpixelBits);
    float top = edge[0].y, bottom = edge[0].y;
    for (const auto& p : edge) top = std::min(top, p.y), bottom = std::max(bottom, p.y);
    cv::Mat tint(size_, CV_8U), depth(size_, CV_8U);
    for (int y = 0; y < size_.height; ++y) {
      const double t = std::clamp((y / double{supersampling} - top) / std::max(1.F, bottom - top), 0.0, 1.0);
      tint.row(y).setTo(255 * (style_.tint + t * (style_.tintBelow - style_.tint)));
      depth.row(y).setTo(255 * t);
    }
    tint.copyTo(layers_.lens, inside > 0);
    depth.copyTo(layers_.depth, inside > 0);
    drawReflection(edge, inside);

    Curve closed = edge;
    closed.push_back(edge.front());
    const std::ptrdiff_t half = outlinePoints / 2;
    const Curve upper(closed.begin(), closed.begin() + half + 1);
    if (style_.lowerRim) line(layers_.frame, closed, style_.thickness, style_.opacity);
    line(layers_.frame, upper, style_.thickness * style_.browLine, style_.opacity);
    Curve light;  // along its upper edge
    for (const auto& p : Curve(upper.begin() + half / 4, upper.end() - half / 4))
      light.push_back(p - head_.down * static_cast<float>(style_.thickness * 0.25 * head_.unit));
    line(layers_.shine, light, style_.thickness * 0.3, style_.shine * style_.opacity);
  }
  void drawReflection(const Curve& edge, const cv::Mat& inside) {
    cv::Point3f middle;
    for (const auto& p : edge) middle += p / static_cast<float>(edge.size());
    const auto along = head_.right * static_cast<float>(std::cos(style_.reflectionAngle)) -
                       head_.down * static_cast<float>(std::sin(style_.reflectionAngle));
    const float reach = head_.unit * static_cast<float>(style_.halfWidth);
    cv::Mat band = cv::Mat::zeros(size_, CV_8U);
    cv::polylines(band, projected({middle - along * reach, middle + along * reach}), false,
                  cv::Scalar(255 * style_.reflection), pixels(style_.halfWidth * 0.5), cv::LINE_AA,
                  subpixelBits);
    cv::GaussianBlur(band, band, {}, std::max(1.0, style_.halfWidth * 0.12 * head_.unit * supersampling));
    band.copyTo(layers_.band, inside > 0);
  }
  void drawBridge(const Curve& right, const Curve& left) {
    // The lenses' inner ends, a little above their middle; an arc over the nose between them.
    constexpr std::size_t inner = outlinePoints / 2 - 3;
    const auto from = right[inner], to = left[inner];
    Curve arc;
    for (int i = 0; i <= 8; ++i) {
      const float t = static_cast<float>(i) / 8, bow = 4 * t * (1 - t);
      arc.push_back(from + (to - from) * t + head_.unit * bow * (head_.forward * 0.03F - head_.down * 0.03F));
    }
    line(layers_.frame, arc, std::max(style_.thickness * 0.8, 0.015), std::max(style_.opacity, 0.8));
    constexpr std::size_t top = outlinePoints / 3;
    if (style_.doubleBridge)
      line(layers_.frame, {right[top], left[top]}, std::max(style_.thickness * 0.8, 0.015),
           std::max(style_.opacity, 0.8));
  }
  void drawTemple(const Curve& lens, const cv::Point3f& temple, float outward) {
    const auto hinge = lens[3];
    const auto end = temple + head_.unit * (head_.right * (outward * 0.03F) + head_.down * 0.02F);
    // On the side that is turned away the face itself hides it.
    if (outward * (end.x - hinge.x) < 0.04F * head_.unit) return;
    line(layers_.frame, {hinge, end}, std::max(style_.thickness * 0.8, 0.012), std::max(style_.opacity, 0.8));
  }

  Head head_;
  GlassesStyle style_;
  cv::Size size_;
  Layers layers_;
};

cv::Mat threefold(const cv::Mat& plane) {
  cv::Mat three;
  cv::merge(std::vector<cv::Mat>{plane, plane, plane}, three);
  return three;
}

void lay(cv::Mat& picture, const cv::Vec3f& colour, const cv::Mat& opacity) {
  picture += threefold(opacity).mul(cv::Scalar(colour[0], colour[1], colour[2]) - picture);
}

void layLenses(cv::Mat& picture, const Layers& layers, const GlassesStyle& style) {
  const auto fade = style.lensBelow - style.lens;
  const cv::Mat colours = threefold(layers.depth).mul(cv::Scalar(fade[0], fade[1], fade[2])) +
                          cv::Scalar(style.lens[0], style.lens[1], style.lens[2]);
  picture += threefold(layers.lens).mul(colours - picture);
}

}  // namespace

cv::Mat paintedGlasses(const cv::Mat& picture, const std::vector<cv::Point3f>& mesh, const cv::Mat& covering,
                       const GlassesStyle& style) {
  if (picture.type() != CV_32FC3 || mesh.size() != static_cast<std::size_t>(facePointCount))
    throw Error(ErrorKind::InvalidArgument,
                "glasses are painted on RGB pictures of floats, by meshes of 468 points");
  // Only around the eyes: a third of the picture.
  const auto reach = static_cast<float>(cv::norm(mesh[leftOuter] - mesh[rightOuter]));
  const cv::Rect2f eyes(cv::Point2f(mesh[rightOuter].x, mesh[rightOuter].y),
                        cv::Point2f(mesh[leftOuter].x, mesh[leftOuter].y));
  const cv::Rect around =
      cv::Rect(cv::Point(cvFloor(eyes.x - 0.8F * reach), cvFloor(eyes.y - 0.6F * reach)),
               cv::Point(cvCeil(eyes.br().x + 0.8F * reach), cvCeil(eyes.br().y + 0.7F * reach))) &
      cv::Rect({}, picture.size());
  cv::Mat result = picture.clone();
  if (around.empty()) return result;
  Curve moved;
  for (const auto& p : mesh)
    moved.push_back(p - cv::Point3f(static_cast<float>(around.x), static_cast<float>(around.y), 0));
  const Drawing drawing(around.size(), moved, style);
  auto layers = drawing.finished();
  cv::Mat part = result(around);
  if (!covering.empty()) {
    cv::Mat free;
    cv::Mat(covering(around) == 0).convertTo(free, CV_32F, 1 / 255.0);
    cv::GaussianBlur(free, free, {}, 0.7);
    for (auto* layer : {&layers.frame, &layers.shine, &layers.lens, &layers.band}) *layer = layer->mul(free);
  }
  cv::Mat shade;
  const double fall = 0.05 * drawing.unit();
  cv::warpAffine(layers.frame, shade, cv::Matx23d(1, 0, 0, 0, 1, fall), around.size());
  cv::GaussianBlur(shade, shade, {}, std::max(0.5, 0.6 * fall));
  lay(part, {0, 0, 0}, shade * style.shadow);
  layLenses(part, layers, style);
  lay(part, {1, 1, 1}, layers.band);
  lay(part, style.colour, layers.frame);
  lay(part, {1, 1, 1}, layers.shine);
  return result;
}

}  // namespace pentimento
