// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <optional>

#include "ui/canvas/view_transform.h"
#include "ui/preview.h"

namespace pentimento {

/// What lies around and behind the photo.
enum class Surround { Grey, Checkerboard };

/// What the result looks like so far: a rendering of the whole photo and a finer one of the part last looked
/// at.
struct ResultTiles {
  std::optional<PreviewTile> base, detail;
  bool empty() const { return !base && !detail; }
};

/// Draws the visible part of the photo (or of the result) where `view` puts it, clipped to `pane`, whose
/// corner is the view's origin; all in the widget's logical pixels. Cost follows the pane's size, not the
/// photo's.
void paintSurround(QPainter& painter, const QRectF& pane, const ViewTransform& view, Surround surround,
                   bool alpha, const QColor& grey);
void paintOriginal(QPainter& painter, const QRectF& pane, const ViewTransform& view,
                   const PhotoPyramid& photo);
void paintResult(QPainter& painter, const QRectF& pane, const ViewTransform& view, const ResultTiles& tiles);

}  // namespace pentimento
