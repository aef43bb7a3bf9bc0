// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/makeup_dataset.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/base/error.h"
#include "core/data/painted_light.h"
#include "core/data/random_makeup.h"
#include "core/data/sample_random.h"
#include "core/face/texture_regions.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"

namespace pentimento {
namespace {

cv::Mat shares(const Image& bytes) {
  cv::Mat result;
  bytes.mat().convertTo(result, CV_32F, 1.0 / 255);
  return result;
}

cv::Mat unitNormals(const StoredFace& face) {
  cv::Mat result;
  face.normals.mat().convertTo(result, CV_32F, 1.0 / 127.5, -1);
  return result;
}

torch::Tensor networkTexture(const cv::Mat& shares) {
  return tensorFromImage(Image(shares)) * 2 - 1;
}

void clampShares(cv::Mat& texture) {
  cv::Mat values = texture.reshape(1);  // OpenCV compares channels but the first with 0
  cv::max(values, 0.0, values);
  cv::min(values, 1.0, values);
}

/// The same face before another camera: exposure, white balance, contrast. In place.
void vary(cv::Mat& texture, cv::RNG& random) {
  const double exposure = std::exp(random.gaussian(0.12)), contrast = std::exp(random.gaussian(0.08));
  const cv::Scalar balance(std::exp(random.gaussian(0.05)), 1, std::exp(random.gaussian(0.05)));
  cv::multiply(texture, balance * exposure, texture);
  texture = (texture - cv::Scalar::all(0.4)) * contrast + cv::Scalar::all(0.4);
  clampShares(texture);
}

/// A face to paint on.
struct Sitter {
  cv::Mat texture, normals;
  Image labels;

  Sitter(const StoredFace& face, cv::RNG& random)
      : texture(shares(face.texture)), normals(unitNormals(face)), labels(face.labels) {
    if (!chance(random, 0.5)) return;
    cv::Mat flipped;
    cv::flip(labels.mat(), flipped, 1);  // left and right need no swapping: regions are of both
    labels = Image(flipped);
    cv::flip(texture, texture, 1);
    cv::flip(normals, normals, 1);
    std::vector<cv::Mat> parts;
    cv::split(normals, parts);
    parts[0] = -parts[0];
    cv::merge(parts, normals);
  }
};

/// Smaller photos are softer and noisier.
void coarsen(cv::Mat& texture, cv::RNG& random) {
  cv::GaussianBlur(texture, texture, {0, 0}, random.uniform(0.4, 1.2) * texture.cols / 128);
  cv::Mat noise(texture.size(), CV_32FC3);
  random.fill(noise, cv::RNG::NORMAL, 0, random.uniform(0.0, 0.02));
  texture += noise;
  clampShares(texture);
}

}  // namespace

void MakeupDatasetOptions::check() const {
  if (size < 64 || size > 1024 || size % 16 != 0)
    throw Error(ErrorKind::InvalidArgument, "size must be a multiple of 16, 64 to 1024 pixels");
  for (const double share :
       {paintedShare, lightShare, nothingShare, wornShare, sameFaceShare, bareReferences})
    if (!(share >= 0 && share <= 1)) throw Error(ErrorKind::InvalidArgument, "shares must be 0 to 1");
}

void to_json(nlohmann::json& json, const MakeupDatasetOptions& options) {
  json = {{"size", options.size},
          {"painted_share", options.paintedShare},
          {"light_share", options.lightShare},
          {"nothing_share", options.nothingShare},
          {"worn_share", options.wornShare},
          {"same_face_share", options.sameFaceShare},
          {"bare_references", options.bareReferences}};
}

void from_json(const nlohmann::json& json, MakeupDatasetOptions& options) {
  json.at("size").get_to(options.size);
  json.at("painted_share").get_to(options.paintedShare);
  json.at("light_share").get_to(options.lightShare);
  json.at("nothing_share").get_to(options.nothingShare);
  json.at("worn_share").get_to(options.wornShare);
  json.at("same_face_share").get_to(options.sameFaceShare);
  json.at("bare_references").get_to(options.bareReferences);
}

torch::Tensor comparedRegions(const StoredFace& face) {
  const auto regions = textureRegions(face.texture.width(), face.labels);
  const auto of = [&](MakeupRegion region) { return regions[static_cast<std::size_t>(region)].mat(); };
  const cv::Mat known = shares(face.known);
  const cv::Mat lips = of(MakeupRegion::Lips), eyes = of(MakeupRegion::Eyes) + of(MakeupRegion::Brows);
  cv::Mat result;
  cv::merge(std::vector<cv::Mat>{lips.mul(known), eyes.mul(known), of(MakeupRegion::Skin).mul(known)},
            result);
  return (tensorFromImage(Image(result)) > 0.5).to(torch::kFloat32);
}

MakeupDataset::MakeupDataset(std::shared_ptr<const MakeupFaces> faces, const MakeupDatasetOptions& options,
                             std::uint64_t seed)
    : faces_(std::move(faces)), options_(options), seed_(seed) {
  options.check();
}

std::int64_t MakeupDataset::paintedIn(std::int64_t size) const {
  return static_cast<std::int64_t>(std::lround(options_.paintedShare * static_cast<double>(size)));
}

MakeupDataset::Painted MakeupDataset::paintedPair(cv::RNG& random) const {
  const auto sourceFace = faces_->load(faces_->draw(random, false));
  const bool sameFace = chance(random, options_.sameFaceShare);
  const auto referenceFace = sameFace ? sourceFace : faces_->load(faces_->draw(random, false));
  Sitter source(*sourceFace, random), reference(*referenceFace, random);
  vary(source.texture, random);
  vary(reference.texture, random);
  const auto style = chance(random, options_.nothingShare) ? MakeupStyle() : randomMakeup(random);
  cv::Mat target = painted(source.texture, style, source.labels);
  cv::Mat made = painted(reference.texture, style, reference.labels), before = source.texture;
  if (chance(random, options_.wornShare)) before = painted(before, randomMakeup(random), source.labels);
  if (chance(random, options_.lightShare)) {
    const auto light = randomLight(random);
    before = lit(before, source.normals, light);
    target = lit(target, source.normals, light);
  }
  if (chance(random, options_.lightShare)) made = lit(made, reference.normals, randomLight(random));
  if (chance(random, 0.3)) coarsen(made, random);
  return {networkTexture(before), networkTexture(made), networkTexture(target)};
}

MakeupBatch MakeupDataset::pair(const StoredFace& source, const StoredFace& reference) const {
  const int size = static_cast<int>(options_.size);
  MakeupBatch result;
  result.source = networkTexture(shares(source.texture));
  result.reference = result.plainReference = networkTexture(shares(reference.texture));
  result.sourceRegions = comparedRegions(source);
  result.referenceRegions = comparedRegions(reference);
  result.crop = pictureTensor(source.crop, size);
  result.referenceCrop = pictureTensor(reference.crop, size);
  const auto places = tensorFromImage(source.places);
  result.grid = (places.slice(0, 0, 2) * 2 - 1).permute({1, 2, 0}).contiguous();
  result.coverage = places.slice(0, 2, 3).contiguous();
  return result;
}

MakeupBatch MakeupDataset::realPair(cv::RNG& random) const {
  const auto source = faces_->load(faces_->draw(random, chance(random, 0.3)));
  const auto reference = faces_->load(faces_->draw(random, !chance(random, options_.bareReferences)));
  auto result = pair(*source, *reference);
  if (chance(random, options_.lightShare))
    result.reference =
        networkTexture(lit(shares(reference->texture), unitNormals(*reference), randomLight(random)));
  return result;
}

MakeupBatch MakeupDataset::batch(std::int64_t number, const BatchPart& part) const {
  const auto firstReal = number * part.size + paintedIn(part.size);
  MakeupBatch batch;
  std::vector<torch::Tensor> sources, references, targets;
  std::vector<MakeupBatch> real;
  for (const auto i : part.samples(number)) {
    auto random = randomForSample(seed_, i);
    if (i < firstReal) {
      const auto pair = paintedPair(random);
      sources.push_back(pair.source);
      references.push_back(pair.reference);
      targets.push_back(pair.target);
    } else {
      real.push_back(realPair(random));
      sources.push_back(real.back().source);
      references.push_back(real.back().reference);
    }
  }
  batch.source = torch::stack(sources);
  batch.reference = torch::stack(references);
  if (!targets.empty()) batch.target = torch::stack(targets);
  const auto gather = [&](torch::Tensor MakeupBatch::*field) {
    std::vector<torch::Tensor> parts;
    for (const auto& pair : real) parts.push_back(pair.*field);
    if (!parts.empty()) batch.*field = torch::stack(parts);
  };
  for (const auto field :
       {&MakeupBatch::plainReference, &MakeupBatch::sourceRegions, &MakeupBatch::referenceRegions,
        &MakeupBatch::crop, &MakeupBatch::referenceCrop, &MakeupBatch::grid, &MakeupBatch::coverage})
    gather(field);
  return batch;
}

}  // namespace pentimento
