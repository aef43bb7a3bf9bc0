// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/illumination_recipe.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"
#include "core/training/illumination_measures.h"
#include "core/training/optimisers.h"
#include "core/training/weight_average.h"

namespace pentimento {
namespace {

/// A map, 0 to 1, as a grey picture.
cv::Mat drawn(const torch::Tensor& map, int size) {
  cv::Mat rgb;
  cv::resize(imageFromPicture((map * 2 - 1).expand({3, -1, -1})).mat(), rgb, {size, size}, 0, 0,
             cv::INTER_NEAREST);
  return rgb;
}

cv::Mat sampleRow(const torch::Tensor& texture, const torch::Tensor& spoilt,
                  const IlluminationClassifierImpl::Seen& seen, LightClass truth) {
  const auto face = imageFromPicture(texture).mat();
  std::vector<cv::Mat> cells{face, drawn(spoilt, face.cols)};
  for (const auto& map : seen.attention) cells.push_back(drawn(map[0].cpu(), face.cols));
  cv::Mat names(face.rows, face.cols, CV_8UC3, cv::Scalar::all(255));
  const auto found = static_cast<LightClass>(seen.logits[0].argmax().item<std::int64_t>());
  int y = 20;
  for (const char* name : {nameOf(truth), nameOf(found)})
    cv::putText(names, name, {4, y += 20}, cv::FONT_HERSHEY_PLAIN, 0.9, cv::Scalar::all(0), 1, cv::LINE_AA);
  cells.push_back(names);
  cv::Mat row;
  cv::hconcat(cells, row);
  return row;
}

}  // namespace

IlluminationRecipe::IlluminationRecipe(const IlluminationRecipeOptions& options, std::int64_t batchSize,
                                       std::uint64_t seed, const Compute& compute)
    : options_(options), batchSize_(batchSize), compute_(compute) {
  options_.dataset.size = static_cast<int>(options_.network.size);
  options_.check();
  YalePhotosOptions photos{options_.sources[0].folder, options_.canonical, Split::Training,
                           options_.dataset.size};
  photos_ = std::make_shared<YalePhotos>(photos);
  photos.split = Split::HeldOut;
  heldOut_ = plainLitBatch(YalePhotos(photos));
  dataset_ = std::make_shared<IlluminationDataset>(photos_, options_.colours, options_.dataset, seed);
  first_ = dataset_->batch(0, std::max<std::int64_t>(batchSize, 16));

  torch::manual_seed(seed);
  network_ = IlluminationClassifier(options_.network);
  average_ = IlluminationClassifier(options_.network);
  if (options_.from.empty())
    network_->standardiseAttention(first_.textures);
  else
    loadInto(*network_, readSafetensors(options_.from), "network.");
  for (const auto& [name, module] : modules()) module->to(torch::Device(compute.device));
  copyWeights(*average_, *network_);
  setTrainable(*average_, false);
  optimiser_ = makeAdam(network_->parameters(), options_.rate, 0.9, 0.999, options_.weightDecay);
}

std::vector<Recipe::NamedModule> IlluminationRecipe::modules() {
  return {{"network", network_.ptr()}, {"network_average", average_.ptr()}};
}

void IlluminationRecipe::begin(std::int64_t step) {
  const auto make = [dataset = dataset_, part = partOf(batchSize_)](std::int64_t number) {
    return dataset->batch(number, part);
  };
  batches_.emplace(make, step, options_.loaderThreads, static_cast<std::size_t>(options_.loaderThreads) + 2);
}

Recipe::Losses IlluminationRecipe::step(std::int64_t step) {
  const auto batch = batches_->next();
  setRate(*optimiser_, options_.rate * linearDecayAt(step, options_.decayStart, options_.decayEnd));
  const torch::Device device(compute_.device);
  const auto seen = network_->look(toCompute(batch.textures, compute_));
  const auto classification = torch::nn::functional::cross_entropy(seen.logits, batch.classes.to(device));
  auto guidance = torch::zeros({}, classification.options());
  for (const auto& map : seen.attention)
    guidance =
        guidance + torch::binary_cross_entropy(
                       map, torch::adaptive_avg_pool2d(batch.spoilt, {map.size(2), map.size(3)}).to(device));
  auto loss = classification;
  if (options_.guidanceWeight > 0) loss = loss + options_.guidanceWeight * guidance;
  optimiser_->zero_grad();
  loss.backward();
  takeStep(*optimiser_, group());
  return {{"cross_entropy", classification.item<double>()}, {"guidance", guidance.item<double>()}};
}

IlluminationClassifier IlluminationRecipe::finished() {
  if (options_.guidanceWeight > 0) return average_;
  IlluminationClassifier network(options_.network);
  network->to(torch::Device(compute_.device));
  copyWeights(*network, *average_);
  network->standardiseAttention(toCompute(first_.textures, compute_));
  return network;
}

nlohmann::json IlluminationRecipe::validate() {
  auto network = finished();
  auto json = illuminationMeasures(lookAt(network, heldOut_, compute_), heldOut_);
  json["score"] = 1 - json.at("direction").get<double>();
  return json;
}

Image IlluminationRecipe::samples() {
  torch::NoGradGuard noGradient;
  auto network = finished();
  std::vector<cv::Mat> rows;
  for (const auto* batch : {&first_, &heldOut_}) {
    const auto count = std::min<std::int64_t>(batch->textures.size(0), options_.samplePictures / 2 + 1);
    for (std::int64_t i = 0; i < count; ++i) {
      const auto at = i * batch->textures.size(0) / count;
      const auto seen = network->look(toCompute(batch->textures.narrow(0, at, 1), compute_));
      rows.push_back(sampleRow(batch->textures[at], batch->spoilt[at], seen,
                               static_cast<LightClass>(batch->classes[at].item<std::int64_t>())));
    }
  }
  cv::Mat sheet;
  cv::vconcat(rows, sheet);
  return Image(sheet);
}

std::pair<Safetensors, ModelCard> IlluminationRecipe::exportModel(std::int64_t) {
  Safetensors weights;
  addFrom(*finished(), weights, "network.", torch::kFloat16);
  ModelCard card;
  card.name = card.task = task();
  card.description = "Where the light on a face comes from, and where it spoils the face's texture";
  card.options = options_.network;
  card.parent = options_.from.empty() ? "" : std::filesystem::path(options_.from).stem().string();
  card.data.push_back({options_.sources[0].name(), "", static_cast<std::int64_t>(photos_->entries().size())});
  if (dataset_->colourFaces() > 0)
    card.data.push_back(
        {PhotoSource{options_.colours, 1}.name(), "", static_cast<std::int64_t>(dataset_->colourFaces())});
  return {weights, card};
}

}  // namespace pentimento
