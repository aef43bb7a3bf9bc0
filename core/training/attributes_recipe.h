// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/analysis/attribute_judge.h"
#include "core/data/painted_glasses_dataset.h"
#include "core/data/prefetch.h"
#include "core/losses/residual_losses.h"
#include "core/networks/attribute_discriminator.h"
#include "core/networks/class_pair_discriminator.h"
#include "core/tensor/device.h"
#include "core/training/attributes_options.h"
#include "core/training/identity_distance.h"
#include "core/networks/vgg_features.h"
#include "core/training/recipe.h"

namespace pentimento {

/// Paper 003: the pair G0/G1 of one attribute against one shared discriminator, with dual learning. Two
/// objectives, both on the same data: the paper's, and the one that ships.
class AttributesRecipe : public Recipe {
 public:
  /// `batchSize`: pictures of each class a step.
  AttributesRecipe(const AttributesRecipeOptions& options, std::int64_t batchSize, std::uint64_t seed,
                   const Compute& compute);

  std::string task() const override { return "attributes"; }
  nlohmann::json configuration() const override { return options_; }
  std::vector<NamedModule> modules() override;
  std::vector<NamedOptimiser> optimisers() override;
  std::vector<AveragedModule> averages() override { return {{transforms_.ptr(), average_.ptr()}}; }
  void begin(std::int64_t step) override;
  void rest() override {
    batches_.reset();
    paintedBatches_.reset();
  }
  Losses step(std::int64_t step) override;
  Image samples() override;
  nlohmann::json validate() override;
  /// With `from` the first steps judge edits too, and cost as much as the others.
  std::int64_t lastStage() const override {
    return options_.paintedSteps + (options_.from.empty() ? options_.discriminatorSteps : 0);
  }
  std::pair<Safetensors, ModelCard> exportModel(std::int64_t step) override;
  std::size_t unreadableFiles() const override {
    return photos_->unreadable() + (painted_ ? painted_->unreadable() : 0);
  }

 private:
  /// Of the pictures of one class: what the transforms made of them.
  struct Edited {
    torch::Tensor truth, residual, picture;  // [N, 3, S, S], float32
    torch::Tensor dual;                      // of the first of them
  };
  Edited edit(const torch::Tensor& truth, bool added);
  struct Objectives {
    torch::Tensor transforms, discriminator;
    Losses losses;
  };
  Objectives paperObjectives(const Edited& without, const Edited& with);
  /// Weights of all that judge.
  std::vector<torch::Tensor> judges();
  /// Logits of the pair's discriminators for each of the batches, in one pass.
  std::vector<HeadLogits> judgedTogether(const std::vector<torch::Tensor>& batches);
  /// A step in which the discriminator alone learns, to tell real pictures of the two classes apart.
  Losses learnClasses(const AttributePairs& batch);
  /// How far the residuals of faces with painted glasses, and of the same without, are from what they should
  /// be, and with a detail weight how differently the eyes look that glasses were taken off.
  torch::Tensor paintedObjective(const PaintedGlassesBatch& batch);
  /// A step in which the transforms alone learn, from painted glasses.
  Losses learnPainted(const PaintedGlassesBatch& batch);
  /// `painted`: or null, where the transforms do not learn from any.
  Objectives pairObjectives(const Edited& without, const Edited& with, const PaintedGlassesBatch* painted);
  /// Of the descriptors of two batches of crops, [N] each.
  torch::Tensor distances(const torch::Tensor& a, const torch::Tensor& b) const;
  /// How far the descriptors of edited faces moved beyond the margin, a mean over pictures.
  torch::Tensor estrangement(const Edited& edited) const;
  /// How much residual lies outside the attribute's region, a mean over all pixels.
  torch::Tensor astray(const Edited& edited) const;
  void loadHeldOut();
  /// Held-out pictures of a class with the residual of the average transforms, [N, 3, S, S], CPU.
  std::pair<torch::Tensor, torch::Tensor> edited(int side, int count);

  AttributesRecipeOptions options_;
  std::int64_t batchSize_;
  Compute compute_;
  std::shared_ptr<AttributePhotos> photos_;
  std::shared_ptr<AttributeDataset> dataset_;
  std::shared_ptr<PaintedGlassesDataset> painted_;  // or none

  AttributeTransforms transforms_{nullptr}, average_{nullptr};
  AttributeDiscriminator classes_{nullptr};                  // Paper
  ClassPairDiscriminator pair_{nullptr}, closeUp_{nullptr};  // Pair; the latter where it is wanted
  std::unique_ptr<torch::optim::Adam> transformsOptimiser_, discriminatorOptimiser_;
  torch::Tensor outside_;  // [S, S], 1 outside the attribute's region; not defined without an outside weight
  std::optional<AttributeJudge> judge_;
  std::optional<IdentityDescriptor> descriptor_;
  std::optional<VggFeatures> vgg_;

  std::vector<torch::Tensor> heldOut_[2];  // crops without (0) and with (1) the attribute
  std::int64_t lastStep_ = 0;
  // Last: their threads use the data above.
  std::optional<Prefetcher<AttributePairs>> batches_;
  std::optional<Prefetcher<PaintedGlassesBatch>> paintedBatches_;
};

}  // namespace pentimento
