// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/burst.h"
#include "ui/document_model.h"
#include "ui/tools/tool.h"

namespace pentimento {

/// Colour hints: a click on the photo places one, on a hint selects it, a drag moves it; Delete removes, the
/// arrow keys nudge by a photo pixel (with Shift ten), Esc deselects or takes a drag back.
class HintTool : public Tool {
  Q_OBJECT
 public:
  explicit HintTool(DocumentModel& document, QObject* parent = nullptr);

  QCursor cursor() const override { return over_ >= 0 ? Qt::PointingHandCursor : Qt::CrossCursor; }
  void press(const PointerEvent& event) override;
  void move(const PointerEvent& event) override;
  void hover(const PointerEvent& event) override;
  void release(const PointerEvent& event) override;
  void cancel() override;
  bool key(const QKeyEvent& event, const ViewTransform& view) override;
  void paint(QPainter& painter, const ViewTransform& view) const override;

 private:
  int hintAt(const PointerEvent& event) const;
  bool nudge(const QKeyEvent& event);

  DocumentModel& document_;
  int over_ = -1;     // hint under the pointer
  int dragged_ = -1;  // hint under the pressed button
  bool moved_ = false;
  int undoIndex_ = 0;  // of the stack before the press
  int gesture_ = DocumentModel::noGesture;
  QPointF pressed_, grip_;  // where the press was (view); from the pointer to the hint's centre (photo)
  Burst nudges_;
};

}  // namespace pentimento
