// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/yale_photos.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <opencv2/imgproc.hpp>
#include <set>
#include <sstream>

#include "core/base/error.h"
#include "core/data/mesh_photos.h"
#include "core/data/painted_light.h"
#include "core/data/position_map_dataset.h"
#include "core/face/canonical_face.h"
#include "core/face/uv_map.h"

namespace pentimento {
namespace fs = std::filesystem;
namespace {

constexpr int mapSize = 64;             // texels of the position map
constexpr std::size_t heldOutEach = 6;  // of 38 subjects, 6 are held out

struct Light {
  std::string subject;
  double azimuth, elevation;
};

/// By file stem.
std::map<std::string, Light> readLights(const fs::path& file) {
  std::ifstream stream(file);
  if (!stream) throw Error(ErrorKind::NotFound, file.string() + ": cannot be opened");
  std::map<std::string, Light> lights;
  std::string line;
  std::getline(stream, line);  // names
  for (int number = 2; std::getline(stream, line); ++number) {
    if (line.empty()) continue;
    std::istringstream fields(line);
    std::string stem;
    Light light;
    const bool read = std::getline(fields, stem, '\t') && std::getline(fields, light.subject, '\t') &&
                      fields >> light.azimuth >> light.elevation;
    if (!read || std::abs(light.azimuth) > 180 || std::abs(light.elevation) > 90)
      throw Error(ErrorKind::Unreadable, file.string() + ": line " + std::to_string(number) +
                                             " is no stem, subject, azimuth and elevation");
    lights[stem] = light;
  }
  return lights;
}

std::set<std::string> subjectsIn(Split split, const std::map<std::string, Light>& lights) {
  std::set<std::string> all, chosen;
  for (const auto& [stem, light] : lights) all.insert(light.subject);
  std::size_t number = 0;
  for (const auto& subject : all) {
    const bool heldOut = number++ % heldOutEach == heldOutEach - 1;
    if (split == Split::All || heldOut == (split == Split::HeldOut)) chosen.insert(subject);
  }
  return chosen;
}

/// Makes position maps of meshes.
class Unwrapper {
 public:
  explicit Unwrapper(const fs::path& canonical) {
    auto face = CanonicalFace::read(canonical);
    face.openMouth(1.0 / mapSize);  // as the network's maps
    matrix_ = face.mapFromPoints(mapSize);
    face_ = face.faceMask(mapSize);
  }
  Image texture(const MeshPhotos::LabelledPhoto& photo, int size) const {
    const auto alignment = alignmentOf(photo.mesh);
    const FaceMesh points = meshInCrop(photo.mesh, alignment);
    const cv::Mat columns(facePointCount, 3, CV_32F, const_cast<cv::Point3f*>(points.data()));
    const cv::Mat positions = matrix_ * columns;  // [S * S, 3]
    const PositionMap map{Image(positions.reshape(3, mapSize)), Image(face_)};
    cv::Mat grey;
    cv::cvtColor(photo.image.mat(), grey, cv::COLOR_RGB2GRAY);
    return unwrap(Image(grey), alignment, map, size).texture;
  }
  Image face(int size) const {
    cv::Mat mask;
    cv::resize(face_, mask, {size, size}, 0, 0, cv::INTER_NEAREST);
    return Image(mask);
  }

 private:
  cv::Mat matrix_, face_;
};

}  // namespace

YalePhotos::YalePhotos(const YalePhotosOptions& options, const Progress& progress) : size_(options.size) {
  const auto table = options.folder / "light.tsv";
  const auto lights = readLights(table);
  const auto chosen = subjectsIn(options.split, lights);
  subjects_.assign(chosen.begin(), chosen.end());
  const Unwrapper unwrapper(options.canonical);
  face_ = unwrapper.face(size_);

  MeshPhotosOptions folder;
  folder.sources = {{options.folder, 1}};
  folder.split = Split::All;
  const MeshPhotos photos(folder);
  for (std::size_t i = 0; i < photos.size(); ++i) {
    progress.report(static_cast<double>(i) / static_cast<double>(photos.size()), "unwrapping");
    const auto stem = photos.file(i).stem().string();
    const auto light = lights.find(stem);
    if (light == lights.end() || !chosen.contains(light->second.subject)) continue;
    const auto photo = photos.load(i);
    if (photo.image.empty()) continue;
    const auto& [subject, azimuth, elevation] = light->second;
    entries_.push_back({stem, subject, azimuth, elevation, lightClassOf(azimuth, elevation),
                        unwrapper.texture(photo, size_), 0});
  }
  if (entries_.empty())
    throw Error(ErrorKind::NotFound, options.folder.string() + ": has no pictures of these subjects");

  std::map<std::string, std::size_t> frontal;
  const auto tilt = [&](std::size_t i) { return std::hypot(entries_[i].azimuth, entries_[i].elevation); };
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const auto found = frontal.try_emplace(entries_[i].subject, i).first;
    if (tilt(i) < tilt(found->second)) found->second = i;
  }
  for (auto& entry : entries_) entry.frontal = frontal.at(entry.subject);
}

}  // namespace pentimento
