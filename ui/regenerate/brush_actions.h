// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "ui/actions.h"
#include "ui/regenerate/mask_brush.h"

namespace pentimento {

inline constexpr std::array brushModes{std::pair{ActionId::MaskPaint, MaskBrush::Mode::Paint},
                                       std::pair{ActionId::MaskErase, MaskBrush::Mode::Erase},
                                       std::pair{ActionId::MaskFill, MaskBrush::Mode::Fill},
                                       std::pair{ActionId::MaskPick, MaskBrush::Mode::Pick}};

/// Joins a brush with the actions for its mode, mirror and size, both ways, as long as all three live.
void joinBrush(const Actions& actions, MaskBrush& brush, QObject* owner);

}  // namespace pentimento
