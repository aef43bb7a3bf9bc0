// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/face_surface.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "core/base/error.h"

namespace pentimento {
namespace {

constexpr int gridSize = 256;         // vertices a side of the surface that is rendered
constexpr float leastInside = 0.25F;  // surface further out of the oval is neither seen nor hides anything
constexpr float far = std::numeric_limits<float>::max();

struct Vertex {
  cv::Point3f place;  // pixels, z in shares
  cv::Vec3f values;   // u, v, inside
};

float cross(const cv::Point3f& a, const cv::Point3f& b, float x, float y) {
  return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

/// Pixels whose centre lies in the triangle, edges included: neighbours overlap by a hair rather than leave a
/// crack.
void drawTriangle(const std::array<const Vertex*, 3>& corners, FaceSurface::Raster& raster) {
  const auto &a = corners[0]->place, &b = corners[1]->place, &c = corners[2]->place;
  const float area = cross(a, b, c.x, c.y);
  if (std::abs(area) < 1e-12F) return;
  const auto first = [](float value) { return std::max(0, static_cast<int>(std::ceil(value - 1e-3F))); };
  const auto last = [&](float value) {
    return std::min(raster.depth.cols - 1, static_cast<int>(std::floor(value + 1e-3F)));
  };
  for (int y = first(std::min({a.y, b.y, c.y})); y <= last(std::max({a.y, b.y, c.y})); ++y)
    for (int x = first(std::min({a.x, b.x, c.x})); x <= last(std::max({a.x, b.x, c.x})); ++x) {
      const auto px = static_cast<float>(x), py = static_cast<float>(y);
      const float wa = cross(b, c, px, py) / area, wb = cross(c, a, px, py) / area, wc = 1 - wa - wb;
      constexpr float slack = -1e-4F;
      if (wa < slack || wb < slack || wc < slack) continue;
      const auto values = wa * corners[0]->values + wb * corners[1]->values + wc * corners[2]->values;
      const float z = wa * a.z + wb * b.z + wc * c.z;
      if (values[2] < leastInside || z >= raster.depth.at<float>(y, x)) continue;
      raster.depth.at<float>(y, x) = z;
      raster.uv.at<cv::Vec2f>(y, x) = {values[0], values[1]};
      raster.inside.at<float>(y, x) = values[2];
    }
}

/// One texel more on each side, continued linearly.
cv::Mat extended(const cv::Mat& map) {
  cv::Mat out;
  cv::copyMakeBorder(map, out, 1, 1, 1, 1, cv::BORDER_REPLICATE);
  const int n = out.rows;
  const auto extend = [](cv::Mat edge, const cv::Mat& next, const cv::Mat& afterNext) {
    cv::Mat continued = 2 * next - afterNext;
    continued.copyTo(edge);
  };
  extend(out.row(0), out.row(1), out.row(2));
  extend(out.row(n - 1), out.row(n - 2), out.row(n - 3));
  extend(out.col(0), out.col(1), out.col(2));
  extend(out.col(n - 1), out.col(n - 2), out.col(n - 3));
  return out;
}

}  // namespace

FaceSurface::FaceSurface(const PositionMap& map) : size_(map.positions.width()) {
  const auto& face = map.face;
  if (map.positions.mat().type() != CV_32FC3 || map.positions.height() != size_ || size_ < 8 ||
      face.mat().type() != CV_8UC1 || face.width() != size_ || face.height() != size_)
    throw Error(ErrorKind::InvalidArgument,
                "a position map is a square of floats with a mask of the same size");
  padded_ = extended(map.positions.mat());
  cv::Mat mask;
  face.mat().convertTo(mask, CV_32F, 1 / 255.0);
  cv::copyMakeBorder(mask, mask, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
  cv::GaussianBlur(mask, inside_, {}, 0.8, 0.8,
                   cv::BORDER_CONSTANT);  // rounds the steps of the coarse mask off
}

cv::Mat FaceSurface::resampled(const cv::Mat& padded, int size) const {
  // Texel i of `size` has its centre at (i + 0.5) / size * size_ - 0.5 of the map, one more with its border.
  const double scale = static_cast<double>(size_) / size, offset = 0.5 * scale - 0.5 + 1;
  // Not remap: that rounds places to 1/32 of a texel.
  cv::Mat out(size, size, padded.type());
  const int channels = padded.channels();
  for (int y = 0; y < size; ++y) {
    const double row = y * scale + offset;
    const int top = std::clamp(static_cast<int>(row), 0, padded.rows - 2);
    const auto down = static_cast<float>(row - top);
    for (int x = 0; x < size; ++x) {
      const double column = x * scale + offset;
      const int left = std::clamp(static_cast<int>(column), 0, padded.cols - 2);
      const auto right = static_cast<float>(column - left);
      const float *above = padded.ptr<float>(top) + left * channels,
                  *below = padded.ptr<float>(top + 1) + left * channels;
      for (int c = 0; c < channels; ++c)
        out.ptr<float>(y)[x * channels + c] =
            (1 - down) * ((1 - right) * above[c] + right * above[c + channels]) +
            down * ((1 - right) * below[c] + right * below[c + channels]);
    }
  }
  return out;
}

cv::Mat FaceSurface::positions(int size) const {
  return resampled(padded_, size);
}
cv::Mat FaceSurface::inside(int size) const {
  return resampled(inside_, size);
}

cv::Mat FaceSurface::normals(int size) const {
  cv::Mat normals(padded_.size(), CV_32FC3);
  const auto at = [this](int y, int x) {
    return padded_.at<cv::Vec3f>(std::clamp(y, 0, padded_.rows - 1), std::clamp(x, 0, padded_.cols - 1));
  };
  for (int y = 0; y < normals.rows; ++y)
    for (int x = 0; x < normals.cols; ++x) {
      const cv::Vec3f across = at(y, x + 1) - at(y, x - 1), down = at(y + 1, x) - at(y - 1, x);
      const cv::Vec3f normal = down.cross(across);
      normals.at<cv::Vec3f>(y, x) = normal / static_cast<float>(std::max(cv::norm(normal), 1e-12));
    }
  cv::Mat result = resampled(normals, size);
  result.forEach<cv::Vec3f>(
      [](cv::Vec3f& normal, const int*) { normal /= static_cast<float>(std::max(cv::norm(normal), 1e-12)); });
  return result;
}

cv::Mat FaceSurface::facing(int size) const {
  cv::Mat z;
  cv::extractChannel(normals(size), z, 2);
  return -z;
}

FaceSurface::Raster FaceSurface::raster(int size) const {
  Raster raster{cv::Mat(size, size, CV_32FC2, cv::Scalar(-1, -1)),
                cv::Mat(size, size, CV_32F, cv::Scalar(far)), cv::Mat::zeros(size, size, CV_32F)};
  const cv::Mat places = positions(gridSize), within = inside(gridSize);
  std::vector<Vertex> vertices;
  vertices.reserve(places.total());
  for (int y = 0; y < gridSize; ++y)
    for (int x = 0; x < gridSize; ++x) {
      const auto& place = places.at<cv::Vec3f>(y, x);
      const auto side = static_cast<float>(size);
      vertices.push_back({{place[0] * side - 0.5F, place[1] * side - 0.5F, place[2]},
                          {(static_cast<float>(x) + 0.5F) / gridSize,
                           (static_cast<float>(y) + 0.5F) / gridSize, within.at<float>(y, x)}});
    }
  for (int y = 0; y + 1 < gridSize; ++y)
    for (int x = 0; x + 1 < gridSize; ++x) {
      const auto* corner = &vertices[static_cast<std::size_t>(y) * gridSize + x];
      const Vertex *a = corner, *b = corner + 1, *c = corner + gridSize, *d = c + 1;
      if (std::max({a->values[2], b->values[2], c->values[2], d->values[2]}) < leastInside) continue;
      drawTriangle({a, b, c}, raster);
      drawTriangle({b, d, c}, raster);
    }
  return raster;
}

}  // namespace pentimento
