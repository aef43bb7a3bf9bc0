// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <opencv2/core.hpp>

#include "core/face/label_map.h"

namespace pentimento {

/// How label maps agree with the truth, over all pixels of all pictures added.
class ParseMeasures {
 public:
  /// Both U8, one channel, of the same size, values 0 to 18.
  void add(const cv::Mat& found, const cv::Mat& truth);

  double pixelAccuracy() const;
  /// 2 * intersection / (found + truth); 0 for a class that is in neither.
  double f1(FaceClass id) const;
  /// Whether any true pixel is of this class.
  bool present(FaceClass id) const;
  /// Of the classes present.
  double meanF1() const;
  /// {"pixel_accuracy", "mean_f1", "pictures", "f1": {class name: …} of the classes present}
  nlohmann::json json() const;

 private:
  std::array<std::array<std::int64_t, faceClassCount>, faceClassCount> counts_{};  // [truth][found]
  std::int64_t pictures_ = 0;
};

}  // namespace pentimento
