// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "app/commands/train_task.h"
#include "core/training/perceptual_features_recipe.h"

namespace pentimento {
namespace {

class PerceptualFeaturesTask : public TrainTask {
 public:
  void addOptions(CLI::App& app) override {
    auto& dataset = options_.dataset;
    app.add_option("--teacher", options_.teacher,
                   "VGG-19 to learn from: weights (.safetensors) or features (TorchScript)")
        ->check(CLI::ExistingFile);
    app.add_option("--size", dataset.size, "Side of the pictures, pixels")->capture_default_str();
    app.add_option("--maximum-zoom", dataset.maximumZoom,
                   "A picture shows at least 1/zoom of a photo's short side")
        ->capture_default_str();
    app.add_option("--base-channels", options_.network.baseChannels, "Width; VGG-19's is 64")
        ->capture_default_str();
    app.add_option("--learning-rate", options_.rate, "Adam")->capture_default_str();
    app.add_option("--decay-start", options_.decayStart, "Step from which the rate falls linearly");
    app.add_option("--decay-end", options_.decayEnd, "Step at which it has fallen to a twentieth; 0: never");
    app.add_option("--loader-threads", options_.loaderThreads)->capture_default_str();
  }
  void beginNew(const std::vector<PhotoSource>& data, const ModelEntry* parent) override {
    options_.sources = data;
    if (!parent) return;
    options_.from = parent->weights.string();
    parent->card.options.get_to(options_.network);
  }
  void resume(const nlohmann::json& configuration) override { configuration.get_to(options_); }
  std::unique_ptr<Recipe> recipe(const TrainingOptions& training, const Compute& compute,
                                 const Progress&) override {
    return std::make_unique<PerceptualFeaturesRecipe>(options_, training.batchSize, training.seed, compute);
  }

 private:
  PerceptualFeaturesRecipeOptions options_;
};

}  // namespace

std::unique_ptr<TrainTask> makePerceptualFeaturesTask() {
  return std::make_unique<PerceptualFeaturesTask>();
}

}  // namespace pentimento
