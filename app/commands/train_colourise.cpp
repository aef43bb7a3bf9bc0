// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "app/commands/train_task.h"
#include "core/training/colourise_recipe.h"

namespace pentimento {
namespace {

class ColouriseTask : public TrainTask {
 public:
  void addOptions(CLI::App& app) override;
  void beginNew(const std::vector<PhotoSource>& data, const ModelEntry* parent) override;
  void resume(const nlohmann::json& configuration) override { configuration.get_to(options_); }
  std::unique_ptr<Recipe> recipe(const TrainingOptions& training, const Compute& compute,
                                 const Progress&) override {
    return std::make_unique<ColouriseRecipe>(options_, training.batchSize, training.seed, compute);
  }

 private:
  ColouriseRecipeOptions options_;
  std::string ablation_;
  std::int64_t discriminatorChannels_ = 0;
};

void ColouriseTask::addOptions(CLI::App& app) {
  app.add_option("--size", options_.dataset.size, "Side of the training crops, pixels")->capture_default_str();
  app.add_option("--base-channels", options_.network.baseChannels, "Width; 64 in the paper")->capture_default_str();
  app.add_option("--discriminator-channels", discriminatorChannels_,
                 "Width of the discriminators; as the network's unless given");
  app.add_option("--levels", options_.network.levels, "Down-samplings; 7 in the paper")->capture_default_str();
  app.add_option("--input-channels", options_.network.inputChannels, "4: L and hints; 1: L alone, as in the paper")
      ->capture_default_str();
  app.add_option("--ablation", ablation_, "A row of the paper's Table I: bn, in, bn+sn, in+sn, bn+sn+md, ibn+sn+md");
  app.add_option("--lambda", options_.lambda, "Weight of L1")->capture_default_str();
  app.add_option("--adversarial-weight", options_.adversarialWeight, "Weight of the adversarial loss; 1 in the paper")
      ->capture_default_str();
  app.add_option("--adversarial-start", options_.adversarialStart, "Step at which the discriminators join")
      ->capture_default_str();
  app.add_option("--learning-rate", options_.generatorRate, "Adam, generator and discriminators")
      ->capture_default_str();
  app.add_option("--decay-start", options_.decayStart, "Step from which the rates fall linearly");
  app.add_option("--decay-end", options_.decayEnd, "Step at which they have fallen to a twentieth; 0: never");
  app.add_option("--zoom", options_.dataset.maximumZoom, "Crops show down to 1/ZOOM of the short side")
      ->capture_default_str();
  app.add_option("--age-share", options_.dataset.ageShare, "Share of samples that are made to look old")
      ->capture_default_str();
  app.add_option("--recolour-share", options_.dataset.recolourShare, "Share of hinted samples with one colour replaced")
      ->capture_default_str();
  app.add_option("--tone-share", options_.dataset.toneShare, "Share of hinted samples with another cast and saturation")
      ->capture_default_str();
  app.add_option("--many-hints-share", options_.dataset.manyHintsShare,
                 "Share of hinted samples with 50 hints in the mean instead of 8")
      ->capture_default_str();
  app.add_option("--outlying-hints-share", options_.dataset.outlyingHintsShare,
                 "Share of hinted samples whose hints are where colours are far from the picture's mean")
      ->capture_default_str();
  app.add_option("--loader-threads", options_.loaderThreads)->capture_default_str();
}

void ColouriseTask::beginNew(const std::vector<PhotoSource>& data, const ModelEntry* parent) {
  options_.sources = data;
  if (!ablation_.empty()) options_.useAblation(ablation_);
  options_.discriminatorRate = options_.generatorRate;
  if (parent) {
    options_.from = parent->weights.string();
    parent->card.options.get_to(options_.network);
  }
  options_.discriminator.baseChannels =
      discriminatorChannels_ > 0 ? discriminatorChannels_ : options_.network.baseChannels;
}

}  // namespace

std::unique_ptr<TrainTask> makeColouriseTask() { return std::make_unique<ColouriseTask>(); }

}  // namespace pentimento
