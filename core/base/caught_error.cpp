// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/caught_error.h"

#include <new>
#include <string_view>

namespace pentimento {
namespace {

/// LibTorch and OpenCV throw their general exceptions when memory is short: only the text tells.
bool saysOutOfMemory(std::string_view message) {
  for (const std::string_view phrase :
       {"out of memory", "not enough memory", "can't allocate memory", "Failed to allocate"})
    if (message.find(phrase) != std::string_view::npos) return true;
  return false;
}

}  // namespace

Error errorFrom(const std::exception_ptr& exception) {
  try {
    std::rethrow_exception(exception);
  } catch (const Error& error) {
    return error;
  } catch (const std::bad_alloc&) {
    return {ErrorKind::OutOfMemory, "not enough memory"};
  } catch (const std::exception& other) {
    const std::string_view message = other.what();
    if (saysOutOfMemory(message)) return {ErrorKind::OutOfMemory, "not enough memory"};
    // LibTorch appends a stack trace.
    return {ErrorKind::Internal, std::string(message.substr(0, message.find('\n')))};
  } catch (...) {
    return {ErrorKind::Internal, "an unknown exception"};
  }
}

}  // namespace pentimento
