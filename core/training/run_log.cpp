// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/run_log.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/error.h"

namespace pentimento {

RunLog::RunLog(const std::filesystem::path& file, Listener listener)
    : file_(std::fopen(file.c_str(), "ae")), listener_(std::move(listener)) {
  if (!file_) throw Error(ErrorKind::WriteFailed, file.string() + ": cannot be written");
  // A process that was killed while it wrote left half a line: the next one begins on a line of its own.
  std::ifstream before(file, std::ios::binary);
  if (before.seekg(-1, std::ios::end) && before.get() != '\n') std::fputc('\n', file_);
}

RunLog::~RunLog() { std::fclose(file_); }

void RunLog::write(const nlohmann::json& line) {
  const auto text = line.dump() + "\n";
  std::fwrite(text.data(), 1, text.size(), file_);
  std::fflush(file_);  // a full disk loses log lines, not the run
  if (listener_) listener_(line);
}

}  // namespace pentimento
