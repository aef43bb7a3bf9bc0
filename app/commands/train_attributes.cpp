// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "app/commands/train_task.h"
#include "app/commands/vgg_option.h"
#include "core/analysis/labelled_faces.h"
#include "core/base/error.h"
#include "core/training/attributes_recipe.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;

class AttributesTask : public TrainTask {
 public:
  void addOptions(CLI::App& app) override;
  std::string modelTask(const std::string&) const override { return modelTaskOf(attributeNamed(attribute_)); }
  void beginNew(const std::vector<PhotoSource>& data, const ModelEntry* parent) override;
  void resume(const nlohmann::json& configuration) override { configuration.get_to(options_); }
  std::unique_ptr<Recipe> recipe(const TrainingOptions& training, const Compute& compute,
                                 const Progress& progress) override;

 private:
  AttributesRecipeOptions options_;
  std::string attribute_ = "glasses", objective_ = "pair";
  std::string labels_;
  std::size_t labelLimit_ = 0;
  CLI::Option *size_ = nullptr, *width_ = nullptr, *discriminatorWidth_ = nullptr, *residualWeight_ = nullptr;
};

void AttributesTask::addOptions(CLI::App& app) {
  std::vector<std::string> names;
  for (const auto attribute : attributes) names.push_back(nameOf(attribute));
  app.add_option("--attribute", attribute_, "What is added and removed")
      ->check(CLI::IsMember(names))
      ->capture_default_str();
  app.add_option("--objective", objective_, "paper: paper 003's networks and losses; pair: those that ship")
      ->check(CLI::IsMember({"paper", "pair"}))
      ->capture_default_str();
  size_ = app.add_option("--size", options_.network.size,
                         "Side of the faces, pixels; 128, with --from the model's own");
  width_ = app.add_option("--base-channels", options_.network.baseChannels,
                          "Width of the two networks; 96, with --objective paper 64");
  discriminatorWidth_ = app.add_option("--discriminator-channels", options_.discriminatorChannels,
                                       "Width; 48, with --objective paper 64");
  app.add_option("--discriminator-rate", options_.discriminatorRate,
                 "The discriminator's learning rate, as a multiple of --learning-rate")
      ->capture_default_str();
  app.add_option("--real-weight", options_.realWeight,
                 "To the discriminator, of real pictures under the class that they have (pair)")
      ->capture_default_str();
  app.add_option("--other-class-weight", options_.otherClassWeight,
                 "To it, of real pictures under the other class, where they count as fake (pair)")
      ->capture_default_str();
  app.add_option(
         "--class-weight", options_.classWeight,
         "Added to these two as the edits join, so that the classes are not forgotten for them (pair)")
      ->capture_default_str();
  app.add_option("--class-steps", options_.classSteps, "Steps within which that falls to 0")
      ->capture_default_str();
  app.add_option("--dual-weight", options_.dualWeight, "Of what the way there and back changed (pair)")
      ->capture_default_str();
  app.add_option("--dual-share", options_.dualShare, "Pictures of a batch that go there and back (pair)")
      ->capture_default_str();
  residualWeight_ = app.add_option("--residual-weight", options_.residualWeight,
                                   "Of the residual's size; 1, with --objective paper its alpha");
  app.add_option("--outside-weight", options_.outsideWeight,
                 "Of the residual outside the attribute's region; glasses, beard, smile, mouth_open (pair)")
      ->capture_default_str();
  addFolders(
      app, "--painted", options_.painted,
      "Faces that glasses are painted on, to learn from (pair, glasses): with masks and meshes, or photos "
      "that get them first; repeatable");
  app.add_option(
      "--labels", labels_,
      "Folder that keeps the masks and meshes of --painted photos, for the next run; else in the run folder");
  app.add_option("--label-at-most", labelLimit_,
                 "Photos of a --painted folder that are labelled, spread evenly over it; 0: all")
      ->capture_default_str();
  app.add_option("--painted-weight", options_.paintedWeight, "Of the distance from the painted glasses")
      ->capture_default_str();
  app.add_option("--painted-detail-weight", options_.paintedDetailWeight,
                 "Beside it, of what is seen otherwise at the eyes that painted glasses were taken off")
      ->capture_default_str();
  addVggOption(app, options_.vgg);
  app.add_option("--painted-steps", options_.paintedSteps, "Steps at first that learn from painted glasses alone")
      ->capture_default_str();
  app.add_flag(
      "--close-up", options_.closeUp,
      "A second discriminator sees the mouth alone, twice as large; for glasses the eyes, for young and male "
      "brows to chin (pair)");
  app.add_option("--classifier", options_.classifier, "Attribute classifier (FILE) that judges the edits")
      ->check(CLI::ExistingFile);
  app.add_option("--identity", options_.identity,
                 "Face descriptor (TorchScript) by which edited faces stay the same person (pair)")
      ->check(CLI::ExistingFile);
  app.add_option("--identity-weight", options_.identityWeight)->capture_default_str();
  app.add_option("--identity-margin", options_.identityMargin,
                 "Distance that an edited face's descriptor may move (pair)")
      ->capture_default_str();
  app.add_option("--alignments", options_.alignments,
                 "CSV file that keeps where faces lie, for the next run; else in the run folder");
  app.add_option("--learning-rate", options_.rate)->capture_default_str();
  app.add_option("--decay-start", options_.decayStart, "Step from which the rates fall linearly");
  app.add_option("--decay-end", options_.decayEnd, "Step at which they have fallen to a twentieth; 0: never");
  app.add_option("--discriminator-steps", options_.discriminatorSteps,
                 "Steps at first in which the discriminator alone learns: the classes, with --from edits too")
      ->capture_default_str();
  app.add_option("--loader-threads", options_.loaderThreads)->capture_default_str();
}

void AttributesTask::beginNew(const std::vector<PhotoSource>& data, const ModelEntry* parent) {
  options_.sources = data;
  options_.attribute = attributeNamed(attribute_);
  options_.objective = attributesObjectiveNamed(objective_);
  if (options_.objective == AttributesObjective::Paper) {
    options_.network.design = TransformDesign::Table1;
    if (width_->count() == 0) options_.network.baseChannels = 64;
    if (discriminatorWidth_->count() == 0) options_.discriminatorChannels = 64;
    if (residualWeight_->count() == 0) options_.residualWeight = paperAlpha(options_.attribute);
  }
  if (options_.paintedDetailWeight > 0) options_.vgg = vggFile(options_.vgg);
  if (!parent) return;
  options_.from = parent->weights.string();
  const auto size = options_.network.size;
  parent->card.options.get_to(options_.network);
  if (size_->count() > 0) options_.network.size = size;
}

std::unique_ptr<Recipe> AttributesTask::recipe(const TrainingOptions& training, const Compute& compute,
                                               const Progress& progress) {
  if (options_.alignments.empty()) options_.alignments = (training.run / "alignments.csv").string();
  const fs::path labels = labels_.empty() ? training.run / "labels" : fs::path(labels_);
  for (auto& source : options_.painted) {
    if (hasMeshes(source.folder) || hasMeshes(source.folder.parent_path())) continue;
    const auto folder = labels / source.name();
    labelBareFaces(source, folder, labelLimit_, options_.alignments, faceLabeller(compute), progress);
    source.folder = folder;  // what a resumed run goes on with
  }
  return std::make_unique<AttributesRecipe>(options_, training.batchSize, training.seed, compute);
}

}  // namespace

std::unique_ptr<TrainTask> makeAttributesTask() {
  return std::make_unique<AttributesTask>();
}

}  // namespace pentimento
