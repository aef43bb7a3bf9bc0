// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regenerate/mask_brush.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pentimento {

void MaskBrush::setMode(Mode mode) {
  if (std::exchange(mode_, mode) != mode) Q_EMIT changed();
}

void MaskBrush::setClass(FaceClass id) {
  const bool paints = mode_ == Mode::Paint || mode_ == Mode::Fill;
  const bool same = std::exchange(class_, id) == id && paints;
  if (!paints) mode_ = Mode::Paint;
  if (!same) Q_EMIT changed();
}

void MaskBrush::setSize(double size) {
  size = std::clamp(size, smallest, largest);
  if (std::exchange(size_, size) != size) Q_EMIT changed();
}

void MaskBrush::grow(int steps) {
  double size = size_;
  for (; steps > 0; --steps) size = std::max(std::round(size * 7 / 6), size + 1);
  for (; steps < 0; ++steps) size = std::min(std::round(size * 6 / 7), size - 1);
  setSize(size);
}

void MaskBrush::setMirror(bool mirror) {
  if (std::exchange(mirror_, mirror) != mirror) Q_EMIT changed();
}

}  // namespace pentimento
