// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "core/analysis/face_analyser.h"
#include "core/effects/attributes.h"
#include "core/effects/effect.h"
#include "core/face/texture_regions.h"
#include "core/tensor/device.h"

namespace pentimento {

inline constexpr int makeupTextureSize = 256;  ///< side of the textures that edits keep, pixels

/// What a reference face lends: its texture, so that an edit can be replayed without the reference's photo.
struct MakeupReference {
  Image texture;  ///< RGB, U8, 256 x 256 (FaceTexture::colours)
  Image labels;   ///< U8, one channel, as large (FaceTexture::labels)
};

/// The make-up of a face of `photo` (RGB, U8 or U16). Needs no make-up model.
MakeupReference makeupReference(const Image& photo, const Face& face);

inline constexpr double maximumShade = 1.5;

/// How much of the reference's make-up is put on.
struct MakeupShades {
  double shade = 1;                                           ///< of all regions, 0 to 1.5
  std::array<double, makeupRegionCount> regions{1, 1, 1, 1};  ///< in the order of makeupRegions, 0 to 1
  bool operator==(const MakeupShades&) const = default;
};

/// One face that is made up.
struct MakeupFace {
  Alignment alignment;
  MakeupReference reference;
  MakeupShades shades;

  /// Whether it makes any difference to the photo.
  bool changesPhoto() const;
};

struct MakeupParameters {
  std::vector<MakeupFace> faces;

  /// Throws Error{InvalidArgument}: a shade or region out of its range or not finite, a reference that is no
  /// texture, an alignment without area or wholly outside a width x height photo.
  void check(int width, int height) const;
};
/// Textures as PNG in base64; regions by name.
void to_json(nlohmann::json& json, const MakeupParameters& parameters);
/// Throws Error{InvalidArgument} for anything but what to_json writes.
void from_json(const nlohmann::json& json, MakeupParameters& parameters);

/// Where the networks come from.
struct MakeupFiles {
  std::filesystem::path makeup, parser, positionMap;  ///< model files with their cards
};
/// What the registry uses for "makeup" (or `model`, NAME or FILE, where it is not empty), "parse" and
/// "position-map". Throws Error{NotFound} naming what is missing.
MakeupFiles makeupFiles(const std::string& model = {});

/// Generator, parser and position map network, loaded. Not thread-safe: one worker owns it.
class MakeupModel {
 public:
  MakeupModel(const MakeupFiles& files, const Compute& compute);
  ~MakeupModel();
  MakeupModel(MakeupModel&&) noexcept;
  MakeupModel& operator=(MakeupModel&&) noexcept;

  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

/// One face of a photo being made up: keeps its texture and what the network said of the last reference, so
/// that a slider costs compositing alone. Not thread-safe; lives on the worker together with its model, which
/// must outlive it.
class MakeupSession {
 public:
  /// `photo`: RGB, U8 or U16. Parses and unwraps the face.
  MakeupSession(MakeupModel& model, const Image& photo, const Alignment& alignment);
  ~MakeupSession();

  /// What is added to the crop: the difference between made-up and own texture, rendered back, brought to the
  /// crop's own edges, 0 where something covers the face. The first call for a reference is the slow one.
  /// Add it with addLayer (attributes.h).
  AttributeLayer layer(const MakeupReference& reference, const MakeupShades& shades,
                       const Progress& progress = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The effect as a whole, for the command line and for replaying an edit.
class MakeupEffect : public Effect {
 public:
  explicit MakeupEffect(std::shared_ptr<MakeupModel> model);
  std::string id() const override { return "makeup"; }
  int version() const override { return 1; }
  Image apply(const Image& photo, const nlohmann::json& parameters, const Progress& progress) override;
  Image apply(const Image& photo, const MakeupParameters& parameters, const Progress& progress);

 private:
  std::shared_ptr<MakeupModel> model_;
};

}  // namespace pentimento
