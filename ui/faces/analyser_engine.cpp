// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include "core/analysis/attribute_guesser.h"
#include "core/base/error.h"
#include "core/models/registry.h"
#include "ui/faces/face_engine.h"

namespace pentimento {

namespace {

class AnalyserEngine : public FaceEngine {
 public:
  AnalyserEngine(ComputeOptions compute, AnalyserOptions options)
      : compute_(std::move(compute)), options_(std::move(options)) {}

  void load() override { analyser_.emplace(options_, selectCompute(compute_)); }

  std::vector<Face> analyse(const Image& photo, const Progress& progress) override {
    return analyser_->analyse(photo, progress);
  }

  TraitMarks marksOf(const Image& crop) override {
    if (!guesser_) {
      try {
        guesser_.emplace(Registry().current("attribute-classifier").weights, selectCompute(compute_));
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::NotFound) throw;
        return {};
      }
    }
    return guesser_->marks(crop);
  }

  Face analyseBox(const Image& photo, const cv::Rect2d& box, const Progress& progress) override {
    return analyser_->analyseBox(photo, box, progress);
  }

 private:
  ComputeOptions compute_;
  AnalyserOptions options_;
  std::optional<FaceAnalyser> analyser_;
  std::optional<AttributeGuesser> guesser_;  // for those who ask
};

}  // namespace

std::unique_ptr<FaceEngine> makeAnalyserEngine(const ComputeOptions& compute,
                                               const AnalyserOptions& options) {
  return std::make_unique<AnalyserEngine>(compute, options);
}

}  // namespace pentimento
