// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/effects/regenerate.h"

namespace pentimento {

/// A painted face as it was at one moment: immutable, shared between the window, the worker and an export.
using RegeneratedFace = std::shared_ptr<const RegenerateFace>;

/// The regenerate edit of the open photo.
struct RegenerateEdit {
  bool enabled = true;
  /// Those that differ from what the parser saw; what does not cost nothing, is left out.
  std::vector<RegeneratedFace> faces;

  /// Whether it changes the photo.
  bool active() const { return enabled && !faces.empty(); }
  /// By content: a stroke undone is as if it had never been.
  bool operator==(const RegenerateEdit& other) const;
};

/// Whether both generate the same, but for what was painted: one session serves both.
bool sameSession(const RegenerateFace& a, const RegenerateFace& b);
/// By content.
struct SameFace {
  bool operator()(const RegeneratedFace& a, const RegeneratedFace& b) const;
};

}  // namespace pentimento
