// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "ui/project/work_snapshot.h"

namespace pentimento {

/// The whole photo under these edits.
using RenderEdits = std::function<Image(const PhotoEdits&)>;

/// The layers that other programs see: the photo, above it what each kind of edit that is on changes, in the
/// order in which they are applied; and the result. Throws what `render` throws.
ProjectWriter layersOf(const WorkSnapshot& work, const RenderEdits& render);

}  // namespace pentimento
