// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "core/base/error.h"

namespace pentimento::test {

/// The Error that `work` throws, or nothing. Other exceptions pass through and fail the test.
template <typename Work>
std::optional<Error> errorOf(Work&& work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

/// For EXPECT_TRUE: `work` throws an Error of `kind` whose message contains `part`.
template <typename Work>
testing::AssertionResult throwsError(ErrorKind kind, const std::string& part, Work&& work) {
  const auto error = errorOf(work);
  if (!error) return testing::AssertionFailure() << "no Error thrown";
  if (error->kind() != kind) {
    return testing::AssertionFailure() << "ErrorKind " << static_cast<int>(error->kind()) << ", expected "
                                       << static_cast<int>(kind) << ": " << error->what();
  }
  if (std::string(error->what()).find(part) == std::string::npos) {
    return testing::AssertionFailure() << "message \"" << error->what() << "\" lacks \"" << part << "\"";
  }
  return testing::AssertionSuccess();
}

}  // namespace pentimento::test
