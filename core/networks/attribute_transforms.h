// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/networks/residual_network.h"

namespace pentimento {

/// Which layers the two networks have.
enum class TransformDesign {
  Table1,  ///< paper 003's own: residual_transform.h
  Masked,  ///< the shipped one: masked_residual_transform.h
};

struct AttributeTransformsOptions {
  TransformDesign design = TransformDesign::Masked;
  std::int64_t baseChannels =
      96;  ///< Masked: of the residual blocks; Table1: of the first layer, the paper's are 64
  std::int64_t size = 128;                ///< side of the crops that they were trained on, pixels
  double gainAdded = 1, gainRemoved = 1;  ///< of the residual: how strong an edit a slider's 1 is, and its -1

  /// Throws Error{InvalidArgument} with what is wrong.
  void check() const;
};
void to_json(nlohmann::json& json, const AttributeTransformsOptions& options);
void from_json(const nlohmann::json& json, AttributeTransformsOptions& options);

/// The pair of one attribute (paper 003, section 3): G0 adds it, G1 removes it.
class AttributeTransformsImpl : public torch::nn::Module {
 public:
  explicit AttributeTransformsImpl(const AttributeTransformsOptions& options);

  /// The residual that adds or removes the attribute, times its gain. `picture`: [N, 3, S, S] in [-1, 1],
  /// float32 or bfloat16 -> [N, 3, S, S] float32, in the same scale.
  torch::Tensor residual(const torch::Tensor& picture, bool added);

  const AttributeTransformsOptions& options() const { return options_; }

 private:
  AttributeTransformsOptions options_;
  std::shared_ptr<ResidualNetwork> add_, remove_;
};
TORCH_MODULE(AttributeTransforms);

}  // namespace pentimento
