// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/texture_maker.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <set>
#include <string>

#include "core/data/spread_evenly.h"
#include "core/face/face_surface.h"
#include "core/face/face_texture.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;

constexpr int maximumShortSide = 1024;  // of the pictures: faces in them are finer than any texture

Image withBytes(const Image& image) {
  cv::Mat bytes;
  image.mat().convertTo(bytes, CV_8U, 255 / image.maximum());
  return Image(bytes);
}

/// StoredFace::places.
Image placesInCrop(const Face& face, int size) {
  const auto raster = FaceSurface(face.positions).raster(size);
  // From outside to inside takes about two texels of the map; here it takes two pixels.
  const double pixelsPerTexel = std::max(1.0, 0.6 * size / face.positions.positions.width());
  cv::Mat bare, coverage = (raster.inside - 0.5) * pixelsPerTexel + 0.5;
  cv::Mat(~coveredParts(face.labels).mat()).convertTo(bare, CV_32F, 1.0 / 255);
  cv::resize(bare, bare, {size, size}, 0, 0, size < bare.cols ? cv::INTER_AREA : cv::INTER_LINEAR);
  coverage = cv::min(cv::max(coverage, 0.0), 1.0).mul(bare);
  std::vector<cv::Mat> planes;
  cv::split(cv::max(raster.uv, 0.0), planes);
  planes.push_back(coverage);
  cv::Mat places;
  cv::merge(planes, places);
  return Image(places);
}

/// Stems that were looked at in vain.
std::set<std::string> readStems(const fs::path& file) {
  std::set<std::string> stems;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) stems.insert(line);
  return stems;
}

/// One source's folder of faces.
class FaceFolder {
 public:
  explicit FaceFolder(fs::path folder) : folder_(std::move(folder)), without_(readStems(none())) {}

  bool lacks(const std::string& stem) const { return !without_.contains(stem) && !fs::exists(file(stem)); }
  fs::path file(const std::string& stem) const { return folder_ / (stem + ".face"); }

  void remember(const std::string& stem) {
    without_.insert(stem);
    fs::create_directories(folder_);
    std::ofstream out(none(), std::ios::app);
    out << stem << '\n';
    if (!out.flush()) throw Error(ErrorKind::WriteFailed, none().string() + ": cannot be written");
  }

 private:
  fs::path none() const { return folder_ / "none.txt"; }

  fs::path folder_;
  std::set<std::string> without_;
};

}  // namespace

std::optional<StoredFace> storedFace(FaceAnalyser& analyser, const Image& photo, int size) {
  const auto faces = analyser.analyse(photo);
  const Face* face = largestFace(faces);
  if (!face) return {};
  auto texture = faceTexture(photo, face->alignment, face->positions, face->labels, size);
  cv::Mat normals;
  surfaceNormals(face->positions, size).mat().convertTo(normals, CV_8U, 127.5, 127.5);
  return StoredFace{texture.colours,
                    texture.labels,
                    texture.known,
                    Image(normals),
                    withBytes(cropFromPhoto(photo, face->alignment, size)),
                    placesInCrop(*face, size)};
}

FaceUnwrapper faceUnwrapper(const Compute& compute, int size) {
  return [compute, size, analyser = std::shared_ptr<FaceAnalyser>()](const Image& photo) mutable {
    if (!analyser) analyser = std::make_shared<FaceAnalyser>(AnalyserOptions(), compute);
    return storedFace(*analyser, photo, size);
  };
}

std::size_t makeTextures(const std::vector<PhotoSource>& sources, const fs::path& textures, std::size_t limit,
                         const FaceUnwrapper& unwrap, const Progress& progress) {
  const PhotoFolders photos({sources, Split::All, maximumShortSide, 0});
  std::size_t made = 0;
  for (std::size_t source = 0; source < sources.size(); ++source) {
    FaceFolder folder(textures / sources[source].name());
    const auto [first, last] = photos.range(source);
    const auto pictures = spreadEvenly(last - first, limit);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      progress.throwIfStopped();
      const auto picture = first + pictures[i];
      const auto stem = photos.file(picture).stem().string();
      if (!folder.lacks(stem)) continue;
      const auto share = static_cast<double>(i) / static_cast<double>(pictures.size());
      progress.report((static_cast<double>(source) + share) / static_cast<double>(sources.size()),
                      "unwrapping faces");
      const Image photo = photos.load(picture);
      if (photo.empty()) continue;
      if (const auto face = unwrap(photo)) {
        writeFace(folder.file(stem), *face);
        ++made;
      } else {
        folder.remember(stem);
      }
    }
  }
  if (made > 0) progress.report(1, "faces unwrapped");
  return made;
}

}  // namespace pentimento
