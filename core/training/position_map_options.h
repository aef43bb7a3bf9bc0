// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/data/position_map_dataset.h"
#include "core/networks/position_map_network.h"

namespace pentimento {

/// How the position map network is trained.
struct PositionMapRecipeOptions {
  std::vector<PhotoSource> sources;  ///< pictures with meshes, or to be labelled
  std::string canonical;             ///< the texture's layout, see CanonicalFace::read
  std::string labeller;              ///< TorchScript that labels pictures without meshes, or empty
  std::string labelCache;            ///< folder that keeps its labels, or empty
  PositionMapNetworkOptions network;
  PositionMapDatasetOptions dataset;
  double pointWeight = 1;       ///< of the error at the 468 points, beside that of the whole map
  double depthWeight = 0.5;     ///< of z, beside x and y
  double rate = 2e-4;           ///< Adam, betas 0.9 and 0.999
  std::int64_t decayStart = 0;  ///< from this step the rate falls linearly, …
  std::int64_t decayEnd = 0;    ///< … to a twentieth at this one; 0: it stays
  int validationPictures = 80;  ///< held-out pictures of each source, measured at every checkpoint
  int samplePictures = 12;
  int loaderThreads = 2;
  std::string from;  ///< model file to begin from, or empty

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const PositionMapRecipeOptions& options);
void from_json(const nlohmann::json& json, PositionMapRecipeOptions& options);

}  // namespace pentimento
