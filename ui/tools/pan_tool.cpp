// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/pan_tool.h"

namespace pentimento {

void PanTool::press(const PointerEvent& event) {
  held_ = true;
  last_ = event.view;
  Q_EMIT changed();
}

void PanTool::move(const PointerEvent& event) {
  Q_EMIT panned(event.view - last_);
  last_ = event.view;
}

void PanTool::cancel() {
  held_ = false;
  Q_EMIT changed();
}

}  // namespace pentimento
