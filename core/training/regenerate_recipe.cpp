// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/regenerate_recipe.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "core/base/error.h"
#include "core/data/sample_random.h"
#include "core/face/label_map.h"
#include "core/losses/feature_matching.h"
#include "core/losses/gradient_penalty.h"
#include "core/models/load_vgg_features.h"
#include "core/networks/label_regions.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"
#include "core/training/optimisers.h"
#include "core/training/reference_order.h"
#include "core/training/weight_average.h"

namespace pentimento {
namespace {

// The first VGG level sees colours that L1 sees already, at the price of all the others (SPEC 2.1: relu2_1
// on).
constexpr std::size_t firstVggLevel = 1;

// How far a rehearsed reference's channels are stretched and shifted, of [-1, 1]: other skin, hair and light.
constexpr double colourStretch = 0.25, colourShift = 0.25;

void applyGradients(torch::optim::Adam& optimiser, const std::vector<torch::Tensor>& parameters,
                    const std::vector<torch::Tensor>& gradients, ProcessGroup& group) {
  for (std::size_t i = 0; i < parameters.size(); ++i) parameters[i].mutable_grad() = gradients[i];
  takeStep(optimiser, group);
}

/// Without the first `skip` samples.
torch::Tensor after(const torch::Tensor& all, std::int64_t skip) {
  return all.narrow(0, skip, all.size(0) - skip);
}
std::vector<std::vector<torch::Tensor>> after(std::vector<std::vector<torch::Tensor>> scales,
                                              std::int64_t skip) {
  for (auto& features : scales)
    for (auto& one : features) one = after(one, skip);
  return scales;
}

cv::Mat colouredLabels(const torch::Tensor& labels) {
  const auto map = labels.contiguous();
  return coloured(Image(cv::Mat(static_cast<int>(map.size(0)), static_cast<int>(map.size(1)), CV_8U,
                                map.data_ptr())
                            .clone()))
      .mat();
}

}  // namespace

RegenerateRecipe::RegenerateRecipe(const RegenerateRecipeOptions& options, std::int64_t batchSize,
                                   std::uint64_t seed, const Compute& compute)
    : options_(options), batchSize_(batchSize), compute_(compute) {
  options_.discriminator.inputChannels = 3 + options_.network.classes;
  options_.check();
  photos_ = std::make_shared<ParsePhotos>(options_.sources, Split::Training);
  dataset_ = std::make_shared<RegenerateDataset>(photos_, options_.dataset, seed);

  torch::manual_seed(seed);
  generator_ = FaceGenerator(options_.network);
  average_ = FaceGenerator(options_.network);
  discriminators_ = MultiscaleDiscriminator(options_.discriminator);
  discriminators_->setTwiceDifferentiable(options_.gradientPenaltyWeight > 0);
  if (!options_.from.empty()) loadInto(*generator_, readSafetensors(options_.from), "network.");
  for (const auto& [name, module] : modules()) module->to(torch::Device(compute.device));
  if (options_.rehearsalShare > 0) {
    teacher_ = FaceGenerator(options_.network);
    teacher_->to(torch::Device(compute.device));
    copyWeights(*teacher_, *generator_);
    setTrainable(*teacher_, false);
    teacher_->eval();
  }
  copyWeights(*average_, *generator_);
  setTrainable(*average_, false);
  average_->eval();
  generatorOptimiser_ = makeAdam(generator_->parameters(), options_.generatorRate, 0, 0.99);
  discriminatorOptimiser_ = makeAdam(discriminators_->parameters(), options_.discriminatorRate, 0, 0.99);
  if (options_.vggWeight > 0) vgg_ = loadVggFeatures(options_.vgg, compute.device);
  if (!options_.parser.empty()) judge_.emplace(options_.parser, compute);
  loadHeldOut();
}

std::vector<Recipe::NamedModule> RegenerateRecipe::modules() {
  return {{"generator", generator_.ptr()},
          {"generator_average", average_.ptr()},
          {"discriminators", discriminators_.ptr()}};
}

std::vector<Recipe::NamedOptimiser> RegenerateRecipe::optimisers() {
  return {{"generator", generatorOptimiser_.get()}, {"discriminators", discriminatorOptimiser_.get()}};
}

void RegenerateRecipe::begin(std::int64_t step) {
  const auto make = [dataset = dataset_, part = partOf(batchSize_)](std::int64_t number) {
    return dataset->batch(number, part);
  };
  batches_.emplace(make, step, options_.loaderThreads, static_cast<std::size_t>(options_.loaderThreads) + 2);
}

torch::Tensor RegenerateRecipe::dropped() const {
  const auto sample = (torch::rand({batchSize_, 1}) < options_.dropShare).to(torch::kFloat32);
  const auto region =
      (torch::rand({batchSize_, options_.network.classes}) < options_.dropClass).to(torch::kFloat32);
  return partOf(batchSize_).of(sample * region).to(torch::Device(compute_.device));
}

torch::Tensor RegenerateRecipe::recoloured(const torch::Tensor& references, std::int64_t count) const {
  const auto part = partOf(batchSize_);
  const auto stretch = part.of(1 + colourStretch * (2 * torch::rand({batchSize_, 3, 1, 1}) - 1));
  const auto shift = part.of(colourShift * (2 * torch::rand({batchSize_, 3, 1, 1}) - 1));
  const auto first = [count](const torch::Tensor& all) { return all.narrow(0, 0, count); };
  return torch::cat(
      {(first(references) * first(stretch) + first(shift)).clamp(-1, 1), after(references, count)});
}

torch::Tensor RegenerateRecipe::judgeInput(const torch::Tensor& picture, const torch::Tensor& map) const {
  return torch::cat({picture.to(map.scalar_type()), map}, 1).contiguous(map.suggest_memory_format());
}

Recipe::Losses RegenerateRecipe::step(std::int64_t step) {
  const auto batch = batches_->next();
  const double decay = linearDecayAt(step, options_.decayStart, options_.decayEnd);
  setRate(*generatorOptimiser_, options_.generatorRate * decay);
  setRate(*discriminatorOptimiser_, options_.discriminatorRate * decay);
  const torch::Device device(compute_.device);
  const auto real = batch.picture.to(device), labels = batch.labels.to(device);
  const auto [order, others] =
      referenceOrder(labels.size(0), teacher_ ? options_.rehearsalShare : options_.otherShare);
  auto lent = batch.reference.index_select(0, order);
  if (teacher_) lent = recoloured(lent, others);
  const auto reference = toCompute(lent, compute_);
  const auto referenceLabels = batch.referenceLabels.index_select(0, order).to(device);
  const auto absent = dropped();
  const auto fake = generator_(labels, generator_->encode(reference, referenceLabels, absent), reference);
  const auto map = oneHot(labels, options_.network.classes, reference);

  // One pass of the discriminators over the fake serves both: each loss is differentiated by its own weights
  // alone.
  const auto seenReal = discriminators_(judgeInput(real, map));
  const auto seenFake = discriminators_(judgeInput(fake, map));
  auto discriminatorLoss = discriminatorObjective(options_.objective, seenReal.logits, seenFake.logits);
  Losses losses{{"discriminators", discriminatorLoss.item<double>()}};
  if (options_.gradientPenaltyWeight > 0) {
    const auto critic = [&](const torch::Tensor& picture) {
      torch::Tensor sum;
      for (const auto& logits : discriminators_(judgeInput(picture, map)).logits) {
        const auto mean = logits.mean({1, 2, 3});
        sum = sum.defined() ? sum + mean : mean;
      }
      return sum;
    };
    const auto e = partOf(batchSize_).of(torch::rand({batchSize_, 1, 1, 1}, real.options()));
    const auto penalty = gradientPenalty(critic, real, fake, e);
    losses.emplace_back("gradient_penalty", penalty.item<double>());
    discriminatorLoss = discriminatorLoss + options_.gradientPenaltyWeight * penalty;
  }
  const auto adversarial = generatorObjective(options_.objective, seenFake.logits);
  // Of those with their own reference: the others resemble no picture that there is …
  const auto matching = featureMatching(after(seenFake.features, others), after(seenReal.features, others));
  auto compared = after(fake, others), truth = after(real, others);
  if (teacher_ && others > 0) {  // … but one that can be painted
    torch::NoGradGuard noGradient;
    const auto first = [others = others](const torch::Tensor& all) { return all.narrow(0, 0, others); };
    const auto style = teacher_->encode(first(reference), first(referenceLabels), first(absent));
    truth = torch::cat({teacher_(first(labels), style, first(reference)).to(truth.scalar_type()), truth});
    compared = fake;
  }
  const auto l1 = torch::l1_loss(compared, truth);
  auto generatorLoss = options_.adversarialWeight * adversarial + options_.featureMatchingWeight * matching +
                       options_.l1Weight * l1;
  if (vgg_) {
    std::vector<torch::Tensor> wanted;
    {
      torch::NoGradGuard noGradient;
      wanted = (*vgg_)((truth + 1) / 2);
    }
    const auto perceptual = relativeFeatureDistance((*vgg_)((compared + 1) / 2), wanted, firstVggLevel);
    losses.emplace(losses.begin(), "perceptual", perceptual.item<double>());
    generatorLoss = generatorLoss + options_.vggWeight * perceptual;
  }
  if (options_.segmentationWeight > 0) {
    const auto segmentation = judge_->objective(fake, labels);
    losses.emplace_back("segmentation", segmentation.item<double>());
    generatorLoss = generatorLoss + options_.segmentationWeight * segmentation;
  }
  losses.insert(losses.begin(), {"l1", l1.item<double>()});
  losses.emplace_back("adversarial", adversarial.item<double>());
  losses.emplace_back("feature_matching", matching.item<double>());

  const auto judges = discriminators_->parameters(), painters = generator_->parameters();
  const auto judgeGradients = torch::autograd::grad({discriminatorLoss}, judges, {}, true);
  const auto painterGradients = torch::autograd::grad({generatorLoss}, painters, {}, false, false, true);
  applyGradients(*discriminatorOptimiser_, judges, judgeGradients, group());
  applyGradients(*generatorOptimiser_, painters, painterGradients, group());
  return losses;
}

void RegenerateRecipe::loadHeldOut() {
  for (const auto& source : options_.sources) {
    const auto photos = heldOutPhotos(source);
    const auto wanted =
        static_cast<std::size_t>(std::max(options_.validationPictures, options_.samplePictures));
    const auto count = std::min(photos->size(), std::max<std::size_t>(1, wanted / options_.sources.size()));
    for (std::size_t i = 0; i < count; ++i) {
      const auto photo = photos->load(i * photos->size() / count);
      auto random = randomForSample(1, static_cast<std::int64_t>(i));
      if (!photo.picture.empty()) heldOut_.push_back(dataset_->sample(photo, random));
    }
  }
  if (heldOut_.empty()) throw Error(ErrorKind::Unreadable, "the folders hold no pictures to validate with");
}

torch::Tensor RegenerateRecipe::painted(const RegenerateBatch& face, const torch::Tensor& labels) {
  const torch::Device device(compute_.device);
  const auto reference = toCompute(face.reference.unsqueeze(0), compute_);
  const auto style = average_->encode(reference, face.referenceLabels.unsqueeze(0).to(device));
  return average_(labels.unsqueeze(0).to(device), style, reference).cpu();
}

nlohmann::json RegenerateRecipe::validate() {
  torch::NoGradGuard noGradient;
  const auto count = std::min<std::size_t>(heldOut_.size(), options_.validationPictures);
  double l1 = 0, perceptual = 0, own = 0, others = 0, truth = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& face = heldOut_[i];
    const auto& other = heldOut_[(i + 1) % count];
    const auto picture = painted(face, face.labels), real = face.picture.unsqueeze(0);
    l1 += torch::l1_loss(picture, real).item<double>();
    if (vgg_)
      perceptual +=
          relativeFeatureDistance((*vgg_)((picture + 1) / 2), (*vgg_)((real + 1) / 2), firstVggLevel)
              .item<double>();
    if (!judge_) continue;
    own += judge_->accuracy(picture, face.labels.unsqueeze(0));
    others += judge_->accuracy(painted(face, other.labels), other.labels.unsqueeze(0));
    truth += judge_->accuracy(real, face.labels.unsqueeze(0));
  }
  const double n = static_cast<double>(count);
  nlohmann::json json{{"l1", l1 / n}, {"pictures", count}, {"score", (vgg_ ? perceptual : l1) / n}};
  if (vgg_) json["perceptual"] = perceptual / n;
  if (judge_) {
    json["accuracy_own_mask"] = own / n;
    json["accuracy_other_mask"] = others / n;
    json["accuracy_real"] = truth / n;
    // A generator that ignores masks may look well: what it gets wrong counts as much.
    json["score"] = json["score"].get<double>() + (1 - others / n);
  }
  return json;
}

Image RegenerateRecipe::samples() {
  torch::NoGradGuard noGradient;
  const auto count = std::min<std::size_t>(heldOut_.size(), options_.samplePictures);
  const auto at = [&](std::size_t i) -> const RegenerateBatch& {
    return heldOut_[(i % count) * heldOut_.size() / count];
  };
  std::vector<cv::Mat> rows;  // truth, bent reference, own mask, picture of it, another's mask, picture of it
  for (std::size_t i = 0; i < count; ++i) {
    const auto &face = at(i), &other = at(i + 1);
    cv::Mat row;
    cv::hconcat(
        std::vector{imageFromPicture(face.picture).mat(), imageFromPicture(face.reference).mat(),
                    colouredLabels(face.labels), imageFromPicture(painted(face, face.labels)[0]).mat(),
                    colouredLabels(other.labels), imageFromPicture(painted(face, other.labels)[0]).mat()},
        row);
    rows.push_back(row);
  }
  if (rows.size() % 2 == 1) rows.push_back(cv::Mat::zeros(rows[0].size(), rows[0].type()));
  std::vector<cv::Mat> pairs;
  for (std::size_t i = 0; i < rows.size(); i += 2) cv::hconcat(rows[i], rows[i + 1], pairs.emplace_back());
  cv::Mat sheet;
  cv::vconcat(pairs, sheet);
  return Image(sheet);
}

std::pair<Safetensors, ModelCard> RegenerateRecipe::exportModel(std::int64_t) {
  Safetensors weights;
  addFrom(*average_, weights, "network.", torch::kFloat16);
  ModelCard card;
  card.name = card.task = task();
  card.description = "A face as a painted label map says, in the style of a reference face";
  card.options = options_.network;
  card.parent = options_.from.empty() ? "" : std::filesystem::path(options_.from).stem().string();
  for (std::size_t source = 0; source < photos_->sources(); ++source) {
    const auto [first, last] = photos_->range(source);
    card.data.push_back({photos_->source(source).name(), "", static_cast<std::int64_t>(last - first)});
  }
  return {weights, card};
}

}  // namespace pentimento
