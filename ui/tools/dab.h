// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRect>
#include <QRectF>
#include <algorithm>
#include <cmath>

namespace pentimento {

/// Where a brush is: a round disc. In pixels of what it paints on, whose corners are at whole numbers.
struct Dab {
  QPointF at;
  double radius = 1;
};

/// paint(x, y, distance) for every pixel of `within` that the brush touches on its way; `distance`: from the
/// way, 0 to 1 at the brush's edge. Returns the rectangle that may have been painted; empty: outside.
template <class Paint>
QRect alongStroke(const Dab& from, const Dab& to, const QRect& within, const Paint& paint) {
  // Any pixel that holds the pointer is hit, however small the brush.
  constexpr double smallest = 0.75;
  const double r0 = std::max(from.radius, smallest), r1 = std::max(to.radius, smallest);
  const double reach = std::max(r0, r1) + 1;
  const QRect touched = QRectF(from.at, to.at)
                            .normalized()
                            .adjusted(-reach, -reach, reach, reach)
                            .toAlignedRect()
                            .intersected(within);
  const QPointF way = to.at - from.at;
  const double length2 = QPointF::dotProduct(way, way);
  for (int y = touched.top(); y <= touched.bottom(); ++y) {
    for (int x = touched.left(); x <= touched.right(); ++x) {
      const QPointF offset = QPointF(x + 0.5, y + 0.5) - from.at;
      const double t = length2 > 0 ? std::clamp(QPointF::dotProduct(offset, way) / length2, 0.0, 1.0) : 0;
      const QPointF away = offset - t * way;
      const double radius = r0 + t * (r1 - r0), distance2 = QPointF::dotProduct(away, away);
      if (distance2 <= radius * radius) paint(x, y, std::sqrt(distance2) / radius);
    }
  }
  return touched;
}

}  // namespace pentimento
