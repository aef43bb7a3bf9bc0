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

struct WorkSnapshot;

/// Opens photos and projects off the UI thread. A newer load makes the result of an older one unwanted. Use on the UI
/// thread.
class PhotoLoader : public QObject {
  Q_OBJECT
 public:
  explicit PhotoLoader(QObject* parent = nullptr);
  ~PhotoLoader() override;

  /// A photo, or by its suffix a project.
  void load(const QString& path);
  /// Unsaved work that was kept (ui/project/recovery.h).
  void loadKept(const QString& path, const QString& name);
  /// From the clipboard or a drag without a file.
  void load(const QImage& picture);
  /// Drops the result of what is being loaded.
  void cancel();
  bool loading() const { return wanted_ != 0; }

 Q_SIGNALS:
  void started(const QString& name);
  void loaded(std::shared_ptr<const pentimento::LoadedPhoto> photo);
  void workLoaded(std::shared_ptr<const pentimento::WorkSnapshot> work);
  void keptLoaded(std::shared_ptr<const pentimento::WorkSnapshot> work, const QString& file);
  void failed(const pentimento::Error& error);
  void cancelled();

 private:
  struct Opened {
    std::shared_ptr<const LoadedPhoto> photo;  ///< or …
    std::shared_ptr<const WorkSnapshot> work;
    QString kept = {};  ///< the file, where the work was never saved
  };
  void start(const QString& name, std::function<Opened()> read);

  QThreadPool pool_;
  int serial_ = 0;
  int wanted_ = 0;  // serial of the load whose result is wanted, 0: none
};

}  // namespace pentimento
