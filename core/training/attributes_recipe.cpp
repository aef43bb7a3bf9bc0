// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/attributes_recipe.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "core/base/error.h"
#include "core/losses/perceptual.h"
#include "core/losses/residual_losses.h"
#include "core/models/load_vgg_features.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"
#include "core/training/attribute_region.h"
#include "core/training/optimisers.h"
#include "core/training/weight_average.h"

namespace pentimento {
namespace {

constexpr auto without = AttributeDiscriminatorImpl::without, with = AttributeDiscriminatorImpl::with,
               generated = AttributeDiscriminatorImpl::generated;

}  // namespace

AttributesRecipe::AttributesRecipe(const AttributesRecipeOptions& options, std::int64_t batchSize,
                                   std::uint64_t seed, const Compute& compute)
    : options_(options), batchSize_(batchSize), compute_(compute) {
  options_.check();
  const int size = static_cast<int>(options_.network.size);
  photos_ = std::make_shared<AttributePhotos>(options_.sources, Split::Training, options_.alignments);
  dataset_ = std::make_shared<AttributeDataset>(photos_, options_.attribute, size, options_.variation, seed);
  if (!options_.painted.empty())
    painted_ = std::make_shared<PaintedGlassesDataset>(options_.painted, size, options_.variation, seed);

  torch::manual_seed(seed);
  transforms_ = AttributeTransforms(options_.network);
  average_ = AttributeTransforms(options_.network);
  const bool paper = options_.objective == AttributesObjective::Paper;
  if (paper)
    classes_ = AttributeDiscriminator(options_.discriminatorChannels, size);
  else
    pair_ = ClassPairDiscriminator(options_.discriminatorChannels);
  if (options_.closeUp) closeUp_ = ClassPairDiscriminator(options_.discriminatorChannels);
  if (!options_.from.empty()) loadInto(*transforms_, readSafetensors(options_.from), "network.");
  for (const auto& [name, module] : modules()) module->to(torch::Device(compute.device));
  copyWeights(*average_, *transforms_);
  setTrainable(*average_, false);
  average_->eval();
  const double beta1 = paper ? 0.9 : 0.5, beta2 = paper ? 0.999 : 0.99;
  transformsOptimiser_ = makeAdam(transforms_->parameters(), options_.rate, beta1, beta2);
  discriminatorOptimiser_ = makeAdam(judges(), options_.rate * options_.discriminatorRate, beta1, beta2);
  if (!options_.classifier.empty()) judge_.emplace(options_.classifier, compute);
  if (!options_.identity.empty()) descriptor_.emplace(options_.identity);
  if (options_.paintedDetailWeight > 0) vgg_ = loadVggFeatures(options_.vgg, compute.device);
  if (options_.outsideWeight > 0) {
    const auto unparsed = torch::zeros({size, size}, torch::kUInt8);  // the region is a box
    const auto region = attributeRegion(options_.attribute, unparsed);
    outside_ = region.logical_not().to(torch::Device(compute.device), torch::kFloat32);
  }
  loadHeldOut();
}

std::vector<Recipe::NamedModule> AttributesRecipe::modules() {
  std::shared_ptr<torch::nn::Module> discriminator;
  if (classes_)
    discriminator = classes_.ptr();
  else
    discriminator = pair_.ptr();
  std::vector<NamedModule> all{{"transforms", transforms_.ptr()},
                               {"transforms_average", average_.ptr()},
                               {"discriminator", discriminator}};
  if (closeUp_) all.push_back({"close_up", closeUp_.ptr()});
  return all;
}

std::vector<torch::Tensor> AttributesRecipe::judges() {
  auto weights = classes_ ? classes_->parameters() : pair_->parameters();
  if (closeUp_)
    for (const auto& weight : closeUp_->parameters()) weights.push_back(weight);
  return weights;
}

std::vector<Recipe::NamedOptimiser> AttributesRecipe::optimisers() {
  return {{"transforms", transformsOptimiser_.get()}, {"discriminator", discriminatorOptimiser_.get()}};
}

void AttributesRecipe::begin(std::int64_t step) {
  const auto make = [dataset = dataset_, part = partOf(batchSize_)](std::int64_t number) {
    return dataset->batch(number, part);
  };
  batches_.emplace(make, step, options_.loaderThreads, static_cast<std::size_t>(options_.loaderThreads) + 2);
  if (!painted_) return;
  const auto paint = [dataset = painted_, part = partOf(batchSize_)](std::int64_t number) {
    return dataset->batch(number, part);
  };
  paintedBatches_.emplace(paint, step, options_.loaderThreads,
                          static_cast<std::size_t>(options_.loaderThreads) + 2);
}

AttributesRecipe::Edited AttributesRecipe::edit(const torch::Tensor& truth, bool added) {
  Edited edited;
  edited.truth = truth;
  edited.residual = transforms_->residual(toCompute(truth, compute_), added);
  edited.picture = truth + edited.residual;
  const bool all = options_.objective == AttributesObjective::Paper;
  const auto duals =
      all ? truth.size(0) : static_cast<std::int64_t>(std::ceil(options_.dualShare * truth.size(0)));
  const auto first = edited.picture.narrow(0, 0, duals);
  edited.dual = first + transforms_->residual(toCompute(first, compute_), !added);
  return edited;
}

AttributesRecipe::Objectives AttributesRecipe::paperObjectives(const Edited& from0, const Edited& from1) {
  // One pass a batch, as in the slides' code: batch normalisation must not mix real and generated pictures.
  const auto judged = [&](const torch::Tensor& pictures) { return classes_(toCompute(pictures, compute_)); };
  const auto real0 = judged(from0.truth), real1 = judged(from1.truth), fake0 = judged(from0.picture),
             fake1 = judged(from1.picture), dual0 = judged(from0.dual), dual1 = judged(from1.dual);
  Objectives objectives;
  objectives.discriminator =  // eq. (9)
      classObjective(torch::cat({fake0.logits, fake1.logits}), generated) / 2 +
      classObjective(real0.logits, without) / 4 + classObjective(real1.logits, with) / 4;
  const auto gan = classObjective(fake0.logits, with) + classObjective(fake1.logits, without);   // eq. (6)
  const auto dual = classObjective(dual0.logits, without) + classObjective(dual1.logits, with);  // eq. (7)
  const auto pixels = pixelPenalty(from0.residual) + pixelPenalty(from1.residual);
  const auto activations = activationPenalty(real0.features, fake0.features) +
                           activationPenalty(real1.features, fake1.features);  // eq. (5)
  const double alpha = options_.residualWeight, beta = 0.1 * alpha;
  objectives.transforms = gan + dual + alpha * pixels + beta * activations;  // eq. (8)
  objectives.losses = {{"discriminator", objectives.discriminator.item<double>()},
                       {"dual", dual.item<double>()},
                       {"gan", gan.item<double>()},
                       {"residual", pixels.item<double>()},
                       {"activations", activations.item<double>()}};
  return objectives;
}

std::vector<HeadLogits> AttributesRecipe::judgedTogether(const std::vector<torch::Tensor>& batches) {
  const auto pictures = torch::cat(batches);
  auto heads = pair_(toCompute(pictures, compute_));
  if (closeUp_)
    for (const auto& head : closeUp_(toCompute(closeUp(options_.attribute, pictures), compute_)))
      heads.push_back(head);
  std::vector<HeadLogits> seen(batches.size());
  std::int64_t first = 0;
  for (std::size_t i = 0; i < batches.size(); first += batches[i++].size(0))
    for (const auto& head : heads) seen[i].push_back(head.narrow(0, first, batches[i].size(0)));
  return seen;
}

AttributesRecipe::Objectives AttributesRecipe::pairObjectives(const Edited& from0, const Edited& from1,
                                                                const PaintedGlassesBatch* batch) {
  const auto seen = judgedTogether({from0.truth, from1.truth, from0.picture, from1.picture});
  const double classes = options_.classWeightAt(lastStep_);
  const RealPairWeights weights{options_.realWeight + classes, options_.otherClassWeight + classes};
  Objectives objectives;
  objectives.discriminator = realPairObjective(seen[0], without, weights) +
                             realPairObjective(seen[1], with, weights) + editedPairObjective(seen[2], with) +
                             editedPairObjective(seen[3], without);
  const auto gan = transformPairObjective(seen[2], with) + transformPairObjective(seen[3], without);
  const auto wayBack = [](const Edited& from) {
    return torch::l1_loss(from.dual, from.truth.narrow(0, 0, from.dual.size(0)));
  };
  const auto dual = wayBack(from0) + wayBack(from1);
  const auto residual = from0.residual.abs().mean() + from1.residual.abs().mean();
  objectives.transforms = gan + options_.dualWeight * dual + options_.residualWeight * residual;
  // First, and so watched for divergence, is the one that does not rise as the transforms learn to change
  // something.
  objectives.losses = {{"discriminator", objectives.discriminator.item<double>()},
                       {"dual", dual.item<double>()},
                       {"gan", gan.item<double>()},
                       {"residual", residual.item<double>()}};
  if (options_.outsideWeight > 0) {
    const auto outside = astray(from0) + astray(from1);
    objectives.transforms = objectives.transforms + options_.outsideWeight * outside;
    objectives.losses.emplace_back("outside", outside.item<double>());
  }
  if (batch) {
    const auto painted = paintedObjective(*batch);
    objectives.transforms = objectives.transforms + options_.paintedWeight * painted;
    objectives.losses.emplace_back("painted", painted.item<double>());
  }
  if (descriptor_) {
    const auto identity = estrangement(from0) + estrangement(from1);
    objectives.transforms = objectives.transforms + options_.identityWeight * identity.to(gan.device());
    objectives.losses.emplace_back("identity", identity.item<double>());
  }
  return objectives;
}

torch::Tensor AttributesRecipe::paintedObjective(const PaintedGlassesBatch& batch) {
  constexpr double changes = 0.05, weightOfChanges = 4;  // of 2; beside 1
  const torch::Device device(compute_.device);
  const auto bare = batch.bare.to(device);
  const auto worn = batch.worn.to(device);
  const auto miss = [&](const torch::Tensor& residual, const torch::Tensor& wanted) {
    const auto weight = 1 + weightOfChanges * (wanted.abs().amax(1, true) > changes).to(torch::kFloat32);
    return (weight * (residual - wanted).abs()).mean();
  };
  const auto put = transforms_->residual(toCompute(bare, compute_), true),
             taken = transforms_->residual(toCompute(worn, compute_), false);
  const auto objective = miss(put, batch.plain.to(device) - bare) + miss(taken, bare - worn);
  if (!vgg_) return objective;
  const auto eyes = [&](const torch::Tensor& pictures) {
    return (closeUp(options_.attribute, pictures).clamp(-1, 1) + 1) / 2;
  };
  return objective + options_.paintedDetailWeight * perceptualDistance(*vgg_, eyes(worn + taken), eyes(bare));
}

Recipe::Losses AttributesRecipe::learnPainted(const PaintedGlassesBatch& batch) {
  const auto objective = paintedObjective(batch);
  setGradients(objective, transforms_->parameters(), false);
  takeStep(*transformsOptimiser_, group());
  return {{"painted", objective.item<double>()}};
}

torch::Tensor AttributesRecipe::distances(const torch::Tensor& a, const torch::Tensor& b) const {
  return torch::pairwise_distance(descriptor_->describe(a), descriptor_->describe(b));
}

torch::Tensor AttributesRecipe::estrangement(const Edited& edited) const {
  return torch::relu(distances(edited.picture, edited.truth) - options_.identityMargin).mean();
}

torch::Tensor AttributesRecipe::astray(const Edited& edited) const {
  return (edited.residual.abs() * outside_).mean();
}

Recipe::Losses AttributesRecipe::learnClasses(const AttributePairs& batch) {
  const torch::Device device(compute_.device);
  const auto real0 = batch.without.to(device), real1 = batch.with.to(device);
  torch::Tensor objective;
  if (classes_) {
    const auto judged = [&](const torch::Tensor& pictures) {
      return classes_(toCompute(pictures, compute_)).logits;
    };
    objective = (classObjective(judged(real0), without) + classObjective(judged(real1), with)) / 2;
  } else {
    const auto seen = judgedTogether({real0, real1});
    const RealPairWeights even{1, 1};
    objective = realPairObjective(seen[0], without, even) + realPairObjective(seen[1], with, even);
  }
  setGradients(objective, judges(), false);
  takeStep(*discriminatorOptimiser_, group());
  return {{"classes", objective.item<double>()}};
}

Recipe::Losses AttributesRecipe::step(std::int64_t step) {
  // Every step takes its batches, whether it needs them or not: a resumed run sees what an uninterrupted one sees.
  const auto batch = batches_->next();
  const auto painted = painted_ ? std::optional(paintedBatches_->next()) : std::nullopt;
  lastStep_ = step;
  const double rate = options_.rate * linearDecayAt(step, options_.decayStart, options_.decayEnd);
  setRate(*transformsOptimiser_, rate);
  setRate(*discriminatorOptimiser_, rate * options_.discriminatorRate);
  const torch::Device device(compute_.device);
  if (step < options_.paintedSteps) return learnPainted(*painted);
  const bool alone = step < options_.paintedSteps + options_.discriminatorSteps;
  // Transforms that learnt nothing yet have no edits to judge.
  if (alone && options_.from.empty() && options_.paintedSteps == 0) return learnClasses(batch);
  const auto from0 = edit(batch.without.to(device), true), from1 = edit(batch.with.to(device), false);
  auto objectives = classes_ ? paperObjectives(from0, from1)
                             : pairObjectives(from0, from1, painted && !alone ? &*painted : nullptr);
  // One pass of the discriminator serves both: each loss is differentiated by its own weights alone.
  const auto painters = transforms_->parameters();
  setGradients(objectives.discriminator, judges(), !alone);
  if (!alone) setGradients(objectives.transforms, painters, false);
  takeStep(*discriminatorOptimiser_, group());
  if (!alone) takeStep(*transformsOptimiser_, group());
  return objectives.losses;
}

void AttributesRecipe::loadHeldOut() {
  const int size = static_cast<int>(options_.network.size);
  auto photos = heldOutPhotos(options_.sources, options_.alignments, photos_);
  auto sorted = dataset_;
  try {
    sorted = std::make_shared<AttributeDataset>(photos, options_.attribute, size, options_.variation, 0);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::NotFound) throw;
    photos = photos_;  // nobody held out has it, or everybody
  }
  const auto wanted =
      static_cast<std::size_t>(std::max(options_.validationPictures, options_.samplePictures));
  for (const int side : {0, 1}) {
    const auto& entries = sorted->entries(side);
    const auto count = std::min(wanted, entries.size());
    for (std::size_t i = 0; i < count; ++i) {
      const auto crop = plainCrop(*photos, entries[i * entries.size() / count], size);
      if (crop.defined()) heldOut_[side].push_back(crop);
    }
    if (heldOut_[side].empty())
      throw Error(ErrorKind::Unreadable, "the folders hold no readable pictures to validate with");
  }
}

std::pair<torch::Tensor, torch::Tensor> AttributesRecipe::edited(int side, int count) {
  const auto& pool = heldOut_[side];
  std::vector<torch::Tensor> pictures;
  const auto n = std::min<std::size_t>(pool.size(), static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < n; ++i) pictures.push_back(pool[i * pool.size() / n]);
  const auto truth = torch::stack(pictures);
  return {truth, average_->residual(toCompute(truth, compute_), side == 0).cpu()};
}

nlohmann::json AttributesRecipe::validate() {
  torch::NoGradGuard noGradient;
  nlohmann::json json{{"score", -lastStep_}};  // without a judge nothing says which is better: the latest
  double missed = 0, strangers = 0;
  for (const int side : {0, 1}) {
    const char* name = side == 0 ? "added" : "removed";
    const auto [truth, residual] = edited(side, options_.validationPictures);
    json[std::string("residual_") + name] = residual.abs().mean().item<double>();
    if (descriptor_) {
      const auto same = distances(truth, truth + residual) < samePersonDistance;
      const double share = same.to(torch::kFloat64).mean().item<double>();
      json[std::string("same_face_") + name] = share;
      strangers += 1 - share;
    }
    if (!judge_) continue;
    const auto chance = judge_->chance(truth + residual, options_.attribute).to(torch::kFloat64);
    const auto wanted = side == 0 ? chance : 1 - chance;
    json[std::string("flipped_") + name] = (wanted > 0.5).to(torch::kFloat64).mean().item<double>();
    // Finer than counting: a user's held-out faces are few.
    missed += 1 - wanted.mean().item<double>();
  }
  if (judge_) json["score"] = missed + strangers;
  return json;
}

Image AttributesRecipe::samples() {
  torch::NoGradGuard noGradient;
  const auto columns = std::min(static_cast<std::size_t>(options_.samplePictures),
                                std::max(heldOut_[0].size(), heldOut_[1].size()));
  std::vector<cv::Mat> halves;
  for (const int side : {0, 1}) {
    const auto [truth, residual] = edited(side, options_.samplePictures);
    std::vector<cv::Mat> rows;  // picture, edited, residual
    for (const auto& pictures : {truth, truth + residual, residual}) {
      std::vector<cv::Mat> row;
      for (const auto& picture : pictures.unbind()) row.push_back(imageFromPicture(picture).mat());
      while (row.size() < columns)
        row.push_back(cv::Mat::zeros(row[0].size(), row[0].type()));
      cv::hconcat(row, rows.emplace_back());
    }
    cv::vconcat(rows, halves.emplace_back());
  }
  cv::Mat sheet;
  cv::vconcat(halves, sheet);
  return Image(sheet);
}

std::pair<Safetensors, ModelCard> AttributesRecipe::exportModel(std::int64_t) {
  Safetensors weights;
  addFrom(*average_, weights, "network.", torch::kFloat16);
  ModelCard card;
  card.name = card.task = modelTaskOf(options_.attribute);
  card.description = "Adds to a face, or takes from it: " + nameOf(options_.attribute);
  card.options = options_.network;
  card.parent = options_.from.empty() ? "" : std::filesystem::path(options_.from).stem().string();
  for (const auto& [name, count] : photos_->counts()) card.data.push_back({name, "", count});
  if (painted_)
    for (const auto& [name, count] : painted_->counts()) card.data.push_back({name, "", count});
  return {weights, card};
}

}  // namespace pentimento
