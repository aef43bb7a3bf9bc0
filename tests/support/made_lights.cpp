// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/made_lights.h"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/data/face_meshes.h"
#include "tests/support/made_meshes.h"

namespace pentimento::test {
namespace {

constexpr int lightsSide = 96;

struct Direction {
  const char* name;
  int azimuth, elevation;
};
constexpr Direction directions[] = {{"frontal", 0, 0}, {"left", 30, 0},       {"hardleft", 70, 0},
                                    {"right", -30, 0}, {"hardright", -70, 0}, {"top", 0, 35},
                                    {"bottom", 0, -35}};

/// The mesh's ellipsoid in this light, its colour `albedo`.
cv::Mat litBall(const Direction& direction, int albedo) {
  const double a = direction.azimuth * CV_PI / 180, e = direction.elevation * CV_PI / 180;
  const cv::Vec3d light(-std::sin(a) * std::cos(e), -std::sin(e), -std::cos(a) * std::cos(e));
  cv::Mat picture(lightsSide, lightsSide, CV_8U, cv::Scalar(30));
  for (int y = 0; y < lightsSide; ++y)
    for (int x = 0; x < lightsSide; ++x) {
      const double u = (x - lightsSide / 2.0) / (0.28 * lightsSide),
                   v = (y - lightsSide / 2.0) / (0.38 * lightsSide);
      const double depth = 1 - u * u - v * v;
      if (depth <= 0) continue;
      const double shade = std::max(0.0, cv::Vec3d(u, v, -std::sqrt(depth)).dot(light));
      picture.at<std::uint8_t>(y, x) = cv::saturate_cast<std::uint8_t>(10 + albedo * shade);
    }
  return picture;
}

}  // namespace

void writeMadeLights(const std::filesystem::path& folder, int subjects) {
  std::filesystem::create_directories(folder / "images");
  std::ofstream table(folder / "light.tsv");
  table << "file\tsubject\tazimuth_deg\televation_deg\n";
  FaceMeshes meshes;
  for (int i = 0; i < subjects; ++i) {
    const auto subject = fmt::format("person{:02}", i);
    meshes[subject] = {madeMesh(lightsSide, 0), 1};
    for (const auto& direction : directions) {
      const auto stem = subject + "_" + direction.name;
      cv::imwrite((folder / "images" / (stem + ".png")).string(), litBall(direction, 120 + 10 * (i % 8)));
      table << fmt::format("{}\t{}\t{}\t{}\n", stem, subject, direction.azimuth, direction.elevation);
    }
  }
  writeMeshes(folder, meshes);
  writeMadeLayout(folder / "layout.txt");
}

}  // namespace pentimento::test
