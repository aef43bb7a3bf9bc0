// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/data/prefetch.h"
#include "core/networks/colour_distribution.h"
#include "core/tensor/device.h"
#include "core/training/colourise_options.h"
#include "core/training/recipe.h"

namespace pentimento {

/// Paper 002: generator IbnUnet against PatchDiscriminators, eqs. (2) to (6), and beside it the ColourDistribution
/// that suggests colours, trained on the generator's detached features.
class ColouriseRecipe : public Recipe {
 public:
  ColouriseRecipe(const ColouriseRecipeOptions& options, std::int64_t batchSize, std::uint64_t seed,
                  const Compute& compute);

  std::string task() const override { return "colourise"; }
  nlohmann::json configuration() const override;
  std::vector<NamedModule> modules() override;
  std::vector<NamedOptimiser> optimisers() override;
  std::vector<AveragedModule> averages() override;
  void begin(std::int64_t step) override;
  void rest() override { batches_.reset(); }
  Losses step(std::int64_t step) override;
  Image samples() override;
  nlohmann::json validate() override;
  std::int64_t lastStage() const override { return options_.adversarialWeight > 0 ? options_.adversarialStart : 0; }
  std::pair<Safetensors, ModelCard> exportModel(std::int64_t step) override;
  std::size_t unreadableFiles() const override { return photos_->unreadable(); }

 private:
  torch::Tensor networkInput(const torch::Tensor& lightness, const torch::Tensor& hints) const;
  double trainDiscriminators(const torch::Tensor& lightness, const torch::Tensor& real, const torch::Tensor& fake);
  void loadHeldOut();

  ColouriseRecipeOptions options_;
  std::int64_t batchSize_;
  Compute compute_;
  std::shared_ptr<PhotoFolders> photos_;
  std::shared_ptr<ColouriseDataset> dataset_;

  IbnUnet generator_{nullptr}, averageGenerator_{nullptr};
  ColourDistribution distribution_{nullptr}, averageDistribution_{nullptr};
  MultiscalePatchDiscriminator discriminators_{nullptr};
  std::unique_ptr<torch::optim::Adam> generatorOptimiser_, discriminatorOptimiser_;

  struct HeldOut {
    Image truth;                            // RGB, U8, size x size
    torch::Tensor lightness, chroma, hints;  // hints: ten true ones
  };
  std::vector<HeldOut> heldOut_;
  std::optional<Prefetcher<ColouriseBatch>> batches_;  // last: its threads use the data above
};

}  // namespace pentimento
