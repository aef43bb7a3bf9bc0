// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "app/commands/train_task.h"
#include "core/training/illumination_recipe.h"

namespace pentimento {
namespace {

class IlluminationTask : public TrainTask {
 public:
  void addOptions(CLI::App& app) override {
    app.add_option("--canonical", options_.canonical, "The layout of the texture: 468 points and triangles");
    app.add_option("--textures", options_.colours,
                   "Folder of stored faces (*.face), put into other light to learn from");
    app.add_option("--colour-share", options_.dataset.colourShare, "Share of those among the samples")
        ->capture_default_str();
    app.add_option("--ratio-share", options_.dataset.ratioShare,
                   "Share of those that are lit as the photographs are, not by rule")
        ->capture_default_str();
    app.add_option("--guidance-weight", options_.guidanceWeight,
                   "How strongly attention is drawn to what the light spoils; 0: not, as in the paper")
        ->capture_default_str();
    app.add_option("--size", options_.network.size, "Side of the textures, pixels")->capture_default_str();
    app.add_option("--base-channels", options_.network.baseChannels, "Width")->capture_default_str();
    app.add_option("--learning-rate", options_.rate)->capture_default_str();
    app.add_option("--weight-decay", options_.weightDecay)->capture_default_str();
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
    return std::make_unique<IlluminationRecipe>(options_, training.batchSize, training.seed, compute);
  }

 private:
  IlluminationRecipeOptions options_;
};

}  // namespace

std::unique_ptr<TrainTask> makeIlluminationTask() {
  return std::make_unique<IlluminationTask>();
}

}  // namespace pentimento
