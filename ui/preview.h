// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRect>
#include <QRectF>

#include "ui/patches.h"
#include "ui/photo_edits.h"
#include "ui/photo_pyramid.h"

namespace pentimento {

/// A part of the photo that the screen wants to see as edited.
struct PreviewRequest {
  PhotoEdits edits;
  int level = 0;          ///< of the photo's pyramid
  QRect rect;             ///< in pixels of that level, inside it
  int version = 0;        ///< the asker's number for `edits`, handed back with the tile
  bool residual = false;  ///< Whether to show what the attributes add, instead of the photo
  bool moving = false;    ///< Whether a slider moves: what networks said a moment ago will do
};

/// That part, edited.
struct PreviewTile {
  QImage image;   ///< rect.size()
  QRectF region;  ///< in photo pixels
  int level = 0;
  int version = 0;
};

/// The part of `level` that must be rendered so that `rect` of it comes out as in a rendering of the whole,
/// and the part of the chroma planes (of size `chroma`) that belongs to it.
struct TileFrame {
  QRect chroma;  ///< whole chroma pixels with a margin
  QRect level;   ///< the same area, in pixels of the level; contains rect
};
TileFrame frameFor(const QRect& rect, const QSize& level, const QSize& chroma);

/// A tile with these pixels, RGB, of request.rect; transparent where the photo is.
PreviewTile tileOf(const LoadedPhoto& photo, const PreviewRequest& request, const Image& pixels);

class ColouriseEngine;
/// Renders request.rect. `patches`: what is changed on faces in that level; `chroma`: the network's, for the
/// whole photo, empty: it keeps its colours. Throws Error.
PreviewTile renderTile(ColouriseEngine& engine, const LoadedPhoto& photo, const PreviewRequest& request,
                       const Patches& patches, const Image& chroma, const Progress& progress);

}  // namespace pentimento
