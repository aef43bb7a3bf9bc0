// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/data/illumination_dataset.h"
#include "core/data/photo_folders.h"
#include "core/networks/illumination_classifier.h"

namespace pentimento {

/// How the illumination classifier is trained.
struct IlluminationRecipeOptions {
  std::vector<PhotoSource> sources;  ///< one: a folder as YalePhotos reads it
  std::string canonical;             ///< layout of the texture, see CanonicalFace
  std::string colours;               ///< folder of stored colour textures (*.face), or empty
  IlluminationClassifierOptions network;
  IlluminationDatasetOptions dataset;  ///< its size is the network's
  /// Of the cross-entropy between the attention of each block and where the light spoils the texture
  /// (spoiltByLight). Not in the paper, whose attention is whatever classification makes of it: 0.
  double guidanceWeight = 1;
  double rate = 2e-3, weightDecay = 1e-4;     ///< Adam
  std::int64_t decayStart = 0, decayEnd = 0;  ///< see linearDecayAt
  int samplePictures = 20;
  int loaderThreads = 1;
  std::string from;  ///< model file to begin from, or empty

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const IlluminationRecipeOptions& options);
void from_json(const nlohmann::json& json, IlluminationRecipeOptions& options);

}  // namespace pentimento
