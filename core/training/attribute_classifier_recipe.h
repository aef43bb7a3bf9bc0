// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/data/attribute_dataset.h"
#include "core/data/prefetch.h"
#include "core/networks/attribute_classifier.h"
#include "core/tensor/device.h"
#include "core/training/recipe.h"

namespace pentimento {

/// How the attribute classifier is trained.
struct AttributeClassifierRecipeOptions {
  std::vector<PhotoSource> sources;
  std::string alignments;  ///< CSV file that keeps where faces lie (data/face_alignments.h), or empty
  AttributeClassifierOptions network;  ///< `names` come from the data
  CropVariation variation{8, 0.05, 1.1, 0.5};
  double rate = 2e-3, weightDecay = 1e-4;     ///< Adam
  std::int64_t decayStart = 0, decayEnd = 0;  ///< see linearDecayAt
  int validationPictures = 400;
  int samplePictures = 16;
  int loaderThreads = 1;
  std::string from;  ///< model file to begin from, or empty

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const AttributeClassifierRecipeOptions& options);
void from_json(const nlohmann::json& json, AttributeClassifierRecipeOptions& options);

/// All attributes of a table at once, binary cross-entropy each. Validation: mean accuracy, and the mean of
/// the accuracies with and without an attribute (balanced), which a guess of the commoner answer cannot
/// raise.
class AttributeClassifierRecipe : public Recipe {
 public:
  AttributeClassifierRecipe(const AttributeClassifierRecipeOptions& options, std::int64_t batchSize,
                            std::uint64_t seed, const Compute& compute);

  std::string task() const override { return "attribute-classifier"; }
  nlohmann::json configuration() const override { return options_; }
  std::vector<NamedModule> modules() override;
  std::vector<NamedOptimiser> optimisers() override { return {{"network", optimiser_.get()}}; }
  std::vector<AveragedModule> averages() override { return {{network_.ptr(), average_.ptr()}}; }
  void begin(std::int64_t step) override;
  void rest() override { batches_.reset(); }
  Losses step(std::int64_t step) override;
  /// Held-out faces with the attributes that it finds in them.
  Image samples() override;
  nlohmann::json validate() override;
  std::pair<Safetensors, ModelCard> exportModel(std::int64_t step) override;
  std::size_t unreadableFiles() const override { return photos_->unreadable(); }

 private:
  AttributeClassifierRecipeOptions options_;
  std::int64_t batchSize_;
  std::uint64_t seed_;
  Compute compute_;
  std::shared_ptr<AttributePhotos> photos_;
  AttributeClassifier network_{nullptr}, average_{nullptr};
  std::unique_ptr<torch::optim::Adam> optimiser_;
  AttributeBatch heldOut_;
  std::optional<Prefetcher<AttributeBatch>> batches_;  // last: its threads use the data above
};

}  // namespace pentimento
