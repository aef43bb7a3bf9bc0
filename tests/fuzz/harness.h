// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "tests/fuzz/mutate.h"

namespace pentimento::fuzz {

struct Fuzzer {
  /// A hostile input; all its choices come from `random`, so the number of an iteration is enough to repeat
  /// it.
  std::function<Bytes(Random& random)> makeInput;
  /// Gives the input to what is tested. May return or throw an Error, of any kind but Internal, naming `name`
  /// in its message; throws anything else where the result breaks a promise.
  std::function<void(const Bytes& input, const std::string& name)> tryInput;
};

/// PROGRAM [ITERATIONS [FIRST]], 20000 and 0 by default: runs that many inputs. Prints how many were accepted
/// and refused. At the first finding says which iteration it was, leaves the input in the folder for
/// temporary files and returns 1; memory faults under AddressSanitizer do the same on their way out.
int run(int argc, char** argv, const Fuzzer& fuzzer);

}  // namespace pentimento::fuzz
