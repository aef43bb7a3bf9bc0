// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace pentimento {

/// This machine's own address on the way to `host`, in numbers. The name of a machine often stands for its
/// loopback address, at which no other machine finds it. Throws Error{NotFound} for a host that is not known.
std::string localAddressTowards(const std::string& host, std::uint16_t port);

}  // namespace pentimento
