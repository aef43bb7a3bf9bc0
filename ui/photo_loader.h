// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <functional>
#include <memory>

#include "core/base/error.h"
#include "ui/photo_pyramid.h"

namespace pentimento {

/// Opens photos off the UI thread. A newer load makes the result of an older one unwanted. Use on the UI
/// thread.
class PhotoLoader : public QObject {
  Q_OBJECT
 public:
  explicit PhotoLoader(QObject* parent = nullptr);
  ~PhotoLoader() override;

  void load(const QString& path);
  /// From the clipboard or a drag without a file.
  void load(const QImage& picture);
  /// Drops the result of what is being loaded.
  void cancel();
  bool loading() const { return wanted_ != 0; }

 Q_SIGNALS:
  void started(const QString& name);
  void loaded(std::shared_ptr<const pentimento::LoadedPhoto> photo);
  void failed(const pentimento::Error& error);
  void cancelled();

 private:
  void start(const QString& name, std::function<Photo()> read);

  QThreadPool pool_;
  int serial_ = 0;
  int wanted_ = 0;  // serial of the load whose result is wanted, 0: none
};

}  // namespace pentimento
