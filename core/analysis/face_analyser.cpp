// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/face_analyser.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "core/analysis/parser_model.h"
#include "core/analysis/position_model.h"
#include "core/models/registry.h"

namespace pentimento {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double detectionShare = 0.5;  // of the time that a photo with one face takes

/// Adds the milliseconds of its life to `total`.
class Stopwatch {
 public:
  explicit Stopwatch(double& total) : total_(total) {}
  ~Stopwatch() { total_ += std::chrono::duration<double, std::milli>(Clock::now() - start_).count(); }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  double& total_;
  Clock::time_point start_ = Clock::now();
};

std::filesystem::path modelFor(const char* task, const std::filesystem::path& wanted) {
  return wanted.empty() ? Registry().current(task).weights : wanted;
}

}  // namespace

struct FaceAnalyser::Impl {
  Impl(const AnalyserOptions& options, const Compute& compute)
      : detector(findLandmarkPredictor(options.landmarks)),
        parser(modelFor("parse", options.parser), compute),
        positionModel(modelFor("position-map", options.positionMap), compute) {}

  Face analyse(const Image& photo, const DetectedFace& detected) {
    Face face;
    face.detected = detected;
    face.alignment = Alignment::fromLandmarks(detected.landmarks);
    const Image crop = cropFromPhoto(photo, face.alignment, labelSize);
    {
      const Stopwatch watch(timings.parse);
      face.labels = parser.parse(crop);
    }
    const Stopwatch watch(timings.positionMap);
    face.positions = positionModel.predict(crop);
    face.turn = headTurn(face.positions);
    return face;
  }

  FaceDetector detector;
  ParserModel parser;
  PositionModel positionModel;
  Timings timings;
};

FaceAnalyser::FaceAnalyser(const AnalyserOptions& options, const Compute& compute)
    : impl_(std::make_unique<Impl>(options, compute)) {}
FaceAnalyser::~FaceAnalyser() = default;
FaceAnalyser::FaceAnalyser(FaceAnalyser&&) noexcept = default;
FaceAnalyser& FaceAnalyser::operator=(FaceAnalyser&&) noexcept = default;

std::vector<Face> FaceAnalyser::analyse(const Image& photo, const Progress& progress) {
  impl_->timings = {};
  progress.report(0, "looking for faces");
  std::vector<DetectedFace> detected;
  {
    const Stopwatch watch(impl_->timings.detect);
    detected = impl_->detector.detect(photo, progress);
  }
  std::vector<Face> faces;
  for (const auto& face : detected) {
    const double share = static_cast<double>(faces.size()) / static_cast<double>(detected.size());
    progress.report(detectionShare + (1 - detectionShare) * share, "analysing a face");
    faces.push_back(impl_->analyse(photo, face));
  }
  progress.report(1, "analysed");
  return faces;
}

Face FaceAnalyser::analyseBox(const Image& photo, const cv::Rect2d& box, const Progress& progress) {
  impl_->timings = {};
  progress.report(0, "looking at the face");
  DetectedFace detected;
  {
    const Stopwatch watch(impl_->timings.detect);
    detected = impl_->detector.inBox(photo, box);
  }
  progress.report(detectionShare, "analysing the face");
  return impl_->analyse(photo, detected);
}

const FaceAnalyser::Timings& FaceAnalyser::timings() const {
  return impl_->timings;
}

const Face* largestFace(const std::vector<Face>& faces) {
  const auto face = std::max_element(faces.begin(), faces.end(), [](const Face& a, const Face& b) {
    return a.alignment.side() < b.alignment.side();
  });
  return face == faces.end() ? nullptr : &*face;
}

Image labelsInPhoto(const std::vector<Face>& faces, int photoWidth, int photoHeight) {
  std::vector<const Face*> farFirst;
  for (const auto& face : faces) farFirst.push_back(&face);
  std::stable_sort(farFirst.begin(), farFirst.end(),
                   [](const Face* a, const Face* b) { return a->alignment.side() < b->alignment.side(); });
  Image result(photoWidth, photoHeight, 1, PixelDepth::U8);
  result.mat().setTo(0);
  for (const Face* face : farFirst) {
    const Image labels = labelsInPhoto(face->labels, face->alignment, photoWidth, photoHeight);
    labels.mat().copyTo(result.mat(), labels.mat());
  }
  return result;
}

}  // namespace pentimento
