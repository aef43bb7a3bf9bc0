// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/data/makeup_dataset.h"
#include "core/networks/makeup_generator.h"

namespace pentimento {

/// How the make-up generator is trained (paper 000, section 3.3; SPEC 2.2).
struct MakeupRecipeOptions {
  std::vector<PhotoSource> sources;
  std::string textures;  ///< folder of unwrapped faces (data/makeup_faces.h)
  MakeupGeneratorOptions network;
  MakeupDatasetOptions dataset;
  std::int64_t discriminatorChannels = 32;
  double paintedWeight = 10;                                ///< of the distance to the painted truth
  /// Below it that distance is quadratic (losses/makeup_losses.h). By the absolute distance alone the best guess of a
  /// beginner is no make-up at all, and its gradient does not say how far off that is: nothing was learnt for a
  /// thousand steps. But a blush is a tenth off where lips are a half: who goes on training sees it at 0.05.
  double paintedBeta = 0.2;
  double adversarialWeight = 0.05;                          ///< of eqs. (11) and (13)
  double histogramWeight = 2;                               ///< lambda_hm of eq. (14)
  /// lambda_1 to lambda_3 of eq. (7). The paper's are 1, 1, 0.1; but around the eyes the reference's bare skin is
  /// most of what is compared, and here painted pairs teach eye shadow.
  double lipsWeight = 1, eyesWeight = 0.2, faceWeight = 0.05;
  double perceptualWeight = 0.2;                            ///< lambda_per; 0 without a VGG file
  double cycleWeight = 1;                                   ///< lambda_cyc
  double rate = 2e-4;  ///< Adam, betas 0.5 and 0.99; the paper's rate is 1e-4, at batches of one
  std::int64_t decayStart = 0, decayEnd = 0;  ///< see linearDecayAt
  int validationPairs = 32;
  int samplePairs = 8;
  int loaderThreads = 1;
  std::string vgg;           ///< VGG-19 features (networks/vgg_features.h), or empty
  std::string illumination;  ///< model of the illumination classifier; needed unless network.withoutIrm
  std::string from;          ///< model file to begin from, or empty

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const MakeupRecipeOptions& options);
void from_json(const nlohmann::json& json, MakeupRecipeOptions& options);

}  // namespace pentimento
