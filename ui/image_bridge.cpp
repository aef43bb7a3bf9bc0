// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/image_bridge.h"

#include <QBuffer>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"

namespace pentimento {

namespace {

cv::Mat asBytes(const Image& image) {
  cv::Mat bytes;
  image.mat().convertTo(bytes, CV_8U, image.depth() == PixelDepth::U8 ? 1.0 : 255.0 / image.maximum());
  return bytes;
}

cv::Mat wrap(QImage& picture, int type) {
  return cv::Mat(picture.height(), picture.width(), type, picture.bits(),
                 static_cast<size_t>(picture.bytesPerLine()));
}

cv::Mat wrap(const QImage& picture, int type) {
  // OpenCV has no const Mat; the callers only read.
  return cv::Mat(picture.height(), picture.width(), type, const_cast<uchar*>(picture.constBits()),
                 static_cast<size_t>(picture.bytesPerLine()));
}

}  // namespace

QImage toQImage(const Image& rgb, const Image* alpha) {
  // Little-endian 0xAARRGGBB lies in memory as B, G, R, A.
  QImage picture(rgb.width(), rgb.height(), alpha ? QImage::Format_ARGB32 : QImage::Format_RGB32);
  if (picture.isNull()) throw Error(ErrorKind::OutOfMemory, "not enough memory");
  cv::Mat pixels = wrap(picture, CV_8UC4);
  const cv::Mat bytes = rgb.depth() == PixelDepth::U8 ? rgb.mat() : asBytes(rgb);
  cv::cvtColor(bytes, pixels, bytes.channels() == 1 ? cv::COLOR_GRAY2BGRA : cv::COLOR_RGB2BGRA);
  if (!alpha) return picture;
  cv::insertChannel(asBytes(*alpha), pixels, 3);
  return std::move(picture).convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

Image fromQImage(const QImage& picture) {
  const QImage source =
      picture.convertToFormat(picture.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
  cv::Mat rgb;
  cv::cvtColor(wrap(source, CV_8UC4), rgb, cv::COLOR_BGRA2RGB);
  return Image(rgb);
}

Photo photoFromQImage(const QImage& picture, const std::string& name) {
  // Through PNG, so that a pasted picture goes the way of a file: same greyscale test, same limits.
  QByteArray png;
  QBuffer buffer(&png);
  buffer.open(QIODevice::WriteOnly);
  constexpr int leastCompression = 100;
  if (!picture.save(&buffer, "PNG", leastCompression))
    throw Error(ErrorKind::Unreadable, name + ": is not an image");
  return decodePhoto(std::vector<std::uint8_t>(png.begin(), png.end()), name);
}

}  // namespace pentimento
