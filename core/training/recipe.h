// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/data/batch_part.h"
#include "core/image/image.h"
#include "core/models/model_card.h"
#include "core/tensor/safetensors.h"
#include "core/training/process_group.h"

namespace pentimento {

/// What a task adds to the training loop: its networks, data, losses and samples. The loop (trainer.h) knows about
/// steps, checkpoints, averages, logs and signals, and nothing about any task.
class Recipe {
 public:
  struct NamedModule {
    std::string name;
    std::shared_ptr<torch::nn::Module> module;
  };
  struct NamedOptimiser {
    std::string name;
    torch::optim::Optimizer* optimiser;
  };
  /// `average` follows `live`; both are among modules().
  struct AveragedModule {
    std::shared_ptr<torch::nn::Module> live, average;
  };
  /// In the order in which they are to be shown; the first is watched for divergence.
  using Losses = std::vector<std::pair<std::string, double>>;

  virtual ~Recipe() = default;

  /// Before begin(): it trains together with the other processes of `group`, which outlives it.
  void join(ProcessGroup& group) { group_ = &group; }

  virtual std::string task() const = 0;
  /// All that is needed to make the same recipe again.
  virtual nlohmann::json configuration() const = 0;

  /// Everything with weights; a checkpoint holds all of them.
  virtual std::vector<NamedModule> modules() = 0;
  virtual std::vector<NamedOptimiser> optimisers() = 0;
  virtual std::vector<AveragedModule> averages() = 0;

  /// Called before the loop and after each rest(): data begins at the batch of this step.
  virtual void begin(std::int64_t step) = 0;
  /// The loop pauses: threads that make batches ahead end, and what they made is let go.
  virtual void rest() {}
  /// One optimisation step on the next batch. LibTorch's random numbers were seeded for this step, in all
  /// processes alike: what is drawn for samples is drawn for the whole batch.
  virtual Losses step(std::int64_t step) = 0;

  /// Step from which nothing joins that changes what a step costs: how long a run will take can be told later.
  virtual std::int64_t lastStage() const { return 0; }

  /// Always the same held-out inputs with the average weights, as one picture.
  virtual Image samples() = 0;
  /// Held-out measures with the average weights; "score" decides which checkpoint is best, lower is better.
  virtual nlohmann::json validate() = 0;
  /// The average weights and their card (without file name and hash).
  virtual std::pair<Safetensors, ModelCard> exportModel(std::int64_t step) = 0;
  /// How many files of the data could not be read so far.
  virtual std::size_t unreadableFiles() const { return 0; }

 protected:
  ProcessGroup& group() const { return *group_; }
  /// What this process makes of batches of this size.
  BatchPart partOf(std::int64_t batchSize) const { return {batchSize, group_->rank(), group_->size()}; }

 private:
  ProcessGroup* group_ = &ProcessGroup::alone();
};

}  // namespace pentimento
