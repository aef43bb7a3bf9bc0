// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <string>

#include "core/base/error.h"
#include "core/jobs/inference_worker.h"
#include "ui/photo_pyramid.h"

namespace pentimento {

/// The UI thread's side of the worker, shared by all who ask it something about the open photo: requests come
/// in and answers go out on the UI thread, nothing blocks, and answers about a photo that was replaced
/// meanwhile are dropped.
class PhotoJobs : public QObject {
  Q_OBJECT
 public:
  using Photo = std::shared_ptr<const LoadedPhoto>;
  struct Work {
    std::string key;  ///< as Job::key
    QString title;    ///< for the status bar; empty: nobody waits for it, nothing is shown
    /// On the worker's thread: captures nothing of the UI's.
    std::function<void(const Photo&, const Progress&)> run;
    // On the UI thread, may be empty. At most one of the first two, and neither when the photo was replaced.
    std::function<void()> succeeded;
    std::function<void(const Error&)> failed;  ///< not for what was cancelled or superseded
    std::function<void()> finished;            ///< always, last
  };

  using QObject::QObject;

  /// The photo that jobs submitted from now on are about; stops all others. nullptr: none.
  void setPhoto(Photo photo);
  const Photo& photo() const { return photo_; }
  void submit(Work work);
  /// Stops everything that waits or runs.
  void cancel() { worker_.cancelAll(); }
  void cancel(const std::string& key) { worker_.cancel(key); }
  /// Blocks until all answers were given to the event loop (tests).
  void waitUntilIdle() { worker_.waitUntilIdle(); }

 Q_SIGNALS:
  /// A job that the user waits for: `fraction` in [0, 1], below 0 until it is known.
  void progress(const QString& what, double fraction);
  /// No such job runs any longer.
  void idle();

 private:
  void end(const Work& work, const Photo& photo, const std::exception_ptr& thrown);

  Photo photo_;
  int awaited_ = 0;         // jobs with a title that have not ended
  InferenceWorker worker_;  // last: joins before the rest goes
};

}  // namespace pentimento
