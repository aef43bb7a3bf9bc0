// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regenerate/mask_files.h"

#include "core/effects/regenerate.h"
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
  const Image painted = paintedPixels(wanted, inPhoto(result, photo));
  for (auto& [face, labels] : result) labels = paintedLabels(painted, face->face.alignment, face->parsed);
  return result;
}

void writeMask(const std::filesystem::path& png, const std::vector<MaskedFace>& faces, const Image& photo) {
  writeLabelMap(png, inPhoto(faces, photo));
}

}  // namespace pentimento
