// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/device.h"

namespace pentimento::test {

/// The same numbers on every machine.
inline Compute onCpu() {
  Compute compute;
  compute.device = "cpu";
  return compute;
}

}  // namespace pentimento::test
