// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>

#include "core/base/error.h"

namespace pentimento {

/// What `exception` (not null) comes to for a person: an Error as it is; a failed allocation of the language,
/// LibTorch or OpenCV as OutOfMemory; anything else as Internal with the first line of its message.
/// For the three places that catch: the job runner, a CLI command, main.
Error errorFrom(const std::exception_ptr& exception);

}  // namespace pentimento
