// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/job_controller.h"

#include <QColor>
#include <opencv2/core.hpp>

#include "ui/image_bridge.h"

namespace pentimento {

/// The worker's side. Everything here is touched by jobs only, so by one thread.
struct JobController::Shared {
  std::unique_ptr<ColouriseEngine> engine;
  std::optional<EngineInfo> info;                // once it is loaded
  PhotoJobs::Photo photo;                        // the one that the rest is about
  bool photoTold = false;                        // whether the engine knows it
  std::optional<std::vector<ColourHint>> hints;  // those that `chroma` was made with
  Image chroma;

  void load(QString& device) {
    if (info) return;
    info = engine->load();
    device = QString::fromStdString(info->device);
  }

  void use(const PhotoJobs::Photo& wanted) {
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

JobController::JobController(std::unique_ptr<ColouriseEngine> engine, PhotoJobs& worker, QObject* parent)
    : QObject(parent), shared_(std::make_shared<Shared>()), worker_(worker) {
  shared_->engine = std::move(engine);
}

JobController::~JobController() = default;

void JobController::warmUp() {
  auto device = std::make_shared<QString>();
  worker_.submit(
      {.key = "",
       .title = {},
       .run = [shared = shared_, device](const PhotoJobs::Photo&, const Progress&) { shared->load(*device); },
       .succeeded = {},
       .failed = {},
       .finished = [this, device] { tellDevice(*device); }});
}

void JobController::tellDevice(const QString& device) {
  if (!device.isEmpty()) Q_EMIT deviceReady(device);
}

void JobController::setPhoto(std::shared_ptr<const LoadedPhoto> photo) {
  waiting_.reset();
  worker_.setPhoto(std::move(photo));
  // Lets go of what belongs to the old photo; later jobs would do it too.
  worker_.submit(
      {.key = "photo",
       .title = {},
       .run = [shared = shared_](const PhotoJobs::Photo& now, const Progress&) { shared->use(now); },
       .succeeded = {},
       .failed = {},
       .finished = {}});
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
  worker_.cancel();
}

void JobController::waitUntilIdle() {
  worker_.waitUntilIdle();
}

void JobController::submit(const char* key, const QString& title, Needs needs,
                           std::function<void(const Progress&)> run, std::function<void()> succeeded,
                           std::function<void()> finished) {
  auto device = std::make_shared<QString>();
  worker_.submit({.key = key,
                  .title = title,
                  .run =
                      [shared = shared_, needs, device, run = std::move(run)](const PhotoJobs::Photo& photo,
                                                                              const Progress& progress) {
                        shared->use(photo);
                        if (needs == Needs::Model) shared->load(*device);
                        run(progress);
                      },
                  .succeeded = std::move(succeeded),
                  .failed = [this](const Error& error) { Q_EMIT failed(error); },
                  .finished =
                      [this, device, finished = std::move(finished)] {
                        tellDevice(*device);
                        if (finished) finished();
                      }});
}

}  // namespace pentimento
