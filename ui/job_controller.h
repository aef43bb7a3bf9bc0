// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <filesystem>
#include <memory>
#include <optional>

#include "core/base/error.h"
#include "core/image/image_io.h"
#include "core/jobs/inference_worker.h"
#include "ui/colourise_engine.h"
#include "ui/preview.h"

namespace pentimento {

/// A photo to be written at full resolution.
struct ExportRequest {
  std::filesystem::path path;
  ExportOptions options;                         ///< `history` is filled in
  std::optional<ColouriseParameters> colourise;  ///< nothing: the photo as it is
};

/// The window's side of the worker: requests come in and answers go out on the UI thread, nothing blocks.
/// Answers about a photo that was replaced meanwhile are dropped.
class JobController : public QObject {
  Q_OBJECT
 public:
  explicit JobController(std::unique_ptr<ColouriseEngine> engine, QObject* parent = nullptr);
  ~JobController() override;

  /// Loads the model ahead of its first use; failing is told only when it is needed.
  void warmUp();
  void setPhoto(std::shared_ptr<const LoadedPhoto> photo);
  /// The newest request waits while an older one is computed and replaces one that waits: under a drag,
  /// pictures keep coming instead of every one being stopped by the next.
  void requestPreview(const PreviewRequest& request);
  /// Forgets a preview that waits (the edit was switched off).
  void dropPreviews();
  /// Colours that the network finds likely at a point (photo pixels).
  void requestSuggestions(const QPointF& point);
  void exportPhoto(const ExportRequest& request);
  /// Stops everything that waits or runs.
  void cancel();
  /// Blocks until all answers were given to the event loop (tests).
  void waitUntilIdle();

 Q_SIGNALS:
  void deviceReady(const QString& description);
  void previewReady(const pentimento::PreviewTile& tile);
  void suggestionsReady(const QPointF& point, const QList<QColor>& colours);
  void exported(const QString& path);
  /// After exported, failed, or a cancelled export.
  void exportEnded();
  /// A job that the user waits for: `fraction` in [0, 1], below 0 until it is known.
  void progress(const QString& what, double fraction);
  /// No job runs any longer.
  void idle();
  void failed(const pentimento::Error& error);

 private:
  struct Shared;
  enum class Needs { Photo, Model };
  void submit(const char* key, const QString& title, Needs needs, std::function<void(const Progress&)> run,
              std::function<void()> succeeded, std::function<void()> finished = {});
  void startPreview(const PreviewRequest& request);
  void finish(const std::shared_ptr<const LoadedPhoto>& photo, const std::exception_ptr& exception,
              const std::function<void()>& succeeded);

  std::shared_ptr<Shared> shared_;            // what jobs use; only the worker's thread looks inside
  std::shared_ptr<const LoadedPhoto> photo_;  // the one that answers must be about
  int running_ = 0;
  bool previewRuns_ = false;
  std::optional<PreviewRequest> waiting_;
  InferenceWorker worker_;  // last: joins before the rest goes
};

}  // namespace pentimento
