// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preview_updater.h"

#include <algorithm>
#include <cmath>

#include "ui/canvas/canvas_view.h"
#include "ui/document_model.h"
#include "ui/job_controller.h"

namespace pentimento {

namespace {

/// The whole photo is rendered at the level that a screen of this long side needs.
constexpr double baseLongSide = 1400;

}  // namespace

PreviewUpdater::PreviewUpdater(DocumentModel& document, CanvasView& canvas, JobController& jobs,
                               QObject* parent)
    : QObject(parent), document_(document), canvas_(canvas), jobs_(jobs) {
  // Zooming and panning send bursts of changes; one question at the end of an event round is enough.
  soon_.setSingleShot(true);
  connect(&soon_, &QTimer::timeout, this, &PreviewUpdater::askForNext);
  // Looking at a changed face anew, to colour it or to make it up, would make a slider stutter: that waits
  // until the slider rests.
  rest_.setSingleShot(true);
  rest_.setInterval(250);
  connect(&rest_, &QTimer::timeout, this, &PreviewUpdater::editChanged);
  connect(&document, &DocumentModel::photoChanged, this, &PreviewUpdater::photoChanged);
  connect(&document, &DocumentModel::colouriseChanged, this, &PreviewUpdater::editChanged);
  connect(&document, &DocumentModel::regenerateChanged, this, &PreviewUpdater::editChanged);
  connect(&document, &DocumentModel::attributesChanged, this, &PreviewUpdater::attributesChanged);
  connect(&document, &DocumentModel::makeupChanged, this, &PreviewUpdater::makeupChanged);
  connect(&canvas, &CanvasView::viewChanged, this, [this] { soon_.start(30); });
  connect(&jobs, &JobController::previewReady, this, &PreviewUpdater::receive);
  connect(&jobs, &JobController::failed, this, &PreviewUpdater::failed);
}

bool PreviewUpdater::upToDate() const {
  return !needed() || (!rest_.isActive() && !missing());
}

bool PreviewUpdater::needed() const {
  return document_.hasPhoto() && (residual_ || document_.edits().active());
}

void PreviewUpdater::showResidual(bool show) {
  residual_ = show;
  editChanged();
}

void PreviewUpdater::photoChanged() {
  canvas_.setPhoto(document_.photo());
  jobs_.setPhoto(document_.photo());
  editChanged();
}

void PreviewUpdater::editChanged() {
  ++version_;
  halted_ = false;
  if (needed()) {
    askForNext();
    return;
  }
  jobs_.dropPreviews();
  canvas_.setResult({});
}

void PreviewUpdater::attributesChanged() {
  if (document_.colourise().enabled || document_.makeup().active()) rest_.start();
  editChanged();
}

void PreviewUpdater::makeupChanged() {
  if (document_.colourise().enabled) rest_.start();
  editChanged();
}

void PreviewUpdater::receive(const PreviewTile& tile) {
  if (!needed()) return;
  ResultTiles tiles = canvas_.result();
  const QSizeF photo = document_.photo()->size();
  const bool isWhole = tile.region.width() >= photo.width() && tile.region.height() >= photo.height();
  (isWhole ? tiles.base : tiles.detail) = tile;
  // A whole rendering at least as fine makes the part pointless.
  if (isWhole && tiles.detail && tiles.detail->level >= tile.level) tiles.detail.reset();
  canvas_.setResult(std::move(tiles));
  if (upToDate()) {
    Q_EMIT updated();
  } else {
    soon_.start(0);
  }
}

void PreviewUpdater::failed() {
  halted_ = true;  // asking again would only fail again
}

void PreviewUpdater::askForNext() {
  if (halted_ || !needed()) return;
  if (const auto request = missing()) jobs_.requestPreview(*request);
}

std::optional<PreviewRequest> PreviewUpdater::missing() const {
  const ResultTiles& tiles = canvas_.result();
  const PreviewRequest part = visiblePart(), all = whole();
  const auto& pyramid = document_.photo()->pyramid;
  const QRectF visible = canvas_.visiblePhoto();
  const bool baseShows = fresh(tiles.base) && tiles.base->level <= part.level;
  const bool detailShows = fresh(tiles.detail) && tiles.detail->level <= part.level &&
                           tiles.detail->region.adjusted(-0.5, -0.5, 0.5, 0.5).contains(visible);
  const bool partIsWhole = part.rect == pyramid.level(part.level).rect();
  if (!baseShows && !detailShows && !visible.isEmpty()) return part;
  if (!fresh(tiles.base) && !partIsWhole) return all;
  return std::nullopt;
}

PreviewRequest PreviewUpdater::request(int level, const QRect& rect) const {
  return {document_.edits(), level, rect, version_, residual_, rest_.isActive()};
}

PreviewRequest PreviewUpdater::whole() const {
  const auto& pyramid = document_.photo()->pyramid;
  const double longSide = std::max(pyramid.size().width(), pyramid.size().height());
  const int level = pyramid.levelFor(baseLongSide / longSide);
  return request(level, pyramid.level(level).rect());
}

PreviewRequest PreviewUpdater::visiblePart() const {
  const auto& pyramid = document_.photo()->pyramid;
  const int level = pyramid.levelFor(canvas_.transform().zoom());
  const QRect all = pyramid.level(level).rect();
  const QRectF visible = pyramid.toLevel(canvas_.visiblePhoto(), level);
  // Some more on each side, so that a small pan needs nothing new.
  const double mx = visible.width() * 0.12, my = visible.height() * 0.12;
  QRect rect = visible.adjusted(-mx, -my, mx, my).toAlignedRect().intersected(all);
  const auto area = [](const QRect& r) { return double(r.width()) * r.height(); };
  constexpr double nearlyAll = 0.6;
  if (area(rect) > nearlyAll * area(all)) rect = all;
  return request(level, rect);
}

bool PreviewUpdater::fresh(const std::optional<PreviewTile>& tile) const {
  return tile && tile->version == version_;
}

}  // namespace pentimento
