// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/attributes/attributes_work.h"
#include "ui/job_controller.h"
#include "ui/makeup/makeup_work.h"

namespace pentimento {

/// What a job learned beside its result; goes to the UI thread with it.
struct JobNews {
  QString device;                            // not empty: a network was loaded there
  bool regenerates = false;                  // faces can be regenerated, …
  std::optional<Error> cannotRegenerate;     // … or why not
  std::optional<AttributesInfo> attributes;  // which can be changed, …
  std::optional<Error> noAttributes;         // … or why none
  bool makesUp = false;                      // faces can be made up, …
  std::optional<Error> cannotMakeUp;         // … or why not
};

/// The worker's side. Everything here is touched by jobs only, so by one thread.
struct JobShared {
  std::unique_ptr<ColouriseEngine> engine;
  std::optional<EngineInfo> info;  // once it is loaded
  RegenerateWork regenerate;
  AttributesWork attributes;                     // lies over regenerate, …
  MakeupWork makeup;                             // … and this over both
  PhotoJobs::Photo photo;                        // the one that the rest is about
  std::optional<PhotoEdits> told;                // the faces of the photo that the colouriser knows
  std::optional<std::vector<ColourHint>> hints;  // those that `chroma` was made with
  Image chroma;
  std::shared_ptr<JobNews> news;  // of the job that runs

  explicit JobShared(JobController::Engines engines)
      : engine(std::move(engines.colourise)),
        regenerate(std::move(engines.regenerate)),
        attributes(std::move(engines.attributes), regenerate),
        makeup(std::move(engines.makeup), attributes) {}

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

  /// Likewise whether attributes can be changed.
  bool loadAttributes() {
    try {
      const bool first = !attributes.loaded();
      news->attributes = attributes.load();
      if (first) news->device = QString::fromStdString(news->attributes->device);
    } catch (const Error& error) {
      news->noAttributes.emplace(error);
    }
    return news->attributes.has_value();
  }

  /// Likewise whether faces can be made up.
  bool loadMakeup() {
    try {
      const bool first = !makeup.loaded();
      const EngineInfo& loaded = makeup.load();
      if (first) news->device = QString::fromStdString(loaded.device);
      news->makesUp = true;
    } catch (const Error& error) {
      news->cannotMakeUp.emplace(error);
    }
    return news->makesUp;
  }

  /// Leaves out what cannot be done on this machine.
  void keepPossible(PhotoEdits& edits) {
    if (edits.regenerate.active() && !loadRegenerate()) edits.regenerate = {};
    if (edits.attributes.active() && !loadAttributes()) edits.attributes = {};
    if (edits.makeup.active() && !loadMakeup()) edits.makeup = {};
  }

  void use(const PhotoJobs::Photo& wanted) {
    if (photo == wanted) return;
    photo = wanted;
    makeup.forget();
    attributes.forget();
    regenerate.forget();
    told.reset();
    hints.reset();
    chroma = Image();
  }

  /// `moving`: as PreviewRequest.
  const Image& predict(const PhotoEdits& edits, bool moving, const Progress& progress) {
    load();
    const bool willDo =
        moving && told && told->regenerate == edits.regenerate && hints == edits.colourise.parameters.hints;
    if (willDo) return chroma;
    tellPhoto(edits, progress);
    const auto& wanted = edits.colourise.parameters.hints;
    if (hints != wanted) {
      hints.reset();
      chroma = engine->predict(wanted, progress);
      hints = wanted;
    }
    return chroma;
  }

  /// The photo at full size under these edits. Throws where a model is missing.
  Image render(const PhotoEdits& edits, const Progress& progress) {
    if (edits.regenerate.active()) regenerate.load();
    if (edits.attributes.active()) attributes.load();
    if (edits.makeup.active()) makeup.load();
    const Image faces = makeup.apply(*photo, edits, progress);
    if (!edits.colourise.enabled) return faces;
    const Image& colours = predict(edits, false, progress);
    return engine->render(faces, colours, edits.colourise.parameters.saturation, progress);
  }

  void tellPhoto(const PhotoEdits& edits, const Progress& progress) {
    const PhotoEdits faces{edits.regenerate, edits.attributes, edits.makeup, {}};
    if (told == faces) return;
    hints.reset();
    told.reset();
    engine->setPhoto(makeup.apply(*photo, faces, progress));
    told = faces;
  }
};

}  // namespace pentimento
