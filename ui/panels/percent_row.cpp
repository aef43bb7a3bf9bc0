// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/percent_row.h"

#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>

namespace pentimento {

PercentRow::PercentRow(const QString& title, const QString& id, double most, QGridLayout& grid, int line,
                       QObject* parent)
    : QObject(parent), name_(new QLabel(title)), slider_(new QSlider(Qt::Horizontal)), spin_(new QSpinBox) {
  const int percent = qRound(100 * most);
  slider_->setObjectName(id + QStringLiteral("Slider"));
  slider_->setAccessibleName(title);
  slider_->setRange(0, percent);
  slider_->setPageStep(10);
  // Where all of it is, when there can be more.
  if (percent > 100) slider_->setTickPosition(QSlider::TicksBelow);
  slider_->setTickInterval(100);
  spin_->setObjectName(id + QStringLiteral("Spin"));
  spin_->setAccessibleName(title);
  spin_->setRange(0, percent);
  spin_->setSingleStep(5);
  spin_->setSuffix(tr(" %"));
  spin_->setKeyboardTracking(false);
  spin_->setAlignment(Qt::AlignRight);
  grid.addWidget(name_, line, 0);
  grid.addWidget(slider_, line, 1);
  grid.addWidget(spin_, line, 2);
  connect(slider_, &QSlider::sliderPressed, this, [this] { drag_ = DocumentModel::newGesture(); });
  connect(slider_, &QSlider::valueChanged, this, &PercentRow::move);
  connect(spin_, &QSpinBox::valueChanged, this, &PercentRow::move);
}

void PercentRow::move(int percent) {
  Q_EMIT moved(percent / 100.0, slider_->isSliderDown() ? drag_ : burst_.gesture());
}

void PercentRow::show(double share, bool mixed) {
  const QSignalBlocker slider(slider_), spin(spin_);
  slider_->setValue(qRound(100 * share));
  spin_->setValue(qRound(100 * share));
  spin_->setPrefix(mixed ? QStringLiteral("≈ ") : QString());
}

void PercentRow::setEnabled(bool enabled) {
  name_->setEnabled(enabled);
  slider_->setEnabled(enabled);
  spin_->setEnabled(enabled);
}

}  // namespace pentimento
