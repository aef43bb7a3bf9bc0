// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/parse_recipe.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/face/label_map.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"
#include "core/training/optimisers.h"
#include "core/training/parse_measures.h"
#include "core/training/weight_average.h"

namespace pentimento {
namespace {

// Every n-th label: [N, S, S] uint8 -> [N, S/n, S/n] int64. Of the middle ones of each n x n, n even, one by
// chance (by the step's random numbers): always the same one would shift what is learnt by half a pixel.
torch::Tensor everyNth(const torch::Tensor& labels, std::int64_t n) {
  const auto start = [&] { return n / 2 - torch::randint(2, {1}).item<std::int64_t>(); };
  const auto rows = labels.slice(1, start(), c10::nullopt, n);
  return rows.slice(2, start(), c10::nullopt, n).to(torch::kInt64);
}

}  // namespace

ParseRecipe::ParseRecipe(const ParseRecipeOptions& options, std::int64_t batchSize, std::uint64_t seed,
                         const Compute& compute)
    : options_(options), batchSize_(batchSize), compute_(compute) {
  options_.check();
  if (batchSize < 2)
    throw Error(ErrorKind::InvalidArgument,
                "batch_size must be at least 2: batch statistics of one are none");
  photos_ = std::make_shared<ParsePhotos>(options_.sources, Split::Training, 320, options_.repeatThreshold);
  dataset_ = std::make_shared<ParseDataset>(photos_, options_.dataset, seed);

  torch::manual_seed(seed);
  network_ = FaceParser(options_.network);
  average_ = FaceParser(options_.network);
  const auto b = options_.network.baseChannels;
  auxiliary8_ = ParserHead(network_->contextChannels(), 2 * b, options_.network.classes);
  auxiliary16_ = ParserHead(network_->contextChannels(), 2 * b, options_.network.classes);
  if (!options_.from.empty()) loadInto(*network_, readSafetensors(options_.from), "network.");
  for (const auto& [name, module] : modules()) module->to(torch::Device(compute.device));
  copyWeights(*average_, *network_);
  setTrainable(*average_, false);
  average_->eval();
  auto parameters = network_->parameters();
  for (auto* head : {&auxiliary8_, &auxiliary16_})
    for (const auto& parameter : (*head)->parameters()) parameters.push_back(parameter);
  optimiser_ = makeAdam(parameters, options_.rate, 0.9, 0.999);
  if (!options_.classWeights.empty())
    classWeights_ = torch::tensor(options_.classWeights, torch::kFloat32).to(torch::Device(compute.device));
  loadHeldOut();
}

std::vector<Recipe::NamedModule> ParseRecipe::modules() {
  return {{"network", network_.ptr()},
          {"network_average", average_.ptr()},
          {"auxiliary8", auxiliary8_.ptr()},
          {"auxiliary16", auxiliary16_.ptr()}};
}

void ParseRecipe::begin(std::int64_t step) {
  const auto make = [dataset = dataset_, part = partOf(batchSize_)](std::int64_t number) {
    return dataset->batch(number, part);
  };
  batches_.emplace(make, step, options_.loaderThreads, static_cast<std::size_t>(options_.loaderThreads) + 2);
}

Recipe::Losses ParseRecipe::step(std::int64_t step) {
  const auto batch = batches_->next();
  setRate(*optimiser_, options_.rate * linearDecayAt(step, options_.decayStart, options_.decayEnd));
  const auto labels = batch.labels.to(torch::Device(compute_.device));
  const auto output = network_->forwardWithContext(toCompute(batch.pictures, compute_));
  // At half the picture's size: four times cheaper than whole, and the borders are still where they are to a
  // pixel.
  const std::int64_t side = options_.dataset.size / 2;
  const auto scores = resizedBilinear(output.scores.to(torch::kFloat32), side, side);
  const auto loss = hardCrossEntropy(scores, everyNth(labels, 2), options_.mining, classWeights_);
  const auto auxiliary = hardCrossEntropy(auxiliary8_(output.context8).to(torch::kFloat32),
                                          everyNth(labels, 8), options_.mining, classWeights_) +
                         hardCrossEntropy(auxiliary16_(output.context16).to(torch::kFloat32),
                                          everyNth(labels, 16), options_.mining, classWeights_);

  optimiser_->zero_grad();
  (loss + options_.auxiliaryWeight * auxiliary).backward();
  takeStep(*optimiser_, group());
  return {{"hard_pixels", loss.item<double>()}, {"auxiliary", auxiliary.item<double>()}};
}

void ParseRecipe::loadHeldOut() {
  for (const auto& source : options_.sources) {
    const auto photos = heldOutPhotos(source);
    const auto count = std::min<std::size_t>(photos->size(), options_.validationPictures);
    for (std::size_t i = 0; i < count; ++i) {
      const auto photo = photos->load(i * photos->size() / count);
      if (photo.picture.empty()) continue;
      heldOut_.push_back({pictureTensor(Image(photo.picture), options_.validationSize),
                          resizedLabels(photo.labels, options_.validationSize)});
    }
  }
  if (heldOut_.empty()) throw Error(ErrorKind::Unreadable, "the folders hold no pictures to validate with");
}

cv::Mat ParseRecipe::parsed(const torch::Tensor& picture) {
  const auto scores = average_(toCompute(picture.unsqueeze(0), compute_));
  const auto labels = labelsFromScores(scores, options_.validationSize)[0].to(torch::kCPU).contiguous();
  return cv::Mat(options_.validationSize, options_.validationSize, CV_8U, labels.data_ptr()).clone();
}

nlohmann::json ParseRecipe::validate() {
  torch::NoGradGuard noGradient;
  ParseMeasures measures;
  for (const auto& one : heldOut_) measures.add(parsed(one.picture), one.labels);
  auto json = measures.json();
  json["score"] = 2 - measures.pixelAccuracy() - measures.meanF1();
  return json;
}

Image ParseRecipe::samples() {
  torch::NoGradGuard noGradient;
  constexpr std::size_t columns = 3;
  const auto count = std::min<std::size_t>(heldOut_.size(), options_.samplePictures);
  std::vector<cv::Mat> rows, row;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& one = heldOut_[i * heldOut_.size() / count];
    cv::Mat cell;  // picture, truth, what the parser says
    cv::hconcat(std::vector{imageFromPicture(one.picture).mat(), coloured(Image(one.labels)).mat(),
                            coloured(Image(parsed(one.picture))).mat()},
                cell);
    row.push_back(cell);
    if (i + 1 == count)
      while (row.size() < columns && !rows.empty()) row.push_back(cv::Mat::zeros(cell.size(), cell.type()));
    if (row.size() < columns && i + 1 < count) continue;
    cv::hconcat(row, rows.emplace_back());
    row.clear();
  }
  cv::Mat sheet;
  cv::vconcat(rows, sheet);
  return Image(sheet);
}

std::size_t ParseRecipe::unreadableFiles() const {
  return photos_->unreadable() + (dataset_->backdrops() ? dataset_->backdrops()->unreadable() : 0);
}

std::pair<Safetensors, ModelCard> ParseRecipe::exportModel(std::int64_t) {
  Safetensors weights;
  addFrom(*average_, weights, "network.", torch::kFloat16);
  ModelCard card;
  card.name = card.task = task();
  card.description = "What every pixel of a face is: skin, hair, eyes, lips and 15 more classes";
  card.options = options_.network;
  card.parent = options_.from.empty() ? "" : std::filesystem::path(options_.from).stem().string();
  for (std::size_t source = 0; source < photos_->sources(); ++source) {
    const auto [first, last] = photos_->range(source);
    card.data.push_back({photos_->source(source).name(), "", static_cast<std::int64_t>(last - first)});
  }
  if (const auto* backdrops = dataset_->backdrops())
    for (std::size_t source = 0; source < options_.dataset.backdrops.size(); ++source) {
      const auto [first, last] = backdrops->range(source);
      card.data.push_back(
          {options_.dataset.backdrops[source].name(), "", static_cast<std::int64_t>(last - first)});
    }
  return {weights, card};
}

}  // namespace pentimento
