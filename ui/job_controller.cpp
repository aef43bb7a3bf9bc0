// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/job_controller.h"

#include <QColor>
#include <opencv2/core.hpp>

#include "ui/image_bridge.h"

namespace pentimento {

/// What a job learned beside its result; goes to the UI thread with it.
struct JobController::News {
  QString device;                         // not empty: a network was loaded there
  bool regenerates = false;               // faces can be regenerated, …
  std::optional<Error> cannotRegenerate;  // … or why not
};

/// The worker's side. Everything here is touched by jobs only, so by one thread.
struct JobController::Shared {
  std::unique_ptr<ColouriseEngine> engine;
  std::optional<EngineInfo> info;  // once it is loaded
  RegenerateWork regenerate;
  PhotoJobs::Photo photo;                        // the one that the rest is about
  std::optional<RegenerateEdit> told;            // the faces of the photo that the colouriser knows
  std::optional<std::vector<ColourHint>> hints;  // those that `chroma` was made with
  Image chroma;
  std::shared_ptr<News> news;  // of the job that runs

  explicit Shared(std::unique_ptr<RegenerateEngine> regenerator) : regenerate(std::move(regenerator)) {}

  void load() {
    if (info) return;
    info = engine->load();
    news->device = QString::fromStdString(info->device);
  }

  /// Whether faces can be regenerated; where a model is missing, that is news and no failure.
  bool loadRegenerate() {
    try {
      const bool first = !regenerate.loaded();
      const EngineInfo& loaded = regenerate.load();
      if (first) news->device = QString::fromStdString(loaded.device);
      news->regenerates = true;
    } catch (const Error& error) {
      news->cannotRegenerate.emplace(error);
    }
    return news->regenerates;
  }

  void use(const PhotoJobs::Photo& wanted) {
    if (photo == wanted) return;
    photo = wanted;
    regenerate.forget();
    told.reset();
    hints.reset();
    chroma = Image();
  }

  const Image& predict(const PhotoEdits& edits, const Progress& progress) {
    load();
    tellPhoto(edits.regenerate, progress);
    const auto& wanted = edits.colourise.parameters.hints;
    if (hints != wanted) {
      hints.reset();
      chroma = engine->predict(wanted, progress);
      hints = wanted;
    }
    return chroma;
  }

  void tellPhoto(const RegenerateEdit& faces, const Progress& progress) {
    if (told == faces) return;
    hints.reset();
    told.reset();
    engine->setPhoto(regenerate.apply(*photo, faces, progress));
    told = faces;
  }
};

JobController::JobController(std::unique_ptr<ColouriseEngine> colourise,
                             std::unique_ptr<RegenerateEngine> regenerate, PhotoJobs& worker, QObject* parent)
    : QObject(parent), shared_(std::make_shared<Shared>(std::move(regenerate))), worker_(worker) {
  shared_->engine = std::move(colourise);
}

JobController::~JobController() = default;

void JobController::warmUp() {
  auto news = std::make_shared<News>();
  worker_.submit({.key = "",
                  .title = {},
                  .run =
                      [shared = shared_, news](const PhotoJobs::Photo&, const Progress&) {
                        shared->news = news;
                        shared->load();
                      },
                  .succeeded = {},
                  .failed = {},
                  .finished = [this, news] { tell(*news); }});
}

void JobController::prepareRegenerate() {
  auto news = std::make_shared<News>();
  worker_.submit({.key = "prepareRegenerate",
                  .title = {},
                  .run =
                      [shared = shared_, news](const PhotoJobs::Photo&, const Progress&) {
                        shared->news = news;
                        shared->loadRegenerate();
                      },
                  .succeeded = {},
                  .failed = {},
                  .finished = [this, news] { tell(*news); }});
}

void JobController::tell(const News& news) {
  if (!news.device.isEmpty()) Q_EMIT deviceReady(news.device);
  if (news.regenerates) Q_EMIT regenerateReady();
  if (news.cannotRegenerate) Q_EMIT regenerateUnavailable(*news.cannotRegenerate);
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
      "preview", request.edits.regenerate.active() ? tr("Regenerating") : tr("Colourising"),
      [request, tile](Shared& shared, const Progress& progress) {
        PhotoEdits edits = request.edits;
        if (edits.regenerate.active() && !shared.loadRegenerate()) edits.regenerate = {};
        const Patches& patches =
            shared.regenerate.patches(*shared.photo, request.level, edits.regenerate, progress);
        const Image chroma = edits.colourise.enabled ? shared.predict(edits, progress) : Image();
        *tile = renderTile(*shared.engine, *shared.photo, request, patches, chroma, progress);
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
      "suggestions", tr("Looking for colours"),
      [point, colours](Shared& shared, const Progress& progress) {
        shared.load();
        if (!shared.told) shared.tellPhoto({}, progress);
        for (const Rgb8& rgb : shared.engine->suggest(point.x(), point.y(), count))
          colours->append(toQColor(rgb));
      },
      [this, point, colours] { Q_EMIT suggestionsReady(point, *colours); });
}

void JobController::exportPhoto(const ExportRequest& request) {
  submit(
      "export", tr("Exporting"),
      [request](Shared& shared, const Progress& progress) {
        constexpr const char* program = " with Pentimento " PENTIMENTO_VERSION ", model ";
        Photo result = shared.photo->photo;  // shares the pixels
        ExportOptions options = request.options;
        const PhotoEdits& edits = request.edits;
        if (edits.regenerate.active()) {
          const EngineInfo& info = shared.regenerate.load();
          result.image = shared.regenerate.apply(*shared.photo, edits.regenerate, progress);
          options.history = "Faces regenerated" + (program + info.model);
        }
        if (edits.colourise.enabled) {
          const Image& chroma = shared.predict(edits, progress);
          const double saturation = edits.colourise.parameters.saturation;
          result.image = shared.engine->render(result.image, chroma, saturation, progress);
          options.history +=
              (options.history.empty() ? "Colourised" : "; colourised") + (program + shared.info->model);
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

void JobController::submit(const char* key, const QString& title, Run run, std::function<void()> succeeded,
                           std::function<void()> finished) {
  auto news = std::make_shared<News>();
  worker_.submit({.key = key,
                  .title = title,
                  .run =
                      [shared = shared_, news, run = std::move(run)](const PhotoJobs::Photo& photo,
                                                                     const Progress& progress) {
                        shared->news = news;
                        shared->use(photo);
                        run(*shared, progress);
                      },
                  .succeeded = std::move(succeeded),
                  .failed = [this](const Error& error) { Q_EMIT failed(error); },
                  .finished =
                      [this, news, finished = std::move(finished)] {
                        tell(*news);
                        if (finished) finished();
                      }});
}

}  // namespace pentimento
