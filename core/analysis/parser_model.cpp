// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/parser_model.h"

#include <torch/torch.h>

#include <opencv2/core.hpp>
#include <vector>

#include "core/analysis/face_analyser.h"
#include "core/base/error.h"
#include "core/face/label_map.h"
#include "core/models/load_model.h"
#include "core/models/run_network.h"
#include "core/networks/face_parser.h"
#include "core/tensor/picture_tensor.h"

namespace pentimento {
namespace {

// The scores of [N, 3, H, W] in the mean with those of the mirror images, turned back: what the network takes
// by chance for something else, it seldom takes for the same on both sides. The mean of scores, not of
// probabilities: these are enlarged next, and the latter would lose thin lips to that.
torch::Tensor scoresBothWays(FaceParser& network, const torch::Tensor& pictures) {
  std::vector<std::int64_t> other;
  for (const auto& info : faceClasses()) other.push_back(static_cast<std::int64_t>(mirrored(info.id)));
  const auto both = network(torch::cat({pictures, pictures.flip(3)})).to(torch::kFloat32).chunk(2);
  return (both[0] + both[1].index_select(1, torch::tensor(other, both[1].device())).flip(3)) / 2;
}

}  // namespace

struct ParserModel::Impl {
  FaceParser network{nullptr};
  Compute compute;
};

ParserModel::ParserModel(const std::filesystem::path& safetensors, const Compute& compute)
    : impl_(std::make_unique<Impl>()) {
  const auto model = loadModel(safetensors, "parse");
  const auto options = model.options<FaceParserOptions>();
  if (options.classes != faceClassCount)
    throw Error(ErrorKind::Unsupported, safetensors.string() + ": knows " + std::to_string(options.classes) +
                                            " classes, not " + std::to_string(faceClassCount));
  impl_->compute = compute;
  impl_->network = FaceParser(options);
  loadInto(*impl_->network, model.weights, "network.");
  impl_->network->eval();
  impl_->network->to(torch::Device(compute.device));
}

ParserModel::~ParserModel() = default;
ParserModel::ParserModel(ParserModel&&) noexcept = default;
ParserModel& ParserModel::operator=(ParserModel&&) noexcept = default;

Image ParserModel::parse(const Image& crop) {
  if (crop.empty() || crop.width() != crop.height())
    throw Error(ErrorKind::InvalidArgument, "the face parser wants a square crop");
  const auto labels =
      runNetwork(impl_->compute, {impl_->network.get()}, pictureTensor(crop, labelSize).unsqueeze(0),
                 [&](const torch::Tensor& input) {
                   return labelsFromScores(scoresBothWays(impl_->network, input), labelSize);
                 })[0]
          .to(torch::kCPU)
          .contiguous();
  return Image(cv::Mat(labelSize, labelSize, CV_8U, labels.data_ptr())).clone();
}

}  // namespace pentimento
