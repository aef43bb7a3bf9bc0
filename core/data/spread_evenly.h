// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace pentimento {

/// Which of `count` things: `limit` of them spread evenly, all where there are no more; 0: all.
inline std::vector<std::size_t> spreadEvenly(std::size_t count, std::size_t limit) {
  const auto wanted = limit == 0 ? count : std::min(limit, count);
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < wanted; ++i) result.push_back(i * count / wanted);
  return result;
}

}  // namespace pentimento
