// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>
#include <optional>

namespace pentimento {

class CanvasView;
class DocumentModel;
class PreviewUpdater;

/// Lays what two models make of the open photo on either side of the canvas' divider, until the edit or the
/// photo changes. All must outlive this.
class ModelComparison : public QObject {
  Q_OBJECT
 public:
  struct Side {
    QString name;
    std::function<void()> use;  ///< makes it the model that previews are made with
  };
  ModelComparison(CanvasView& canvas, PreviewUpdater& preview, DocumentModel& document,
                  QObject* parent = nullptr);

  /// The photo must show something that they make; the second one stays in use.
  void start(Side before, Side after);

 private:
  void previewUpdated();
  void end();

  CanvasView& canvas_;
  PreviewUpdater& preview_;
  std::optional<Side> before_, after_;  // until the first one's picture is there
};

}  // namespace pentimento
