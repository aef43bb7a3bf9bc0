// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/reference_order.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace pentimento {

ReferenceOrder referenceOrder(std::int64_t samples, double share) {
  if (samples < 1 || !(share >= 0 && share < 1))
    throw Error(ErrorKind::InvalidArgument, "references are exchanged for a share below 1 of some samples");
  ReferenceOrder result;
  result.others = std::min<std::int64_t>(std::llround(share * static_cast<double>(samples)), samples - 1);
  result.order = torch::arange(samples, torch::kInt64);
  result.order.narrow(0, 0, result.others) += 1;
  return result;
}

}  // namespace pentimento
