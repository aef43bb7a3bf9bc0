// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/model_comparison.h"

#include <utility>

#include "ui/canvas/canvas_view.h"
#include "ui/document_model.h"
#include "ui/preview_updater.h"

namespace pentimento {

ModelComparison::ModelComparison(CanvasView& canvas, PreviewUpdater& preview, DocumentModel& document,
                                 QObject* parent)
    : QObject(parent), canvas_(canvas), preview_(preview) {
  connect(&preview, &PreviewUpdater::updated, this, &ModelComparison::previewUpdated);
  connect(&document, &DocumentModel::photoChanged, this, &ModelComparison::end);
  connect(&document, &DocumentModel::colouriseChanged, this, &ModelComparison::end);
  connect(&document, &DocumentModel::regenerateChanged, this, &ModelComparison::end);
  connect(&document, &DocumentModel::attributesChanged, this, &ModelComparison::end);
  connect(&document, &DocumentModel::makeupChanged, this, &ModelComparison::end);
}

void ModelComparison::start(Side before, Side after) {
  end();
  before_ = std::move(before);
  after_ = std::move(after);
  before_->use();
}

void ModelComparison::previewUpdated() {
  if (!after_ || !preview_.upToDate()) return;
  const Side before = *std::exchange(before_, std::nullopt), after = *std::exchange(after_, std::nullopt);
  canvas_.setComparison(CanvasView::Comparison{canvas_.result(), before.name, after.name});
  after.use();
}

void ModelComparison::end() {
  before_.reset();
  after_.reset();
  canvas_.setComparison({});
}

}  // namespace pentimento
