// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/landmark_predictor.h"

#include <dlib/image_processing/shape_predictor.h>
#include <dlib/opencv/cv_image.h>
#include <dlib/serialize.h>

#include <cstdlib>
#include <opencv2/imgproc.hpp>
#include <system_error>

namespace pentimento {
namespace {

namespace fs = std::filesystem;

constexpr const char* fileName = "shape_predictor_68_face_landmarks.dat";
constexpr const char* usualFolders[] = {"/usr/share/dlib", "/usr/local/share/dlib", "/usr/share/dlib/models"};
/// The predictor compares single pixels and rounds its points to whole ones: so the face is brought to this
/// size, where noise is averaged away and rounding is a thousandth of the face.
constexpr double workingSide = 400;

void checkExists(const fs::path& file, const std::string& who) {
  std::error_code ignored;
  if (fs::is_regular_file(file, ignored)) return;
  throw Error(ErrorKind::NotFound, file.string() + ": " + who + " does not exist");
}

/// The face and its surroundings, `workingSide` wide, and how it lies in the picture.
struct Patch {
  cv::Mat pixels;
  cv::Point2d corner;
  double scale;
};

Patch patchAround(const cv::Mat& grey, const cv::Rect2d& box) {
  const double margin = 0.5 * box.width;
  const cv::Rect wanted(cv::Point(cvFloor(box.x - margin), cvFloor(box.y - margin)),
                        cv::Point(cvCeil(box.br().x + margin), cvCeil(box.br().y + margin)));
  const cv::Rect inside = wanted & cv::Rect({}, grey.size());
  if (inside.empty()) throw Error(ErrorKind::InvalidArgument, "the face's box lies outside the photo");
  Patch patch{{}, inside.tl(), workingSide / box.width};
  const auto side = [&](int length) { return std::max(1, cvRound(length * patch.scale)); };
  cv::resize(grey(inside), patch.pixels, cv::Size(side(inside.width), side(inside.height)), 0, 0,
             patch.scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  return patch;
}

}  // namespace

fs::path findLandmarkPredictor(const fs::path& wanted) {
  if (!wanted.empty()) {
    checkExists(wanted, "the landmark predictor");
    return wanted;
  }
  if (const char* named = std::getenv("PENTIMENTO_LANDMARKS"); named && *named) {
    checkExists(named, "the landmark predictor that PENTIMENTO_LANDMARKS names");
    return named;
  }
  std::error_code ignored;
  for (const char* folder : usualFolders) {
    if (const auto file = fs::path(folder) / fileName; fs::is_regular_file(file, ignored)) return file;
  }
  throw Error(ErrorKind::NotFound,
              std::string(fileName) +
                  ": not found; install the package libdlib-data, or name the file in the "
                  "environment variable PENTIMENTO_LANDMARKS");
}

struct LandmarkPredictor::Impl {
  dlib::shape_predictor predictor;
};

LandmarkPredictor::LandmarkPredictor(const fs::path& file) : impl_(std::make_unique<Impl>()) {
  checkExists(file, "the landmark predictor");
  try {
    dlib::deserialize(file.string()) >> impl_->predictor;
  } catch (const std::exception&) {
    throw Error(ErrorKind::Unreadable, file.string() + ": is damaged, or no landmark predictor");
  }
  if (impl_->predictor.num_parts() != std::tuple_size_v<Landmarks>) {
    throw Error(ErrorKind::Unreadable, file.string() + ": predicts " +
                                           std::to_string(impl_->predictor.num_parts()) +
                                           " landmarks, but 68 are needed");
  }
}

LandmarkPredictor::~LandmarkPredictor() = default;
LandmarkPredictor::LandmarkPredictor(LandmarkPredictor&&) noexcept = default;
LandmarkPredictor& LandmarkPredictor::operator=(LandmarkPredictor&&) noexcept = default;

Landmarks LandmarkPredictor::predict(const cv::Mat& grey, const cv::Rect2d& box) const {
  const auto patch = patchAround(grey, box);
  const auto toPatch = [&](double value, double corner) {
    return std::lround((value - corner) * patch.scale);
  };
  const dlib::rectangle rect(toPatch(box.x, patch.corner.x), toPatch(box.y, patch.corner.y),
                             toPatch(box.x + box.width, patch.corner.x) - 1,
                             toPatch(box.y + box.height, patch.corner.y) - 1);
  const auto shape = impl_->predictor(dlib::cv_image<unsigned char>(patch.pixels), rect);
  Landmarks landmarks;
  for (unsigned long i = 0; i < shape.num_parts(); ++i) {
    const auto& part = shape.part(i);
    // Pixel centres are at whole numbers in both pictures.
    landmarks[i] = {(static_cast<double>(part.x()) + 0.5) / patch.scale - 0.5 + patch.corner.x,
                    (static_cast<double>(part.y()) + 0.5) / patch.scale - 0.5 + patch.corner.y};
  }
  return landmarks;
}

}  // namespace pentimento
