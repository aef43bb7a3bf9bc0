// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/segmentation_judge.h"

#include "core/models/load_model.h"
#include "core/tensor/convert.h"

namespace pentimento {
namespace {

constexpr std::int64_t parserSide = 256;  // what the parser sees in use

}  // namespace

SegmentationJudge::SegmentationJudge(const std::filesystem::path& parser, const Compute& compute)
    : compute_(compute) {
  const auto model = loadModel(parser, "parse");
  parser_ = FaceParser(model.options<FaceParserOptions>());
  loadInto(*parser_, model.weights, "network.");
  parser_->eval();
  parser_->to(torch::Device(compute.device));
}

torch::Tensor SegmentationJudge::input(const torch::Tensor& pictures) const {
  namespace F = torch::nn::functional;
  const auto scaled =
      pictures.size(2) == parserSide
          ? pictures
          : F::interpolate(pictures, F::InterpolateFuncOptions()
                                         .size(std::vector<std::int64_t>{parserSide, parserSide})
                                         .mode(torch::kBilinear)
                                         .align_corners(false));
  return toCompute(scaled, compute_);
}

torch::Tensor SegmentationJudge::parse(const torch::Tensor& pictures) {
  torch::NoGradGuard noGradient;
  return labelsFromScores(parser_(input(pictures)), parserSide).to(torch::kCPU);
}

double SegmentationJudge::accuracy(const torch::Tensor& pictures, const torch::Tensor& labels) {
  const auto parsed = parse(pictures);
  const auto wanted =
      torch::nn::functional::interpolate(labels.to(torch::kCPU, torch::kFloat32).unsqueeze(1),
                                         torch::nn::functional::InterpolateFuncOptions()
                                             .size(std::vector<std::int64_t>{parserSide, parserSide})
                                             .mode(torch::kNearest))
          .squeeze(1)
          .to(torch::kUInt8);
  return (parsed == wanted).to(torch::kFloat64).mean().item<double>();
}

torch::Tensor SegmentationJudge::features(const torch::Tensor& pictures) {
  torch::NoGradGuard noGradient;
  return parser_->forwardWithContext(input(pictures))
      .context16.to(torch::kFloat32)
      .mean({2, 3})
      .to(torch::kCPU);
}

}  // namespace pentimento
