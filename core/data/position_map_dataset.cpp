// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/position_map_dataset.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/data/disturb.h"
#include "core/data/sample_random.h"
#include "core/face/canonical_face.h"
#include "core/tensor/convert.h"

namespace pentimento {
namespace {

/// The crop's square, moved: what a detector's mistakes, a tilted head and worse do to it.
Alignment disturbed(Alignment alignment, const PositionMapDatasetOptions& options, cv::RNG& random) {
  const bool strong = random.uniform(0.0, 1.0) < options.strongShare;
  double degrees = random.gaussian(4), scale = std::exp(random.gaussian(0.06)), reach = 0.03;
  if (strong) {
    degrees = random.uniform(-options.maximumRotation, options.maximumRotation);
    if (random.uniform(0, 10) == 0) degrees *= 2;
    scale = std::exp(random.uniform(-0.3, 0.35));  // of the square: above 1 the face becomes smaller
    reach = 0.12;
  }
  const double c = std::cos(degrees * CV_PI / 180) * scale, s = std::sin(degrees * CV_PI / 180) * scale;
  const auto x = alignment.x, y = alignment.y;
  alignment.centre += random.uniform(-2 * reach, 2 * reach) * x + random.uniform(-2 * reach, 2 * reach) * y;
  alignment.x = c * x + s * y;
  alignment.y = -s * x + c * y;
  return alignment;
}

void mirror(FaceMesh& mesh, const std::vector<int>& mirrored) {
  FaceMesh flipped(mesh.size());
  for (std::size_t i = 0; i < mesh.size(); ++i) {
    const auto& other = mesh[mirrored[i]];
    flipped[i] = {1 - other.x, other.y, other.z};
  }
  mesh = std::move(flipped);
}

}  // namespace

void PositionMapDatasetOptions::check() const {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(size >= 64 && size <= 512, "size must be 64 to 512 pixels");
  require(strongShare >= 0 && strongShare <= 1, "strong_share must be 0 to 1");
  require(maximumRotation >= 0 && maximumRotation <= 90, "maximum_rotation must be 0 to 90 degrees");
  require(yawBoost >= 1 && yawBoost <= 100, "yaw_boost must be 1 to 100");
}

FaceMesh meshInCrop(const FaceMesh& mesh, const Alignment& alignment) {
  constexpr int size = 1024;  // any: only shares are wanted
  const auto toCrop = alignment.cropFromPhoto(size);
  FaceMesh inCrop;
  for (const auto& point : mesh) {
    const cv::Vec2d place = toCrop * cv::Vec3d(point.x, point.y, 1);
    // Pixel centres are whole numbers; as a share of the side the first pixel's centre is half a pixel in.
    inCrop.emplace_back((place[0] + 0.5) / size, (place[1] + 0.5) / size, point.z / alignment.side());
  }
  return inCrop;
}

std::pair<cv::Mat, FaceMesh> cropWithMesh(const MeshPhotos::LabelledPhoto& photo, const Alignment& alignment,
                                          int size) {
  const auto toPhoto = alignment.photoFromCrop(size);
  const double scale = alignment.side() / size;
  cv::Mat source = photo.image.mat(), smooth, crop, floats;
  if (scale > 1.3) {  // warpAffine alone would alias
    cv::GaussianBlur(source, smooth, {}, 0.35 * scale);
    source = smooth;
  }
  cv::warpAffine(source, crop, toPhoto, {size, size}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 cv::BORDER_REFLECT_101);
  crop.convertTo(floats, CV_32F, 1 / photo.image.maximum());
  return {floats, meshInCrop(photo.mesh, alignment)};
}

torch::Tensor networkPicture(const cv::Mat& picture) {
  return tensorFromImage(Image(picture)).clamp_(0, 1).mul_(2).sub_(1);
}

torch::Tensor meshTensor(const FaceMesh& mesh) {
  static_assert(sizeof(FaceMesh::value_type) == 3 * sizeof(float));
  return torch::from_blob(const_cast<cv::Point3f*>(mesh.data()), {facePointCount, 3}, torch::kFloat32)
      .clone();
}

PositionMapDataset::PositionMapDataset(std::shared_ptr<const MeshPhotos> photos, std::vector<int> mirrored,
                                       const PositionMapDatasetOptions& options, std::uint64_t seed)
    : photos_(std::move(photos)), mirrored_(std::move(mirrored)), options_(options), seed_(seed) {
  options.check();
}

PositionMapDataset::Sample PositionMapDataset::sample(std::int64_t number) const {
  auto random = randomForSample(seed_, number);
  MeshPhotos::LabelledPhoto photo;
  for (int attempt = 0; photo.image.empty(); ++attempt) {
    if (attempt == 100) throw Error(ErrorKind::Unreadable, "the folders hold no readable pictures");
    photo = photos_->load(photos_->draw(random, options_.yawBoost));
  }
  const int size = static_cast<int>(options_.size);
  auto [picture, mesh] = cropWithMesh(photo, disturbed(alignmentOf(photo.mesh), options_, random), size);
  if (random.uniform(0, 2) == 1) {
    cv::flip(picture, picture, 1);
    mirror(mesh, mirrored_);
  }
  if (options_.disturb) {
    disturbLight(picture, random);
    const auto other = photos_->load(photos_->draw(random, 1)).image;
    cv::Mat cover = picture;
    if (!other.empty()) {
      cv::resize(other.mat(), cover, picture.size(), 0, 0, cv::INTER_AREA);
      cover.convertTo(cover, CV_32F, 1 / 255.0);
    }
    occlude(picture, cover, random);
    disturbSharpness(picture, random);
  }
  return {picture, mesh};
}

FaceMesh PositionMapDataset::points(std::int64_t number) const {
  auto random = randomForSample(seed_, number);
  const auto& mesh = photos_->mesh(photos_->draw(random, options_.yawBoost));
  auto points = meshInCrop(mesh, disturbed(alignmentOf(mesh), options_, random));
  if (random.uniform(0, 2) == 1) mirror(points, mirrored_);
  return points;
}

PositionMapBatch PositionMapDataset::batch(std::int64_t number, const BatchPart& part) const {
  std::vector<torch::Tensor> pictures, points;
  for (const auto i : part.samples(number)) {
    const auto one = sample(i);
    pictures.push_back(networkPicture(one.picture));
    points.push_back(meshTensor(one.points));
  }
  return {torch::stack(pictures), torch::stack(points)};
}

}  // namespace pentimento
