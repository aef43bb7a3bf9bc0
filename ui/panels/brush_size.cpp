// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/brush_size.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>

#include "ui/regenerate/mask_brush.h"

namespace pentimento {

BrushSize::BrushSize(MaskBrush& brush, const QString& name, QWidget* parent)
    : QWidget(parent), brush_(brush), slider_(new QSlider(Qt::Horizontal)), spin_(new QSpinBox) {
  slider_->setObjectName(name);
  slider_->setAccessibleName(tr("Size of the brush"));
  slider_->setToolTip(tr("Size of the brush ([ and ], or Ctrl and the wheel)"));
  slider_->setRange(static_cast<int>(MaskBrush::smallest), static_cast<int>(MaskBrush::largest));
  spin_->setObjectName(name + QStringLiteral("Spin"));
  spin_->setAccessibleName(slider_->accessibleName());
  spin_->setToolTip(slider_->toolTip());
  spin_->setRange(slider_->minimum(), slider_->maximum());
  auto* label = new QLabel(tr("Si&ze"));
  label->setBuddy(slider_);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(label);
  row->addWidget(slider_, 1);
  row->addWidget(spin_);
  connect(slider_, &QSlider::valueChanged, &brush_, [this](int size) { brush_.setSize(size); });
  connect(spin_, &QSpinBox::valueChanged, &brush_, [this](int size) { brush_.setSize(size); });
  connect(&brush_, &MaskBrush::changed, this, &BrushSize::refresh);
  refresh();
}

void BrushSize::refresh() {
  const QSignalBlocker slider(slider_), spin(spin_);
  slider_->setValue(qRound(brush_.size()));
  spin_->setValue(qRound(brush_.size()));
}

}  // namespace pentimento
