// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core/mat.hpp>

namespace pentimento {

/// How one channel of a pixel is stored, and its full scale.
enum class PixelDepth {
  U8,   ///< 0–255
  U16,  ///< 0–65535
  F32,  ///< 0–1 for RGB; what the function says for Lab and chroma planes
};

/// A picture in memory: rows from the top, channels interleaved, **RGB** order (OpenCV's own default is BGR:
/// only image_io converts). 1 (grey), 2 (ab planes) or 3 channels.
/// Copying is cheap and shares the pixels, so treat an Image that others may hold as immutable; clone() to
/// write. Thread safety: const access from many threads.
class Image {
 public:
  Image() = default;
  Image(int width, int height, int channels, PixelDepth depth);
  /// Shares the pixels of `pixels`. Throws Error{InvalidArgument} for another depth than 8U, 16U, 32F or for
  /// more than three channels.
  explicit Image(cv::Mat pixels);

  bool empty() const { return mat_.empty(); }
  int width() const { return mat_.cols; }
  int height() const { return mat_.rows; }
  int channels() const { return mat_.channels(); }
  PixelDepth depth() const;
  /// Full scale of one channel: 255, 65535 or 1.
  double maximum() const;
  Image clone() const { return Image(mat_.clone()); }

  const cv::Mat& mat() const { return mat_; }
  cv::Mat& mat() { return mat_; }

 private:
  cv::Mat mat_;
};

/// Same size, channels and depth, and every value equal.
bool samePixels(const Image& a, const Image& b);

}  // namespace pentimento
