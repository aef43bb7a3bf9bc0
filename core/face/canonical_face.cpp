// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/canonical_face.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>

#include "core/base/error.h"

namespace pentimento {
namespace {

constexpr double mirrorTolerance = 0.003;

Error unreadable(const std::filesystem::path& file, const std::string& what) {
  return Error(ErrorKind::Unreadable, file.string() + ": " + what);
}

double cross(const cv::Point2d& a, const cv::Point2d& b, const cv::Point2d& c) {
  return (b - a).cross(c - a);
}

/// Which point lies at (1 - u, v) of each; nothing if some has none or the pairs do not agree.
std::optional<std::vector<int>> mirroredPoints(const std::vector<cv::Point2d>& uv) {
  std::vector<int> mirrored;
  for (const auto& point : uv) {
    const cv::Point2d wanted(1 - point.x, point.y);
    const auto nearest = std::min_element(uv.begin(), uv.end(), [&](const auto& a, const auto& b) {
      return cv::norm(a - wanted) < cv::norm(b - wanted);
    });
    if (cv::norm(*nearest - wanted) > mirrorTolerance) return std::nullopt;
    mirrored.push_back(static_cast<int>(nearest - uv.begin()));
  }
  for (std::size_t i = 0; i < mirrored.size(); ++i)
    if (mirrored[mirrored[i]] != static_cast<int>(i)) return std::nullopt;
  return mirrored;
}

/// Calls `visit(texel, triangle, barycentric weights)` for every texel centre inside a triangle.
template <class Visit>
void rasterise(const CanonicalFace& face, int size, const Visit& visit) {
  constexpr double slack = -1e-9;  // centres on a shared edge belong to both
  for (const auto& triangle : face.triangles) {
    const cv::Point2d corners[] = {face.uv[triangle[0]] * size, face.uv[triangle[1]] * size,
                                   face.uv[triangle[2]] * size};
    const double area = cross(corners[0], corners[1], corners[2]);
    const auto [left, right] = std::minmax({corners[0].x, corners[1].x, corners[2].x});
    const auto [top, bottom] = std::minmax({corners[0].y, corners[1].y, corners[2].y});
    for (int y = std::max(0, static_cast<int>(top - 0.5)); y < std::min<double>(size, bottom); ++y)
      for (int x = std::max(0, static_cast<int>(left - 0.5)); x < std::min<double>(size, right); ++x) {
        const cv::Point2d centre(x + 0.5, y + 0.5);
        const cv::Vec3d weights(cross(centre, corners[1], corners[2]) / area,
                                cross(corners[0], centre, corners[2]) / area,
                                cross(corners[0], corners[1], centre) / area);
        if (weights[0] >= slack && weights[1] >= slack && weights[2] >= slack)
          visit(cv::Point(x, y), triangle, weights);
      }
  }
}

/// The row that extrapolates at `place`: the affine fit to all points, weighted by 1 / distance^4.
cv::Mat movingLeastSquares(const std::vector<cv::Point2d>& uv, const cv::Point2d& place, double softness) {
  cv::Mat basis(static_cast<int>(uv.size()), 3, CV_64F), weighted;
  basis.copyTo(weighted);
  for (int i = 0; i < basis.rows; ++i) {
    const auto offset =
        uv[i] - place;  // relative to the place, so that the fit's value there is its constant
    const double weight = std::pow(offset.dot(offset) + softness * softness, -2);
    const double values[] = {1, offset.x, offset.y};
    for (int k = 0; k < 3; ++k) {
      basis.at<double>(i, k) = values[k];
      weighted.at<double>(i, k) = values[k] * weight;
    }
  }
  cv::Mat solution;
  cv::solve(basis.t() * weighted, weighted.t(), solution, cv::DECOMP_SVD);  // [3, points]
  solution.row(0).convertTo(solution, CV_32F);
  return solution;
}

}  // namespace

CanonicalFace CanonicalFace::read(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream) throw Error(ErrorKind::NotFound, file.string() + ": cannot be opened");
  CanonicalFace face;
  for (int i = 0; i < facePointCount; ++i) {
    cv::Point3d point;
    cv::Point2d uv;
    if (!(stream >> point.x >> point.y >> point.z >> uv.x >> uv.y))
      throw unreadable(file, "does not begin with 468 lines of x y z u v");
    face.points.push_back(point);
    face.uv.push_back(uv);
  }
  for (cv::Vec3i triangle; stream >> triangle[0] >> triangle[1] >> triangle[2];) {
    for (const int corner : triangle.val)
      if (corner < 0 || corner >= facePointCount)
        throw unreadable(file, "has a triangle with a point that is none");
    face.triangles.push_back(triangle);
  }
  if (face.triangles.empty() || !stream.eof()) throw unreadable(file, "has no triangles after its points");
  const auto turn = [&](const cv::Vec3i& t) {
    return cross(face.uv[t[0]], face.uv[t[1]], face.uv[t[2]]) > 0;
  };
  for (const auto& triangle : face.triangles)
    if (turn(triangle) != turn(face.triangles[0]))
      throw unreadable(file, "has triangles that overlap in the texture");
  const auto mirrored = mirroredPoints(face.uv);
  if (!mirrored) throw unreadable(file, "is not mirror-symmetric about u = 0.5");
  face.mirrored = *mirrored;
  return face;
}

void CanonicalFace::openMouth(double gap) {
  for (const auto& [upper, lower] : innerLipPairs) {
    const double middle = (uv[upper].y + uv[lower].y) / 2;
    uv[upper].y = middle - gap / 2;
    uv[lower].y = middle + gap / 2;
  }
}

cv::Mat CanonicalFace::mapFromPoints(int size) const {
  cv::Mat matrix = cv::Mat::zeros(size * size, facePointCount, CV_32F),
          inside = cv::Mat::zeros(size, size, CV_8U);
  rasterise(*this, size, [&](const cv::Point& texel, const cv::Vec3i& triangle, const cv::Vec3d& weights) {
    if (std::exchange(inside.at<std::uint8_t>(texel), 255)) return;
    for (int k = 0; k < 3; ++k)
      matrix.at<float>(texel.y * size + texel.x, triangle[k]) = static_cast<float>(weights[k]);
  });
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x)
      if (!inside.at<std::uint8_t>(y, x))
        movingLeastSquares(uv, {(x + 0.5) / size, (y + 0.5) / size}, 2.0 / size)
            .copyTo(matrix.row(y * size + x));
  return matrix;
}

cv::Mat CanonicalFace::faceMask(int size) const {
  cv::Mat mask = cv::Mat::zeros(size, size, CV_8U);
  rasterise(*this, size, [&](const cv::Point& texel, const cv::Vec3i&, const cv::Vec3d&) {
    mask.at<std::uint8_t>(texel) = 255;
  });
  return mask;
}

}  // namespace pentimento
