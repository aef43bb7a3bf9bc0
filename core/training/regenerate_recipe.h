// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/data/prefetch.h"
#include "core/networks/face_generator.h"
#include "core/networks/vgg_features.h"
#include "core/tensor/device.h"
#include "core/training/recipe.h"
#include "core/training/regenerate_options.h"
#include "core/training/segmentation_judge.h"

namespace pentimento {

/// Paper 001/004, section 3.5: FaceGenerator against MultiscaleDiscriminators, L = L_adv + lambda_vgg L_vgg +
/// lambda_gp L_gp, with feature matching and L1 beside it (SPEC 2.1).
class RegenerateRecipe : public Recipe {
 public:
  RegenerateRecipe(const RegenerateRecipeOptions& options, std::int64_t batchSize, std::uint64_t seed,
                   const Compute& compute);

  std::string task() const override { return "regenerate"; }
  nlohmann::json configuration() const override { return options_; }
  std::vector<NamedModule> modules() override;
  std::vector<NamedOptimiser> optimisers() override;
  std::vector<AveragedModule> averages() override { return {{generator_.ptr(), average_.ptr()}}; }
  void begin(std::int64_t step) override;
  void rest() override { batches_.reset(); }
  Losses step(std::int64_t step) override;
  Image samples() override;
  nlohmann::json validate() override;
  std::pair<Safetensors, ModelCard> exportModel(std::int64_t step) override;
  std::size_t unreadableFiles() const override { return photos_->unreadable(); }

 private:
  void loadHeldOut();
  torch::Tensor dropped() const;
  /// The first `count` references in colours drawn by chance.
  torch::Tensor recoloured(const torch::Tensor& references, std::int64_t count) const;
  torch::Tensor judgeInput(const torch::Tensor& picture, const torch::Tensor& map) const;
  /// The average generator's picture of one face; labels [S, S].
  torch::Tensor painted(const RegenerateBatch& face, const torch::Tensor& labels);

  RegenerateRecipeOptions options_;
  std::int64_t batchSize_;
  Compute compute_;
  std::shared_ptr<ParsePhotos> photos_;
  std::shared_ptr<RegenerateDataset> dataset_;

  FaceGenerator generator_{nullptr}, average_{nullptr};
  FaceGenerator teacher_{nullptr};  // what is rehearsed; null: nothing
  MultiscaleDiscriminator discriminators_{nullptr};
  std::unique_ptr<torch::optim::Adam> generatorOptimiser_, discriminatorOptimiser_;
  std::optional<VggFeatures> vgg_;
  std::optional<SegmentationJudge> judge_;

  std::vector<RegenerateBatch> heldOut_;                // one face each, without a batch dimension
  std::optional<Prefetcher<RegenerateBatch>> batches_;  // last: its threads use the data above
};

}  // namespace pentimento
