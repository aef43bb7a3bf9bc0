// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

namespace pentimento {

/// "smile=0.5" -> its parts; the value of NAME=VALUE from `least` to `most`. Throws CLI::ValidationError
/// (wrong command line) about `option` for anything else.
std::pair<std::string, double> namedValue(const std::string& option, const std::string& text, double least,
                                          double most);

}  // namespace pentimento
