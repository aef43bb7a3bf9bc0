// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/named_value.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace pentimento {

std::pair<std::string, double> namedValue(const std::string& option, const std::string& text, double least,
                                          double most) {
  const auto equals = text.find('=');
  double value = 0;
  if (equals == std::string::npos || !CLI::detail::lexical_cast(text.substr(equals + 1), value) ||
      !(value >= least && value <= most))  // which NaN is not either
    throw CLI::ValidationError(
        option, fmt::format("'{}' is no NAME=VALUE with a value from {} to {}", text, least, most));
  return {text.substr(0, equals), value};
}

}  // namespace pentimento
