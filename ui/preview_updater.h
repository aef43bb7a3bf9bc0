// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>

#include "ui/preview.h"

namespace pentimento {

class CanvasView;
class DocumentModel;
class JobController;

/// Keeps what the canvas shows in step with the edit: asks for the visible part first, at the resolution that
/// the zoom needs, then for the whole photo; never for more pixels than the screen shows.
class PreviewUpdater : public QObject {
  Q_OBJECT
 public:
  PreviewUpdater(DocumentModel& document, CanvasView& canvas, JobController& jobs, QObject* parent = nullptr);

  /// Whether what is on screen shows the edit as it is now.
  bool upToDate() const;
  /// The same edit would now look different: another model was chosen.
  void refresh() { editChanged(); }
  /// Whether the canvas shows what the attributes add, instead of the result.
  void showResidual(bool show);

 Q_SIGNALS:
  /// The picture on the canvas became that of the current edit.
  void updated();

 private:
  void photoChanged();
  void editChanged();
  void attributesChanged();
  void makeupChanged();
  void receive(const PreviewTile& tile);
  void failed();
  void askForNext();
  /// Whether there is anything to show but the photo itself.
  bool needed() const;
  std::optional<PreviewRequest> missing() const;
  PreviewRequest request(int level, const QRect& rect) const;
  PreviewRequest whole() const;
  PreviewRequest visiblePart() const;
  bool fresh(const std::optional<PreviewTile>& tile) const;

  DocumentModel& document_;
  CanvasView& canvas_;
  JobController& jobs_;
  QTimer soon_, rest_;
  int version_ = 0;
  bool residual_ = false;
  bool halted_ = false;  // the engine failed: no more questions until the edit changes
};

}  // namespace pentimento
