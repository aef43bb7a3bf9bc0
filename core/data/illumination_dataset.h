// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <memory>

#include "core/data/batch_part.h"
#include "core/data/yale_lights.h"
#include "core/data/yale_photos.h"

namespace pentimento {

struct LitBatch {
  torch::Tensor textures;  ///< [N, 3, S, S], RGB in [-1, 1]
  torch::Tensor classes;   ///< [N] int64, LightClass
  torch::Tensor spoilt;    ///< [N, 1, S, S], 0 to 1: see spoiltByLight
};

struct IlluminationDatasetOptions {
  int size = 128;            ///< side of the textures
  double colourShare = 0.5;  ///< of the samples: stored colour textures in painted or transplanted light
  double ratioShare = 0.5;   ///< of those: in the light of the Yale photographs, not painted

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};

/// Face textures in known light: Yale's photographs tinted like skin, and, where there are some, colour
/// textures (core/data/face_textures.h) in other light than their own. Mirrored, brighter and darker, with
/// other contrast, noise and small displacements. A sample depends on (seed, number) alone. Thread safety:
/// batch() from many threads.
class IlluminationDataset {
 public:
  /// `colours`: a folder of faces, or empty. Throws Error{NotFound} for a folder without any.
  IlluminationDataset(std::shared_ptr<const YalePhotos> photos, const std::filesystem::path& colours,
                      const IlluminationDatasetOptions& options, std::uint64_t seed);

  LitBatch batch(std::int64_t number, const BatchPart& part) const;
  std::size_t colourFaces() const { return colours_.size(); }

 private:
  struct Sample {
    cv::Mat texture, spoilt;  // F32: RGB, sRGB, 0 to 1; one channel
    LightClass light;
  };
  struct ColourFace {
    cv::Mat texture, normals;  // U8
  };
  Sample yaleSample(cv::RNG& random) const;
  Sample colourSample(cv::RNG& random) const;
  Sample sample(std::int64_t number) const;

  std::shared_ptr<const YalePhotos> photos_;
  YaleLights lights_;
  std::vector<std::vector<std::size_t>> byDirection_;  // five, those without entries left out
  std::vector<ColourFace> colours_;
  IlluminationDatasetOptions options_;
  std::uint64_t seed_;
};

/// Textures as they are, at most `limit` of them (0: all), spread evenly; frontal ones that are dark are
/// DimFrontal.
LitBatch plainLitBatch(const YalePhotos& photos, std::size_t limit = 0);

}  // namespace pentimento
