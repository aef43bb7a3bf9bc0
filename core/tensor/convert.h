// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include "core/image/image.h"
#include "core/tensor/device.h"

namespace pentimento {

/// The only code that turns images into tensors and back.

/// F32 image, C channels -> [C, H, W] float32, values as they are. Copies.
torch::Tensor tensorFromImage(const Image& image);
/// [C, H, W], any floating type, any device, C = 1..3 -> F32 image. Copies.
Image imageFromTensor(const torch::Tensor& tensor);

/// Lab planes <-> what networks see: L/50 - 1, a/110, b/110 (SPEC 1).
torch::Tensor networkFromLightness(const torch::Tensor& lightness);  // any shape
torch::Tensor networkFromChroma(const torch::Tensor& chroma);
torch::Tensor chromaFromNetwork(const torch::Tensor& chroma);
torch::Tensor lightnessFromNetwork(const torch::Tensor& lightness);

/// [N, 3, H, W] Lab in network scale -> sRGB in [0, 1], clamped; differentiable nowhere. For samples and metrics.
torch::Tensor rgbFromNetworkLab(const torch::Tensor& lab);

/// The type that networks compute in, and the memory format that is fastest for it: cuDNN and oneDNN's bfloat16 and
/// AVX-512 kernels want channels-last (in float32 1.6 times as fast); its AVX2 kernels measured 20 % faster on plain NCHW.
torch::ScalarType computeType(const Compute& compute);
torch::MemoryFormat computeFormat(const Compute& compute);
/// `tensor` on the device of `compute`, in that type and format: what the input of a network needs.
torch::Tensor toCompute(const torch::Tensor& tensor, const Compute& compute);

}  // namespace pentimento
