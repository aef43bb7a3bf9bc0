// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "core/base/progress.h"
#include "core/document/edit_stack.h"
#include "core/effects/effect.h"
#include "core/image/image_io.h"

namespace pentimento {

/// The effect with this id, or nullptr where there is none (a model that is not installed, a later version's
/// effect).
using EffectLookup = std::function<Effect*(const std::string& id)>;

/// A photo and what the user did to it. The photo's own pixels never change: the result is rendered from
/// them. Copies share the pixels, so a copy handed to another thread is a snapshot. Not thread-safe
/// otherwise.
class Document {
 public:
  /// Throws Error{InvalidArgument} for an empty image.
  explicit Document(Photo photo);

  const Photo& photo() const { return photo_; }
  EditStack& edits() { return edits_; }
  const EditStack& edits() const { return edits_; }

  /// The original pixels through every enabled edit, bottom first; without one the original image itself
  /// (shared). `progress` begins anew for each edit. Throws Error: Unsupported for an effect that `lookup`
  /// does not know, or one older than the edit; Cancelled; what the effect throws. Checks all edits before
  /// the first is applied.
  Image render(const EffectLookup& lookup, const Progress& progress = {}) const;

  /// render() with the photo's metadata and alpha, ready for writePhoto.
  Photo renderPhoto(const EffectLookup& lookup, const Progress& progress = {}) const;

 private:
  Photo photo_;
  EditStack edits_;
};

}  // namespace pentimento
