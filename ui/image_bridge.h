// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <string>

#include "core/image/colour.h"
#include "core/image/image.h"
#include "core/image/image_io.h"

namespace pentimento {

/// The only place where core's Image and Qt's QImage meet.

/// `rgb`: RGB, U8 or U16 -> Format_RGB32, or ARGB32_Premultiplied where `alpha` (one channel, same size and
/// depth) is given.
QImage toQImage(const Image& rgb, const Image* alpha = nullptr);

/// Any QImage -> RGB, U8; alpha is dropped (colours un-premultiplied).
Image fromQImage(const QImage& picture);

/// A pasted picture as a photo without a path; `name` stands in for the path in messages. Throws Error.
Photo photoFromQImage(const QImage& picture, const std::string& name);

inline QColor toQColor(const Rgb8& rgb) {
  return QColor(rgb[0], rgb[1], rgb[2]);
}
inline Rgb8 fromQColor(const QColor& colour) {
  return {static_cast<std::uint8_t>(colour.red()), static_cast<std::uint8_t>(colour.green()),
          static_cast<std::uint8_t>(colour.blue())};
}

}  // namespace pentimento
