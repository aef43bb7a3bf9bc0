// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/photo_jobs.h"

#include <utility>

#include "core/base/caught_error.h"

namespace pentimento {

void PhotoJobs::setPhoto(Photo photo) {
  photo_ = std::move(photo);
  worker_.cancelAll();
}

void PhotoJobs::submit(Work work) {
  const auto shared = std::make_shared<const Work>(std::move(work));
  const bool awaited = !shared->title.isEmpty();
  Job job;
  job.key = shared->key;
  job.title = shared->title.toStdString();
  job.run = [shared, photo = photo_](const Progress& progress) { shared->run(photo, progress); };
  if (awaited) {
    ++awaited_;
    job.progress = [this, title = shared->title](double fraction, std::string_view) {
      const auto tell = [this, title, fraction] {
        if (awaited_ > 0) Q_EMIT progress(title, fraction);
      };
      QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
    };
  }
  job.done = [this, shared, photo = photo_](std::exception_ptr thrown) {
    QMetaObject::invokeMethod(
        this, [this, shared, photo, thrown] { end(*shared, photo, thrown); }, Qt::QueuedConnection);
  };
  worker_.submit(std::move(job));
  if (awaited) Q_EMIT progress(shared->title, -1);
}

void PhotoJobs::end(const Work& work, const Photo& photo, const std::exception_ptr& thrown) {
  const bool awaited = !work.title.isEmpty();
  if (awaited) --awaited_;
  if (photo == photo_) {
    if (!thrown) {
      if (work.succeeded) work.succeeded();
    } else if (const Error error = errorFrom(thrown); error.kind() != ErrorKind::Cancelled && work.failed) {
      work.failed(error);
    }
  }
  if (work.finished) work.finished();
  if (awaited && awaited_ == 0) Q_EMIT idle();
}

}  // namespace pentimento
