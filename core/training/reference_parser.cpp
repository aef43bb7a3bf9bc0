// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/reference_parser.h"

#include <array>
#include <opencv2/core.hpp>

#include "core/base/error.h"
#include "core/face/label_map.h"
#include "core/tensor/picture_tensor.h"
#include "core/tensor/torch_script.h"

namespace pentimento {
namespace {

constexpr int teacherSide = 448;

using enum FaceClass;
constexpr std::array<FaceClass, faceClassCount> ownOrder{
    Background, Skin,  LeftBrow, RightBrow, LeftEye, RightEye, Glasses, LeftEar, RightEar, Earring,
    Nose,       Mouth, UpperLip, LowerLip,  Neck,    Necklace, Cloth,   Hair,    Hat};

}  // namespace

struct ReferenceParser::Impl {
  torch::jit::Module network;
};

ReferenceParser::ReferenceParser(const std::filesystem::path& torchScript) : impl_(std::make_unique<Impl>()) {
  impl_->network = loadTorchScript(torchScript);
}

ReferenceParser::~ReferenceParser() = default;

Image ReferenceParser::parse(const Image& crop) const {
  const torch::NoGradGuard noGradient;
  const auto input = pictureTensor(crop, teacherSide).permute({1, 2, 0}).unsqueeze(0).contiguous();
  torch::Tensor scores;
  try {
    const auto output = impl_->network.forward({input});
    scores = output.isTuple() ? output.toTuple()->elements().at(0).toTensor() : output.toTensor();
  } catch (const c10::Error& error) {
    throw Error(ErrorKind::Unsupported,
                "the reference parser cannot be run: " + std::string(error.what_without_backtrace()));
  }
  if (scores.sizes() != torch::IntArrayRef{1, teacherSide, teacherSide, faceClassCount})
    throw Error(ErrorKind::Unsupported, "the reference parser gives no 448 x 448 scores of 19 classes");
  const auto found = scores[0].argmax(2).to(torch::kUInt8).contiguous();
  cv::Mat table = cv::Mat::zeros(1, 256, CV_8U), labels;
  for (int i = 0; i < faceClassCount; ++i)
    table.at<std::uint8_t>(i) = static_cast<std::uint8_t>(ownOrder.at(i));
  cv::LUT(cv::Mat(teacherSide, teacherSide, CV_8U, found.data_ptr()), table, labels);
  return leftAndRightApart(Image(labels));
}

Image leftAndRightApart(const Image& labels) {
  double columns = 0;
  int noses = 0;
  const cv::Mat& in = labels.mat();
  for (int y = 0; y < in.rows; ++y)
    for (int x = 0; x < in.cols; ++x)
      if (in.at<std::uint8_t>(y, x) == static_cast<std::uint8_t>(Nose)) {
        columns += x;
        ++noses;
      }
  const double middle = noses > 0 ? columns / noses : (in.cols - 1) / 2.0;
  cv::Mat out = in.clone();
  for (int y = 0; y < in.rows; ++y)
    for (int x = 0; x < in.cols; ++x) {
      auto& label = out.at<std::uint8_t>(y, x);
      const auto here = static_cast<FaceClass>(label), other = mirrored(here);
      if (here == other) continue;
      // Of each pair the subject's left has the smaller number.
      const auto [left, right] = std::minmax(here, other);
      label = static_cast<std::uint8_t>(x > middle ? left : right);
    }
  return Image(out);
}

}  // namespace pentimento
