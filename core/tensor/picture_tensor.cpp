// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/picture_tensor.h"

#include <opencv2/imgproc.hpp>

#include "core/image/resample.h"
#include "core/tensor/convert.h"

namespace pentimento {

torch::Tensor pictureTensor(const Image& picture, int side) {
  const Image sized =
      picture.width() == side && picture.height() == side ? picture : resize(picture, side, side);
  cv::Mat pixels;
  sized.mat().convertTo(pixels, CV_32F, 2 / sized.maximum(), -1);
  if (pixels.channels() == 1) cv::cvtColor(pixels, pixels, cv::COLOR_GRAY2RGB);
  return tensorFromImage(Image(pixels)).clamp_(-1, 1);  // bicubic enlargement overshoots
}

torch::Tensor labelTensor(const Image& labels) {
  const cv::Mat whole = labels.mat().isContinuous() ? labels.mat() : labels.mat().clone();
  return torch::from_blob(whole.data, {whole.rows, whole.cols}, torch::kUInt8).clone();
}

torch::Tensor resizedBilinear(const torch::Tensor& maps, std::int64_t height, std::int64_t width) {
  namespace F = torch::nn::functional;
  return F::interpolate(maps, F::InterpolateFuncOptions()
                                  .size(std::vector<std::int64_t>{height, width})
                                  .mode(torch::kBilinear)
                                  .align_corners(false));
}

Image imageFromPicture(const torch::Tensor& picture) {
  cv::Mat bytes;
  imageFromTensor((picture + 1) / 2).mat().convertTo(bytes, CV_8U, 255);  // saturates
  return Image(bytes);
}

}  // namespace pentimento
