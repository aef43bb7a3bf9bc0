// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/document.h"

#include <utility>
#include <vector>

#include "core/base/error.h"

namespace pentimento {
namespace {

/// The effect of `edit`, able to understand its parameters. Older parameters are the effect's own business.
Effect& effectFor(const Edit& edit, const EffectLookup& lookup) {
  Effect* effect = lookup(edit.effect);
  if (!effect) throw Error(ErrorKind::Unsupported, "the effect " + edit.effect + " is not available");
  if (edit.version > effect->version())
    throw Error(ErrorKind::Unsupported,
                "the edit " + edit.effect + " was made by a newer version of Pentimento");
  return *effect;
}

}  // namespace

Document::Document(Photo photo) : photo_(std::move(photo)) {
  if (photo_.image.empty()) throw Error(ErrorKind::InvalidArgument, "a document needs a photo");
}

Image Document::render(const EffectLookup& lookup, const Progress& progress) const {
  std::vector<std::pair<Effect*, const Edit*>> steps;
  for (const Edit& edit : edits_.edits())
    if (edit.enabled) steps.emplace_back(&effectFor(edit, lookup), &edit);

  Image image = photo_.image;
  for (const auto& [effect, edit] : steps) {
    progress.throwIfStopped();
    Image result = effect->apply(image, edit->parameters, progress);
    // Hints, faces and masks are in photo pixels: an edit that changed the size would misplace those above
    // it.
    if (result.width() != image.width() || result.height() != image.height())
      throw Error(ErrorKind::Internal, "the effect " + edit->effect + " changed the size of the photo");
    image = std::move(result);
  }
  return image;
}

Photo Document::renderPhoto(const EffectLookup& lookup, const Progress& progress) const {
  Photo result = photo_;
  result.image = render(lookup, progress);
  result.greyscale = photo_.greyscale && result.image.mat().data == photo_.image.mat().data;
  return result;
}

}  // namespace pentimento
