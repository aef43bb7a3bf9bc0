// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/run_lock.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include "core/base/error.h"
#include "core/base/log.h"

namespace pentimento {
namespace fs = std::filesystem;
namespace {

constexpr auto lockName = "lock";

/// A lock of the open file, not of the process: it can be asked for without being taken (flock cannot), and
/// another descriptor of this process does not let go of it (a lock of fcntl's older kind would).
struct flock wholeFile() {
  struct flock range {};
  range.l_type = F_WRLCK;
  range.l_whence = SEEK_SET;
  return range;
}

int numberIn(int descriptor) {
  char text[16] = {};
  return ::pread(descriptor, text, sizeof text - 1, 0) > 0 ? std::atoi(text) : 0;
}

}  // namespace

RunLock::RunLock(const fs::path& run) {
  const auto file = run / lockName;
  descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor_ < 0)
    throw Error(ErrorKind::WriteFailed,
                file.string() + ": cannot be written: " + std::generic_category().message(errno));
  auto range = wholeFile();
  if (::fcntl(descriptor_, F_OFD_SETLK, &range) != 0) {
    if (errno == EAGAIN || errno == EACCES) {
      const auto other = std::to_string(numberIn(descriptor_));
      ::close(descriptor_);
      throw Error(ErrorKind::InvalidArgument,
                  run.string() + ": process " + other + " trains this run already");
    }
    // Some network file systems know no locks; training there is better than refusing to.
    spdlog::warn("{}: cannot be locked: {}", file.string(), std::generic_category().message(errno));
  }
  const auto number = std::to_string(::getpid()) + "\n";
  if (::ftruncate(descriptor_, 0) != 0 || ::pwrite(descriptor_, number.data(), number.size(), 0) < 0)
    spdlog::warn("{}: cannot be written: {}", file.string(), std::generic_category().message(errno));
}

RunLock::~RunLock() {
  ::close(descriptor_);
}

std::optional<int> RunLock::holder(const fs::path& run) {
  const int descriptor = ::open((run / lockName).c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return std::nullopt;
  auto range = wholeFile();
  const bool held = ::fcntl(descriptor, F_OFD_GETLK, &range) == 0 && range.l_type != F_UNLCK;
  const auto number = held ? std::optional(numberIn(descriptor)) : std::nullopt;
  ::close(descriptor);
  return number;
}

}  // namespace pentimento
