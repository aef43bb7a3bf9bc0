// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "core/face/alignment.h"
#include "core/face/detector.h"
#include "core/face/label_map.h"
#include "core/face/uv_map.h"
#include "core/tensor/device.h"

namespace pentimento {

/// Everything that is known of one face of a photo.
struct Face {
  DetectedFace detected;
  Alignment alignment;
  Image labels;           ///< label map of the aligned crop, U8, labelSize x labelSize
  PositionMap positions;  ///< of the aligned crop
  HeadTurn turn;
};

/// Side of the label maps, pixels; what the parser sees.
inline constexpr int labelSize = 256;

struct AnalyserOptions {
  std::filesystem::path landmarks;     ///< the predictor's file; empty: see findLandmarkPredictor
  std::filesystem::path parser;        ///< model files; empty: what the registry's task "parse" uses, …
  std::filesystem::path positionMap;   ///< … and "position-map"
};

/// Finds the faces of a photo, aligns, parses and unwraps them (SPEC 1, 2.2, 2.5).
/// Not thread-safe: one worker owns it.
class FaceAnalyser {
 public:
  /// Loads everything. Throws Error naming what is missing or damaged.
  FaceAnalyser(const AnalyserOptions& options, const Compute& compute);
  ~FaceAnalyser();
  FaceAnalyser(FaceAnalyser&&) noexcept;
  FaceAnalyser& operator=(FaceAnalyser&&) noexcept;

  /// All faces, left to right; no face is no error. Throws Error{Cancelled}.
  std::vector<Face> analyse(const Image& photo, const Progress& progress = {});
  /// The face in a box drawn by hand. Throws Error{InvalidArgument} with the reason.
  Face analyseBox(const Image& photo, const cv::Rect2d& box, const Progress& progress = {});

  /// Milliseconds that each stage took in the last analysis, summed over faces.
  struct Timings {
    double detect = 0, parse = 0, positionMap = 0;
  };
  const Timings& timings() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The face with the largest crop; nullptr: there is none.
const Face* largestFace(const std::vector<Face>& faces);

/// The label maps of all faces in photo geometry; where faces overlap, the nearer (larger) one wins.
Image labelsInPhoto(const std::vector<Face>& faces, int photoWidth, int photoHeight);

}  // namespace pentimento
