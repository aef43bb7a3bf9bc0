// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/attribute_classifier_recipe.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"
#include "core/training/attribute_accuracy.h"
#include "core/training/optimisers.h"
#include "core/training/weight_average.h"

namespace pentimento {
namespace {

constexpr std::int64_t judgedAtOnce = 64;  // pictures judged at once

}  // namespace

void AttributeClassifierRecipeOptions::check() const {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(rate > 0 && weightDecay >= 0, "the learning rate must be above 0, the weight decay not below");
  require(decayEnd == 0 || (decayStart >= 0 && decayEnd > decayStart),
          "the rate must decay from a step to a later one");
  require(validationPictures >= 1 && samplePictures >= 1, "at least one picture is validated and drawn");
  require(loaderThreads >= 1 && loaderThreads <= 64, "loader_threads must be 1 to 64");
}

void to_json(nlohmann::json& json, const AttributeClassifierRecipeOptions& options) {
  json = {{"sources", options.sources},
          {"alignments", options.alignments},
          {"network", options.network},
          {"rotation", options.variation.rotation},
          {"shift", options.variation.shift},
          {"scale", options.variation.scale},
          {"mirror_share", options.variation.mirrorShare},
          {"rate", options.rate},
          {"weight_decay", options.weightDecay},
          {"decay_start", options.decayStart},
          {"decay_end", options.decayEnd},
          {"validation_pictures", options.validationPictures},
          {"sample_pictures", options.samplePictures},
          {"loader_threads", options.loaderThreads},
          {"from", options.from}};
}

void from_json(const nlohmann::json& json, AttributeClassifierRecipeOptions& options) {
  json.at("sources").get_to(options.sources);
  json.at("alignments").get_to(options.alignments);
  json.at("network").get_to(options.network);
  json.at("rotation").get_to(options.variation.rotation);
  json.at("shift").get_to(options.variation.shift);
  json.at("scale").get_to(options.variation.scale);
  json.at("mirror_share").get_to(options.variation.mirrorShare);
  json.at("rate").get_to(options.rate);
  json.at("weight_decay").get_to(options.weightDecay);
  json.at("decay_start").get_to(options.decayStart);
  json.at("decay_end").get_to(options.decayEnd);
  json.at("validation_pictures").get_to(options.validationPictures);
  json.at("sample_pictures").get_to(options.samplePictures);
  json.at("loader_threads").get_to(options.loaderThreads);
  json.at("from").get_to(options.from);
}

AttributeClassifierRecipe::AttributeClassifierRecipe(const AttributeClassifierRecipeOptions& options,
                                                     std::int64_t batchSize, std::uint64_t seed,
                                                     const Compute& compute)
    : options_(options), batchSize_(batchSize), seed_(seed), compute_(compute) {
  options_.check();
  if (batchSize < 2)
    throw Error(ErrorKind::InvalidArgument,
                "batch_size must be at least 2: batch statistics of one are none");
  photos_ = std::make_shared<AttributePhotos>(options_.sources, Split::Training, options_.alignments);
  if (!options_.from.empty() && options_.network.names != photos_->table().names)
    throw Error(ErrorKind::InvalidArgument, options_.from + ": knows other attributes than the data names");
  options_.network.names = photos_->table().names;

  torch::manual_seed(seed);
  network_ = AttributeClassifier(options_.network);
  average_ = AttributeClassifier(options_.network);
  if (!options_.from.empty()) loadInto(*network_, readSafetensors(options_.from), "network.");
  for (const auto& [name, module] : modules()) module->to(torch::Device(compute.device));
  copyWeights(*average_, *network_);
  setTrainable(*average_, false);
  average_->eval();
  optimiser_ = makeAdam(network_->parameters(), options_.rate, 0.9, 0.999, options_.weightDecay);
  const auto heldOut = heldOutPhotos(options_.sources, options_.alignments, photos_);
  heldOut_ = plainBatch(*heldOut, static_cast<int>(options_.network.size),
                        std::min<std::size_t>(heldOut->size(), options_.validationPictures));
}

std::vector<Recipe::NamedModule> AttributeClassifierRecipe::modules() {
  return {{"network", network_.ptr()}, {"network_average", average_.ptr()}};
}

void AttributeClassifierRecipe::begin(std::int64_t step) {
  const auto make = [photos = photos_, options = options_, seed = seed_,
                     part = partOf(batchSize_)](std::int64_t number) {
    return attributeBatch(*photos, static_cast<int>(options.network.size), options.variation, seed, number,
                          part);
  };
  batches_.emplace(make, step, options_.loaderThreads, static_cast<std::size_t>(options_.loaderThreads) + 2);
}

Recipe::Losses AttributeClassifierRecipe::step(std::int64_t step) {
  const auto batch = batches_->next();
  setRate(*optimiser_, options_.rate * linearDecayAt(step, options_.decayStart, options_.decayEnd));
  const auto logits = network_(toCompute(batch.pictures, compute_));
  const auto loss =
      torch::binary_cross_entropy_with_logits(logits, batch.labels.to(torch::Device(compute_.device)));
  optimiser_->zero_grad();
  loss.backward();
  takeStep(*optimiser_, group());
  return {{"cross_entropy", loss.item<double>()}};
}

nlohmann::json AttributeClassifierRecipe::validate() {
  torch::NoGradGuard noGradient;
  std::vector<torch::Tensor> logits;
  for (const auto& part : heldOut_.pictures.split(judgedAtOnce))
    logits.push_back(average_(toCompute(part, compute_)).cpu());
  auto json = attributeAccuracy(torch::cat(logits), heldOut_.labels, options_.network.names);
  json["pictures"] = heldOut_.pictures.size(0);
  json["score"] = 1 - json.at("balanced").get<double>();
  return json;
}

Image AttributeClassifierRecipe::samples() {
  torch::NoGradGuard noGradient;
  constexpr int columns = 4, textWidth = 190, lineHeight = 11;
  const auto count = std::min<std::int64_t>(heldOut_.pictures.size(0), options_.samplePictures);
  std::vector<cv::Mat> rows, row;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto picture = heldOut_.pictures[i * heldOut_.pictures.size(0) / count];
    const auto logits = average_(toCompute(picture.unsqueeze(0), compute_))[0].cpu();
    const auto face = imageFromPicture(picture).mat();
    cv::Mat cell(face.rows, face.cols + textWidth, CV_8UC3, cv::Scalar::all(255));
    face.copyTo(cell(cv::Rect(0, 0, face.cols, face.rows)));
    int y = lineHeight;
    for (std::int64_t a = 0; a < logits.size(0); ++a) {
      if (logits[a].item<double>() < 0) continue;
      cv::putText(cell, options_.network.names[static_cast<std::size_t>(a)], {face.cols + 4, y},
                  cv::FONT_HERSHEY_PLAIN, 0.8, cv::Scalar::all(0), 1, cv::LINE_AA);
      y += lineHeight;
    }
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

std::pair<Safetensors, ModelCard> AttributeClassifierRecipe::exportModel(std::int64_t) {
  Safetensors weights;
  addFrom(*average_, weights, "network.", torch::kFloat16);
  ModelCard card;
  card.name = card.task = task();
  card.description = "Which of CelebA's attributes a face has; judges edits";
  card.options = options_.network;
  card.parent = options_.from.empty() ? "" : std::filesystem::path(options_.from).stem().string();
  for (const auto& [name, count] : photos_->counts()) card.data.push_back({name, "", count});
  return {weights, card};
}

}  // namespace pentimento
