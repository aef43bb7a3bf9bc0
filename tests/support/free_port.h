// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace pentimento::test {

/// A TCP port of this machine at which nobody listens now.
std::uint16_t freePort();

}  // namespace pentimento::test
