// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"

#include <spdlog/sinks/stdout_sinks.h>

#include <cstdlib>

namespace pentimento::log {

void setUp(bool quiet) {
  auto logger = std::make_shared<spdlog::logger>("pentimento", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("pentimento: %v");
  logger->set_level(quiet ? spdlog::level::err : spdlog::level::warn);
  if (const char* level = std::getenv("PENTIMENTO_LOG")) logger->set_level(spdlog::level::from_str(level));
  spdlog::set_default_logger(logger);
}

}  // namespace pentimento::log
