// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/sample_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

namespace pentimento {

SampleView::SampleView(QWidget* parent)
    : QWidget(parent), canvas_(new QLabel), step_(new QLabel), slider_(new QSlider(Qt::Horizontal)) {
  setObjectName(QStringLiteral("sampleView"));
  canvas_->setObjectName(QStringLiteral("sampleCanvas"));
  canvas_->setAlignment(Qt::AlignCenter);
  canvas_->setMinimumHeight(160);
  canvas_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Expanding);
  slider_->setObjectName(QStringLiteral("sampleSlider"));
  slider_->setAccessibleName(tr("Samples over time"));
  slider_->setToolTip(tr("Scroll back through the samples; at the end it follows the newest"));
  step_->setMinimumWidth(90);
  auto* row = new QHBoxLayout;
  row->addWidget(slider_, 1);
  row->addWidget(step_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(canvas_, 1);
  column->addLayout(row);
  connect(slider_, &QSlider::valueChanged, this, &SampleView::load);
  load();
}

void SampleView::show(const std::vector<RunHistory::Sample>& samples, bool newest) {
  const std::int64_t before = shownStep();
  const bool follows = newest || slider_->value() == slider_->maximum();
  samples_ = samples;
  {
    const QSignalBlocker blocker(slider_);
    slider_->setMaximum(std::max(0, static_cast<int>(samples_.size()) - 1));
    if (follows) slider_->setValue(slider_->maximum());
  }
  slider_->setEnabled(samples_.size() > 1);
  if (newest || shownStep() != before || samples_.empty() || picture_.isNull()) load();
}

std::int64_t SampleView::shownStep() const {
  const auto index = static_cast<std::size_t>(slider_->value());
  return index < samples_.size() ? samples_[index].step : -1;
}

void SampleView::load() {
  const auto step = shownStep();
  picture_ = {};
  if (step >= 0)
    picture_.load(
        QString::fromStdU16String(samples_[static_cast<std::size_t>(slider_->value())].file.u16string()));
  step_->setText(step < 0 ? QString() : tr("Step %1").arg(QLocale().toString(qlonglong(step))));
  fit();
}

void SampleView::fit() {
  if (picture_.isNull()) {
    canvas_->setText(tr("No samples yet"));
    return;
  }
  const double ratio = devicePixelRatioF();
  QPixmap scaled = picture_.scaled(canvas_->size() * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation);
  scaled.setDevicePixelRatio(ratio);
  canvas_->setPixmap(scaled);
}

void SampleView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fit();
}

}  // namespace pentimento
