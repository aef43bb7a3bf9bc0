// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/data/prefetch.h"
#include "core/networks/multiscale_discriminator.h"
#include "core/networks/vgg_features.h"
#include "core/tensor/device.h"
#include "core/training/makeup_options.h"
#include "core/training/recipe.h"

namespace pentimento {

/// Paper 000, section 3.3: the make-up generator against a discriminator of textures and one of rendered
/// pictures (eqs. 10 to 13), with histogram matching, perceptual and cycle losses on real pairs (eqs. 6 to
/// 9), and beside them pairs with painted make-up, whose result is known (SPEC 2.2).
class MakeupRecipe : public Recipe {
 public:
  MakeupRecipe(const MakeupRecipeOptions& options, std::int64_t batchSize, std::uint64_t seed,
               const Compute& compute);

  std::string task() const override { return "makeup"; }
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

 private:
  struct RealLosses {
    torch::Tensor generator, discriminators;  ///< the latter undefined without an adversarial loss
    Losses values;
  };
  void loadHeldOut();
  torch::Tensor transferred(const torch::Tensor& source, const torch::Tensor& reference);
  RealLosses realLosses(const MakeupBatch& batch, const torch::Tensor& result);
  void addAdversarial(const MakeupBatch& batch, const torch::Tensor& result, RealLosses& losses);
  torch::Tensor histogramLoss(const MakeupBatch& batch, const torch::Tensor& result) const;
  torch::Tensor cycleLoss(const MakeupBatch& batch, const torch::Tensor& result);
  /// The average generator's texture of one pair.
  torch::Tensor made(const torch::Tensor& source, const torch::Tensor& reference);

  MakeupRecipeOptions options_;
  std::int64_t batchSize_;
  Compute compute_;
  std::shared_ptr<MakeupFaces> faces_;
  std::shared_ptr<MakeupDataset> dataset_;

  MakeupGenerator generator_{nullptr}, average_{nullptr};
  MultiscaleDiscriminator ofTextures_{nullptr}, ofPictures_{nullptr};
  std::vector<torch::Tensor> painters_, judges_;  // what is trained of them
  std::unique_ptr<torch::optim::Adam> generatorOptimiser_, discriminatorOptimiser_;
  std::optional<VggFeatures> vgg_;

  std::vector<MakeupBatch> heldOut_;                // real pairs, without a batch dimension
  MakeupBatch heldOutPainted_;                      // a batch
  std::optional<Prefetcher<MakeupBatch>> batches_;  // last: its threads use the data above
};

/// How far the colours of two regions are apart: the mean distance of equal quantiles, averaged over
/// channels; textures in [-1, 1], masks [1, S, S]; 0 to 255, nothing where a region is empty.
std::optional<double> histogramDistance(const torch::Tensor& a, const torch::Tensor& maskA,
                                        const torch::Tensor& b, const torch::Tensor& maskB);

}  // namespace pentimento
