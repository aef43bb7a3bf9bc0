// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

namespace pentimento {

/// What went wrong, as far as the user interface must tell it apart.
enum class ErrorKind {
  NotFound,         ///< a file or model does not exist
  Unreadable,       ///< exists, but cannot be opened, is damaged or truncated
  Unsupported,      ///< well-formed, but not a format, version or size that we handle
  InvalidArgument,  ///< a parameter is outside its range or does not fit the photo
  WriteFailed,      ///< disk full, folder read-only, …; the old file is untouched
  OutOfMemory,
  Cancelled,        ///< the user stopped it; not shown as a failure
  Internal,
};

/// The one exception that core throws. Caught in three places: the job runner, a CLI command, main.
class Error : public std::runtime_error {
 public:
  /// `message` names the file where there is one and says what is wrong with it, without a final full stop.
  Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  ErrorKind kind() const { return kind_; }

 private:
  ErrorKind kind_;
};

}  // namespace pentimento
