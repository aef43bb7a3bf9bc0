// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regenerate/mask_commands.h"

#include <cstring>
#include <opencv2/imgproc.hpp>

namespace pentimento {

namespace {

QByteArray packed(const Image& labels, const QRect& region) {
  QByteArray bytes;
  bytes.reserve(qsizetype(region.width()) * region.height());
  for (int y = region.top(); y <= region.bottom(); ++y)
    bytes.append(reinterpret_cast<const char*>(labels.mat().ptr(y) + region.left()), region.width());
  constexpr int fast = 1;
  return qCompress(bytes, fast);
}

}  // namespace

QRect changedRegion(const Image& before, const Image& after) {
  const cv::Mat different = before.mat() != after.mat();
  const cv::Rect box = cv::boundingRect(different);
  return QRect(box.x, box.y, box.width, box.height);
}

ChangePixels::ChangePixels(MaskModel& model, MaskModel::MaskPointer mask, const Image& before,
                           const QRect& region, const QString& text)
    : QUndoCommand(text),
      model_(model),
      mask_(std::move(mask)),
      region_(region),
      before_(packed(before, region)),
      after_(packed(mask_->painted, region)) {}

void ChangePixels::put(const QByteArray& compressed) {
  model_.cancelStroke();
  const QByteArray bytes = qUncompress(compressed);
  for (int row = 0; row < region_.height(); ++row) {
    std::memcpy(mask_->painted.mat().ptr(region_.top() + row) + region_.left(),
                bytes.constData() + qsizetype(row) * region_.width(),
                static_cast<std::size_t>(region_.width()));
  }
  model_.touched(mask_, region_);
  model_.publish();
}

ChangeSettings::ChangeSettings(MaskModel& model, MaskModel::MaskPointer mask, MaskModel::Settings after,
                               const QString& text)
    : QUndoCommand(text),
      model_(model),
      mask_(std::move(mask)),
      before_(model.settings(mask_)),
      after_(std::move(after)) {}

void ChangeSettings::apply(const MaskModel::Settings& settings) {
  model_.cancelStroke();
  model_.enabled_ = settings.enabled;
  if (mask_) {
    mask_->wholeFace = settings.wholeFace;
    mask_->style = settings.style;
    mask_->snapshot.reset();
  }
  model_.publish();
}

}  // namespace pentimento
