// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/colourise_recipe.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

#include "core/base/error.h"
#include "core/data/colour_hints.h"
#include "core/image/colour.h"
#include "core/losses/adversarial.h"
#include "core/tensor/convert.h"
#include "core/training/metrics.h"
#include "core/training/optimisers.h"
#include "core/training/weight_average.h"

namespace pentimento {
namespace {

constexpr int evaluationHints = 10;

std::unique_ptr<torch::optim::Adam> adam(const std::vector<torch::Tensor>& parameters, double rate) {
  return makeAdam(parameters, rate, 0.5, 0.999);  // pix2pix
}

Image imageOf(const torch::Tensor& lightness, const torch::Tensor& chroma) {
  const auto light = imageFromTensor(lightnessFromNetwork(lightness).clamp(0, 100));
  return rgbFromLightnessAndChroma(light, imageFromTensor(chromaFromNetwork(chroma)), PixelDepth::U8);
}

}  // namespace

ColouriseRecipe::ColouriseRecipe(const ColouriseRecipeOptions& options, std::int64_t batchSize, std::uint64_t seed,
                                 const Compute& compute)
    : options_(options), batchSize_(batchSize), compute_(compute) {
  options_.dataset.hints = options.network.inputChannels == 4;
  options_.check();
  photos_ = std::make_shared<PhotoFolders>(PhotoFoldersOptions{options.sources, Split::Training});
  dataset_ = std::make_shared<ColouriseDataset>(photos_, options_.dataset, seed);

  torch::manual_seed(seed);
  generator_ = IbnUnet(options.network);
  averageGenerator_ = IbnUnet(options.network);
  distribution_ = ColourDistribution(2 * options.network.baseChannels);
  averageDistribution_ = ColourDistribution(2 * options.network.baseChannels);
  discriminators_ = MultiscalePatchDiscriminator(options.discriminator);
  if (!options.from.empty()) {
    const auto weights = readSafetensors(options.from);
    loadInto(*generator_, weights, "network.");
    loadInto(*distribution_, weights, "distribution.");
  }
  const torch::Device device(compute.device);
  for (const auto& [name, module] : modules()) module->to(device);
  copyWeights(*averageGenerator_, *generator_);
  copyWeights(*averageDistribution_, *distribution_);
  setTrainable(*averageGenerator_, false);
  setTrainable(*averageDistribution_, false);
  averageGenerator_->eval();
  averageDistribution_->eval();

  auto parameters = generator_->parameters();
  const auto head = distribution_->parameters();
  parameters.insert(parameters.end(), head.begin(), head.end());
  generatorOptimiser_ = adam(parameters, options.generatorRate);
  discriminatorOptimiser_ = adam(discriminators_->parameters(), options.discriminatorRate);
  loadHeldOut();
}

nlohmann::json ColouriseRecipe::configuration() const { return options_; }

std::vector<Recipe::NamedModule> ColouriseRecipe::modules() {
  return {{"generator", generator_.ptr()},
          {"generator_average", averageGenerator_.ptr()},
          {"distribution", distribution_.ptr()},
          {"distribution_average", averageDistribution_.ptr()},
          {"discriminators", discriminators_.ptr()}};
}

std::vector<Recipe::NamedOptimiser> ColouriseRecipe::optimisers() {
  return {{"generator", generatorOptimiser_.get()}, {"discriminators", discriminatorOptimiser_.get()}};
}

std::vector<Recipe::AveragedModule> ColouriseRecipe::averages() {
  return {{generator_.ptr(), averageGenerator_.ptr()}, {distribution_.ptr(), averageDistribution_.ptr()}};
}

void ColouriseRecipe::begin(std::int64_t step) {
  const auto make = [dataset = dataset_, part = partOf(batchSize_)](std::int64_t number) {
    return dataset->batch(number, part);
  };
  batches_.emplace(make, step, options_.loaderThreads, static_cast<std::size_t>(options_.loaderThreads) + 2);
}

torch::Tensor ColouriseRecipe::networkInput(const torch::Tensor& lightness, const torch::Tensor& hints) const {
  return toCompute(options_.network.inputChannels == 1 ? lightness : torch::cat({lightness, hints}, 1), compute_);
}

double ColouriseRecipe::trainDiscriminators(const torch::Tensor& lightness, const torch::Tensor& real,
                                            const torch::Tensor& fake) {
  setTrainable(*discriminators_, true);
  discriminatorOptimiser_->zero_grad();
  const auto logitsReal = discriminators_(toCompute(torch::cat({lightness, real}, 1), compute_));
  const auto logitsFake = discriminators_(toCompute(torch::cat({lightness, fake.detach()}, 1), compute_));
  const auto loss = discriminatorLoss(logitsReal, logitsFake);
  loss.backward();
  takeStep(*discriminatorOptimiser_, group());
  setTrainable(*discriminators_, false);  // the generator's step needs no gradients of their weights
  return loss.item<double>();
}

Recipe::Losses ColouriseRecipe::step(std::int64_t step) {
  const auto batch = batches_->next();
  const double decay = linearDecayAt(step, options_.decayStart, options_.decayEnd);
  setRate(*generatorOptimiser_, options_.generatorRate * decay);
  setRate(*discriminatorOptimiser_, options_.discriminatorRate * decay);
  const torch::Device device(compute_.device);
  const auto lightness = batch.lightness.to(device), truth = batch.chroma.to(device);
  const bool adversarial = step >= options_.adversarialStart && options_.adversarialWeight > 0;

  const auto output = generator_->forwardWithFeatures(networkInput(lightness, batch.hints.to(device)));
  const auto l1 = torch::l1_loss(output.chroma, truth);
  auto loss = options_.lambda * l1;
  Losses losses{{"l1", l1.item<double>()}};
  if (adversarial) {
    losses.emplace_back("discriminators", trainDiscriminators(lightness, truth, output.chroma));
    const auto gan = generatorLoss(discriminators_(toCompute(torch::cat({lightness, output.chroma}, 1), compute_)));
    losses.emplace_back("adversarial", gan.item<double>());
    loss = loss + options_.adversarialWeight * gan;
  }
  // Its features are detached: this term trains the distribution alone, with the same optimiser.
  const auto logits = distribution_(output.features.detach());
  const auto cells = ChromaCells::indexOf(torch::avg_pool2d(truth, 4));
  const auto likelihood = torch::nn::functional::cross_entropy(logits, cells);
  losses.emplace_back("distribution", likelihood.item<double>());

  generatorOptimiser_->zero_grad();
  (loss + likelihood).backward();
  takeStep(*generatorOptimiser_, group());
  return losses;
}

void ColouriseRecipe::loadHeldOut() {
  // Evenly from every source, so that each kind of picture is seen in the samples.
  std::vector<std::shared_ptr<PhotoFolders>> folders;
  for (const auto& source : options_.sources) {
    try {
      folders.push_back(std::make_shared<PhotoFolders>(PhotoFoldersOptions{{source}, Split::HeldOut}));
    } catch (const Error&) {  // a small folder may have nothing held out: its training pictures serve
      folders.push_back(std::make_shared<PhotoFolders>(PhotoFoldersOptions{{source}, Split::Training}));
    }
  }
  const int wanted = std::max(options_.validationPictures, options_.samplePictures);
  cv::RNG random(1);
  for (std::size_t round = 0; static_cast<int>(heldOut_.size()) < wanted; ++round) {
    bool any = false;
    for (const auto& folder : folders) {
      if (round >= folder->size() || static_cast<int>(heldOut_.size()) >= wanted) continue;
      any = true;
      const auto photo = folder->load(round);
      if (photo.empty()) continue;
      HeldOut one;
      one.truth = centredSquare(photo, static_cast<int>(options_.dataset.size));
      const auto lab = tensorFromImage(labFromRgb(one.truth));
      one.lightness = networkFromLightness(lab.narrow(0, 0, 1));
      one.chroma = networkFromChroma(lab.narrow(0, 1, 2));
      one.hints = trueHints(imageFromTensor(lab.narrow(0, 1, 2)).mat(), evaluationHints, random);
      heldOut_.push_back(one);
    }
    if (!any) break;
  }
  if (heldOut_.empty()) throw Error(ErrorKind::Unreadable, "the folders hold no readable pictures");
}

nlohmann::json ColouriseRecipe::validate() {
  torch::NoGradGuard noGradient;
  const auto count = std::min<std::size_t>(heldOut_.size(), options_.validationPictures);
  double l1 = 0, hintedL1 = 0, psnrSum = 0, hintedPsnr = 0, colour = 0, trueColour = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& one = heldOut_[i];
    const auto measure = [&](const torch::Tensor& hints, double& l1Sum, double& psnrOut) {
      const auto chroma = averageGenerator_(networkInput(one.lightness.unsqueeze(0), hints.unsqueeze(0)))[0].cpu();
      l1Sum += (chroma - one.chroma).abs().mean().item<double>() * 110;
      const auto picture = imageOf(one.lightness, chroma);
      psnrOut += psnr(picture, one.truth);
      return picture;
    };
    colour += colourfulness(measure(torch::zeros_like(one.hints), l1, psnrSum));
    if (options_.network.inputChannels == 4) measure(one.hints, hintedL1, hintedPsnr);
    trueColour += colourfulness(one.truth);
  }
  const double n = static_cast<double>(count);
  return {{"score", (l1 + hintedL1) / n},
          {"l1", l1 / n},
          {"hinted_l1", hintedL1 / n},
          {"psnr", psnrSum / n},
          {"hinted_psnr", hintedPsnr / n},
          {"colourfulness_share", colour / std::max(trueColour, 1e-9)},
          {"pictures", count}};
}

Image ColouriseRecipe::samples() {
  torch::NoGradGuard noGradient;
  const auto count = std::min<std::size_t>(heldOut_.size(), options_.samplePictures);
  std::vector<cv::Mat> rows;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& one = heldOut_[i];
    const auto result = [&](const torch::Tensor& hints) {
      return averageGenerator_(networkInput(one.lightness.unsqueeze(0), hints.unsqueeze(0)))[0].cpu();
    };
    const auto none = torch::zeros_like(one.hints);
    cv::Mat row;
    cv::hconcat(std::vector<cv::Mat>{imageOf(one.lightness, torch::zeros_like(one.chroma)).mat(),
                                     imageOf(one.lightness, result(none)).mat(),
                                     imageOf(one.lightness, result(one.hints)).mat(), one.truth.mat()},
                row);
    rows.push_back(row);
  }
  if (rows.size() % 2 == 1) rows.push_back(cv::Mat::zeros(rows[0].size(), rows[0].type()));
  std::vector<cv::Mat> pairs;  // two pictures a row: grey, automatic, ten hints, truth
  for (std::size_t i = 0; i < rows.size(); i += 2) {
    cv::Mat pair;
    cv::hconcat(rows[i], rows[i + 1], pair);
    pairs.push_back(pair);
  }
  cv::Mat sheet;
  cv::vconcat(pairs, sheet);
  return Image(sheet);
}

std::pair<Safetensors, ModelCard> ColouriseRecipe::exportModel(std::int64_t) {
  Safetensors weights;
  addFrom(*averageGenerator_, weights, "network.", torch::kFloat16);
  addFrom(*averageDistribution_, weights, "distribution.", torch::kFloat16);
  ModelCard card;
  card.name = card.task = task();
  card.description = "Colours for black-and-white photos, automatic or guided by colour hints";
  card.options = options_.network;
  card.parent = options_.from.empty() ? "" : std::filesystem::path(options_.from).stem().string();
  for (const auto& source : options_.sources) {
    const PhotoFolders folder(PhotoFoldersOptions{{source}, Split::Training});
    card.data.push_back({source.name(), "", static_cast<std::int64_t>(folder.size())});
  }
  return {weights, card};
}

}  // namespace pentimento
