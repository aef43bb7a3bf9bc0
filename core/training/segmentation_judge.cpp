// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/segmentation_judge.h"

#include "core/models/load_model.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"
#include "core/training/optimisers.h"

namespace pentimento {
namespace {

constexpr std::int64_t parserSide = 256;  // what the parser sees in use
constexpr std::int64_t placeSteps = 8;    // pixels: the grid is finer, and a face moved further is none

/// As the parser sees them, or their scores at the same size.
torch::Tensor atParserSide(const torch::Tensor& maps) {
  return maps.size(2) == parserSide ? maps : resizedBilinear(maps, parserSide, parserSide);
}

/// [N, S, S] uint8 -> [N, 256, 256] uint8.
torch::Tensor labelsAtParserSide(const torch::Tensor& labels) {
  namespace F = torch::nn::functional;
  return F::interpolate(labels.to(torch::kFloat32).unsqueeze(1),
                        F::InterpolateFuncOptions()
                            .size(std::vector<std::int64_t>{parserSide, parserSide})
                            .mode(torch::kNearest))
      .squeeze(1)
      .to(torch::kUInt8);
}

}  // namespace

SegmentationJudge::SegmentationJudge(const std::filesystem::path& parser, const Compute& compute)
    : compute_(compute) {
  const auto model = loadModel(parser, "parse");
  parser_ = FaceParser(model.options<FaceParserOptions>());
  loadInto(*parser_, model.weights, "network.");
  setTrainable(*parser_, false);
  parser_->eval();
  parser_->to(torch::Device(compute.device));
}

torch::Tensor SegmentationJudge::input(const torch::Tensor& pictures) const {
  return toCompute(atParserSide(pictures), compute_);
}

torch::Tensor SegmentationJudge::parse(const torch::Tensor& pictures) {
  torch::NoGradGuard noGradient;
  return labelsFromScores(parser_(input(pictures)), parserSide).to(torch::kCPU);
}

double SegmentationJudge::accuracy(const torch::Tensor& pictures, const torch::Tensor& labels) {
  const auto wanted = labelsAtParserSide(labels).to(torch::kCPU);
  return (parse(pictures) == wanted).to(torch::kFloat64).mean().item<double>();
}

torch::Tensor SegmentationJudge::objective(const torch::Tensor& pictures, const torch::Tensor& labels) {
  const auto place = torch::randint(placeSteps, {2}, torch::kInt64);
  const auto moved = [&](const torch::Tensor& all, std::int64_t rows) {
    return torch::roll(all, {place[0].item<std::int64_t>(), place[1].item<std::int64_t>()}, {rows, rows + 1});
  };
  const auto blurred = [](const torch::Tensor& all) { return torch::avg_pool2d(all, 3, 1, 1, false, false); };
  // At the labels' size: a quarter of it would have every edge where one of sixteen pixels is.
  const auto seen = moved(blurred(blurred(atParserSide(pictures))), 2);
  const auto scores = atParserSide(parser_(input(seen)).to(torch::kFloat32));
  return torch::nn::functional::cross_entropy(
      scores, moved(labelsAtParserSide(labels), 1).to(scores.device(), torch::kInt64));
}

torch::Tensor SegmentationJudge::features(const torch::Tensor& pictures) {
  torch::NoGradGuard noGradient;
  return parser_->forwardWithContext(input(pictures))
      .context16.to(torch::kFloat32)
      .mean({2, 3})
      .to(torch::kCPU);
}

}  // namespace pentimento
