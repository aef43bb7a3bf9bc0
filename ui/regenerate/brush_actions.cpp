// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regenerate/brush_actions.h"

#include <QActionGroup>

namespace pentimento {

void joinBrush(const Actions& actions, MaskBrush& brush, QObject* owner) {
  auto* group = new QActionGroup(owner);
  for (const auto& [id, mode] : brushModes) {
    group->addAction(actions[id]);
    QObject::connect(actions[id], &QAction::triggered, &brush,
                     [&brush, mode = mode] { brush.setMode(mode); });
  }
  QObject::connect(actions[ActionId::MaskMirror], &QAction::triggered, &brush, &MaskBrush::setMirror);
  QObject::connect(actions[ActionId::BrushSmaller], &QAction::triggered, &brush,
                   [&brush] { brush.grow(-1); });
  QObject::connect(actions[ActionId::BrushLarger], &QAction::triggered, &brush, [&brush] { brush.grow(1); });
  const auto follow = [&actions, &brush] {
    for (const auto& [id, mode] : brushModes)
      if (mode == brush.mode()) actions[id]->setChecked(true);
    actions[ActionId::MaskMirror]->setChecked(brush.mirror());
  };
  QObject::connect(&brush, &MaskBrush::changed, owner, follow);
  follow();
}

}  // namespace pentimento
