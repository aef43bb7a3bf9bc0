// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/labelled_faces.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include "core/analysis/parser_model.h"
#include "core/analysis/position_model.h"
#include "core/base/error.h"
#include "core/data/attribute_table.h"
#include "core/data/split.h"
#include "core/data/spread_evenly.h"
#include "core/face/label_map.h"
#include "core/image/image_io.h"
#include "core/models/registry.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;

constexpr int leastSide = 128, largestSide = 512;
constexpr std::size_t facesBetweenWrites = 500;  // of the meshes, which lie in one file

/// Which pictures of a folder may be learnt from.
class Admission {
 public:
  explicit Admission(const fs::path& folder) : table_(findAttributeTable(folder)) {}
  bool admits(const fs::path& file) const {
    if (!table_) return isIn(Split::Training, file);
    const auto row = table_->rows.find(file.stem().string());
    return row != table_->rows.end() && isIn(Split::Training, row->second.identity) &&
           !table_->says(row->second, columnOf(Attribute::Glasses).name);
  }

 private:
  std::optional<AttributeTable> table_;
};

}  // namespace

FaceLabeller faceLabeller(const Compute& compute) {
  struct Networks {
    ParserModel parser;
    PositionModel positions;
  };
  return
      [compute, networks = std::shared_ptr<Networks>()](const Image& photo, const Alignment& face) mutable {
        if (!networks) {
          const Registry registry;
          networks = std::make_shared<Networks>(
              Networks{ParserModel(registry.current("parse").weights, compute),
                       PositionModel(registry.current("position-map").weights, compute)});
        }
        const int side = std::clamp(static_cast<int>(std::lround(face.side())), leastSide, largestSide);
        LabelledFace labelled;
        labelled.crop = cropFromPhoto(photo, face, side);
        labelled.labels = networks->parser.parse(labelled.crop);
        labelled.mesh = networks->positions.points(networks->positions.predict(labelled.crop));
        for (auto& point : labelled.mesh)
          point = point * static_cast<float>(side) - cv::Point3f(0.5F, 0.5F, 0);  // a pixel's middle is whole
        return labelled;
      };
}

std::size_t labelBareFaces(const PhotoSource& source, const fs::path& folder, std::size_t limit,
                           const fs::path& alignments, const FaceLabeller& label, const Progress& progress) {
  const PhotoFolders photos({{source}, Split::All, alignedShortSide, 0});
  const Admission admission(source.folder);
  std::vector<std::size_t> admitted, pictures;
  for (std::size_t i = 0; i < photos.size(); ++i)
    if (admission.admits(photos.file(i))) admitted.push_back(i);
  for (const auto i : spreadEvenly(admitted.size(), limit)) pictures.push_back(admitted[i]);

  auto known = alignments.empty() ? FaceAlignments() : readAlignments(alignments);
  const auto looked = completeAlignments(known, photos, pictures, progress);
  if (looked > 0 && !alignments.empty()) writeAlignments(alignments, known);
  auto meshes = hasMeshes(folder) ? readMeshes(folder) : FaceMeshes();
  std::size_t made = 0;
  for (std::size_t n = 0; n < pictures.size(); ++n) {
    if (progress.stopRequested() && made > 0) writeMeshes(folder, meshes);
    progress.report(static_cast<double>(n) / static_cast<double>(pictures.size()), "labelling faces");
    const auto stem = photos.file(pictures[n]).stem().string();
    const auto found = known.find(stem);
    if (meshes.contains(stem) || found == known.end() || !found->second) continue;
    const Image photo = photos.load(pictures[n]);
    if (photo.empty()) continue;
    auto face = label(photo, *found->second);
    Photo crop;
    crop.image = face.crop;
    fs::create_directories(folder / "images");
    fs::create_directories(folder / "masks");
    writePhoto(folder / "images" / (stem + ".png"), crop);
    writeLabelMap(folder / "masks" / (stem + ".png"), face.labels);
    meshes[stem] = {std::move(face.mesh), 1};
    if (++made % facesBetweenWrites == 0) writeMeshes(folder, meshes);
  }
  if (made > 0) writeMeshes(folder, meshes);
  if (meshes.empty())
    throw Error(ErrorKind::NotFound,
                source.folder.string() + ": holds no face without glasses to learn from");
  if (made > 0) progress.report(1, "faces labelled");
  return made;
}

}  // namespace pentimento
