// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/data/prefetch.h"
#include "core/tensor/device.h"
#include "core/training/illumination_options.h"
#include "core/training/recipe.h"

namespace pentimento {

/// The classifier of the light on a face texture (paper 000, section 3.2): cross-entropy over ten classes,
/// and its attention guided to what the light spoils. Subjects are held out.
class IlluminationRecipe : public Recipe {
 public:
  IlluminationRecipe(const IlluminationRecipeOptions& options, std::int64_t batchSize, std::uint64_t seed,
                     const Compute& compute);

  std::string task() const override { return "illumination"; }
  nlohmann::json configuration() const override { return options_; }
  std::vector<NamedModule> modules() override;
  std::vector<NamedOptimiser> optimisers() override { return {{"network", optimiser_.get()}}; }
  std::vector<AveragedModule> averages() override { return {{network_.ptr(), average_.ptr()}}; }
  void begin(std::int64_t step) override;
  void rest() override { batches_.reset(); }
  Losses step(std::int64_t step) override;
  /// A row each, of the training data and then of the held-out: texture, where it is spoilt, attention of the
  /// three layers, the light and what it was taken for.
  Image samples() override;
  nlohmann::json validate() override;
  std::pair<Safetensors, ModelCard> exportModel(std::int64_t step) override;

 private:
  /// The average network as it is used; without guidance its attention is standardised on training data.
  IlluminationClassifier finished();

  IlluminationRecipeOptions options_;
  std::int64_t batchSize_;
  Compute compute_;
  std::shared_ptr<const YalePhotos> photos_;
  std::shared_ptr<const IlluminationDataset> dataset_;
  IlluminationClassifier network_{nullptr}, average_{nullptr};
  std::unique_ptr<torch::optim::Adam> optimiser_;
  LitBatch first_, heldOut_;
  std::optional<Prefetcher<LitBatch>> batches_;  // last: its threads use the data above
};

}  // namespace pentimento
