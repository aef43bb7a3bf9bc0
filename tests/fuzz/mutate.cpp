// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/mutate.h"

#include <algorithm>
#include <cctype>
#include <cstring>

namespace pentimento::fuzz {
namespace {

constexpr std::uint64_t edges[] = {0,
                                   1,
                                   2,
                                   0x7f,
                                   0x80,
                                   0xff,
                                   0x100,
                                   0x7fff,
                                   0x8000,
                                   0xffff,
                                   0x10000,
                                   0x7fffffff,
                                   0x80000000,
                                   0xffffffff,
                                   0x100000000,
                                   0x7fffffffffffffff,
                                   0x8000000000000000,
                                   0xffffffffffffffff};

constexpr const char* tokens[] = {"{",
                                  "}",
                                  "[",
                                  "]",
                                  ",",
                                  ":",
                                  "\"",
                                  "\\",
                                  "null",
                                  "true",
                                  "-1",
                                  "1.5",
                                  "1e400",
                                  "0",
                                  "{}",
                                  "[]",
                                  "\"\"",
                                  "\\u0000",
                                  "\\ud800",
                                  "\xff",
                                  "\xef\xbb\xbf",
                                  " ",
                                  "\"a\":",
                                  "99999999999999999999",
                                  "9223372036854775807",
                                  "18446744073709551615",
                                  "[[[[[[[["};

template <typename List>
auto pick(const List& list, Random& random) {
  return list[below(random, std::size(list))];
}

struct Range {
  std::size_t begin, size;
};

/// A piece of `bytes`, short ones more often.
Range pieceOf(const Bytes& bytes, Random& random) {
  const std::size_t begin = below(random, bytes.size());
  const std::size_t longest = std::min(bytes.size() - begin, std::size_t{1} << below(random, 12));
  return {begin, std::min(bytes.size() - begin, 1 + below(random, longest))};
}

void writeEdge(Bytes& bytes, Random& random) {
  const std::uint64_t value = pick(edges, random);
  const std::size_t width = std::size_t{2} << below(random, 3);
  if (bytes.size() < width) return;
  std::uint8_t number[8];
  std::memcpy(number, &value, 8);
  if (below(random, 2) == 1) std::reverse(number, number + width);  // formats of either byte order
  std::memcpy(bytes.data() + below(random, bytes.size() - width + 1), number, width);
}

void appendNoise(Bytes& bytes, Random& random) {
  for (std::size_t count = 1 + below(random, 64); count > 0; --count)
    bytes.push_back(static_cast<std::uint8_t>(random()));
}

/// Replaces one run of digits.
void mutateNumber(std::string& text, Random& random) {
  const auto isDigit = [](unsigned char character) { return std::isdigit(character) != 0; };
  const auto from = text.begin() + static_cast<std::ptrdiff_t>(below(random, text.size()));
  const auto begin = std::find_if(from, text.end(), isDigit);
  const auto end = std::find_if_not(begin, text.end(), isDigit);
  if (begin == end) return;
  std::uint64_t value = pick(edges, random);
  if (below(random, 2) == 1 && end - begin < 19)
    value = std::stoull(std::string(begin, end)) + random() % 17 - 8;
  text.replace(begin, end, std::to_string(value));
}

void mutateToken(std::string& text, Random& random) {
  const std::size_t position = below(random, text.size());
  switch (below(random, 4)) {
    case 0:
      text.erase(position, 1 + below(random, 3));
      break;
    case 1:
      text.insert(position, pick(tokens, random));
      break;
    case 2:
      text.replace(position, 1, pick(tokens, random));
      break;
    default:
      text.insert(position, text.substr(below(random, text.size()), below(random, 80)));
  }
}

}  // namespace

std::size_t below(Random& random, std::size_t limit) {
  return limit == 0 ? 0 : random() % limit;
}

void mutateBytes(Bytes& bytes, Random& random) {
  if (bytes.empty()) return appendNoise(bytes, random);
  const Range piece = pieceOf(bytes, random);
  const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(piece.begin);
  const auto end = begin + static_cast<std::ptrdiff_t>(piece.size);
  switch (below(random, 9)) {
    case 0:
      *begin ^= static_cast<std::uint8_t>(1u << below(random, 8));
      break;
    case 1:
      *begin = static_cast<std::uint8_t>(random());
      break;
    case 2:
      writeEdge(bytes, random);
      break;
    case 3:
      bytes.erase(begin, end);
      break;
    case 4:
      std::generate(begin, end, [&] { return static_cast<std::uint8_t>(random()); });
      break;
    case 5:
      bytes.resize(piece.begin);
      break;
    case 6:
      appendNoise(bytes, random);
      break;
    case 7:
      std::fill(begin, end, static_cast<std::uint8_t>(below(random, 2) * 255));
      break;
    default: {
      const Bytes copy(begin, end);
      const auto where = bytes.begin() + static_cast<std::ptrdiff_t>(below(random, bytes.size() + 1));
      bytes.insert(where, copy.begin(), copy.end());
    }
  }
}

void mutateText(std::string& text, Random& random) {
  if (text.empty()) {
    text = pick(tokens, random);
    return;
  }
  switch (below(random, 3)) {
    case 0:
      return mutateNumber(text, random);
    case 1:
      return mutateToken(text, random);
    default: {
      Bytes bytes(text.begin(), text.end());
      mutateBytes(bytes, random);
      text.assign(bytes.begin(), bytes.end());
    }
  }
}

Bytes splice(const Bytes& first, const Bytes& second, Random& random) {
  Bytes result(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(below(random, first.size() + 1)));
  result.insert(result.end(), second.begin() + static_cast<std::ptrdiff_t>(below(random, second.size() + 1)),
                second.end());
  return result;
}

}  // namespace pentimento::fuzz
