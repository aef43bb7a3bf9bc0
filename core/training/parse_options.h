// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/data/parse_dataset.h"
#include "core/losses/segmentation.h"
#include "core/networks/face_parser.h"

namespace pentimento {

/// How the face parser is trained.
struct ParseRecipeOptions {
  std::vector<PhotoSource> sources;
  FaceParserOptions network;
  ParseDatasetOptions dataset;
  HardMiningOptions mining;
  double repeatThreshold = 0;  ///< pictures with rarer classes are drawn more often, see ParsePhotos; 0: alike
  std::vector<double> classWeights;  ///< of the loss, one a class; empty: all 1
  double auxiliaryWeight = 0.5;  ///< of each auxiliary head's loss; 1 in the paper, eq. (2)
  double rate = 1e-3;            ///< Adam, betas 0.9 and 0.999
  std::int64_t decayStart = 0;   ///< from this step the rate falls linearly, …
  std::int64_t decayEnd = 0;     ///< … to a twentieth at this one; 0: it stays
  int validationSize = 256;      ///< side of the held-out pictures, pixels: what the parser sees in use
  int validationPictures = 32;   ///< held-out pictures of each source, measured at every checkpoint
  int samplePictures = 12;
  int loaderThreads = 2;
  std::string from;  ///< model file to begin from, or empty

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const ParseRecipeOptions& options);
void from_json(const nlohmann::json& json, ParseRecipeOptions& options);

}  // namespace pentimento
