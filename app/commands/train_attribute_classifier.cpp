// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "app/commands/train_task.h"
#include "core/training/attribute_classifier_recipe.h"

namespace pentimento {
namespace {

class AttributeClassifierTask : public TrainTask {
 public:
  void addOptions(CLI::App& app) override {
    app.add_option("--size", options_.network.size, "Side of the faces, pixels")->capture_default_str();
    app.add_option("--base-channels", options_.network.baseChannels, "Width")->capture_default_str();
    app.add_option("--alignments", options_.alignments,
                   "CSV file that keeps where faces lie, for the next run; else in the run folder");
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
    if (options_.alignments.empty()) options_.alignments = (training.run / "alignments.csv").string();
    return std::make_unique<AttributeClassifierRecipe>(options_, training.batchSize, training.seed, compute);
  }

 private:
  AttributeClassifierRecipeOptions options_;
};

}  // namespace

std::unique_ptr<TrainTask> makeAttributeClassifierTask() {
  return std::make_unique<AttributeClassifierTask>();
}

}  // namespace pentimento
