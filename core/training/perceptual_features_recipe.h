// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/data/prefetch.h"
#include "core/networks/vgg_features.h"
#include "core/tensor/device.h"
#include "core/training/perceptual_features_options.h"
#include "core/training/recipe.h"

namespace pentimento {

/// A student learns VGG-19's activations from it: L1 at each of the five taps, divided by the mean of the
/// teacher's (SPEC 2.1), on photos and on what is wrong with photos, since it is to judge both.
class PerceptualFeaturesRecipe : public Recipe {
 public:
  PerceptualFeaturesRecipe(const PerceptualFeaturesRecipeOptions& options, std::int64_t batchSize,
                           std::uint64_t seed, const Compute& compute);

  std::string task() const override;
  nlohmann::json configuration() const override { return options_; }
  std::vector<NamedModule> modules() override;
  std::vector<NamedOptimiser> optimisers() override { return {{"network", optimiser_.get()}}; }
  std::vector<AveragedModule> averages() override { return {{network_.ptr(), average_.ptr()}}; }
  void begin(std::int64_t step) override;
  void rest() override { batches_.reset(); }
  /// A batch of n pairs is 2n pictures.
  Losses step(std::int64_t step) override;
  /// A row a picture: it, then for each tap the mean over the channels, the teacher's and the student's.
  Image samples() override;
  nlohmann::json validate() override;
  std::pair<Safetensors, ModelCard> exportModel(std::int64_t step) override;
  std::size_t unreadableFiles() const override { return photos_->unreadable(); }

 private:
  void loadHeldOut();

  PerceptualFeaturesRecipeOptions options_;
  std::int64_t batchSize_;
  Compute compute_;
  std::shared_ptr<PhotoFolders> photos_;
  std::shared_ptr<DisturbedPairs> dataset_;
  VggFeatures teacher_;
  VggStudent network_{nullptr}, average_{nullptr};
  std::unique_ptr<torch::optim::Adam> optimiser_;

  std::vector<DisturbedPairBatch> heldOut_;                // one of each source
  std::optional<Prefetcher<DisturbedPairBatch>> batches_;  // last: its threads use the data above
};

}  // namespace pentimento
