// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/makeup_recipe.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "core/base/error.h"
#include "core/losses/gan_objective.h"
#include "core/losses/histogram_matching.h"
#include "core/losses/makeup_losses.h"
#include "core/models/load_model.h"
#include "core/models/load_vgg_features.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"
#include "core/training/optimisers.h"
#include "core/training/weight_average.h"

namespace pentimento {
namespace {

constexpr std::size_t perceptualLevel = 3;  // relu4_1, eq. (8)
constexpr auto leastSquares = GanObjective::Mse;

MultiscaleDiscriminatorOptions discriminatorOptions(std::int64_t channels) {
  MultiscaleDiscriminatorOptions options;
  options.inputChannels = 3;
  options.baseChannels = channels;
  options.scales = 1;
  return options;
}

std::vector<torch::Tensor> trainable(const torch::nn::Module& module) {
  std::vector<torch::Tensor> result;
  for (const auto& parameter : module.parameters())
    if (parameter.requires_grad()) result.push_back(parameter);
  return result;
}

}  // namespace

MakeupRecipe::MakeupRecipe(const MakeupRecipeOptions& options, std::int64_t batchSize, std::uint64_t seed,
                           const Compute& compute)
    : options_(options), batchSize_(batchSize), compute_(compute) {
  std::optional<LoadedModel> illumination;
  if (!options_.illumination.empty() && !options_.network.withoutIrm) {
    illumination = loadModel(options_.illumination, "illumination");
    options_.network.illumination = illumination->options<IlluminationClassifierOptions>();
  }
  options_.check();
  faces_ = std::make_shared<MakeupFaces>(options_.sources, options_.textures, Split::Training,
                                         static_cast<int>(options_.network.size));
  dataset_ = std::make_shared<MakeupDataset>(faces_, options_.dataset, seed);

  torch::manual_seed(seed);
  generator_ = MakeupGenerator(options_.network);
  average_ = MakeupGenerator(options_.network);
  ofTextures_ = MultiscaleDiscriminator(discriminatorOptions(options_.discriminatorChannels));
  ofPictures_ = MultiscaleDiscriminator(discriminatorOptions(options_.discriminatorChannels));
  if (!options_.from.empty()) loadInto(*generator_, readSafetensors(options_.from), "network.");
  if (illumination) loadInto(*generator_->illumination(), illumination->weights, "network.");
  for (const auto& [name, module] : modules()) module->to(torch::Device(compute.device));
  copyWeights(*average_, *generator_);
  setTrainable(*average_, false);
  average_->eval();
  painters_ = trainable(*generator_);
  judges_ = ofTextures_->parameters();
  for (const auto& parameter : ofPictures_->parameters()) judges_.push_back(parameter);
  generatorOptimiser_ = makeAdam(painters_, options_.rate, 0.5, 0.99);
  discriminatorOptimiser_ = makeAdam(judges_, options_.rate, 0.5, 0.99);
  if (options_.perceptualWeight > 0) vgg_ = loadVggFeatures(options_.vgg, compute.device);
  loadHeldOut();
}

std::vector<Recipe::NamedModule> MakeupRecipe::modules() {
  return {{"generator", generator_.ptr()},
          {"generator_average", average_.ptr()},
          {"texture_discriminator", ofTextures_.ptr()},
          {"picture_discriminator", ofPictures_.ptr()}};
}

std::vector<Recipe::NamedOptimiser> MakeupRecipe::optimisers() {
  return {{"generator", generatorOptimiser_.get()}, {"discriminators", discriminatorOptimiser_.get()}};
}

void MakeupRecipe::begin(std::int64_t step) {
  const auto painted = dataset_->paintedIn(batchSize_), real = batchSize_ - painted;
  for (const auto pairs : {painted, real})
    if (pairs > 0 && pairs < group().size())
      throw Error(ErrorKind::InvalidArgument,
                  fmt::format("a batch of {} painted and {} real pairs is too small for {} processes", painted,
                              real, group().size()));
  const auto make = [dataset = dataset_, part = partOf(batchSize_)](std::int64_t number) {
    return dataset->batch(number, part);
  };
  batches_.emplace(make, step, options_.loaderThreads, static_cast<std::size_t>(options_.loaderThreads) + 2);
}

torch::Tensor MakeupRecipe::transferred(const torch::Tensor& source, const torch::Tensor& reference) {
  return generator_(toCompute(source, compute_), toCompute(reference, compute_));
}

torch::Tensor MakeupRecipe::histogramLoss(const MakeupBatch& batch, const torch::Tensor& result) const {
  auto sum = torch::zeros({}, result.options());
  std::int64_t region = 0;
  for (const double weight : {options_.lipsWeight, options_.eyesWeight, options_.faceWeight}) {  // eq. (7)
    const auto mask = [&](const torch::Tensor& regions) {
      return regions.narrow(1, region, 1).to(result.device());
    };
    if (weight > 0)
      sum = sum + weight * histogramMatching(result, mask(batch.sourceRegions),
                                             batch.plainReference.to(result.device()),
                                             mask(batch.referenceRegions));
    ++region;
  }
  return sum;
}

torch::Tensor MakeupRecipe::cycleLoss(const MakeupBatch& batch, const torch::Tensor& result) {
  const auto real = batch.plainReference.size(0), first = batch.source.size(0) - real;
  const torch::Device device(compute_.device);
  const auto source = batch.source.narrow(0, first, real).to(device);
  const auto reference = batch.reference.narrow(0, first, real).to(device);
  const auto swapped = transferred(reference, source);
  const auto back = transferred(torch::cat({result, swapped}), torch::cat({source, reference}));
  return torch::l1_loss(back.narrow(0, 0, real), source) +
         torch::l1_loss(back.narrow(0, real, real), reference);
}

void MakeupRecipe::addAdversarial(const MakeupBatch& batch, const torch::Tensor& result, RealLosses& losses) {
  const torch::Device device(compute_.device);
  const auto real = result.size(0);
  const auto picture =
      rendered(result, batch.grid.to(device), batch.coverage.to(device), batch.crop.to(device));
  // One pass over real and generated serves both sides: each loss is differentiated by its own weights alone.
  const auto judged = [&](MultiscaleDiscriminator& judge, const torch::Tensor& truth,
                          const torch::Tensor& made) {
    const auto logits = judge(toCompute(torch::cat({truth.to(device), made}), compute_)).logits[0];
    return std::pair(logits.narrow(0, 0, real), logits.narrow(0, real, real));
  };
  const auto [realTexture, madeTexture] = judged(ofTextures_, batch.plainReference, result);
  const auto [realPicture, madePicture] = judged(ofPictures_, batch.referenceCrop, picture);
  losses.discriminators = discriminatorObjective(leastSquares, {realTexture}, {madeTexture}) +  // eq. (10)
                          discriminatorObjective(leastSquares, {realPicture}, {madePicture});   // eq. (12)
  const auto adversarial = generatorObjective(leastSquares, {madeTexture}) +                    // eq. (11)
                           generatorObjective(leastSquares, {madePicture});                     // eq. (13)
  losses.generator = losses.generator + options_.adversarialWeight * adversarial;
  losses.values.emplace_back("discriminators", losses.discriminators.item<double>());
  losses.values.emplace_back("adversarial", adversarial.item<double>());
}

MakeupRecipe::RealLosses MakeupRecipe::realLosses(const MakeupBatch& batch, const torch::Tensor& result) {
  const torch::Device device(compute_.device);
  const auto real = result.size(0);
  RealLosses losses;
  const auto histogram = histogramLoss(batch, result);
  losses.generator = options_.histogramWeight * histogram;
  if (options_.adversarialWeight > 0) addAdversarial(batch, result, losses);
  losses.values.emplace_back("histogram", histogram.item<double>());
  if (options_.cycleWeight > 0) {
    const auto cycle = cycleLoss(batch, result);
    losses.generator = losses.generator + options_.cycleWeight * cycle;
    losses.values.emplace_back("cycle", cycle.item<double>());
  }
  if (vgg_) {  // eq. (8), on the scale of the features themselves
    const auto source = batch.source.narrow(0, batch.source.size(0) - real, real);
    const auto features = (*vgg_)((torch::cat({result, source.to(device)}) + 1) / 2)[perceptualLevel];
    const auto of = [&](std::int64_t i) { return features.narrow(0, i * real, real); };
    const auto perceptual = (of(0) - of(1)).square().mean() / of(1).detach().square().mean();
    losses.generator = losses.generator + options_.perceptualWeight * perceptual;
    losses.values.emplace_back("perceptual", perceptual.item<double>());
  }
  return losses;
}

Recipe::Losses MakeupRecipe::step(std::int64_t step) {
  const auto batch = batches_->next();
  const double rate = options_.rate * linearDecayAt(step, options_.decayStart, options_.decayEnd);
  setRate(*generatorOptimiser_, rate);
  setRate(*discriminatorOptimiser_, rate);
  const torch::Device device(compute_.device);
  const auto part = partOf(batchSize_);
  const auto paintedInAll = dataset_->paintedIn(batchSize_), realInAll = batchSize_ - paintedInAll;
  const auto painted = part.countIn(paintedInAll), real = part.count() - painted;
  // Means over pairs become those over all processes' pairs, of which each may have one more or less.
  const auto weightOf = [&](std::int64_t mine, std::int64_t all) {
    return static_cast<double>(mine * part.stride) / static_cast<double>(all);
  };
  const auto result = transferred(batch.source, batch.reference);
  Losses losses;
  auto loss = torch::zeros({}, result.options());
  if (painted > 0) {
    const auto distance = weightOf(painted, paintedInAll) *
                          paintedDistance(result.narrow(0, 0, painted), batch.target.to(device),
                                          batch.source.narrow(0, 0, painted).to(device), options_.paintedBeta);
    loss = loss + options_.paintedWeight * distance;
    losses.emplace_back("painted", distance.item<double>());
  }
  if (real > 0) {
    auto fromReal = realLosses(batch, result.narrow(0, painted, real));
    const double weight = weightOf(real, realInAll);
    loss = loss + weight * fromReal.generator;
    for (const auto& [name, value] : fromReal.values) losses.emplace_back(name, weight * value);
    if (fromReal.discriminators.defined()) {
      setGradients(weight * fromReal.discriminators, judges_, true);
      takeStep(*discriminatorOptimiser_, group());
    }
  }
  setGradients(loss, painters_, false);
  takeStep(*generatorOptimiser_, group());
  return losses;
}

void MakeupRecipe::loadHeldOut() {
  const int size = static_cast<int>(options_.network.size);
  std::shared_ptr<MakeupFaces> faces;
  try {
    faces = std::make_shared<MakeupFaces>(options_.sources, options_.textures, Split::HeldOut, size);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::NotFound) throw;
    faces = faces_;  // too few for any to be left out
  }
  const MakeupDataset pairs(faces, options_.dataset, 1);
  auto random = cv::RNG(1);
  for (int i = 0; i < std::max(options_.validationPairs, options_.samplePairs); ++i) {
    const auto source = faces->draw(random, false), reference = faces->draw(random, true);
    heldOut_.push_back(pairs.pair(*faces->load(source), *faces->load(reference)));
  }
  auto onlyPainted = options_.dataset;
  onlyPainted.paintedShare = 1;
  heldOutPainted_ = MakeupDataset(faces, onlyPainted, 1).batch(0, options_.validationPairs);
}

torch::Tensor MakeupRecipe::made(const torch::Tensor& source, const torch::Tensor& reference) {
  return average_(toCompute(source.unsqueeze(0), compute_), toCompute(reference.unsqueeze(0), compute_))[0]
      .cpu()
      .clamp(-1, 1);
}

std::optional<double> histogramDistance(const torch::Tensor& a, const torch::Tensor& maskA,
                                        const torch::Tensor& b, const torch::Tensor& maskB) {
  const auto mine = maskA[0] > 0.5, theirs = maskB[0] > 0.5;
  if (!mine.any().item<bool>() || !theirs.any().item<bool>()) return {};
  double sum = 0;
  for (std::int64_t c = 0; c < a.size(0); ++c) {
    const auto values = a[c].masked_select(mine);
    sum += (values - histogramMatched(values, b[c].masked_select(theirs))).abs().mean().item<double>();
  }
  return sum / static_cast<double>(a.size(0)) * 127.5;
}

nlohmann::json MakeupRecipe::validate() {
  torch::NoGradGuard noGradient;
  constexpr const char* names[] = {"lips", "eyes", "skin"};
  double sums[3] = {}, before[3] = {};
  int counts[3] = {};
  for (std::size_t i = 0; i < static_cast<std::size_t>(options_.validationPairs); ++i) {
    const auto& pair = heldOut_[i];
    const auto result = made(pair.source, pair.reference);
    for (std::int64_t region = 0; region < 3; ++region) {
      const auto mine = pair.sourceRegions.narrow(0, region, 1),
                 theirs = pair.referenceRegions.narrow(0, region, 1);
      const auto distance = histogramDistance(result, mine, pair.reference, theirs);
      if (!distance) continue;
      sums[region] += *distance;
      before[region] += histogramDistance(pair.source, mine, pair.reference, theirs).value_or(0);
      ++counts[region];
    }
  }
  nlohmann::json json;
  for (int region = 0; region < 3; ++region) {
    const double count = std::max(1, counts[region]);
    json[std::string("histogram_") + names[region]] = sums[region] / count;
    json[std::string("unchanged_") + names[region]] = before[region] / count;
  }
  // Root mean squares: make-up is on a small part of a face, and plain means are of the rest.
  const auto rootMeanSquare = [](const torch::Tensor& a, const torch::Tensor& b) {
    return torch::mse_loss(a, b).sqrt().item<double>();
  };
  std::vector<torch::Tensor> results;
  for (std::int64_t i = 0; i < heldOutPainted_.source.size(0); ++i)
    results.push_back(made(heldOutPainted_.source[i], heldOutPainted_.reference[i]));
  json["painted"] = rootMeanSquare(torch::stack(results), heldOutPainted_.target);
  json["unchanged_painted"] = rootMeanSquare(heldOutPainted_.source, heldOutPainted_.target);
  // What is left of the distance to painted truth and at the lips. Not the eyes: the reference's bare skin is
  // most of their distance, and who comes nearest to that has pale brows.
  const auto left = [&](const char* measure, const char* unchanged) {
    return json[measure].get<double>() / std::max(json[unchanged].get<double>(), 1e-6);
  };
  json["score"] = left("painted", "unchanged_painted") + left("histogram_lips", "unchanged_lips");
  return json;
}

Image MakeupRecipe::samples() {
  torch::NoGradGuard noGradient;
  std::vector<cv::Mat> rows;
  const auto row = [&](const std::vector<torch::Tensor>& pictures) {
    std::vector<cv::Mat> parts;
    for (const auto& picture : pictures) parts.push_back(imageFromPicture(picture).mat());
    cv::hconcat(parts, rows.emplace_back());
  };
  const auto count = static_cast<std::size_t>(options_.samplePairs);
  for (std::size_t i = 0; i < count; ++i) {  // photos, textures, made-up texture, made-up photo
    const auto& pair = heldOut_[i];
    const auto result = made(pair.source, pair.reference);
    const auto picture = rendered(result.unsqueeze(0), pair.grid.unsqueeze(0), pair.coverage.unsqueeze(0),
                                  pair.crop.unsqueeze(0))[0];
    row({pair.crop, pair.referenceCrop, pair.source, pair.reference, result, picture});
  }
  const auto painted = std::min<std::int64_t>(heldOutPainted_.source.size(0), options_.samplePairs);
  for (std::int64_t i = 0; i < painted; ++i) {  // source, reference, truth, result, their difference
    const auto& batch = heldOutPainted_;
    const auto result = made(batch.source[i], batch.reference[i]);
    row({batch.source[i], batch.reference[i], batch.target[i], result, result - batch.target[i],
         result - batch.source[i]});
  }
  // Two pairs a line: windows are wider than high.
  if (rows.size() % 2 == 1) rows.push_back(cv::Mat::zeros(rows.back().size(), rows.back().type()));
  std::vector<cv::Mat> lines(rows.size() / 2);
  for (std::size_t i = 0; i < lines.size(); ++i) cv::hconcat(rows[2 * i], rows[2 * i + 1], lines[i]);
  cv::Mat sheet;
  cv::vconcat(lines, sheet);
  return Image(sheet);
}

std::pair<Safetensors, ModelCard> MakeupRecipe::exportModel(std::int64_t) {
  Safetensors weights;
  addFrom(*average_, weights, "network.", torch::kFloat16);
  ModelCard card;
  card.name = card.task = task();
  card.description = "The make-up of one face on another, whatever the light";
  card.options = options_.network;
  card.parent = options_.from.empty() ? "" : std::filesystem::path(options_.from).stem().string();
  for (const auto& [name, count] : faces_->counts()) card.data.push_back({name, "", count});
  return {weights, card};
}

}  // namespace pentimento
