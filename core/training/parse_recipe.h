// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/data/prefetch.h"
#include "core/tensor/device.h"
#include "core/training/parse_options.h"
#include "core/training/recipe.h"

namespace pentimento {

/// BiSeNet's joint loss (Yu et al. 2018, eq. 2): cross-entropy of the hard pixels for the parser's scores and
/// for those of two auxiliary heads on the context path, which only training has.
class ParseRecipe : public Recipe {
 public:
  ParseRecipe(const ParseRecipeOptions& options, std::int64_t batchSize, std::uint64_t seed,
              const Compute& compute);

  std::string task() const override { return "parse"; }
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
  std::size_t unreadableFiles() const override;

 private:
  void loadHeldOut();
  cv::Mat parsed(const torch::Tensor& picture);

  ParseRecipeOptions options_;
  std::int64_t batchSize_;
  Compute compute_;
  std::shared_ptr<ParsePhotos> photos_;
  std::shared_ptr<ParseDataset> dataset_;

  FaceParser network_{nullptr}, average_{nullptr};
  ParserHead auxiliary8_{nullptr}, auxiliary16_{nullptr};
  std::unique_ptr<torch::optim::Adam> optimiser_;

  struct HeldOut {
    torch::Tensor picture;  // [3, S, S] in [-1, 1]
    cv::Mat labels;         // U8, S x S
  };
  std::vector<HeldOut> heldOut_;
  torch::Tensor classWeights_;  // [classes], or undefined
  std::optional<Prefetcher<ParseBatch>> batches_;  // last: its threads use the data above
};

}  // namespace pentimento
