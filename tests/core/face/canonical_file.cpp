// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/face/canonical_file.h"

#include <fstream>

namespace pentimento::test {

void writeGridLayout(const std::filesystem::path& file, double shiftOfFirstPoint) {
  constexpr int columns = 26, rows = 18;
  std::ofstream out(file);
  for (int y = 0; y < rows; ++y)
    for (int x = 0; x < columns; ++x) {
      const double u = 0.05 + 0.9 * x / (columns - 1), v = 0.05 + 0.9 * y / (rows - 1);
      out << u - 0.5 << ' ' << 0.5 - v << ' ' << 0 << ' ' << u + (x + y == 0 ? shiftOfFirstPoint : 0) << ' '
          << v << '\n';
    }
  for (int y = 0; y + 1 < rows; ++y)
    for (int x = 0; x + 1 < columns; ++x) {
      const int corner = y * columns + x;
      out << corner << ' ' << corner + 1 << ' ' << corner + columns << '\n';
      out << corner + 1 << ' ' << corner + columns + 1 << ' ' << corner + columns << '\n';
    }
}

}  // namespace pentimento::test
