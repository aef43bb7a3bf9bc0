// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <spdlog/spdlog.h>

namespace pentimento::log {

/// Sends spdlog's messages to stderr as `pentimento: text`, warnings and above; `quiet` leaves errors only,
/// PENTIMENTO_LOG=debug (a level's name) in the environment wins over both. Call once, from main.
void setUp(bool quiet);

}  // namespace pentimento::log
