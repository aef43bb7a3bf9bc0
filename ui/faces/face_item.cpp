// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/faces/face_item.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "ui/image_bridge.h"

namespace pentimento {

namespace {

Image enlarged(const Image& labels, int side) {
  if (side == labels.width()) return labels;
  return labelsInPhoto(labels, Alignment::wholePicture(side, side), side, side);
}

/// The label map at twice or four times its size where the face is that large in the photo.
QImage refined(const Image& labels, double photoSide) {
  if (labels.empty()) return {};
  int side = labels.width();
  while (side < photoSide && side < 4 * labels.width()) side *= 2;
  const Image fine = enlarged(labels, side);
  QImage picture(side, side, QImage::Format_Grayscale8);
  for (int y = 0; y < side; ++y)
    std::memcpy(picture.scanLine(y), fine.mat().ptr(y), static_cast<std::size_t>(side));
  return picture;
}

}  // namespace

QRectF FaceItem::box() const {
  const cv::Rect2d& box = face.detected.box;
  return {onCanvas(box.tl()), QSizeF(box.width, box.height)};
}

QTransform FaceItem::photoFromCrop() const {
  const Alignment& to = face.alignment;
  const QPointF corner = onCanvas(to.centre - to.x - to.y);
  return {2 * to.x.x, 2 * to.x.y, 2 * to.y.x, 2 * to.y.y, corner.x(), corner.y()};
}

FaceClass FaceItem::classAt(const QPointF& photo) const {
  const QPointF unit = photoFromCrop().inverted().map(photo);
  const QPoint pixel(static_cast<int>(std::floor(unit.x() * labels.width())),
                     static_cast<int>(std::floor(unit.y() * labels.height())));
  if (!labels.valid(pixel)) return FaceClass::Background;
  return static_cast<FaceClass>(labels.constScanLine(pixel.y())[pixel.x()]);
}

FacePointer makeFaceItem(Face face, const Image& photo, bool drawn) {
  auto item = std::make_shared<FaceItem>();
  item->thumbnail = toQImage(cropFromPhoto(photo, face.alignment, FaceItem::thumbnailSide));
  item->labels = refined(face.labels, face.alignment.side());
  if (!face.labels.empty()) item->parsed = enlarged(face.labels, FaceItem::maskSide);
  item->drawn = drawn;
  item->face = std::move(face);
  return item;
}

double overlap(const QRectF& a, const QRectF& b) {
  const auto area = [](const QRectF& r) { return std::max(0.0, r.width()) * std::max(0.0, r.height()); };
  const double both = area(a.intersected(b));
  return both > 0 ? both / (area(a) + area(b) - both) : 0;
}

}  // namespace pentimento
