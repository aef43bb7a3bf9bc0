// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <vector>

#include "core/effects/effect.h"
#include "core/face/alignment.h"
#include "core/tensor/device.h"

namespace pentimento {

/// The face that lends its look (SPEC 2.1: the reference): an aligned crop and its label map.
struct StyleReference {
  Image crop;    ///< RGB, U8, square; the network sees it at 256 pixels
  Image labels;  ///< U8, one channel, square (face/label_map.h)
};

/// The style of a face of `photo` (RGB, any depth) with these labels.
StyleReference styleReference(const Image& photo, const Alignment& alignment, const Image& labels);

/// One face whose label map was painted on.
struct RegenerateFace {
  Alignment alignment;
  Image parsed;            ///< label map of the aligned crop as the parser made it: U8, square
  Image painted;           ///< the same size: what it shall be
  bool wholeFace = false;  ///< Whether everything inside the crop is replaced, not the change alone
  std::optional<StyleReference> style;  ///< empty: the face itself

  /// Whether it makes any difference to the photo.
  bool changesPhoto() const { return wholeFace || !samePixels(parsed, painted); }
};

struct RegenerateParameters {
  std::vector<RegenerateFace> faces;

  /// Throws Error{InvalidArgument}: label maps that are empty, not square, not of one size or with a class of
  /// 19 or above; an alignment without area or wholly outside a width x height photo.
  void check(int width, int height) const;
};
/// Label maps and crops are stored as PNG in base64: an edit can be replayed without analysing the photo
/// again.
void to_json(nlohmann::json& json, const RegenerateParameters& parameters);
/// Throws Error{InvalidArgument} for anything but what to_json writes.
void from_json(const nlohmann::json& json, RegenerateParameters& parameters);

/// Style network and generator, loaded. Not thread-safe: one worker owns it.
class RegenerateModel {
 public:
  /// Loads a model file with its card; see models/registry. Throws Error.
  RegenerateModel(const std::filesystem::path& safetensors, const Compute& compute);
  ~RegenerateModel();
  RegenerateModel(RegenerateModel&&) noexcept;
  RegenerateModel& operator=(RegenerateModel&&) noexcept;

  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

/// One face being painted: keeps its crop and what the style network made of the reference, so that a stroke
/// costs the generator alone. Not thread-safe; lives on the worker together with its model, which must
/// outlive it.
class RegenerateSession {
 public:
  /// `photo`: RGB, U8 or U16. `style` empty: the face's own crop under its parsed labels.
  RegenerateSession(RegenerateModel& model, const Image& photo, const Alignment& alignment,
                    const Image& parsed, const std::optional<StyleReference>& style = {});
  ~RegenerateSession();

  /// The face under the painted label map: RGB, F32, 256 x 256, crop geometry. The slow step (up to 0.3 s).
  Image generate(const Image& painted, const Progress& progress = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// What was painted on a photo's label map, for masks that come back from a paint program. `mask` and `seen`
/// (what analysis says, see labelsInPhoto): U8, one channel, photo size -> class + 1 where they differ, 0
/// elsewhere: so a pixel that was not painted is none, and neither is what lies off the photo.
Image paintedPixels(const Image& mask, const Image& seen);
/// A crop's label map with those pixels painted on it: as `parsed`.
Image paintedLabels(const Image& paintedPixels, const Alignment& alignment, const Image& parsed);

/// How much of each crop pixel is replaced: F32, one channel, 0 to 1, as large as the label maps: where they
/// differ, dilated and feathered (SPEC 3); all 0 where they do not. `wholeFace`: everything but a feather at
/// the border.
Image regenerationMask(const Image& parsed, const Image& painted, bool wholeFace);

/// `target` (the photo or a smaller rendition of it, RGB, U8 or U16) with the generated crop blended in under
/// `mask`: its colours are matched to the photo's at the mask's border, then it goes back through the inverse
/// alignment. Pixels that the mask does not reach stay bit-identical, as does all outside the crop's square;
/// an empty mask gives `target` itself. `generated`: RGB, F32, square; `mask`: F32, square. `alignment` in
/// pixels of `target`. Throws Error: InvalidArgument for other pictures, Cancelled.
Image blendRegenerated(const Image& target, const Alignment& alignment, const Image& generated,
                       const Image& mask, const Progress& progress = {});

/// The effect as a whole, for the command line and for replaying an edit.
class RegenerateEffect : public Effect {
 public:
  explicit RegenerateEffect(std::shared_ptr<RegenerateModel> model);
  std::string id() const override { return "regenerate"; }
  int version() const override { return 1; }
  Image apply(const Image& photo, const nlohmann::json& parameters, const Progress& progress) override;
  /// A face whose label map was not changed (and not wholeFace) costs nothing and changes nothing.
  Image apply(const Image& photo, const RegenerateParameters& parameters, const Progress& progress);

 private:
  std::shared_ptr<RegenerateModel> model_;
};

}  // namespace pentimento
