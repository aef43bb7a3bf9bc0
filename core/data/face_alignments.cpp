// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/face_alignments.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/base/error.h"
#include "core/face/detector.h"
#include "core/image/image_io.h"

namespace pentimento {
namespace {

constexpr const char* header = "file,centre_x,centre_y,x_x,x_y";

std::optional<Alignment> alignmentFrom(const std::string& columns) {
  Alignment alignment;
  char comma;
  std::istringstream in(columns);
  if (!(in >> alignment.centre.x >> comma >> alignment.centre.y >> comma >> alignment.x.x >> comma >>
        alignment.x.y) ||
      !(in >> std::ws).eof())
    return {};
  alignment.y = {-alignment.x.y, alignment.x.x};  // down is right turned by 90 degrees
  return alignment;
}

std::optional<Alignment> largestFaceOf(const FaceDetector& detector, const Image& photo,
                                       const Progress& progress) {
  const auto faces = detector.detect(photo, progress);
  const auto largest = std::max_element(
      faces.begin(), faces.end(), [](const auto& a, const auto& b) { return a.box.area() < b.box.area(); });
  if (largest == faces.end()) return {};
  return Alignment::fromLandmarks(largest->landmarks);
}

}  // namespace

FaceAlignments readAlignments(const std::filesystem::path& csv) {
  FaceAlignments alignments;
  std::ifstream file(csv);
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (number == 1 && line == header) continue;
    const auto comma = line.find(',');
    const auto columns = comma == std::string::npos ? std::string() : line.substr(comma + 1);
    const auto alignment = alignmentFrom(columns);
    if (number == 1 || (!alignment && columns != ",,,"))
      throw Error(ErrorKind::Unreadable,
                  fmt::format("{}: line {} is no alignment of a face", csv.string(), number));
    alignments[line.substr(0, comma)] = alignment;
  }
  return alignments;
}

void writeAlignments(const std::filesystem::path& csv, const FaceAlignments& alignments) {
  auto text = fmt::format("{}\n", header);
  for (const auto& [stem, alignment] : alignments) {
    if (alignment)
      text += fmt::format("{},{},{},{},{}\n", stem, alignment->centre.x, alignment->centre.y, alignment->x.x,
                          alignment->x.y);
    else
      text += fmt::format("{},,,,\n", stem);
  }
  if (csv.has_parent_path()) std::filesystem::create_directories(csv.parent_path());
  writeFileAtomically(csv, text.data(), text.size());
}

std::size_t completeAlignments(FaceAlignments& alignments, const PhotoFolders& photos,
                               const std::vector<std::size_t>& pictures, const Progress& progress) {
  std::optional<FaceDetector> detector;  // not loaded when there is nothing to look for
  std::size_t looked = 0;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const auto stem = photos.file(pictures[i]).stem().string();
    if (alignments.contains(stem)) continue;
    progress.report(static_cast<double>(i) / static_cast<double>(pictures.size()), "looking for faces");
    const auto photo = photos.load(pictures[i]);
    if (photo.empty()) continue;
    if (!detector) detector.emplace();
    alignments[stem] = largestFaceOf(*detector, photo, progress);
    ++looked;
  }
  return looked;
}

}  // namespace pentimento
