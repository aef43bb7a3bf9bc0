// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/regenerate_dataset.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/data/sample_random.h"
#include "core/face/label_map.h"
#include "core/tensor/picture_tensor.h"

namespace pentimento {
namespace {

constexpr int gridSide = 5;  // SPEC 2.1

struct LabelledPicture {
  cv::Mat picture, labels;
};

LabelledPicture mirroredFace(const LabelledPicture& face) {
  LabelledPicture out;
  cv::flip(face.picture, out.picture, 1);
  out.labels = mirrored(Image(face.labels)).mat();
  return out;
}

/// Where each pixel of the bent picture comes from: a turn and a scale about the middle, then a smooth random
/// field.
cv::Mat2f bendingMap(int size, const RegenerateDatasetOptions& options, cv::RNG& random) {
  cv::Mat2f grid(gridSide, gridSide), field;
  for (auto& offset : grid)
    offset = {static_cast<float>(random.gaussian(options.bend * size)),
              static_cast<float>(random.gaussian(options.bend * size))};
  cv::resize(grid, field, {size, size}, 0, 0, cv::INTER_CUBIC);
  const double angle = options.maximumRotation * random.uniform(-1.0, 1.0) * CV_PI / 180;
  const double scale = std::pow(options.maximumScale, random.uniform(-1.0, 1.0));
  const auto c = static_cast<float>(std::cos(angle) * scale), s = static_cast<float>(std::sin(angle) * scale);
  const float middle = static_cast<float>(size - 1) / 2;
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      const float dx = static_cast<float>(x) - middle, dy = static_cast<float>(y) - middle;
      field(y, x) += cv::Vec2f(middle + c * dx - s * dy, middle + s * dx + c * dy);
    }
  return field;
}

}  // namespace

void RegenerateDatasetOptions::check() const {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(size >= 32 && size <= 1024 && size % 16 == 0, "size must be a multiple of 16, 32 to 1024 pixels");
  require(mirrorShare >= 0 && mirrorShare <= 1 && referenceMirrorShare >= 0 && referenceMirrorShare <= 1,
          "shares must be 0 to 1");
  require(bend >= 0 && bend <= 0.2, "bend must be 0 to 0.2 of the side");
  require(maximumRotation >= 0 && maximumRotation <= 90, "maximum_rotation must be 0 to 90 degrees");
  require(maximumScale >= 1 && maximumScale <= 2, "maximum_scale must be 1 to 2");
}

RegenerateDataset::RegenerateDataset(std::shared_ptr<const ParsePhotos> photos,
                                     const RegenerateDatasetOptions& options, std::uint64_t seed)
    : photos_(std::move(photos)), options_(options), seed_(seed) {
  options.check();
}

RegenerateBatch RegenerateDataset::sample(const ParsePhotos::LabelledPhoto& photo, cv::RNG& random) const {
  const int size = static_cast<int>(options_.size);
  LabelledPicture target;
  cv::resize(photo.picture, target.picture, {size, size}, 0, 0, cv::INTER_AREA);
  cv::resize(photo.labels, target.labels, {size, size}, 0, 0, cv::INTER_NEAREST_EXACT);
  if (random.uniform(0.0, 1.0) < options_.mirrorShare) target = mirroredFace(target);
  auto source = target;
  if (random.uniform(0.0, 1.0) < options_.referenceMirrorShare) source = mirroredFace(source);
  const auto map = bendingMap(size, options_, random);
  LabelledPicture reference;
  cv::remap(source.picture, reference.picture, map, {}, cv::INTER_LINEAR, cv::BORDER_REFLECT_101);
  cv::remap(source.labels, reference.labels, map, {}, cv::INTER_NEAREST, cv::BORDER_REFLECT_101);
  return {pictureTensor(Image(target.picture), size), pictureTensor(Image(reference.picture), size),
          labelTensor(Image(target.labels)), labelTensor(Image(reference.labels))};
}

RegenerateBatch RegenerateDataset::batch(std::int64_t number, const BatchPart& part) const {
  std::vector<torch::Tensor> pictures, references, labels, referenceLabels;
  for (const auto i : part.samples(number)) {
    auto random = randomForSample(seed_, i);
    const auto one = sample(photos_->draw(random), random);
    pictures.push_back(one.picture);
    references.push_back(one.reference);
    labels.push_back(one.labels);
    referenceLabels.push_back(one.referenceLabels);
  }
  return {torch::stack(pictures), torch::stack(references), torch::stack(labels),
          torch::stack(referenceLabels)};
}

}  // namespace pentimento
