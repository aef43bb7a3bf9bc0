// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace pentimento::fuzz {

using Bytes = std::vector<std::uint8_t>;
using Random = std::mt19937_64;

/// Uniform in [0, limit); 0 for a limit of 0.
std::size_t below(Random& random, std::size_t limit);

/// One small change: a flipped bit, a byte, a 2, 4 or 8 byte number at the edge of its range, a piece cut,
/// doubled, moved, or filled with noise, the end cut off, noise appended.
void mutateBytes(Bytes& bytes, Random& random);

/// One small change of a text: a number replaced by one at the edge of a range, a character or token of JSON
/// removed, replaced, doubled or inserted, or mutateBytes.
void mutateText(std::string& text, Random& random);

/// The beginning of one and the end of the other.
Bytes splice(const Bytes& first, const Bytes& second, Random& random);

}  // namespace pentimento::fuzz
