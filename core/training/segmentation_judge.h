// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <filesystem>

#include "core/networks/face_parser.h"
#include "core/tensor/device.h"

namespace pentimento {

/// Segmentation accuracy (paper 001/004, section 5.2): a picture is parsed, and the share of pixels that got
/// the label they should have is measured.
class SegmentationJudge {
 public:
  /// Loads a face parser; see models/load_model. Throws Error.
  SegmentationJudge(const std::filesystem::path& parser, const Compute& compute);

  /// `pictures`: [N, 3, S, S] in [-1, 1], any size, seen at 256 pixels; -> [N, 256, 256] uint8.
  torch::Tensor parse(const torch::Tensor& pictures);
  /// Correct pixels / all pixels; `labels`: [N, S, S] uint8, of any size. From 0 to 1.
  double accuracy(const torch::Tensor& pictures, const torch::Tensor& labels);
  /// Cross-entropy of what is parsed with `labels`, [N, S, S] uint8; scalar, differentiable in the pictures
  /// alone. It looks through a blur and at a place drawn by chance (torch's generator): else its strides teach a
  /// fine grid that it likes to see. Who learns by it should be judged by another parser too.
  torch::Tensor objective(const torch::Tensor& pictures, const torch::Tensor& labels);
  /// Features for a Frechet distance where no Inception is at hand: the parser's deepest context features,
  /// averaged over the picture: [N, C], float32.
  torch::Tensor features(const torch::Tensor& pictures);

 private:
  torch::Tensor input(const torch::Tensor& pictures) const;
  FaceParser parser_{nullptr};
  Compute compute_;
};

}  // namespace pentimento
