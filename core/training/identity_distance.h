// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <memory>

namespace pentimento {

inline constexpr double samePersonDistance = 0.4;

/// A face descriptor, to tell whether an edited face is still the same person: dlib's ResNet or another
/// network with its interface, as TorchScript (NCHW 1 x 3 x 150 x 150, RGB, 0 to 255 -> 128 numbers). Faces
/// of one person lie less than samePersonDistance apart, those of two more than 0.5.
class IdentityDescriptor {
 public:
  /// Throws Error naming the file: NotFound, Unreadable. TorchScript is code: use only a file that you trust.
  explicit IdentityDescriptor(const std::filesystem::path& torchScript);
  ~IdentityDescriptor();

  /// `crops`: aligned crops (SPEC 1), [N, 3, S, S] in [-1, 1] -> [N, 128], float32, CPU. It sees the part of
  /// a crop that dlib's own framing has. Differentiable.
  torch::Tensor describe(const torch::Tensor& crops) const;
  /// Euclidean distance of the descriptors of two crops, [3, S, S].
  double distance(const torch::Tensor& cropA, const torch::Tensor& cropB) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pentimento
