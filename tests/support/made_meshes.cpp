// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/made_meshes.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/face/label_map.h"

namespace pentimento::test {
namespace {

constexpr int columns = 26, rows = 18, pointCount = columns * rows;

cv::Point2d nodeUv(int node) {
  return {0.05 + 0.9 * (node % columns) / (columns - 1), 0.05 + 0.9 * (node / columns) / (rows - 1)};
}

/// Which mesh point lies at each node of the grid: the points that have a meaning near their place in a face,
/// mirrored ones at mirrored nodes, the others as they come.
std::array<int, pointCount> pointsOfNodes() {
  struct Place {
    int right, left;
    double u, v;
  };
  constexpr Place places[] = {{33, 263, 0.28, 0.38},  {160, 387, 0.32, 0.33}, {158, 385, 0.36, 0.33},
                              {133, 362, 0.42, 0.38}, {153, 380, 0.36, 0.43}, {144, 373, 0.32, 0.43},
                              {61, 291, 0.38, 0.69},  {127, 356, 0.12, 0.35}, {234, 454, 0.09, 0.48},
                              {132, 361, 0.12, 0.6}};
  std::array<int, pointCount> points;
  for (int i = 0; i < pointCount; ++i) points[i] = i;
  const auto put = [&](int point, int node) {
    for (int& other : points)
      if (other == point) {
        std::swap(other, points[node]);
        return;
      }
  };
  for (const auto& place : places) {
    const int column = static_cast<int>(std::lround((place.u - 0.05) / 0.9 * (columns - 1)));
    const int row = static_cast<int>(std::lround((place.v - 0.05) / 0.9 * (rows - 1)));
    put(place.right, row * columns + column);
    put(place.left, row * columns + columns - 1 - column);
  }
  put(10, columns / 2);                          // the top of the forehead, …
  put(152, (rows - 1) * columns + columns / 2);  // … and the chin
  return points;
}

}  // namespace

std::vector<cv::Point3f> madeMesh(double size, double yaw) {
  std::vector<cv::Point3f> mesh(pointCount);
  const auto points = pointsOfNodes();
  const double c = std::cos(yaw * CV_PI / 180), s = std::sin(yaw * CV_PI / 180);
  for (int node = 0; node < pointCount; ++node) {
    const auto uv = nodeUv(node);
    const double longitude = (uv.x - 0.5) * 2.4, latitude = (uv.y - 0.5) * 2.2;
    const double x = 0.28 * std::sin(longitude) * std::cos(latitude),
                 z = -0.28 * std::cos(longitude) * std::cos(latitude);
    mesh[points[node]] = cv::Point3f(static_cast<float>((0.5 + c * x - s * z) * size),
                                     static_cast<float>((0.5 + 0.38 * std::sin(latitude)) * size),
                                     static_cast<float>((s * x + c * z) * size));
  }
  return mesh;
}

void writeMadeLayout(const std::filesystem::path& file) {
  const auto points = pointsOfNodes();
  std::array<cv::Point2d, pointCount> uv;
  for (int node = 0; node < pointCount; ++node) uv[points[node]] = nodeUv(node);
  std::ofstream out(file);
  for (const auto& place : uv)
    out << place.x - 0.5 << ' ' << 0.5 - place.y << " 0 " << place.x << ' ' << place.y << '\n';
  for (int y = 0; y + 1 < rows; ++y)
    for (int x = 0; x + 1 < columns; ++x) {
      const auto at = [&](int dx, int dy) { return points[(y + dy) * columns + x + dx]; };
      out << at(0, 0) << ' ' << at(1, 0) << ' ' << at(0, 1) << '\n';
      out << at(1, 0) << ' ' << at(1, 1) << ' ' << at(0, 1) << '\n';
    }
}

void writeMadeFaces(const std::filesystem::path& folder, int count) {
  constexpr int size = 96;
  std::filesystem::create_directories(folder / "images");
  std::ofstream names(folder / "mesh.txt"), values(folder / "mesh.i16", std::ios::binary);
  for (int i = 0; i < count; ++i) {
    const auto mesh = madeMesh(size, count > 1 ? -40 + 80.0 * i / (count - 1) : 0);
    cv::Mat picture(size, size, CV_8UC3, cv::Scalar(40, 60, 50));
    cv::ellipse(picture, {size / 2, size / 2}, {27, 36}, 0, 0, 360, cv::Scalar(150, 190, 230), cv::FILLED,
                cv::LINE_AA);
    for (const int point : {33, 133, 362, 263, 61, 291})
      cv::circle(picture, cv::Point(cvRound(mesh[point].x), cvRound(mesh[point].y)), 3,
                 cv::Scalar(40, 20, 60), cv::FILLED);
    const auto name = "face" + std::to_string(i);
    cv::imwrite((folder / "images" / (name + ".png")).string(), picture);
    names << name << "\t1.000\n";
    for (const auto& point : mesh)
      for (const float value : {point.x, point.y, point.z}) {
        const auto number = static_cast<std::int16_t>(std::lround(value * 32));
        values.write(reinterpret_cast<const char*>(&number), sizeof(number));
      }
  }
}

void writeMadeMask(const std::filesystem::path& folder, int number, FaceClass atTheEyes) {
  cv::Mat labels = cv::Mat::zeros(96, 96, CV_8U);
  cv::ellipse(labels, {48, 48}, {27, 36}, 0, 0, 360, cv::Scalar(static_cast<int>(FaceClass::Skin)), cv::FILLED);
  labels(cv::Rect(36, 38, 24, 6)).setTo(static_cast<int>(atTheEyes));
  std::filesystem::create_directories(folder / "masks");
  writeLabelMap(folder / "masks" / ("face" + std::to_string(number) + ".png"), Image(labels));
}

void writeFacesToPaintOn(const std::filesystem::path& folder, int count) {
  writeMadeFaces(folder, count);
  for (int i = 0; i < count; ++i) writeMadeMask(folder, i, FaceClass::Skin);
}

}  // namespace pentimento::test
