// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regenerate/regenerate_work.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "ui/image_bridge.h"

namespace pentimento {

/// A face being painted. A session holds the face's features, so not many are kept.
struct RegenerateWork::Painter {
  static constexpr std::size_t most = 4;

  RegeneratedFace face;  // the session fits all that sameSession calls so
  std::unique_ptr<FaceRegenerator> generator;
  Image painted, generated;  // the last result and what it was made from
};

namespace {

QRect sizeRect(const LoadedPhoto& photo, int level) {
  return level == RegenerateWork::photoItself ? QRect(QPoint(0, 0), photo.size())
                                              : photo.pyramid.level(level).rect();
}

/// Pixels that may be written.
Image cut(const LoadedPhoto& photo, int level, const QRect& rect) {
  if (level != RegenerateWork::photoItself) return fromQImage(photo.pyramid.level(level).copy(rect));
  return Image(photo.photo.image.mat()(cv::Rect(rect.x(), rect.y(), rect.width(), rect.height())).clone());
}

/// The alignment in pixels of a level, whose pixel centres are at whole numbers too.
Alignment scaled(const Alignment& alignment, const QSizeF& photo, const QSizeF& level) {
  const double sx = level.width() / photo.width(), sy = level.height() / photo.height(),
               s = std::sqrt(sx * sy);
  Alignment result;
  result.centre = {(alignment.centre.x + 0.5) * sx - 0.5, (alignment.centre.y + 0.5) * sy - 0.5};
  result.x = alignment.x * s;
  result.y = alignment.y * s;
  return result;
}

/// The rectangle of the rendition that the crop lies in.
QRect reach(const Alignment& alignment, const QRect& all) {
  const double dx = std::abs(alignment.x.x) + std::abs(alignment.y.x);
  const double dy = std::abs(alignment.x.y) + std::abs(alignment.y.y);
  constexpr double margin = 2;  // for the interpolation
  return QRectF(alignment.centre.x - dx, alignment.centre.y - dy, 2 * dx, 2 * dy)
      .adjusted(-margin, -margin, margin + 1, margin + 1)
      .toAlignedRect()
      .intersected(all);
}

/// In a black-and-white photo a generated patch must not be the only thing with colour.
Image withoutColour(const Image& rgb) {
  cv::Mat grey, result;
  cv::cvtColor(rgb.mat(), grey, cv::COLOR_RGB2GRAY);
  cv::cvtColor(grey, result, cv::COLOR_GRAY2RGB);
  return Image(result);
}

}  // namespace

void lay(const Patches& patches, Image& part, const QPoint& corner) {
  const QRect shown(corner, QSize(part.width(), part.height()));
  for (const Patch& patch : patches) {
    const QRect both = patch.rect.intersected(shown);
    if (both.isEmpty()) continue;
    const auto within = [&](const QPoint& origin) {
      return cv::Rect(both.x() - origin.x(), both.y() - origin.y(), both.width(), both.height());
    };
    patch.pixels.mat()(within(patch.rect.topLeft())).copyTo(part.mat()(within(corner)));
  }
}

RegenerateWork::RegenerateWork(std::unique_ptr<RegenerateEngine> engine) : engine_(std::move(engine)) {}

RegenerateWork::~RegenerateWork() {
  painters_.clear();
}

const EngineInfo& RegenerateWork::load() {
  if (!info_) info_ = engine_->load();
  return *info_;
}

void RegenerateWork::forget() {
  painters_.clear();
  renditions_.clear();
}

Image RegenerateWork::apply(const LoadedPhoto& photo, const RegenerateEdit& edit, const Progress& progress) {
  if (!edit.active()) return photo.photo.image;
  const Patches& all = patches(photo, photoItself, edit, progress);
  Image result = photo.photo.image.clone();
  lay(all, result, {0, 0});
  return result;
}

const Patches& RegenerateWork::patches(const LoadedPhoto& photo, int level, const RegenerateEdit& edit,
                                       const Progress& progress) {
  static const Patches none;
  if (!edit.active()) return none;
  Rendition& kept = renditions_[level];
  // What is as before and lies over nothing new stays as it is.
  Rendition next;
  std::vector<QRect> renewed;
  for (const RegeneratedFace& face : edit.faces) {
    const auto same = std::find_if(kept.faces.begin(), kept.faces.end(), [&](const RegeneratedFace& old) {
      return old == face || sameFace(*old, *face);
    });
    const Patch* old = same == kept.faces.end()
                           ? nullptr
                           : &kept.patches[static_cast<std::size_t>(same - kept.faces.begin())];
    const bool covered = old && std::any_of(renewed.begin(), renewed.end(),
                                            [&](const QRect& rect) { return rect.intersects(old->rect); });
    Patch patch = old && !covered ? *old : patchFor(photo, level, face, next.patches, progress);
    if (!old || covered) renewed.push_back(patch.rect);
    next.faces.push_back(face);
    next.patches.push_back(std::move(patch));
  }
  // A face that is painted no longer: those that lay over it were made from its pixels.
  const bool fewer = kept.faces.size() > next.faces.size();
  if (fewer && renewed.size() < next.faces.size()) {
    kept = {};
    return patches(photo, level, edit, progress);
  }
  kept = std::move(next);
  return kept.patches;
}

Patch RegenerateWork::patchFor(const LoadedPhoto& photo, int level, const RegeneratedFace& face,
                               const Patches& below, const Progress& progress) {
  const QRect all = sizeRect(photo, level);
  const Alignment alignment = scaled(face->alignment, photo.size(), all.size());
  Patch patch;
  patch.rect = reach(alignment, all);
  if (patch.rect.isEmpty()) return patch;
  const Image& made = generated(photo, face, progress);
  Image target = cut(photo, level, patch.rect);
  lay(below, target, patch.rect.topLeft());
  Alignment inside = alignment;
  inside.centre -= cv::Point2d(patch.rect.x(), patch.rect.y());
  patch.pixels = engine_->blend(target, inside, made, engine_->mask(*face), progress);
  return patch;
}

const Image& RegenerateWork::generated(const LoadedPhoto& photo, const RegeneratedFace& face,
                                       const Progress& progress) {
  Painter& painter = painterFor(photo, face);
  if (!painter.generated.empty() && samePixels(painter.painted, face->painted)) return painter.generated;
  progress.throwIfStopped();
  const Image made = painter.generator->generate(face->painted, progress);
  painter.generated = photo.photo.greyscale ? withoutColour(made) : made;
  painter.painted = face->painted;
  return painter.generated;
}

RegenerateWork::Painter& RegenerateWork::painterFor(const LoadedPhoto& photo, const RegeneratedFace& face) {
  load();
  const auto known = std::find_if(painters_.begin(), painters_.end(),
                                  [&](const auto& painter) { return sameSession(*painter->face, *face); });
  if (known != painters_.end()) {
    std::rotate(painters_.begin(), known, known + 1);
    return *painters_.front();
  }
  auto painter = std::make_unique<Painter>();
  painter->face = face;
  painter->generator = engine_->open(photo.photo.image, *face);
  painters_.insert(painters_.begin(), std::move(painter));
  if (painters_.size() > Painter::most) painters_.pop_back();
  return *painters_.front();
}

}  // namespace pentimento
