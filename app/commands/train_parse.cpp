// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/commands/named_value.h"
#include "app/commands/train_task.h"
#include "core/face/label_map.h"
#include "core/training/parse_recipe.h"

namespace pentimento {
namespace {

class ParseTask : public TrainTask {
 public:
  void addOptions(CLI::App& app) override;
  void beginNew(const std::vector<PhotoSource>& data, const ModelEntry* parent) override;
  void resume(const nlohmann::json& configuration) override { configuration.get_to(options_); }
  std::unique_ptr<Recipe> recipe(const TrainingOptions& training, const Compute& compute,
                                 const Progress&) override {
    return std::make_unique<ParseRecipe>(options_, training.batchSize, training.seed, compute);
  }

 private:
  void setClassWeights(const std::vector<std::string>& texts);

  ParseRecipeOptions options_;
};

void ParseTask::addOptions(CLI::App& app) {
  auto& dataset = options_.dataset;
  app.add_option("--size", dataset.size, "Side of the training crops, pixels")->capture_default_str();
  app.add_option("--base-channels", options_.network.baseChannels, "Width")->capture_default_str();
  app.add_option("--maximum-scale", dataset.maximumScale, "Faces are shown up to so much larger or smaller")
      ->capture_default_str();
  app.add_option("--maximum-rotation", dataset.maximumRotation, "Degrees")->capture_default_str();
  app.add_option("--maximum-shift", dataset.maximumShift, "Of the side")->capture_default_str();
  app.add_option("--disturb-share", dataset.disturbShare, "Share of samples with changed light and sharpness")
      ->capture_default_str();
  app.add_option("--backdrop-share", dataset.backdropShare, "Share of samples with another background")
      ->capture_default_str();
  app.add_option("--cloth-share", dataset.clothShare, "Share of samples with other clothes")
      ->capture_default_str();
  addFolders(app, "--backdrops", dataset.backdrops, "Photos that those show, no labels needed; repeatable");
  app.add_option("--necklace-share", dataset.necklaceShare,
                 "Share of samples with a necklace, drawn or from another face")
      ->capture_default_str();
  app.add_option("--easy", options_.mining.easy, "Pixels surer than this are not learnt from; 1: all are")
      ->capture_default_str();
  app.add_option("--repeat-threshold", options_.repeatThreshold,
                 "Pictures with classes that fewer than this share show are drawn more often; 0: all alike")
      ->capture_default_str();
  app.add_option_function<std::vector<std::string>>(
         "--class-weight", [this](const std::vector<std::string>& texts) { setClassWeights(texts); },
         "Weight of a class in the loss; repeatable")
      ->allow_extra_args(false)
      ->type_name("NAME=WEIGHT");
  app.add_option("--auxiliary-weight", options_.auxiliaryWeight, "Weight of each auxiliary head's loss")
      ->capture_default_str();
  app.add_option("--learning-rate", options_.rate, "Adam")->capture_default_str();
  app.add_option("--decay-start", options_.decayStart, "Step from which the rate falls linearly");
  app.add_option("--decay-end", options_.decayEnd, "Step at which it has fallen to a twentieth; 0: never");
  app.add_option("--loader-threads", options_.loaderThreads)->capture_default_str();
}

void ParseTask::setClassWeights(const std::vector<std::string>& texts) {
  options_.classWeights.assign(faceClassCount, 1);
  for (const auto& text : texts) {
    const auto [name, weight] = namedValue("--class-weight", text, 0.01, 100);
    const auto& classes = faceClasses();
    const auto found = std::find_if(classes.begin(), classes.end(),
                                    [&name = name](const auto& info) { return info.name == name; });
    if (found == classes.end())
      throw CLI::ValidationError("--class-weight", "'" + name + "' is no class of a label map");
    options_.classWeights[static_cast<std::size_t>(found->id)] = weight;
  }
}

void ParseTask::beginNew(const std::vector<PhotoSource>& data, const ModelEntry* parent) {
  options_.sources = data;
  if (!parent) return;
  options_.from = parent->weights.string();
  parent->card.options.get_to(options_.network);
}

}  // namespace

std::unique_ptr<TrainTask> makeParseTask() {
  return std::make_unique<ParseTask>();
}

}  // namespace pentimento
