// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regenerate/mask_files.h"

#include <opencv2/core.hpp>

#include "core/face/label_map.h"

namespace pentimento {

namespace {

Image inPhoto(const std::vector<MaskedFace>& faces, const Image& photo) {
  std::vector<Face> masked;
  for (const auto& [item, labels] : faces) {
    Face face;  // all that label maps need
    face.detected = item->face.detected;
    face.alignment = item->face.alignment;
    face.labels = labels.empty() ? item->face.labels : labels;
    masked.push_back(std::move(face));
  }
  return labelsInPhoto(masked, photo.width(), photo.height());
}

}  // namespace

std::vector<MaskedFace> readMask(const std::filesystem::path& png, const std::vector<FacePointer>& faces,
                                 const Image& photo) {
  const Image wanted = readLabelMap(png, photo.width(), photo.height());
  std::vector<MaskedFace> result;
  for (const FacePointer& face : faces) result.emplace_back(face, Image());
  const Image seen = inPhoto(result, photo);
  for (auto& [face, labels] : result) {
    const Alignment& alignment = face->face.alignment;
    const Image now = labelsInCrop(wanted, alignment, FaceItem::maskSide);
    const Image before = labelsInCrop(seen, alignment, FaceItem::maskSide);
    labels = face->parsed.clone();
    now.mat().copyTo(labels.mat(), now.mat() != before.mat());
  }
  return result;
}

void writeMask(const std::filesystem::path& png, const std::vector<MaskedFace>& faces, const Image& photo) {
  writeLabelMap(png, inPhoto(faces, photo));
}

}  // namespace pentimento
