// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "app/commands/train_task.h"
#include "app/commands/vgg_option.h"
#include "core/base/error.h"
#include "core/training/regenerate_recipe.h"

namespace pentimento {
namespace {

class RegenerateTask : public TrainTask {
 public:
  void addOptions(CLI::App& app) override;
  void beginNew(const std::vector<PhotoSource>& data, const ModelEntry* parent) override;
  void resume(const nlohmann::json& configuration) override { configuration.get_to(options_); }
  std::unique_ptr<Recipe> recipe(const TrainingOptions& training, const Compute& compute,
                                 const Progress&) override {
    return std::make_unique<RegenerateRecipe>(options_, training.batchSize, training.seed, compute);
  }

 private:
  void addLosses(CLI::App& app);

  RegenerateRecipeOptions options_;
  std::string objective_ = "hinge";
  bool baseline_ = false, plainReference_ = false;
};

void RegenerateTask::addOptions(CLI::App& app) {
  auto& dataset = options_.dataset;
  app.add_option("--size", dataset.size, "Side of the faces, pixels")->capture_default_str();
  app.add_option("--base-channels", options_.network.baseChannels, "Width; the paper's is 64")
      ->capture_default_str();
  app.add_flag("--pix2pixhd", baseline_, "The plain global generator, without style: the paper's baseline");
  app.add_flag("--plain-reference", plainReference_,
               "The reference is the target itself, neither bent nor mirrored");
  app.add_option("--bend", dataset.bend, "Of the references: deviation of a 5 x 5 grid, of the side")
      ->capture_default_str();
  app.add_option("--discriminator-channels", options_.discriminator.baseChannels, "Width; pix2pixHD's is 64")
      ->capture_default_str();
  app.add_option("--discriminator-scales", options_.discriminator.scales)->capture_default_str();
  addLosses(app);
  app.add_option("--drop-share", options_.dropShare, "Samples whose reference lacks some regions")
      ->capture_default_str();
  app.add_option("--other-share", options_.otherShare,
                 "Samples whose reference is another face: the adversarial loss alone judges them")
      ->capture_default_str();
  app.add_option(
         "--rehearsal-share", options_.rehearsalShare,
         "Samples that get another face's reference in other colours and are to look as the model begun "
         "from paints them: forgets less; with --from")
      ->capture_default_str();
  app.add_option("--learning-rate", options_.generatorRate, "Generator; the discriminators' is twice as high")
      ->capture_default_str();
  app.add_option("--decay-start", options_.decayStart, "Step from which the rates fall linearly");
  app.add_option("--decay-end", options_.decayEnd, "Step at which they have fallen to a twentieth; 0: never");
  app.add_option("--parser", options_.parser, "Face parser (FILE) that judges how masks are followed")
      ->check(CLI::ExistingFile);
  app.add_option("--loader-threads", options_.loaderThreads)->capture_default_str();
}

void RegenerateTask::addLosses(CLI::App& app) {
  app.add_option("--objective", objective_, "Adversarial loss")
      ->check(CLI::IsMember({"mse", "bce", "hinge"}))
      ->capture_default_str();
  app.add_option("--adversarial-weight", options_.adversarialWeight)->capture_default_str();
  app.add_option("--feature-matching-weight", options_.featureMatchingWeight)->capture_default_str();
  addVggOption(app, options_.vgg);
  app.add_option("--vgg-weight", options_.vggWeight, "Of the perceptual loss")->capture_default_str();
  app.add_option("--l1-weight", options_.l1Weight)->capture_default_str();
  app.add_option("--segmentation-weight", options_.segmentationWeight,
                 "Of how the parser reads the picture against its mask; with --parser")
      ->capture_default_str();
  app.add_option("--gradient-penalty", options_.gradientPenaltyWeight,
                 "Weight of WGAN-GP's penalty; its own is 10")
      ->capture_default_str();
}

void RegenerateTask::beginNew(const std::vector<PhotoSource>& data, const ModelEntry* parent) {
  options_.sources = data;
  options_.objective = ganObjectiveNamed(objective_);
  options_.discriminatorRate = 2 * options_.generatorRate;
  options_.network.style = !baseline_;
  if (options_.vggWeight > 0) options_.vgg = vggFile(options_.vgg);
  if (options_.vgg.empty()) options_.vggWeight = 0;
  if (plainReference_) {
    options_.dataset.bend = options_.dataset.referenceMirrorShare = options_.dataset.maximumRotation = 0;
    options_.dataset.maximumScale = 1;
  }
  if (!parent) return;
  options_.from = parent->weights.string();
  parent->card.options.get_to(options_.network);
}

}  // namespace

std::unique_ptr<TrainTask> makeRegenerateTask() {
  return std::make_unique<RegenerateTask>();
}

}  // namespace pentimento
