// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "core/base/progress.h"
#include "core/data/photo_folders.h"
#include "core/models/registry.h"
#include "core/tensor/device.h"
#include "core/training/options.h"
#include "core/training/recipe.h"

namespace pentimento {

/// What a task adds to `pentimento train`: its own options, and how they become a recipe. Called in this
/// order: addOptions; beginNew or resume; recipe.
class TrainTask {
 public:
  virtual ~TrainTask() = default;
  virtual void addOptions(CLI::App& app) = 0;
  /// The task on the cards of models that it may begin from and makes; `name`: its own.
  virtual std::string modelTask(const std::string& name) const { return name; }
  /// A new run on `data`, from the weights of `parent` unless it is null. Throws Error{InvalidArgument}.
  virtual void beginNew(const std::vector<PhotoSource>& data, const ModelEntry* parent) = 0;
  /// Goes on with a run: `configuration` is what Recipe::configuration() said when it began.
  virtual void resume(const nlohmann::json& configuration) = 0;
  /// `progress`: of what is to be done once before training can begin. Throws Error{Cancelled} when it says
  /// so.
  virtual std::unique_ptr<Recipe> recipe(const TrainingOptions& training, const Compute& compute,
                                         const Progress& progress) = 0;
};

/// An option that takes folders, "DIR" or "DIR=WEIGHT", and may be repeated.
inline CLI::Option* addFolders(CLI::App& app, const std::string& name, std::vector<PhotoSource>& folders,
                               const std::string& description) {
  const auto set = [&folders](const std::vector<std::string>& texts) {
    folders.clear();
    for (const auto& text : texts) folders.push_back(PhotoSource::parse(text));
  };
  return app.add_option_function<std::vector<std::string>>(name, set, description)
      ->allow_extra_args(false)
      ->type_name("DIR[=WEIGHT]");
}

std::unique_ptr<TrainTask> makeColouriseTask();
std::unique_ptr<TrainTask> makeParseTask();
std::unique_ptr<TrainTask> makePositionMapTask();
std::unique_ptr<TrainTask> makeRegenerateTask();
std::unique_ptr<TrainTask> makeAttributesTask();
std::unique_ptr<TrainTask> makeAttributeClassifierTask();
std::unique_ptr<TrainTask> makeIlluminationTask();
std::unique_ptr<TrainTask> makeMakeupTask();
std::unique_ptr<TrainTask> makePerceptualFeaturesTask();

}  // namespace pentimento
