// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/face/label_map.h"
#include "core/face/texture_regions.h"
#include "core/face/trait.h"
#include "core/face/uv_map.h"

namespace pentimento {

/// "Left brow", translated.
QString nameOf(FaceClass id);

/// "Open mouth", translated.
QString titleOf(Attribute attribute);

/// "Make-up", or that of its attribute.
QString titleOf(Trait trait);

/// "Lips", translated.
QString titleOf(MakeupRegion region);

/// "frontal", "turned left, looks up": sides as seen in the picture, translated.
QString inWords(const HeadTurn& turn);

}  // namespace pentimento
