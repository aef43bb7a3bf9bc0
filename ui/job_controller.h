// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <filesystem>
#include <memory>
#include <optional>

#include "core/base/error.h"
#include "core/image/image_io.h"
#include "ui/attributes/attributes_engine.h"
#include "ui/colourise_engine.h"
#include "ui/faces/face_engine.h"
#include "ui/makeup/makeup_engine.h"
#include "ui/photo_jobs.h"
#include "ui/preview.h"
#include "ui/project/work_snapshot.h"
#include "ui/regenerate/regenerate_engine.h"

namespace pentimento {

/// A photo to be written at full resolution.
struct ExportRequest {
  std::filesystem::path path;
  ExportOptions options;  ///< `history` is filled in
  PhotoEdits edits;
};

/// Work to be kept in a project file.
struct SaveRequest {
  std::filesystem::path path;
  WorkSnapshot work;
};

struct JobNews;
struct JobShared;

/// What the window asks the worker about the edited photo, previews and exports.
class JobController : public QObject {
  Q_OBJECT
 public:
  /// What computes; called on the worker's thread only.
  struct Engines {
    std::unique_ptr<ColouriseEngine> colourise;
    std::unique_ptr<RegenerateEngine> regenerate;
    std::unique_ptr<AttributesEngine> attributes;
    std::unique_ptr<MakeupEngine> makeup;
  };

  /// `worker` must outlive this.
  JobController(Engines engines, PhotoJobs& worker, QObject* parent = nullptr);
  ~JobController() override;

  /// Loads the model ahead of its first use; failing is told only when it is needed.
  void warmUp();
  /// Another model of colours was chosen: the next preview loads it.
  void reloadColours();
  /// Likewise of one that regenerates faces.
  void reloadRegenerate();
  /// Likewise of one that changes an attribute.
  void reloadAttributes();
  /// Likewise of one that makes up.
  void reloadMakeup();
  /// Loads the model that regenerates faces, or finds out what is missing.
  void prepareRegenerate();
  /// Finds out which attributes can be changed.
  void prepareAttributes();
  /// Finds out whether faces can be made up.
  void prepareMakeup();
  /// Loads what makes them up ahead of its first use.
  void warmUpMakeup();
  /// What the faces of another picture lend, in their order. A newer question replaces an older one.
  using LentFaces = std::vector<ReferencePicture::LentFace>;
  void requestReferences(std::shared_ptr<const OtherPicture> picture,
                         std::function<void(const LentFaces&)> done,
                         std::function<void(const Error&)> failed);
  void setPhoto(std::shared_ptr<const LoadedPhoto> photo);
  /// The newest request waits while an older one is computed and replaces one that waits: under a drag,
  /// pictures keep coming instead of every one being stopped by the next.
  void requestPreview(const PreviewRequest& request);
  /// Forgets a preview that waits (the edit was switched off).
  void dropPreviews();
  /// Colours that the network finds likely at a point (photo pixels).
  void requestSuggestions(const QPointF& point);
  void exportPhoto(const ExportRequest& request);
  /// Writes a project: what every kind of edit adds, as layers for other programs, and what this one reads
  /// again. Where the layers cannot be made (a model is missing), the work is saved without them.
  void saveProject(const SaveRequest& request);
  /// What the attributes add, as a picture as large as the photo.
  void exportResidual(const std::filesystem::path& path, const PhotoEdits& edits);
  /// Stops everything that waits or runs on the worker, whoever asked for it.
  void cancel();
  /// Blocks until all answers were given to the event loop (tests).
  void waitUntilIdle();

 Q_SIGNALS:
  void deviceReady(const QString& description);
  /// Whether faces can be regenerated: a model was loaded, or why none could be. Previews leave out what
  /// cannot be done, exports fail.
  void regenerateReady();
  void regenerateUnavailable(const pentimento::Error& error);
  /// Likewise which attributes can be changed, or why none can.
  void attributesReady(const pentimento::AttributesInfo& info);
  void attributesUnavailable(const pentimento::Error& error);
  /// Likewise whether they can be made up.
  void makeupReady();
  void makeupUnavailable(const pentimento::Error& error);
  void previewReady(const pentimento::PreviewTile& tile);
  void suggestionsReady(const QPointF& point, const QList<QColor>& colours);
  void exported(const QString& path);
  void residualExported(const QString& path);
  /// `problem`: why the layers are missing; empty: they are there.
  void projectSaved(const QString& path, const QString& problem);
  /// After exported, projectSaved, failed, or a cancelled export or save.
  void exportEnded();
  void failed(const pentimento::Error& error);

 private:
  using Run = std::function<void(JobShared&, const Progress&)>;
  void submit(const char* key, const QString& title, Run run, std::function<void()> succeeded,
              std::function<void()> finished = {});
  void learn(const char* key, Run run);
  void startPreview(const PreviewRequest& request);
  void tell(const JobNews& news);

  std::shared_ptr<JobShared> shared_;  // what jobs use; only the worker's thread looks inside
  PhotoJobs& worker_;
  bool previewRuns_ = false;
  std::optional<PreviewRequest> waiting_;
};

}  // namespace pentimento
