// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "app/commands/train_task.h"
#include "core/training/position_map_recipe.h"

namespace pentimento {
namespace {

class PositionMapTask : public TrainTask {
 public:
  void addOptions(CLI::App& app) override;
  void beginNew(const std::vector<PhotoSource>& data, const ModelEntry* parent) override;
  void resume(const nlohmann::json& configuration) override { configuration.get_to(options_); }
  std::unique_ptr<Recipe> recipe(const TrainingOptions& training, const Compute& compute,
                                 const Progress&) override {
    return std::make_unique<PositionMapRecipe>(options_, training.batchSize, training.seed, compute);
  }

 private:
  PositionMapRecipeOptions options_;
};

void PositionMapTask::addOptions(CLI::App& app) {
  app.add_option("--canonical", options_.canonical,
                 "MediaPipe's canonical face: points, texture coordinates, triangles");
  app.add_option("--teacher", options_.labeller,
                 "TorchScript face mesh that labels pictures without mesh.txt");
  app.add_option("--label-cache", options_.labelCache, "A folder that keeps those labels for the next run");
  app.add_option("--base-channels", options_.network.baseChannels, "Width")->capture_default_str();
  app.add_option("--map-size", options_.network.mapSize, "Side of the position map, texels")
      ->capture_default_str();
  app.add_option("--strong-share", options_.dataset.strongShare,
                 "Share of samples that are turned, scaled and shifted strongly")
      ->capture_default_str();
  app.add_option("--maximum-rotation", options_.dataset.maximumRotation, "Degrees")->capture_default_str();
  app.add_option("--yaw-boost", options_.dataset.yawBoost, "How much more often turned heads are drawn")
      ->capture_default_str();
  app.add_option("--point-weight", options_.pointWeight, "Weight of the 468 points beside the map")
      ->capture_default_str();
  app.add_option("--depth-weight", options_.depthWeight, "Weight of z beside x and y")->capture_default_str();
  app.add_option("--learning-rate", options_.rate, "Adam")->capture_default_str();
  app.add_option("--decay-start", options_.decayStart, "Step from which the rate falls linearly");
  app.add_option("--decay-end", options_.decayEnd, "Step at which it has fallen to a twentieth; 0: never");
  app.add_option("--loader-threads", options_.loaderThreads)->capture_default_str();
}

void PositionMapTask::beginNew(const std::vector<PhotoSource>& data, const ModelEntry* parent) {
  options_.sources = data;
  if (!parent) return;
  options_.from = parent->weights.string();
  parent->card.options.get_to(options_.network);
}

}  // namespace

std::unique_ptr<TrainTask> makePositionMapTask() {
  return std::make_unique<PositionMapTask>();
}

}  // namespace pentimento
