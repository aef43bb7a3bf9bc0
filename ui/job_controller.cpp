// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/job_controller.h"

#include <QColor>
#include <opencv2/core.hpp>

#include "core/base/caught_error.h"
#include "ui/image_bridge.h"

namespace pentimento {

/// The worker's side. Everything here is touched by jobs only, so by one thread.
struct JobController::Shared {
  std::unique_ptr<ColouriseEngine> engine;
  std::optional<EngineInfo> info;                // once it is loaded
  std::shared_ptr<const LoadedPhoto> photo;      // the one that the rest is about
  bool photoTold = false;                        // whether the engine knows it
  std::optional<std::vector<ColourHint>> hints;  // those that `chroma` was made with
  Image chroma;

  QString load() {
    info = engine->load();
    return QString::fromStdString(info->device);
  }

  void use(const std::shared_ptr<const LoadedPhoto>& wanted) {
    if (photo == wanted) return;
    photo = wanted;
    photoTold = false;
    hints.reset();
    chroma = Image();
  }

  const Image& predict(const std::vector<ColourHint>& wanted, const Progress& progress) {
    tellPhoto();
    if (hints != wanted) {
      hints.reset();
      chroma = engine->predict(wanted, progress);
      hints = wanted;
    }
    return chroma;
  }

  void tellPhoto() {
    if (photoTold) return;
    engine->setPhoto(photo->photo.image);
    photoTold = true;
  }
};

JobController::JobController(std::unique_ptr<ColouriseEngine> engine, QObject* parent)
    : QObject(parent), shared_(std::make_shared<Shared>()) {
  shared_->engine = std::move(engine);
}

JobController::~JobController() = default;

void JobController::warmUp() {
  auto shared = shared_;
  worker_.submit({.key = "",
                  .title = "",
                  .run =
                      [this, shared](const Progress&) {
                        if (shared->info) return;
                        const QString device = shared->load();
                        QMetaObject::invokeMethod(this, [this, device] { Q_EMIT deviceReady(device); });
                      },
                  .done = [](std::exception_ptr) {},
                  .progress = {}});
}

void JobController::setPhoto(std::shared_ptr<const LoadedPhoto> photo) {
  photo_ = std::move(photo);
  waiting_.reset();
  worker_.cancelAll();
  // Lets go of the old photo's pixels; later jobs would do it too.
  worker_.submit({.key = "photo",
                  .title = "",
                  .run = [shared = shared_, photo = photo_](const Progress&) { shared->use(photo); },
                  .done = [](std::exception_ptr) {},
                  .progress = {}});
}

void JobController::requestPreview(const PreviewRequest& request) {
  if (previewRuns_) {
    waiting_ = request;
  } else {
    startPreview(request);
  }
}

void JobController::dropPreviews() {
  waiting_.reset();
}

void JobController::startPreview(const PreviewRequest& request) {
  previewRuns_ = true;
  auto tile = std::make_shared<PreviewTile>();
  submit(
      "preview", tr("Colourising"), Needs::Model,
      [shared = shared_, request, tile](const Progress& progress) {
        const Image& chroma = shared->predict(request.parameters.hints, progress);
        *tile = renderTile(*shared->engine, *shared->photo, request, chroma, progress);
      },
      [this, tile] { Q_EMIT previewReady(*tile); },
      [this] {
        previewRuns_ = false;
        if (!waiting_) return;
        const PreviewRequest next = *std::exchange(waiting_, std::nullopt);
        startPreview(next);
      });
}

void JobController::requestSuggestions(const QPointF& point) {
  constexpr int count = 6;
  auto colours = std::make_shared<QList<QColor>>();
  submit(
      "suggestions", tr("Looking for colours"), Needs::Model,
      [shared = shared_, point, colours](const Progress&) {
        shared->tellPhoto();
        for (const Rgb8& rgb : shared->engine->suggest(point.x(), point.y(), count))
          colours->append(toQColor(rgb));
      },
      [this, point, colours] { Q_EMIT suggestionsReady(point, *colours); });
}

void JobController::exportPhoto(const ExportRequest& request) {
  submit(
      "export", tr("Exporting"), request.colourise ? Needs::Model : Needs::Photo,
      [shared = shared_, request](const Progress& progress) {
        Photo result = shared->photo->photo;  // shares the pixels
        ExportOptions options = request.options;
        if (request.colourise) {
          const Image& chroma = shared->predict(request.colourise->hints, progress);
          result.image =
              shared->engine->render(result.image, chroma, request.colourise->saturation, progress);
          options.history = "Colourised with Pentimento " PENTIMENTO_VERSION ", model " + shared->info->model;
        }
        progress.throwIfStopped();
        writePhoto(request.path, result, options);
      },
      [this, request] { Q_EMIT exported(QString::fromStdU16String(request.path.u16string())); },
      [this] { Q_EMIT exportEnded(); });
}

void JobController::cancel() {
  waiting_.reset();
  worker_.cancelAll();
}

void JobController::waitUntilIdle() {
  worker_.waitUntilIdle();
}

void JobController::submit(const char* key, const QString& title, Needs needs,
                           std::function<void(const Progress&)> run, std::function<void()> succeeded,
                           std::function<void()> finished) {
  ++running_;
  Job job;
  job.key = key;
  job.title = title.toStdString();
  job.run = [this, shared = shared_, photo = photo_, needs, run = std::move(run)](const Progress& progress) {
    shared->use(photo);
    if (needs == Needs::Model && !shared->info) {
      const QString device = shared->load();
      QMetaObject::invokeMethod(this, [this, device] { Q_EMIT deviceReady(device); });
    }
    run(progress);
  };
  job.progress = [this, title](double fraction, std::string_view) {
    QMetaObject::invokeMethod(
        this,
        [this, title, fraction] {
          if (running_ > 0) Q_EMIT progress(title, fraction);
        },
        Qt::QueuedConnection);
  };
  job.done = [this, photo = photo_, succeeded = std::move(succeeded),
              finished = std::move(finished)](std::exception_ptr thrown) {
    QMetaObject::invokeMethod(
        this,
        [this, photo, succeeded, finished, thrown] {
          --running_;
          finish(photo, thrown, succeeded);
          if (finished) finished();
          if (running_ == 0) Q_EMIT idle();
        },
        Qt::QueuedConnection);
  };
  worker_.submit(std::move(job));
  Q_EMIT progress(title, -1);
}

void JobController::finish(const std::shared_ptr<const LoadedPhoto>& photo,
                           const std::exception_ptr& exception, const std::function<void()>& succeeded) {
  if (photo != photo_) return;
  if (!exception) {
    succeeded();
    return;
  }
  const Error error = errorFrom(exception);
  // Superseded or stopped by the user: nothing to tell.
  if (error.kind() != ErrorKind::Cancelled) Q_EMIT failed(error);
}

}  // namespace pentimento
