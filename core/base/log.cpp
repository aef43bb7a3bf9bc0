// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"

#include <spdlog/sinks/stdout_sinks.h>

#include <cstdlib>
#include <string_view>

namespace pentimento::log {

void setUp(bool quiet) {
  auto logger =
      std::make_shared<spdlog::logger>("pentimento", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("pentimento: %v");
  logger->set_level(quiet ? spdlog::level::err : spdlog::level::warn);
  if (const char* name = std::getenv("PENTIMENTO_LOG")) {
    // spdlog takes an unknown name for "off", which would hide errors behind a typing mistake.
    const auto level = spdlog::level::from_str(name);
    if (level != spdlog::level::off || std::string_view(name) == "off") logger->set_level(level);
  }
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace pentimento::log
