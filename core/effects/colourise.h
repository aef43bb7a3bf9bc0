// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/effects/effect.h"
#include "core/image/colour.h"
#include "core/tensor/device.h"

namespace pentimento {

/// A point of the photo whose colour the user fixed. x, y in photo pixels (may be fractional).
struct ColourHint {
  double x = 0, y = 0;
  Rgb8 rgb{};
  bool operator==(const ColourHint&) const = default;
};

struct ColouriseParameters {
  std::vector<ColourHint> hints;
  double saturation = 1.0;  ///< factor on a and b: 0 grey, 1 as the network says, at most 2
  bool operator==(const ColouriseParameters&) const = default;

  /// Throws Error{InvalidArgument} naming the hint outside a width x height photo or the value out of range.
  void check(int width, int height) const;
};
void to_json(nlohmann::json& json, const ColouriseParameters& parameters);
/// Throws Error{InvalidArgument} for anything but what to_json writes.
void from_json(const nlohmann::json& json, ColouriseParameters& parameters);
/// HINTS.json of the command line: [{"x":…,"y":…,"rgb":[r,g,b]}, …]. Throws Error naming the file.
std::vector<ColourHint> readHints(const std::filesystem::path& path);

/// The colouriser network, loaded. Not thread-safe: one worker owns it.
class ColouriseModel {
 public:
  /// Loads a model file with its card; see models/registry. Throws Error.
  ColouriseModel(const std::filesystem::path& safetensors, const Compute& compute);
  ~ColouriseModel();
  ColouriseModel(ColouriseModel&&) noexcept;
  ColouriseModel& operator=(ColouriseModel&&) noexcept;

  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

/// One photo being colourised: keeps what does not change between hints (SPEC 3).
/// Not thread-safe; lives on the worker together with its model, which must outlive it.
class ColouriseSession {
 public:
  /// `photo`: RGB, U8 or U16; grey, sepia or coloured, only its L is used.
  ColouriseSession(ColouriseModel& model, const Image& photo);
  ~ColouriseSession();

  /// The network's chroma (F32, a and b, network resolution: long side 256) under these hints, before saturation.
  /// The slow step (up to 0.15 s).
  Image predict(const std::vector<ColourHint>& hints, const Progress& progress = {});

  /// Full-resolution colour: chroma times saturation upsampled along the edges of `target`'s L, L kept.
  /// `target`: the photo, or a smaller rendition of it (for a preview).
  static Image render(const Image& target, const Image& chroma, double saturation, const Progress& progress = {});

  /// A few clearly different colours that the network finds likely at this point (photo pixels), likeliest first,
  /// at the point's own lightness.
  std::vector<Rgb8> suggest(double x, double y, int count = 6);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The effect as a whole, for the command line and for replaying an edit.
class ColouriseEffect : public Effect {
 public:
  explicit ColouriseEffect(std::shared_ptr<ColouriseModel> model);
  std::string id() const override { return "colourise"; }
  int version() const override { return 1; }
  Image apply(const Image& photo, const nlohmann::json& parameters, const Progress& progress) override;
  Image apply(const Image& photo, const ColouriseParameters& parameters, const Progress& progress);

 private:
  std::shared_ptr<ColouriseModel> model_;
};

}  // namespace pentimento
