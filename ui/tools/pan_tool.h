// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tools/tool.h"

namespace pentimento {

/// Drags the view with the left button.
class PanTool : public Tool {
  Q_OBJECT
 public:
  using Tool::Tool;
  QCursor cursor() const override { return held_ ? Qt::ClosedHandCursor : Qt::OpenHandCursor; }
  void press(const PointerEvent& event) override;
  void move(const PointerEvent& event) override;
  void release(const PointerEvent&) override { cancel(); }
  void cancel() override;

 Q_SIGNALS:
  void panned(const QPointF& viewDelta);

 private:
  bool held_ = false;
  QPointF last_;
};

}  // namespace pentimento
