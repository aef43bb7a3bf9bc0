// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/hog_detector.h"

#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/opencv/cv_image.h>

#include <algorithm>
#include <variant>

#include "core/face/small_face_filter.h"

namespace pentimento {
namespace {

// Each level of its pyramid is two thirds of the one before, not five sixths as with dlib's own: a little over half the
// work. dlib's filters would miss faces between the levels; this one, which need not be exact, does not.
using CoarseScanner = dlib::scan_fhog_pyramid<dlib::pyramid_down<3>>;
using CoarseDetector = dlib::object_detector<CoarseScanner>;

}  // namespace

struct HogDetector::Impl {
  std::variant<dlib::frontal_face_detector, CoarseDetector> detector;
};

HogDetector::HogDetector(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HogDetector::HogDetector(const HogDetector& other) : impl_(std::make_unique<Impl>(*other.impl_)) {}
HogDetector::~HogDetector() = default;

HogDetector HogDetector::faces() {
  return HogDetector(std::make_unique<Impl>(Impl{dlib::get_frontal_face_detector()}));
}

HogDetector HogDetector::smallFaces() {
  CoarseScanner scanner;
  scanner.set_detection_window_size(smallFaceWindow, smallFaceWindow);
  scanner.set_cell_size(8);
  scanner.set_padding(1);
  const auto numbers = smallFaceFilter();
  dlib::matrix<double, 0, 1> weights(static_cast<long>(numbers.size()));
  for (std::size_t i = 0; i < numbers.size(); ++i)
    weights(static_cast<long>(i)) = numbers[i] * smallFaceScale;
  // A small box inside a larger one does not silence it: an eye's corner may look more like a small face than the
  // face around it, when that lies between two levels.
  const dlib::test_box_overlap overlap(0.3, 1);
  return HogDetector(std::make_unique<Impl>(Impl{CoarseDetector(scanner, overlap, weights)}));
}

std::vector<FoundBox> HogDetector::detect(const cv::Mat& grey, double threshold) {
  std::vector<dlib::rect_detection> detections;
  const dlib::cv_image<unsigned char> picture(grey);
  std::visit([&](auto& detector) { detector(picture, detections, threshold); }, impl_->detector);
  std::vector<FoundBox> boxes;
  for (const auto& found : detections) {
    const auto& rect = found.rect;
    boxes.push_back({cv::Rect2d(static_cast<double>(rect.left()), static_cast<double>(rect.top()),
                                static_cast<double>(rect.width()), static_cast<double>(rect.height())),
                     found.detection_confidence});
  }
  return boxes;
}

std::vector<FoundBox> withoutOverlaps(std::vector<FoundBox> boxes, double share) {
  std::sort(boxes.begin(), boxes.end(),
            [](const FoundBox& a, const FoundBox& b) { return a.confidence > b.confidence; });
  std::vector<FoundBox> kept;
  for (const auto& box : boxes) {
    const bool covered = std::any_of(kept.begin(), kept.end(), [&](const FoundBox& other) {
      return (box.box & other.box).area() > share * std::min(box.box.area(), other.box.area());
    });
    if (!covered) kept.push_back(box);
  }
  return kept;
}

}  // namespace pentimento
