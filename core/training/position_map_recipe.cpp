// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/position_map_recipe.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/face/canonical_face.h"
#include "core/tensor/convert.h"
#include "core/training/optimisers.h"
#include "core/training/position_error.h"
#include "core/training/weight_average.h"

namespace pentimento {
namespace {

constexpr double featureWeight = 4, outsideWeight = 0.1;  // PRNet: eyes, nose and mouth 4, face 3, neck 0
constexpr double featureReach = 0.035;                    // of the texture, around the points below
constexpr double softening = 1e-4;  // of the distance, in shares of the side: keeps its gradient finite

/// Contours of eyes, nose and mouth.
constexpr int featurePoints[] = {
    33,  7,   163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246, 263, 249, 390, 373,
    374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466, 61,  146, 91,  181, 84,  17,  314, 405,
    321, 375, 291, 185, 40,  39,  37,  0,   267, 269, 270, 409, 13,  14,  78,  308, 82,  312, 87,  317,
    80,  310, 88,  318, 1,   2,   4,   5,   98,  327, 48,  278, 64,  294, 129, 358, 94,  19};

/// [1, 3, S, S]: near a feature, in the face, beyond it. Beyond, the map must only stay smooth.
torch::Tensor weightsOf(const CanonicalFace& face, int size, double depthWeight) {
  const cv::Mat mask = face.faceMask(size);
  cv::Mat weights(size, size, CV_32F);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      const cv::Point2d place((x + 0.5) / size, (y + 0.5) / size);
      const bool feature = std::any_of(std::begin(featurePoints), std::end(featurePoints), [&](int point) {
        return cv::norm(face.uv[point] - place) < featureReach;
      });
      weights.at<float>(y, x) = static_cast<float>(feature                       ? featureWeight
                                                   : mask.at<std::uint8_t>(y, x) ? 1
                                                                                 : outsideWeight);
    }
  const auto plane = tensorFromImage(Image(weights)).unsqueeze(0);
  const auto all = torch::cat({plane, plane, depthWeight * plane}, 1);
  return all / all.mean();
}

/// Mean [468, 3] and principal components [K, 468, 3] of the meshes that the network will see; the components
/// times their standard deviations, so that coefficients have unit variance.
std::pair<torch::Tensor, torch::Tensor> principalPoints(const PositionMapDataset& dataset,
                                                        std::int64_t components) {
  constexpr std::int64_t meshes = 3000;
  std::vector<torch::Tensor> rows;
  for (std::int64_t i = 0; i < meshes; ++i) rows.push_back(meshTensor(dataset.points(i)));
  const auto all = torch::stack(rows).flatten(1);
  const auto mean = all.mean(0);
  const auto covariance = torch::matmul((all - mean).t(), all - mean) / meshes;
  const auto [variances, vectors] = torch::linalg_eigh(covariance, "L");  // ascending
  const auto columns = vectors.flip(1).narrow(1, 0, components) *
                       variances.flip(0).narrow(0, 0, components).clamp_min(0).sqrt();
  return {mean.view({facePointCount, 3}), columns.t().reshape({components, facePointCount, 3})};
}

/// A held-out picture with its true points (green) and the network's (red) on it.
cv::Mat drawn(const torch::Tensor& picture, const torch::Tensor& truth, const torch::Tensor& found) {
  cv::Mat rgb, large;
  imageFromTensor((picture + 1) / 2).mat().convertTo(rgb, CV_8U, 255);
  constexpr int scale = 2, fraction = 4;
  cv::resize(rgb, large, {}, scale, scale, cv::INTER_CUBIC);
  for (const auto& [points, colour] :
       {std::pair{truth, cv::Scalar(0, 230, 0)}, {found, cv::Scalar(255, 40, 40)}}) {
    const auto places = (points * large.cols * (1 << fraction)).to(torch::kInt32).contiguous();
    const auto* xyz = places.data_ptr<int>();
    for (std::int64_t i = 0; i < places.size(0); ++i, xyz += 3)
      cv::circle(large, {xyz[0], xyz[1]}, (1 << fraction) * 5 / 4, colour, cv::FILLED, cv::LINE_AA, fraction);
  }
  return large;
}

}  // namespace

PositionMapRecipe::PositionMapRecipe(const PositionMapRecipeOptions& options, std::int64_t batchSize,
                                     std::uint64_t seed, const Compute& compute)
    : options_(options), batchSize_(batchSize), compute_(compute) {
  options_.dataset.size = options_.network.inputSize;
  options_.check();
  MeshPhotosOptions photos;
  photos.sources = options_.sources;
  photos.labeller = options_.labeller;
  photos.labelCache = options_.labelCache;
  photos_ = std::make_shared<MeshPhotos>(photos);

  torch::manual_seed(seed);
  network_ = PositionMapNetwork(options_.network);
  average_ = PositionMapNetwork(options_.network);
  dataset_ = std::make_shared<PositionMapDataset>(photos_, CanonicalFace::read(options_.canonical).mirrored,
                                                  options_.dataset, seed);
  setLayout();
  if (!options_.from.empty()) loadInto(*network_, readSafetensors(options_.from), "network.");
  const torch::Device device(compute.device);
  for (const auto& [name, module] : modules()) module->to(device);
  mapFromPoints_ = mapFromPoints_.to(device);
  texelWeights_ = texelWeights_.to(device);
  copyWeights(*average_, *network_);
  setTrainable(*average_, false);
  average_->eval();
  optimiser_ = makeAdam(network_->parameters(), options_.rate, 0.9, 0.999);
  loadHeldOut();
}

void PositionMapRecipe::setLayout() {
  const int size = static_cast<int>(options_.network.mapSize);
  auto face = CanonicalFace::read(options_.canonical);
  face.openMouth(1.0 / size);  // by one texel: a shut one would average the two lips away
  mapFromPoints_ = tensorFromImage(Image(face.mapFromPoints(size)))[0].contiguous();
  texelWeights_ = weightsOf(face, size, options_.depthWeight);

  auto uv = torch::empty({facePointCount, 2});
  for (int i = 0; i < facePointCount; ++i) {
    uv[i][0] = face.uv[i].x;
    uv[i][1] = face.uv[i].y;
  }
  const auto [mean, components] = principalPoints(*dataset_, options_.network.components);
  const auto mapOf = [&](const torch::Tensor& points) {  // [..., 468, 3] -> [..., 3, S, S]
    return torch::matmul(mapFromPoints_, points).transpose(-1, -2).unflatten(-1, {size, size});
  };
  const auto mask =
      tensorFromImage(Image(cv::Mat(cv::Mat_<float>(face.faceMask(size)) / 255)))[0].to(torch::kUInt8);
  network_->setLayout(uv, mask, mapOf(mean), mapOf(components));
}

std::vector<Recipe::NamedModule> PositionMapRecipe::modules() {
  return {{"network", network_.ptr()}, {"network_average", average_.ptr()}};
}

void PositionMapRecipe::begin(std::int64_t step) {
  const auto make = [dataset = dataset_, part = partOf(batchSize_)](std::int64_t number) {
    return dataset->batch(number, part);
  };
  batches_.emplace(make, step, options_.loaderThreads, static_cast<std::size_t>(options_.loaderThreads) + 2);
}

Recipe::Losses PositionMapRecipe::step(std::int64_t step) {
  const auto batch = batches_->next();
  setRate(*optimiser_, options_.rate * linearDecayAt(step, options_.decayStart, options_.decayEnd));
  const auto points = batch.points.to(torch::Device(compute_.device));
  const auto size = options_.network.mapSize;
  const auto truth = torch::matmul(mapFromPoints_, points).view({-1, size, size, 3}).permute({0, 3, 1, 2});

  const auto map = network_(toCompute(batch.pictures, compute_));
  // Distances, not squares: PRNet's squared error lets the few worst faces decide.
  const auto distance = [](const torch::Tensor& squares, std::int64_t dimension) {
    return (squares.sum(dimension) + softening * softening).sqrt().mean();
  };
  const auto mapLoss = 100 * distance((map - truth).square() * texelWeights_, 1);
  const auto axisWeights = torch::tensor({1.0, 1.0, options_.depthWeight}, points.options());
  const auto pointLoss = 100 * distance((network_->pointsOf(map) - points).square() * axisWeights, 2);

  optimiser_->zero_grad();
  (mapLoss + options_.pointWeight * pointLoss).backward();
  takeStep(*optimiser_, group());
  return {{"map", mapLoss.item<double>()}, {"points", pointLoss.item<double>()}};  // percent of the side
}

void PositionMapRecipe::loadHeldOut() {
  for (const auto& source : options_.sources) {
    MeshPhotosOptions options;
    options.sources = {source};
    options.labeller = options_.labeller;
    options.labelCache = options_.labelCache;
    options.split = Split::HeldOut;
    std::unique_ptr<MeshPhotos> photos;
    try {
      photos = std::make_unique<MeshPhotos>(options);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::NotFound) throw;
      continue;  // a small folder may have nothing held out
    }
    const auto count = std::min<std::size_t>(photos->size(), options_.validationPictures);
    for (std::size_t i = 0; i < count; ++i) {
      const auto photo = photos->load(i * photos->size() / count);
      if (photo.image.empty()) continue;
      const auto [picture, mesh] =
          cropWithMesh(photo, alignmentOf(photo.mesh), static_cast<int>(options_.network.inputSize));
      heldOut_.push_back({networkPicture(picture), meshTensor(mesh), yawOf(mesh), outerEyeDistance(mesh)});
    }
  }
  if (heldOut_.empty()) throw Error(ErrorKind::Unreadable, "the folders hold no pictures to validate with");
}

nlohmann::json PositionMapRecipe::validate() {
  torch::NoGradGuard noGradient;
  PositionErrors errors;
  for (const auto& one : heldOut_) {
    const auto found = average_->pointsOf(average_(toCompute(one.picture.unsqueeze(0), compute_)))[0].to(torch::kCPU);
    errors.add(meshFromTensor(found), meshFromTensor(one.points));
  }
  auto measures = errors.json();
  measures["score"] = measures.at("all").at("error");
  return measures;
}

Image PositionMapRecipe::samples() {
  torch::NoGradGuard noGradient;
  constexpr std::size_t columns = 4;
  const auto count = std::min<std::size_t>(heldOut_.size(), options_.samplePictures);
  std::vector<cv::Mat> rows, row;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& one = heldOut_[i * heldOut_.size() / count];
    const auto found = average_->pointsOf(average_(toCompute(one.picture.unsqueeze(0), compute_)))[0].to(torch::kCPU);
    row.push_back(drawn(one.picture, one.points, found));
    if (i + 1 == count)
      while (row.size() < columns && !rows.empty())
        row.push_back(cv::Mat::zeros(row[0].size(), row[0].type()));
    if (row.size() == columns || i + 1 == count) {
      cv::hconcat(row, rows.emplace_back());
      row.clear();
    }
  }
  cv::Mat sheet;
  cv::vconcat(rows, sheet);
  return Image(sheet);
}

std::pair<Safetensors, ModelCard> PositionMapRecipe::exportModel(std::int64_t) {
  Safetensors weights;
  addFrom(*average_, weights, "network.", torch::kFloat16);
  // Half precision would move points by a twentieth of a texel.
  for (const auto& [name, tensor] :
       {std::pair{"network.points_uv", average_->pointsUv()}, {"network.mean", average_->meanMap()}})
    weights.tensors[name] = tensor.detach().to(torch::kCPU).clone();
  ModelCard card;
  card.name = card.task = task();
  card.description = "Where every texel of a face's texture lies in its aligned crop (UV position map)";
  card.options = options_.network;
  card.parent = options_.from.empty() ? "" : std::filesystem::path(options_.from).stem().string();
  for (std::size_t source = 0; source < options_.sources.size(); ++source) {
    const auto [first, last] = photos_->range(source);
    card.data.push_back({options_.sources[source].name(), "", static_cast<std::int64_t>(last - first)});
  }
  return {weights, card};
}

}  // namespace pentimento
