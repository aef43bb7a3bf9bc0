// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/face_meshes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <sstream>

#include "core/base/error.h"
#include "core/face/canonical_face.h"
#include "core/image/image_io.h"

namespace pentimento {
namespace {

constexpr double unitsPerPixel = 32;
constexpr int rightOuterCorner = 33, leftOuterCorner = 263;

/// Mesh points in the places of dlib's 36 to 47 (both eyes) and 48, 54 (mouth corners): all that the
/// convention asks for.
constexpr int eyePoints[] = {33, 160, 158, 133, 153, 144, 362, 385, 387, 263, 373, 380};
constexpr int rightMouthCorner = 61, leftMouthCorner = 291;

}  // namespace

bool hasMeshes(const std::filesystem::path& folder) {
  return std::filesystem::exists(folder / "mesh.txt");
}

FaceMeshes readMeshes(const std::filesystem::path& folder) {
  const auto list = folder / "mesh.txt", values = folder / "mesh.i16";
  std::ifstream names(list), points(values, std::ios::binary);
  for (const auto& [stream, file] : {std::pair{&names, &list}, {&points, &values}})
    if (!*stream) throw Error(ErrorKind::NotFound, file->string() + ": cannot be opened");
  FaceMeshes meshes;
  for (std::string line; std::getline(names, line);) {
    std::istringstream fields(line);
    std::string stem;
    LabelledMesh mesh;
    std::vector<std::int16_t> numbers(facePointCount * 3);
    if (!std::getline(fields, stem, '\t') || !(fields >> mesh.confidence))
      throw Error(ErrorKind::Unreadable, list.string() + ": is damaged");
    if (!points.read(reinterpret_cast<char*>(numbers.data()),
                     static_cast<std::streamsize>(numbers.size() * 2)))
      throw Error(ErrorKind::Unreadable, values.string() + ": is shorter than mesh.txt says");
    for (int i = 0; i < facePointCount; ++i)
      mesh.points.emplace_back(numbers[3 * i] / unitsPerPixel, numbers[3 * i + 1] / unitsPerPixel,
                               numbers[3 * i + 2] / unitsPerPixel);
    meshes[stem] = std::move(mesh);
  }
  if (points.peek() != std::ifstream::traits_type::eof())
    throw Error(ErrorKind::Unreadable, values.string() + ": is longer than mesh.txt says");
  return meshes;
}

void writeMeshes(const std::filesystem::path& folder, const FaceMeshes& meshes) {
  std::string names;
  std::vector<std::int16_t> numbers;
  for (const auto& [stem, mesh] : meshes) {
    names += fmt::format("{}\t{:.3f}\n", stem, mesh.confidence);
    for (const auto& point : mesh.points)
      for (const float value : {point.x, point.y, point.z}) {
        const double scaled = std::round(value * unitsPerPixel);
        if (!(std::abs(scaled) <= INT16_MAX))
          throw Error(ErrorKind::InvalidArgument, stem + ": a mesh point is too far out to be stored");
        numbers.push_back(static_cast<std::int16_t>(scaled));
      }
  }
  writeFileAtomically(folder / "mesh.i16", numbers.data(), numbers.size() * sizeof(numbers[0]));
  writeFileAtomically(folder / "mesh.txt", names.data(),
                      names.size());  // last: its presence says that both are there
}

const LabelledMesh* meshFor(const FaceMeshes& meshes, const std::string& stem) {
  for (const auto& name : {stem, stem.substr(0, stem.find('_'))})
    if (const auto found = meshes.find(name); found != meshes.end()) return &found->second;
  return nullptr;
}

Alignment alignmentOf(const FaceMesh& mesh) {
  Landmarks landmarks{};
  const auto place = [&](int landmark, int point) {
    landmarks[landmark] = cv::Point2d(mesh[point].x, mesh[point].y);
  };
  for (int i = 0; i < 12; ++i) place(36 + i, eyePoints[i]);
  place(48, rightMouthCorner);
  place(54, leftMouthCorner);
  return Alignment::fromLandmarks(landmarks);
}

double outerEyeDistance(const FaceMesh& mesh) {
  return cv::norm(mesh[leftOuterCorner] - mesh[rightOuterCorner]);
}

double yawOf(const FaceMesh& mesh) {
  // Across the head: eye corners, temples and jaw, so that no single point decides.
  cv::Point3f across;
  for (const auto& [right, left] : {std::pair{33, 263}, {127, 356}, {234, 454}, {132, 361}, {61, 291}})
    across += mesh[left] - mesh[right];
  return std::atan2(across.z, std::hypot(across.x, across.y)) * 180 / CV_PI;
}

}  // namespace pentimento
