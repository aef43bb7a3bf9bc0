// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/face_generator.h"

namespace pentimento {

FaceGeneratorImpl::FaceGeneratorImpl(const GlobalGeneratorOptions& options) {
  options.check();
  if (options.style) style_ = register_module("style", SpatialStyleNetwork(options));
  generator_ = register_module("generator", GlobalGenerator(options));
}

FaceStyle FaceGeneratorImpl::encode(const torch::Tensor& reference, const torch::Tensor& labels,
                                    const torch::Tensor& dropped) {
  return style_.is_empty() ? FaceStyle{} : style_(reference, labels, dropped);
}

torch::Tensor FaceGeneratorImpl::forward(const torch::Tensor& labels, const FaceStyle& style,
                                         const torch::Tensor& like) {
  return generator_(labels, style, like);
}

}  // namespace pentimento
