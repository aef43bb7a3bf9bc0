// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/data/disturbed_pairs.h"
#include "core/networks/vgg_student.h"

namespace pentimento {

/// How a student of VGG-19 is trained.
struct PerceptualFeaturesRecipeOptions {
  std::vector<PhotoSource> sources;
  VggStudentOptions network;
  DisturbedPairsOptions dataset;
  std::string teacher;                        ///< VGG-19 features (see networks/vgg_features.h)
  double rate = 2e-3;                         ///< Adam, betas 0.9 and 0.999
  std::int64_t decayStart = 0, decayEnd = 0;  ///< see linearDecayAt
  int validationPairs = 64;
  int samplePictures = 6;
  int loaderThreads = 1;
  std::string from;  ///< model file to begin from, or empty

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const PerceptualFeaturesRecipeOptions& options);
void from_json(const nlohmann::json& json, PerceptualFeaturesRecipeOptions& options);

}  // namespace pentimento
