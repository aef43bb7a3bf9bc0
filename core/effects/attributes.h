// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "core/effects/effect.h"
#include "core/face/alignment.h"
#include "core/face/attribute.h"
#include "core/tensor/device.h"

namespace pentimento {

/// Paper 003: a slider adds s times a residual image, r0 above zero (the attribute is added), |s| r1 below.
inline constexpr double maximumStrength = 1.5;
using Strengths = std::array<double, attributeCount>;  ///< in the order of `attributes`, -1.5 to 1.5

/// One face whose attributes are changed.
struct AttributesFace {
  Alignment alignment;
  Strengths strengths{};
  /// How much of the residual is kept at each pixel of the crop: U8, one channel, square, 255 all of it;
  /// empty: all. What the user erases with a brush.
  Image kept;

  /// Whether it makes any difference to the photo.
  bool changesPhoto() const;
};

struct AttributesParameters {
  std::vector<AttributesFace> faces;

  /// Throws Error{InvalidArgument}: a strength beyond 1.5 or not finite, a `kept` that is not square, an
  /// alignment without area or wholly outside a width x height photo.
  void check(int width, int height) const;
};
/// Strengths by name, zeros left out; `kept` as PNG in base64.
void to_json(nlohmann::json& json, const AttributesParameters& parameters);
/// Throws Error{InvalidArgument} for anything but what to_json writes.
void from_json(const nlohmann::json& json, AttributesParameters& parameters);

/// The pairs of networks that add and remove each attribute, loaded when first needed. Not thread-safe: one
/// worker owns it.
class AttributesModel {
 public:
  /// `files`: a model file, with its card, for each attribute that can be changed. `parser`: the face
  /// parser's model file; what belongs to the head (isWithinHead) is held to the head that it sees; empty:
  /// to the crop. Nothing is read before the first layer that needs it but the cards. Throws Error.
  AttributesModel(const std::map<Attribute, std::filesystem::path>& files,
                  const std::filesystem::path& parser, const Compute& compute);
  ~AttributesModel();
  AttributesModel(AttributesModel&&) noexcept;
  AttributesModel& operator=(AttributesModel&&) noexcept;

  bool has(Attribute attribute) const;

  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

/// A residual as a layer over a face: what is added to the crop at strength 1.
struct AttributeLayer {
  Image residual;  ///< RGB, F32, square, in shares of the photo's maximum (-1 to 1)
  /// How the photo's finer detail goes with it, RGB, F32, as large, -1 to 0: where a frame or a beard is
  /// taken away, its hairs, too fine for the network, go too.
  Image detail;
  /// What of the photo is not its detail: the crop that the layer was made for, RGB, F32, as large. Empty:
  /// addLayer reduces its target again, which takes as long as all the rest of it.
  Image crop = {};
};

/// One face of a photo: the networks look at it once for each attribute and direction. Not thread-safe; lives
/// on the worker together with its model, which must outlive it.
class AttributesSession {
 public:
  /// `photo`: RGB, U8 or U16.
  AttributesSession(AttributesModel& model, const Image& photo, const Alignment& alignment);
  ~AttributesSession();

  /// The layer that adds (`added`) or removes the attribute, asked of the network once (up to 0.15 s, and the
  /// parser once for all), then kept. Throws Error: NotFound when there is no model for it; Cancelled.
  const AttributeLayer& layer(Attribute attribute, bool added, const Progress& progress = {});
  /// All layers of these strengths, summed; `kept` multiplies them.
  AttributeLayer sum(const Strengths& strengths, const Image& kept, const Progress& progress = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// `target` (the photo or a smaller rendition of it, RGB, U8 or U16) with the layer added at full resolution:
/// the residual is upsampled through the inverse alignment, and so is `detail`, which weighs the target's own
/// detail beyond the crop's resolution. Pixels that the layer does not reach stay bit-identical; an empty
/// layer gives `target` itself. `alignment` in pixels of `target`. Throws Error{InvalidArgument} for other
/// pictures.
Image addLayer(const Image& target, const Alignment& alignment, const AttributeLayer& layer);

/// The residual for people to look at: RGB, U8, as large as the crop; grey is no change.
Image residualPicture(const AttributeLayer& layer);

/// The effect as a whole, for the command line and for replaying an edit.
class AttributesEffect : public Effect {
 public:
  explicit AttributesEffect(std::shared_ptr<AttributesModel> model);
  std::string id() const override { return "attributes"; }
  int version() const override { return 1; }
  Image apply(const Image& photo, const nlohmann::json& parameters, const Progress& progress) override;
  /// A face whose strengths are all 0 costs nothing and changes nothing.
  Image apply(const Image& photo, const AttributesParameters& parameters, const Progress& progress);

 private:
  std::shared_ptr<AttributesModel> model_;
};

}  // namespace pentimento
