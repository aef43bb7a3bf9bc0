// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/data/split.h"
#include "core/image/image.h"
#include "core/networks/illumination_classifier.h"

namespace pentimento {

struct YalePhotosOptions {
  std::filesystem::path folder;     ///< pictures (anywhere below), `light.tsv`, `mesh.txt` and `mesh.i16`
  std::filesystem::path canonical;  ///< layout of the texture, see CanonicalFace
  Split split = Split::Training;    ///< by subject: every sixth, by name, is held out
  int size = 128;                   ///< side of the textures
};

/// Extended Yale B (Georghiades et al. 2001): people before the camera in light from many directions,
/// unwrapped into their textures. `light.tsv`: a line of names, then file stem, subject, azimuth and
/// elevation in degrees (azimuth positive: from the subject's right), separated by tabs. One mesh a subject:
/// nobody moves.
class YalePhotos {
 public:
  struct Entry {
    std::string stem, subject;
    double azimuth = 0, elevation = 0;  ///< see lightClassOf
    LightClass light = LightClass::Frontal;
    Image texture;        ///< U8, one channel, size x size
    std::size_t frontal;  ///< the entry of the subject's most frontal light
  };

  /// Unwraps all. Throws Error naming the file: what MeshPhotos and CanonicalFace throw; NotFound, Unreadable
  /// (light.tsv); NotFound when nothing is in the split.
  explicit YalePhotos(const YalePhotosOptions& options, const Progress& progress = {});

  const std::vector<Entry>& entries() const { return entries_; }
  const std::vector<std::string>& subjects() const { return subjects_; }
  /// U8, one channel: 255 where the texture shows face.
  const Image& face() const { return face_; }
  int size() const { return size_; }

 private:
  int size_;
  Image face_;
  std::vector<std::string> subjects_;
  std::vector<Entry> entries_;
};

}  // namespace pentimento
