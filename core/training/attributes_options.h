// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/data/attribute_dataset.h"
#include "core/networks/attribute_transforms.h"

namespace pentimento {

/// What the pair G0/G1 is trained against.
enum class AttributesObjective {
  Paper,  ///< paper 003: three classes, eqs. (5) to (9)
  Pair,   ///< the shipped one: is it a real face with (without) the attribute; see losses/residual_losses.h
};

/// How the two networks of one attribute are trained.
struct AttributesRecipeOptions {
  Attribute attribute = Attribute::Glasses;
  std::vector<PhotoSource> sources;
  std::string alignments;  ///< CSV file that keeps where faces lie (data/face_alignments.h), or empty
  AttributeTransformsOptions network;
  AttributesObjective objective = AttributesObjective::Pair;
  CropVariation variation;
  std::int64_t discriminatorChannels = 48;  ///< Paper: 64 is its own
  double discriminatorRate = 1;             ///< its learning rate, a multiple of `rate`
  double realWeight = 1.5;                  ///< Pair: RealPairWeights::own
  double otherClassWeight = 0.5;            ///< Pair: RealPairWeights::other
  /// Pair: added to both weights as the transforms join, and falls to 0 within so many steps. Edits weigh 1: at
  /// first little beside the classes, or else the discriminator gives these up for the edits' noise.
  double classWeight = 0;
  std::int64_t classSteps = 1500;
  double dualWeight = 10;                   ///< Pair: of |x - dual|_1, a mean
  double dualShare =
      1;  ///< Pair: of the pictures that go there and back; the way back costs as much as the edit
  double residualWeight =
      1;               ///< Pair: of |r|_1, a mean; Paper: alpha, of a sum; beta is a tenth of it (section 5)
  /// Pair, not for young and male: of |r|_1 outside the attribute's region (training/attribute_region.h), a
  /// mean over all pixels, beside `residualWeight`: else what changes a mouth sharpens hair, too.
  double outsideWeight = 0;
  bool closeUp = false;  ///< Pair: a second discriminator sees training/attribute_region.h's close-up
  /// Pair, glasses: folders of faces with masks and meshes that glasses are painted on
  /// (data/painted_glasses_dataset.h), `batchSize` of them a step; what their residuals should be is then known.
  std::vector<PhotoSource> painted;
  double paintedWeight = 20;  ///< of |r - wanted|_1, a mean in which what changes weighs five times as much
  /// Beside that: of the distance of what a VGG-19 sees at the eyes that painted glasses were taken off (paper
  /// 002, eq. 7). L1 alone draws a blur where dark lenses hide them.
  double paintedDetailWeight = 0;
  std::string vgg;                ///< see networks/vgg_features.h; only for that
  std::int64_t paintedSteps = 0;  ///< at first, in which the transforms learn from painted glasses alone
  double rate = 2e-4;  ///< Adam, both networks; betas 0.5 and 0.99, the paper's code: 0.9 and 0.999
  std::int64_t decayStart = 0, decayEnd = 0;  ///< see linearDecayAt
  std::int64_t discriminatorSteps = 0;  ///< at first, in which the discriminator learns alone: the classes of
                                        ///< real pictures, with `from` edits too
  double identityWeight = 5;    ///< Pair, with a descriptor: of how far an edited face's moves, beyond …
  double identityMargin = 0.3;  ///< … this distance: a smile may look a little like another person's
  int validationPictures = 48;  ///< of each class
  int samplePictures = 8;       ///< of each class
  int loaderThreads = 1;
  std::string classifier;  ///< attribute classifier that judges, or empty
  std::string identity;    ///< face descriptor (training/identity_distance.h), or empty
  std::string from;        ///< model file to begin from, or empty

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;

  /// What `classWeight` has come to at a step.
  double classWeightAt(std::int64_t step) const;
};
void to_json(nlohmann::json& json, const AttributesRecipeOptions& options);
void from_json(const nlohmann::json& json, AttributesRecipeOptions& options);

/// Alpha of the paper (section 5): 5e-4 for local attributes, 1e-6 for global ones.
double paperAlpha(Attribute attribute);

/// "paper", "pair". Throws Error{InvalidArgument} for another name.
AttributesObjective attributesObjectiveNamed(const std::string& name);
std::string nameOf(AttributesObjective objective);

}  // namespace pentimento
