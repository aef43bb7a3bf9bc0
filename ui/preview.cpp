// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preview.h"

#include <cmath>
#include <opencv2/core.hpp>

#include "ui/colourise_engine.h"
#include "ui/image_bridge.h"

namespace pentimento {

namespace {

struct Span {
  int begin, end;
};

/// Whole chroma pixels that cover [begin, end) of the level, with a margin for the upsampling's
/// neighbourhood.
Span chromaSpan(int begin, int end, int level, int chroma) {
  constexpr int margin = 3;
  const double scale = double(chroma) / level;
  return {std::max(0, static_cast<int>(std::floor(begin * scale)) - margin),
          std::min(chroma, static_cast<int>(std::ceil(end * scale)) + margin)};
}

Span levelSpan(const Span& chroma, int level, int chromaSize) {
  const double scale = double(level) / chromaSize;
  return {static_cast<int>(std::lround(chroma.begin * scale)),
          static_cast<int>(std::lround(chroma.end * scale))};
}

Image part(const Image& image, const QRect& rect) {
  return Image(image.mat()(cv::Rect(rect.x(), rect.y(), rect.width(), rect.height())));
}

/// Alpha is not the network's business: it is taken from the photo as it is.
void copyAlpha(const QImage& from, QImage& to) {
  const QImage alpha = from.convertToFormat(QImage::Format_Alpha8);
  to = to.convertToFormat(QImage::Format_ARGB32);
  to.setAlphaChannel(alpha);
  to = to.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

}  // namespace

TileFrame frameFor(const QRect& rect, const QSize& level, const QSize& chroma) {
  const Span cx = chromaSpan(rect.left(), rect.right() + 1, level.width(), chroma.width());
  const Span cy = chromaSpan(rect.top(), rect.bottom() + 1, level.height(), chroma.height());
  const Span lx = levelSpan(cx, level.width(), chroma.width());
  const Span ly = levelSpan(cy, level.height(), chroma.height());
  return {QRect(cx.begin, cy.begin, cx.end - cx.begin, cy.end - cy.begin),
          QRect(lx.begin, ly.begin, lx.end - lx.begin, ly.end - ly.begin)};
}

PreviewTile renderTile(ColouriseEngine& engine, const LoadedPhoto& photo, const PreviewRequest& request,
                       const Patches& patches, const Image& chroma, const Progress& progress) {
  const QImage& level = photo.pyramid.level(request.level);
  TileFrame frame{{}, request.rect};
  if (!chroma.empty()) frame = frameFor(request.rect, level.size(), QSize(chroma.width(), chroma.height()));
  Image rendered = fromQImage(level.copy(frame.level));
  lay(patches, rendered, frame.level.topLeft());
  if (!chroma.empty()) {
    const double saturation = request.edits.colourise.parameters.saturation;
    rendered = engine.render(rendered, part(chroma, frame.chroma), saturation, progress);
  }
  return tileOf(photo, request, part(rendered, request.rect.translated(-frame.level.topLeft())));
}

PreviewTile tileOf(const LoadedPhoto& photo, const PreviewRequest& request, const Image& pixels) {
  const QImage& level = photo.pyramid.level(request.level);
  PreviewTile tile;
  tile.image = toQImage(pixels);
  if (level.hasAlphaChannel()) copyAlpha(level.copy(request.rect), tile.image);
  tile.region = photo.pyramid.fromLevel(request.rect, request.level);
  tile.level = request.level;
  tile.version = request.version;
  return tile;
}

}  // namespace pentimento
