// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/data/prefetch.h"
#include "core/tensor/device.h"
#include "core/training/position_map_options.h"
#include "core/training/recipe.h"

namespace pentimento {

/// PRNet's regression: the weighted error of every texel of the position map (Feng et al. 2018, section 3.3),
/// and beside it that of the 468 points interpolated from the map.
class PositionMapRecipe : public Recipe {
 public:
  PositionMapRecipe(const PositionMapRecipeOptions& options, std::int64_t batchSize, std::uint64_t seed,
                    const Compute& compute);

  std::string task() const override { return "position-map"; }
  nlohmann::json configuration() const override { return options_; }
  std::vector<NamedModule> modules() override;
  std::vector<NamedOptimiser> optimisers() override { return {{"network", optimiser_.get()}}; }
  std::vector<AveragedModule> averages() override { return {{network_.ptr(), average_.ptr()}}; }
  void begin(std::int64_t step) override;
  void rest() override { batches_.reset(); }
  Losses step(std::int64_t step) override;
  Image samples() override;
  nlohmann::json validate() override;
  std::pair<Safetensors, ModelCard> exportModel(std::int64_t step) override;
  std::size_t unreadableFiles() const override { return photos_->unreadable(); }

 private:
  void setLayout();
  void loadHeldOut();

  PositionMapRecipeOptions options_;
  std::int64_t batchSize_;
  Compute compute_;
  std::shared_ptr<MeshPhotos> photos_;
  std::shared_ptr<PositionMapDataset> dataset_;

  PositionMapNetwork network_{nullptr}, average_{nullptr};
  std::unique_ptr<torch::optim::Adam> optimiser_;
  torch::Tensor mapFromPoints_;  // [S * S, 468]
  torch::Tensor texelWeights_;   // [1, 3, S, S], mean 1

  struct HeldOut {
    torch::Tensor picture;  // [3, I, I] in [-1, 1]
    torch::Tensor points;   // [468, 3], shares of the side
    double yaw, eyeDistance;
  };
  std::vector<HeldOut> heldOut_;
  std::optional<Prefetcher<PositionMapBatch>> batches_;  // last: its threads use the data above
};

}  // namespace pentimento
