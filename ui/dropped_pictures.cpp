// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dropped_pictures.h"

#include <QMimeData>
#include <QUrl>
#include <algorithm>

namespace pentimento {

namespace {

bool isData(const QUrl& url) {
  return url.scheme() == QLatin1String("data");
}

/// "data:image/png;base64,…": small pictures of web pages are dragged like that.
QImage pictureIn(const QUrl& url) {
  const QByteArray text = url.toEncoded();
  const auto comma = text.indexOf(',');
  if (!isData(url) || comma < 0 || !text.left(comma).endsWith(";base64")) return {};
  return QImage::fromData(QByteArray::fromBase64(QByteArray::fromPercentEncoding(text.mid(comma + 1))));
}

QStringList filesIn(const QMimeData& data) {
  QStringList files;
  for (const QUrl& url : data.urls()) {
    if (url.isLocalFile()) files << url.toLocalFile();
  }
  return files;
}

}  // namespace

DroppedPictures droppedPictures(const QMimeData& data) {
  DroppedPictures result;
  result.files = filesIn(data);
  if (!result.files.isEmpty()) return result;
  if (data.hasImage()) result.picture = qvariant_cast<QImage>(data.imageData());
  for (const QUrl& url : data.urls()) {
    if (result.picture.isNull()) result.picture = pictureIn(url);
  }
  return result;
}

bool mayBePictures(const QMimeData& data) {
  return data.hasUrls() || data.hasImage();
}

bool isOnePicture(const QMimeData& data) {
  const auto urls = data.urls();
  const auto files =
      std::count_if(urls.begin(), urls.end(), [](const QUrl& url) { return url.isLocalFile(); });
  if (files > 0) return files == 1;
  return data.hasImage() || std::any_of(urls.begin(), urls.end(), isData);
}

}  // namespace pentimento
