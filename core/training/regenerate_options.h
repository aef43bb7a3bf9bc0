// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/data/regenerate_dataset.h"
#include "core/losses/gan_objective.h"
#include "core/networks/multiscale_discriminator.h"
#include "core/networks/spatial_style_network.h"

namespace pentimento {

/// How the face generator is trained. Weights are those of SPEC 2.1.
struct RegenerateRecipeOptions {
  std::vector<PhotoSource> sources;
  GlobalGeneratorOptions network;
  MultiscaleDiscriminatorOptions discriminator;
  RegenerateDatasetOptions dataset;
  GanObjective objective = GanObjective::Hinge;
  double adversarialWeight = 1;
  double featureMatchingWeight = 5;
  double vggWeight = 4;  ///< 0 without a VGG file
  double l1Weight = 5;
  double gradientPenaltyWeight = 0;  ///< lambda_gp of paper 001/004, section 3.5; WGAN-GP's own is 10
  double segmentationWeight = 0;  ///< of the cross-entropy of the parsed picture with its map; needs `parser`
  double dropShare = 0.3;         ///< of the samples, in which …
  double dropClass = 0.2;         ///< … each region of the reference is missing with this probability
  /// Of the samples: they get another one's reference. There is no picture to compare with, so the
  /// adversarial loss alone judges them: it learns to follow a map that its reference does not have.
  double otherShare = 0;
  /// Of the samples: they get another one's reference in other colours, and are to look as the model begun
  /// from paints them (self-distillation), so that what it could is not forgotten. Not together with
  /// `otherShare`.
  double rehearsalShare = 0;
  double generatorRate = 2e-4, discriminatorRate = 4e-4;  ///< Adam, betas 0 and 0.99
  std::int64_t decayStart = 0;                            ///< from this step the rates fall linearly, …
  std::int64_t decayEnd = 0;                              ///< … to a twentieth at this one; 0: they stay
  int validationPictures = 32;
  int samplePictures = 8;
  int loaderThreads = 1;
  std::string vgg;     ///< VGG-19 features (see networks/vgg_features.h), or empty
  std::string parser;  ///< face parser that judges whether masks are followed, or empty
  std::string from;    ///< model file to begin from, or empty

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const RegenerateRecipeOptions& options);
void from_json(const nlohmann::json& json, RegenerateRecipeOptions& options);

}  // namespace pentimento
