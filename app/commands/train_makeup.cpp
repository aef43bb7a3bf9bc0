// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "app/commands/train_task.h"
#include "app/commands/vgg_option.h"
#include "core/analysis/texture_maker.h"
#include "core/base/error.h"
#include "core/models/registry.h"
#include "core/training/makeup_recipe.h"

namespace pentimento {
namespace {

class MakeupTask : public TrainTask {
 public:
  void addOptions(CLI::App& app) override;
  void beginNew(const std::vector<PhotoSource>& data, const ModelEntry* parent) override;
  void resume(const nlohmann::json& configuration) override { configuration.get_to(options_); }
  std::unique_ptr<Recipe> recipe(const TrainingOptions& training, const Compute& compute,
                                 const Progress& progress) override;

 private:
  MakeupRecipeOptions options_;
  bool unwraps_ = false;  // a resumed run has its faces: others would make it another run
  std::size_t limit_ = 0;
  CLI::Option* size_ = nullptr;
};

void MakeupTask::addOptions(CLI::App& app) {
  auto& network = options_.network;
  app.add_option("--textures", options_.textures,
                 "Folder that keeps the unwrapped faces, for the next run; else in the run folder");
  app.add_option("--unwrap-at-most", limit_,
                 "Faces of a folder that are unwrapped, spread evenly over it; 0: all");
  size_ = app.add_option("--size", network.size, "Side of the textures, pixels")->capture_default_str();
  app.add_option("--base-channels", network.baseChannels, "Width at half size")->capture_default_str();
  app.add_option("--blocks", network.blocks, "Residual blocks of the transfer module")->capture_default_str();
  app.add_flag("--without-irm", network.withoutIrm, "The paper's ablation: no illumination repair");
  app.add_flag("--without-mla", network.withoutMla, "The paper's ablation: the attention of one layer");
  app.add_option("--illumination", options_.illumination,
                 "Model of the illumination classifier (NAME or FILE); default: the current one");
  app.add_option("--painted-share", options_.dataset.paintedShare,
                 "Pairs of a batch that are painted by rule")
      ->capture_default_str();
  app.add_option("--light-share", options_.dataset.lightShare,
                 "Painted pairs' faces and real references that are lit anew; 0: the paper's way, by the "
                 "repair alone")
      ->capture_default_str();
  app.add_option("--painted-weight", options_.paintedWeight)->capture_default_str();
  app.add_option("--painted-beta", options_.paintedBeta,
                 "Distance to the painted truth below which the loss is quadratic, on a scale of 2")
      ->capture_default_str();
  app.add_option("--adversarial-weight", options_.adversarialWeight)->capture_default_str();
  app.add_option("--histogram-weight", options_.histogramWeight)->capture_default_str();
  app.add_option("--eyes-weight", options_.eyesWeight, "Of the surroundings of the eyes in it; lips count 1")
      ->capture_default_str();
  app.add_option("--face-weight", options_.faceWeight, "Of the skin in it")->capture_default_str();
  app.add_option("--perceptual-weight", options_.perceptualWeight)->capture_default_str();
  app.add_option("--cycle-weight", options_.cycleWeight)->capture_default_str();
  addVggOption(app, options_.vgg);
  app.add_option("--learning-rate", options_.rate)->capture_default_str();
  app.add_option("--decay-start", options_.decayStart, "Step from which the rates fall linearly");
  app.add_option("--decay-end", options_.decayEnd, "Step at which they have fallen to a twentieth; 0: never");
  app.add_option("--loader-threads", options_.loaderThreads)->capture_default_str();
}

void MakeupTask::beginNew(const std::vector<PhotoSource>& data, const ModelEntry* parent) {
  options_.sources = data;
  unwraps_ = true;
  if (options_.perceptualWeight > 0) options_.vgg = vggFile(options_.vgg);
  if (options_.vgg.empty()) options_.perceptualWeight = 0;
  if (parent) {
    options_.from = parent->weights.string();
    const auto size = options_.network.size;
    parent->card.options.get_to(options_.network);
    if (size_->count() > 0) options_.network.size = size;
  } else if (!options_.network.withoutIrm) {
    const Registry registry;
    options_.illumination = (options_.illumination.empty() ? registry.current("illumination")
                                                           : registry.find(options_.illumination))
                                .weights.string();
  }
  options_.dataset.size = options_.network.size;
}

std::unique_ptr<Recipe> MakeupTask::recipe(const TrainingOptions& training, const Compute& compute,
                                           const Progress& progress) {
  if (options_.textures.empty()) options_.textures = (training.run / "textures").string();
  // At full size whatever is trained: a later run at another size finds them there.
  constexpr int side = 256;
  if (unwraps_)
    makeTextures(options_.sources, options_.textures, limit_, faceUnwrapper(compute, side), progress);
  return std::make_unique<MakeupRecipe>(options_, training.batchSize, training.seed, compute);
}

}  // namespace

std::unique_ptr<TrainTask> makeMakeupTask() {
  return std::make_unique<MakeupTask>();
}

}  // namespace pentimento
