// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/job_controller.h"

#include <QColor>
#include <cctype>

#include "ui/errors.h"
#include "ui/image_bridge.h"
#include "ui/job_shared.h"
#include "ui/project/project_layers.h"

namespace pentimento {

namespace {

/// One more sentence of what was done to the photo.
void note(std::string& history, const std::string& what, const std::string& models) {
  std::string sentence = what + " with Pentimento " PENTIMENTO_VERSION ", model " + models;
  if (history.empty()) {
    sentence.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence.front())));
  } else {
    history += "; ";
  }
  history += sentence;
}

}  // namespace

JobController::JobController(Engines engines, PhotoJobs& worker, QObject* parent)
    : QObject(parent), shared_(std::make_shared<JobShared>(std::move(engines))), worker_(worker) {}

JobController::~JobController() = default;

void JobController::warmUp() {
  learn("", [](JobShared& shared, const Progress&) { shared.load(); });
}

void JobController::reloadColours() {
  learn("reloadColours", [](JobShared& shared, const Progress&) {
    shared.info.reset();
    shared.told.reset();  // what was told the old one
    shared.hints.reset();
  });
}

void JobController::reloadRegenerate() {
  learn("reloadRegenerate", [](JobShared& shared, const Progress&) {
    shared.makeup.forget();  // they lie over what it made
    shared.attributes.forget();
    shared.regenerate.reload();
    shared.told.reset();
    shared.hints.reset();
  });
}

void JobController::reloadAttributes() {
  learn("reloadAttributes", [](JobShared& shared, const Progress&) {
    shared.makeup.forget();  // it lies over what they made
    shared.attributes.reload();
    shared.told.reset();
    shared.hints.reset();
  });
}

void JobController::reloadMakeup() {
  learn("reloadMakeup", [](JobShared& shared, const Progress&) {
    shared.makeup.reload();
    shared.told.reset();
    shared.hints.reset();
  });
}

void JobController::prepareRegenerate() {
  learn("prepareRegenerate", [](JobShared& shared, const Progress&) { shared.loadRegenerate(); });
}

void JobController::prepareAttributes() {
  learn("prepareAttributes", [](JobShared& shared, const Progress&) { shared.loadAttributes(); });
}

void JobController::prepareMakeup() {
  learn("prepareMakeup", [](JobShared& shared, const Progress&) { shared.loadMakeup(); });
}

void JobController::warmUpMakeup() {
  learn("warmUpMakeup", [](JobShared& shared, const Progress&) {
    if (shared.loadMakeup()) shared.makeup.warmUp();
  });
}

void JobController::requestReferences(std::shared_ptr<const OtherPicture> picture,
                                      std::function<void(const LentFaces&)> done,
                                      std::function<void(const Error&)> failed) {
  auto lent = std::make_shared<LentFaces>();
  worker_.submit({.key = "references",
                  .title = tr("Looking at the other face"),
                  .run =
                      [shared = shared_, picture, lent](const PhotoJobs::Photo&, const Progress& progress) {
                        for (const Face& face : picture->faces) {
                          progress.throwIfStopped();
                          const Image crop =
                              cropFromPhoto(picture->image, face.alignment, FaceItem::thumbnailSide);
                          lent->push_back({toQImage(crop), shared->makeup.reference(picture->image, face)});
                        }
                      },
                  .succeeded = [lent, done = std::move(done)] { done(*lent); },
                  .failed = std::move(failed),
                  .finished = {}});
}

void JobController::learn(const char* key, Run run) {
  auto news = std::make_shared<JobNews>();
  worker_.submit(
      {.key = key,
       .title = {},
       .run =
           [shared = shared_, news, run = std::move(run)](const PhotoJobs::Photo&, const Progress& progress) {
             shared->news = news;
             run(*shared, progress);
           },
       .succeeded = {},
       .failed = {},
       .finished = [this, news] { tell(*news); }});
}

void JobController::tell(const JobNews& news) {
  if (!news.device.isEmpty()) Q_EMIT deviceReady(news.device);
  if (news.regenerates) Q_EMIT regenerateReady();
  if (news.cannotRegenerate) Q_EMIT regenerateUnavailable(*news.cannotRegenerate);
  if (news.attributes) Q_EMIT attributesReady(*news.attributes);
  if (news.noAttributes) Q_EMIT attributesUnavailable(*news.noAttributes);
  if (news.makesUp) Q_EMIT makeupReady();
  if (news.cannotMakeUp) Q_EMIT makeupUnavailable(*news.cannotMakeUp);
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
      "preview",
      request.edits.regenerate.active()   ? tr("Regenerating")
      : request.edits.attributes.active() ? tr("Changing attributes")
      : request.edits.makeup.active()     ? tr("Putting on make-up")
                                          : tr("Colourising"),
      [request, tile](JobShared& shared, const Progress& progress) {
        PhotoEdits edits = request.edits;
        shared.keepPossible(edits);
        if (request.residual) {
          AttributesWork& work = shared.attributes;
          const Image pixels = work.residual(*shared.photo, request.level, request.rect, edits, progress);
          *tile = tileOf(*shared.photo, request, pixels);
          return;
        }
        const Patches patches =
            shared.makeup.patches(*shared.photo, request.level, edits, request.moving, progress);
        const Image chroma =
            edits.colourise.enabled ? shared.predict(edits, request.moving, progress) : Image();
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
      [point, colours](JobShared& shared, const Progress& progress) {
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
      [request](JobShared& shared, const Progress& progress) {
        Photo result = shared.photo->photo;  // shares the pixels
        ExportOptions options = request.options;
        const PhotoEdits& edits = request.edits;
        if (edits.regenerate.active())
          note(options.history, "faces regenerated", shared.regenerate.load().model);
        if (edits.attributes.active())
          note(options.history, "attributes changed", modelsOf(edits.attributes, shared.attributes.load()));
        if (edits.makeup.active()) note(options.history, "faces made up", shared.makeup.load().model);
        result.image = shared.render(edits, progress);
        if (edits.colourise.enabled) note(options.history, "colourised", shared.info->model);
        progress.throwIfStopped();
        writePhoto(request.path, result, options);
      },
      [this, request] { Q_EMIT exported(QString::fromStdU16String(request.path.u16string())); },
      [this] { Q_EMIT exportEnded(); });
}

void JobController::saveProject(const SaveRequest& request) {
  auto problem = std::make_shared<QString>();
  submit(
      "export", tr("Saving"),
      [request, problem](JobShared& shared, const Progress& progress) {
        ProjectWriter writer;
        try {
          const auto render = [&](const PhotoEdits& edits) { return shared.render(edits, progress); };
          writer = layersOf(request.work, render);
        } catch (const Error& error) {
          if (error.kind() == ErrorKind::Cancelled) throw;
          *problem = describe(error);  // the work itself is saved all the same
        }
        progress.throwIfStopped();
        writer.write(request.path, projectOf(request.work));
      },
      [this, request, problem] {
        Q_EMIT projectSaved(QString::fromStdU16String(request.path.u16string()), *problem);
      },
      [this] { Q_EMIT exportEnded(); });
}

void JobController::exportResidual(const std::filesystem::path& path, const PhotoEdits& edits) {
  submit(
      "exportResidual", tr("Exporting"),
      [path, edits](JobShared& shared, const Progress& progress) {
        shared.attributes.load();
        Photo residual;
        const QRect all(QPoint(0, 0), shared.photo->size());
        residual.image = shared.attributes.residual(*shared.photo, photoItself, all, edits, progress);
        progress.throwIfStopped();
        writePhoto(path, residual);
      },
      [this, path] { Q_EMIT residualExported(QString::fromStdU16String(path.u16string())); });
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
  auto news = std::make_shared<JobNews>();
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
