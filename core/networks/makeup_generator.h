// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "core/networks/illumination_classifier.h"
#include "core/networks/illumination_repair.h"
#include "core/networks/makeup_transfer.h"

namespace pentimento {

/// Paper 000, section 3.1: encoder with two down-samplings, illumination repair of both faces' features,
/// make-up transfer, decoder.
struct MakeupGeneratorOptions {
  std::int64_t size = 256;         ///< side of its textures, pixels; from 256 on its blocks reach twice as far
  std::int64_t baseChannels = 64;  ///< at half size; twice as many at a quarter, in the bottleneck
  std::int64_t blocks = 4;         ///< residual blocks of the transfer module
  bool withoutIrm = false;         ///< the paper's ablation "w/o IRM": features are taken as they are
  bool withoutMla = false;         ///< "w/o MLA": the attention of layer 2 alone
  IlluminationClassifierOptions illumination;

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const MakeupGeneratorOptions& options);
void from_json(const nlohmann::json& json, MakeupGeneratorOptions& options);

class MakeupGeneratorImpl : public torch::nn::Module {
 public:
  explicit MakeupGeneratorImpl(const MakeupGeneratorOptions& options = {});
  /// T_t = G(T_s, T_r), eq. (2). Textures [N, 3, S, S], RGB in [-1, 1] (S a multiple of 16) -> the source
  /// made up as the reference: float32, T_s and what is added to it, so it may leave the range a little.
  /// `shade` [N or 1, 1, S / 4, S / 4] or a scalar tensor: SPEC 2.2's alpha, 0 (the source's own) to 1;
  /// undefined: 1.
  torch::Tensor forward(const torch::Tensor& source, const torch::Tensor& reference,
                        const torch::Tensor& shade = {});
  /// The pre-trained, frozen classifier whose attention guides the repair; it is part of the weights. Null
  /// without the repair module.
  IlluminationClassifier& illumination() { return illumination_; }
  const MakeupGeneratorOptions& options() const { return options_; }

 private:
  void keepMagnitudes();
  std::vector<torch::Tensor> attention(const torch::Tensor& texture);

  MakeupGeneratorOptions options_;
  IlluminationClassifier illumination_{nullptr};
  ConvLayer half_{nullptr}, quarter_{nullptr};
  IlluminationRepairModule repair_{nullptr};
  MakeupTransferModule transfer_{nullptr};
  ConvLayer up_{nullptr}, merge_{nullptr}, output_{nullptr};
};
TORCH_MODULE(MakeupGenerator);

}  // namespace pentimento
