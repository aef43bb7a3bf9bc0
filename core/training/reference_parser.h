// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>

#include "core/image/image.h"

namespace pentimento {

/// Another face parser, to compare with: the BiSeNetV2 of terryky/tflite_gles_app as TorchScript (NHWC 1 x
/// 448 x 448 x 3, RGB in [-1, 1] -> NHWC scores of 19 classes). For evaluation only.
///
/// Its classes have another order, put into ours here. And it confuses left and right, for it was trained
/// with flips that did not swap them: each pair (eyes, brows, ears) is joined and split again at the middle
/// of the nose.
class ReferenceParser {
 public:
  /// Throws Error naming the file: NotFound, Unreadable. TorchScript is code: use only a file that you trust.
  explicit ReferenceParser(const std::filesystem::path& torchScript);
  ~ReferenceParser();

  /// Labels of an aligned crop, RGB, any size -> label map, U8, 448 x 448. Throws Error{Unsupported} for a
  /// network of another shape.
  Image parse(const Image& crop) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Splits eyes, brows and ears of `labels` at the mean column of the nose (the picture's middle, without
/// one): what lies on the picture's right is the subject's left.
Image leftAndRightApart(const Image& labels);

}  // namespace pentimento
