// SPDX-License-Identifier: GPL-3.0-or-later
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/image/resample.h"

namespace pentimento {

Image upsampleChroma(const Image& chroma, const Image& lightness) {
  cv::Mat result;
  cv::resize(chroma.mat(), result, lightness.mat().size(), 0, 0, cv::INTER_CUBIC);
  return Image(result);
}

}  // namespace pentimento
