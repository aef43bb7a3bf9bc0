// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/data/colourise_dataset.h"
#include "core/networks/ibn_unet.h"
#include "core/networks/patch_discriminator.h"

namespace pentimento {

/// How the colouriser is trained (paper 002, section III; SPEC 2.3).
struct ColouriseRecipeOptions {
  std::vector<PhotoSource> sources;
  IbnUnetOptions network;
  PatchDiscriminatorOptions discriminator;
  ColouriseDatasetOptions dataset;
  double lambda = 100;              ///< weight of the L1 term of eq. (5)
  double adversarialWeight = 1;     ///< weight of the adversarial term of eq. (5); 1 in the paper
  std::int64_t adversarialStart = 0;  ///< step at which the discriminators join; L1 alone before, three times faster
  double generatorRate = 2e-4;      ///< Adam, betas 0.5 and 0.999 (pix2pix)
  double discriminatorRate = 2e-4;
  std::int64_t decayStart = 0;      ///< from this step the rates fall linearly, …
  std::int64_t decayEnd = 0;        ///< … to a twentieth at this one; 0: they stay
  int validationPictures = 48;      ///< held-out pictures measured at every checkpoint
  int samplePictures = 10;
  int loaderThreads = 2;
  std::string from;                 ///< model file to begin from, or empty

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
  /// One of the paper's Table I: bn, in, bn+sn, in+sn, bn+sn+md, ibn+sn+md. Throws Error{InvalidArgument}.
  void useAblation(const std::string& name);
};
void to_json(nlohmann::json& json, const ColouriseRecipeOptions& options);
void from_json(const nlohmann::json& json, ColouriseRecipeOptions& options);

}  // namespace pentimento
