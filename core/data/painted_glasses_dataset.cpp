// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/painted_glasses_dataset.h"

#include <limits>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <set>

#include "core/base/error.h"
#include "core/data/disturb.h"
#include "core/data/position_map_dataset.h"
#include "core/data/random_glasses.h"
#include "core/data/sample_random.h"
#include "core/face/label_map.h"
#include "core/tensor/picture_tensor.h"

namespace pentimento {
namespace {

constexpr double disturbedShare = 0.6;  // of the samples
constexpr int drawsUntilGivenUp = 100;
// Short side, pixels. Meshes are in the pixels of the pictures, which so must not be reduced.
constexpr int asTheyAre = 1 << 20;

/// The mesh in pixels of the crop.
FaceMesh meshInPixels(const FaceMesh& mesh, const Alignment& alignment, int size) {
  auto points = meshInCrop(mesh, alignment);
  for (auto& point : points) point = point * static_cast<float>(size) - cv::Point3f(0.5F, 0.5F, 0);
  return points;
}

}  // namespace

PaintedGlassesDataset::PaintedGlassesDataset(const std::vector<PhotoSource>& sources, int size,
                                             const CropVariation& variation, std::uint64_t seed)
    : photos_(std::make_unique<ParsePhotos>(sources, Split::Training, asTheyAre)),
      size_(size),
      variation_(variation),
      seed_(seed) {
  const auto wearers = photos_->showing(FaceClass::Glasses, std::numeric_limits<double>::min());
  const std::set<std::size_t> wearing(wearers.begin(), wearers.end());
  for (std::size_t i = 0; i < photos_->sources(); ++i) {
    const auto& photoSource = photos_->source(i);
    const auto folder = hasMeshes(photoSource.folder) ? photoSource.folder : photoSource.folder.parent_path();
    const auto meshes = readMeshes(folder);
    Source source{{}, photoSource.weight, photoSource.name()};
    const auto [first, last] = photos_->range(i);
    for (auto photo = first; photo < last; ++photo) {
      const auto* mesh = meshFor(meshes, photos_->file(photo).stem().string());
      if (mesh && !wearing.contains(photo)) source.faces.push_back({photo, mesh->points});
    }
    if (source.faces.empty())
      throw Error(ErrorKind::NotFound,
                  folder.string() + ": holds no face without glasses that has a mesh and a mask");
    sources_.push_back(std::move(source));
  }
}

std::vector<std::pair<std::string, std::int64_t>> PaintedGlassesDataset::counts() const {
  std::vector<std::pair<std::string, std::int64_t>> counts;
  for (const auto& source : sources_) counts.emplace_back(source.name, std::ssize(source.faces));
  return counts;
}

const PaintedGlassesDataset::Face& PaintedGlassesDataset::draw(cv::RNG& random) const {
  double left = random.uniform(
      0.0, std::accumulate(sources_.begin(), sources_.end(), 0.0,
                           [](double sum, const Source& source) { return sum + source.weight; }));
  std::size_t i = 0;
  while (i + 1 < sources_.size() && left >= sources_[i].weight) left -= sources_[i++].weight;
  const auto& faces = sources_[i].faces;
  return faces[static_cast<std::size_t>(random.uniform(0, static_cast<int>(faces.size())))];
}

std::array<torch::Tensor, 3> PaintedGlassesDataset::sample(std::int64_t number) const {
  auto random = randomForSample(seed_, number);
  const Face* face = nullptr;
  ParsePhotos::LabelledPhoto photo;
  for (int attempt = 0; photo.picture.empty(); ++attempt) {
    if (attempt == drawsUntilGivenUp)
      throw Error(ErrorKind::Unreadable, "the folders hold no readable pictures");
    face = &draw(random);
    photo = photos_->load(face->photo);
  }
  const auto alignment = varied(alignmentOf(face->mesh), variation_, random);
  const auto crop = cropFromPhoto(Image(photo.picture), alignment, size_);
  cv::Mat labels = photo.labels;
  if (labels.size() != photo.picture.size())
    cv::resize(labels, labels, photo.picture.size(), 0, 0, cv::INTER_NEAREST_EXACT);
  const cv::Mat inCrop = labelsInCrop(Image(labels), alignment, size_).mat();
  const cv::Mat covering =
      (inCrop == static_cast<int>(FaceClass::Hair)) | (inCrop == static_cast<int>(FaceClass::Hat));
  const auto mesh = meshInPixels(face->mesh, alignment, size_);

  cv::Mat bare;
  crop.mat().convertTo(bare, CV_32F, 1 / crop.maximum());
  std::array pictures{bare, paintedGlasses(bare, mesh, covering, GlassesStyle{}),
                      paintedGlasses(bare, mesh, covering, randomGlasses(random))};
  const bool flipped = chance(random, variation_.mirrorShare), disturbed = chance(random, disturbedShare);
  std::array<torch::Tensor, 3> tensors;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    auto& picture = pictures[i];
    if (flipped) cv::flip(picture, picture, 1);
    if (disturbed) {
      cv::RNG same(random.state);  // what happens to one happens to all
      disturbLight(picture, same);
      disturbSharpness(picture, same);
    }
    picture = cv::max(cv::min(picture, 1.0), 0.0);
    tensors[i] = pictureTensor(Image(picture), size_);
  }
  return tensors;
}

PaintedGlassesBatch PaintedGlassesDataset::batch(std::int64_t number, const BatchPart& part) const {
  std::array<std::vector<torch::Tensor>, 3> all;
  for (const auto i : part.samples(number)) {
    const auto one = sample(i);
    for (std::size_t k = 0; k < all.size(); ++k) all[k].push_back(one[k]);
  }
  return {torch::stack(all[0]), torch::stack(all[1]), torch::stack(all[2])};
}

}  // namespace pentimento
