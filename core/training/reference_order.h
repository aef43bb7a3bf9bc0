// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace pentimento {

/// Whose reference each sample of a batch gets.
struct ReferenceOrder {
  torch::Tensor order;      ///< [N], int64: the number of the sample that lends its reference
  std::int64_t others = 0;  ///< the first so many have another one's, the rest their own
};

/// `share` of `samples` (rounded; at least one keeps its own) get the next one's. Throws
/// Error{InvalidArgument} unless samples >= 1 and 0 <= share < 1.
ReferenceOrder referenceOrder(std::int64_t samples, double share);

}  // namespace pentimento
