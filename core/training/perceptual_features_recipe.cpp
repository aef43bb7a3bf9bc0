// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/perceptual_features_recipe.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/losses/feature_matching.h"
#include "core/models/load_vgg_features.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"
#include "core/training/optimisers.h"
#include "core/training/perceptual_fidelity.h"
#include "core/training/weight_average.h"

namespace pentimento {
namespace {

constexpr std::uint64_t heldOutSeed = 1;

const PerceptualFeaturesRecipeOptions& checked(const PerceptualFeaturesRecipeOptions& options) {
  options.check();
  return options;
}

/// Pictures that training leaves out; where there are too few for that, others.
std::shared_ptr<PhotoFolders> heldOutOf(const PhotoSource& source) {
  try {
    return std::make_shared<PhotoFolders>(PhotoFoldersOptions{{source}, Split::HeldOut});
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::NotFound) throw;
    return std::make_shared<PhotoFolders>(PhotoFoldersOptions{{source}, Split::Training});
  }
}

/// A tap's mean over the channels as a grey picture, `white` being its brightest.
cv::Mat drawn(const torch::Tensor& tap, double white, int size) {
  const auto map = tap.mean(0, true).div(white).clamp(0, 1);
  cv::Mat picture;
  cv::resize(imageFromPicture(map.expand({3, -1, -1}) * 2 - 1).mat(), picture, {size, size}, 0, 0,
             cv::INTER_NEAREST);
  return picture;
}

}  // namespace

PerceptualFeaturesRecipe::PerceptualFeaturesRecipe(const PerceptualFeaturesRecipeOptions& options,
                                                   std::int64_t batchSize, std::uint64_t seed,
                                                   const Compute& compute)
    : options_(checked(options)),
      batchSize_(batchSize),
      compute_(compute),
      photos_(std::make_shared<PhotoFolders>(PhotoFoldersOptions{options.sources, Split::Training})),
      dataset_(std::make_shared<DisturbedPairs>(photos_, options.dataset, seed)),
      teacher_(loadVggFeatures(options.teacher, compute.device)) {
  torch::manual_seed(seed);
  network_ = VggStudent(options_.network);
  average_ = VggStudent(options_.network);
  if (!options_.from.empty()) loadInto(*network_, readSafetensors(options_.from), "network.");
  for (const auto& [name, module] : modules()) module->to(torch::Device(compute.device));
  copyWeights(*average_, *network_);
  setTrainable(*average_, false);
  optimiser_ = makeAdam(network_->parameters(), options_.rate, 0.9, 0.999);
  loadHeldOut();
}

std::string PerceptualFeaturesRecipe::task() const {
  return vggStudentTask;
}

std::vector<Recipe::NamedModule> PerceptualFeaturesRecipe::modules() {
  return {{"network", network_.ptr()}, {"network_average", average_.ptr()}};
}

void PerceptualFeaturesRecipe::begin(std::int64_t step) {
  const auto make = [dataset = dataset_, part = partOf(batchSize_)](std::int64_t number) {
    return dataset->batch(number, part);
  };
  batches_.emplace(make, step, options_.loaderThreads, static_cast<std::size_t>(options_.loaderThreads) + 2);
}

Recipe::Losses PerceptualFeaturesRecipe::step(std::int64_t step) {
  const auto batch = batches_->next();
  setRate(*optimiser_, options_.rate * linearDecayAt(step, options_.decayStart, options_.decayEnd));
  const auto pictures = torch::cat({batch.photos, batch.disturbed}).to(torch::Device(compute_.device));
  std::vector<torch::Tensor> truth;
  {
    torch::NoGradGuard noGradient;
    truth = teacher_(pictures);
  }
  const auto loss = relativeFeatureDistance(network_(toCompute(pictures, compute_)), truth);
  optimiser_->zero_grad();
  loss.backward();
  takeStep(*optimiser_, group());
  return {{"relative_error", loss.item<double>()}};
}

void PerceptualFeaturesRecipe::loadHeldOut() {
  const auto sources = static_cast<std::int64_t>(options_.sources.size());
  const auto count = (options_.validationPairs + sources - 1) / sources;
  const torch::Device device(compute_.device);
  for (const auto& source : options_.sources) {
    const auto pairs = DisturbedPairs(heldOutOf(source), options_.dataset, heldOutSeed).batch(0, count);
    heldOut_.push_back({pairs.photos.to(device), pairs.disturbed.to(device)});
  }
}

nlohmann::json PerceptualFeaturesRecipe::validate() {
  PerceptualFidelity fidelity;
  for (const auto& pairs : heldOut_) fidelity.add(VggFeatures(average_), teacher_, pairs);
  auto json = fidelity.json();
  double sum = 0;
  for (const auto& [tap, error] : json.at("relative_error").items()) sum += error.get<double>();
  json["score"] = sum / static_cast<double>(json.at("relative_error").size());
  return json;
}

Image PerceptualFeaturesRecipe::samples() {
  torch::NoGradGuard noGradient;
  std::vector<cv::Mat> rows;
  for (int i = 0; i < options_.samplePictures; ++i) {
    const auto& pairs = heldOut_[static_cast<std::size_t>(i) % heldOut_.size()];
    const auto at = i / static_cast<int>(heldOut_.size()) % pairs.photos.size(0);
    const auto picture = (i % 2 == 0 ? pairs.photos : pairs.disturbed).narrow(0, at, 1);
    const auto theirs = teacher_(picture), ours = average_(picture);
    const int size = static_cast<int>(options_.dataset.size);
    std::vector<cv::Mat> cells{imageFromPicture(picture[0] * 2 - 1).mat()};
    for (std::size_t level = 0; level < theirs.size(); ++level) {
      const double white = std::max(1e-6, theirs[level].mean(1).max().item<double>());
      for (const auto* tap : {&theirs[level], &ours[level]}) cells.push_back(drawn((*tap)[0], white, size));
    }
    cv::hconcat(cells, rows.emplace_back());
  }
  cv::Mat sheet;
  cv::vconcat(rows, sheet);
  return Image(sheet);
}

std::pair<Safetensors, ModelCard> PerceptualFeaturesRecipe::exportModel(std::int64_t) {
  Safetensors weights;
  addFrom(*average_, weights, "network.", torch::kFloat16);
  ModelCard card;
  card.name = card.task = task();
  card.description = "Stands in for VGG-19's activations, by which training judges pictures as people do";
  card.options = options_.network;
  card.parent = options_.from.empty() ? "" : std::filesystem::path(options_.from).stem().string();
  for (std::size_t source = 0; source < options_.sources.size(); ++source) {
    const auto [first, last] = photos_->range(source);
    card.data.push_back({options_.sources[source].name(), "", static_cast<std::int64_t>(last - first)});
  }
  return {weights, card};
}

}  // namespace pentimento
