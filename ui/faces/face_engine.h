// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/analysis/face_analyser.h"
#include "core/face/trait.h"
#include "core/tensor/device.h"

namespace pentimento {

/// A picture that is not the open photo, with its faces, left to right.
struct OtherPicture {
  Image image;
  std::vector<Face> faces;
};

/// The seam between the window and the analysis of faces, always on the worker's thread and one call at a
/// time. Tests script their own. Everything throws Error.
class FaceEngine {
 public:
  virtual ~FaceEngine() = default;

  /// Loads what the analysis needs; slow. Called before the first of the others, again after it threw: what
  /// was missing may be there by then.
  virtual void load() = 0;
  /// As FaceAnalyser.
  virtual std::vector<Face> analyse(const Image& photo, const Progress& progress) = 0;
  virtual Face analyseBox(const Image& photo, const cv::Rect2d& box, const Progress& progress) = 0;
  /// What an aligned crop surely has and has not; nothing where that is doubtful, or where no classifier is
  /// installed.
  virtual TraitMarks marksOf(const Image& crop) = 0;
};

using FaceEngineMaker = std::function<std::unique_ptr<FaceEngine>()>;

/// The real one.
std::unique_ptr<FaceEngine> makeAnalyserEngine(const ComputeOptions& compute, const AnalyserOptions& options);

}  // namespace pentimento
