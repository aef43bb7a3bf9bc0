// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

namespace pentimento {

/// Random numbers for sample `number` of a run with `seed`: a sample depends on these two alone, so that a resumed run
/// sees what an uninterrupted one sees, whatever the number of threads.
inline cv::RNG randomForSample(std::uint64_t seed, std::int64_t number) {
  cv::RNG random(seed * 0x9E3779B97F4A7C15ULL + static_cast<std::uint64_t>(number) * 0xBF58476D1CE4E5B9ULL + 1);
  for (int i = 0; i < 8; ++i) random.next();  // spreads neighbouring seeds
  return random;
}

/// True for that share of the draws.
inline bool chance(cv::RNG& random, double share) {
  return random.uniform(0.0, 1.0) < share;
}

}  // namespace pentimento
