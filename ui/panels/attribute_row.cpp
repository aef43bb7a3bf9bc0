// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/attribute_row.h"

#include <QGridLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStyleOptionSlider>
#include <QStylePainter>

#include "ui/faces/face_texts.h"

namespace pentimento {

namespace {

constexpr double hundredth = 0.01;
constexpr int sliderReach = 100;

}  // namespace

CentredSlider::CentredSlider(int reach, QWidget* parent) : QSlider(Qt::Horizontal, parent) {
  setRange(-reach, reach);
  setPageStep(10);
  setTickPosition(TicksBelow);
  setTickInterval(reach);
}

void CentredSlider::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QSlider::mouseDoubleClickEvent(event);
  Q_EMIT resetWanted();
}

void CentredSlider::paintEvent(QPaintEvent*) {
  QStylePainter painter(this);
  QStyleOptionSlider option;
  initStyleOption(&option);
  const auto partOf = [&](QStyle::SubControl part) {
    return style()->subControlRect(QStyle::CC_Slider, &option, part, this);
  };
  const QRect groove = partOf(QStyle::SC_SliderGroove), handle = partOf(QStyle::SC_SliderHandle);
  // The style's own bar begins at the left end: without it.
  QStyleOptionSlider bare = option;
  bare.subControls = QStyle::SC_SliderGroove;
  bare.sliderPosition = minimum();
  painter.drawComplexControl(QStyle::CC_Slider, bare);
  const int middle = groove.center().x(), y = groove.center().y(), thickness = 3;
  painter.fillRect(
      QRect(QPoint(middle, y - thickness / 2), QPoint(handle.center().x(), y + thickness / 2)).normalized(),
      palette().color(QPalette::Highlight));
  painter.setPen(palette().color(QPalette::Disabled, QPalette::WindowText));
  painter.drawLine(middle, handle.bottom() + 2, middle, height() - 1);
  option.subControls = QStyle::SC_SliderHandle;
  if (isSliderDown()) {
    option.activeSubControls = QStyle::SC_SliderHandle;
    option.state |= QStyle::State_Sunken;
  }
  painter.drawComplexControl(QStyle::CC_Slider, option);
}

AttributeRow::AttributeRow(Attribute attribute, QGridLayout& grid, int line, QObject* parent)
    : QObject(parent),
      name_(new QLabel(titleOf(attribute))),
      slider_(new CentredSlider(sliderReach)),
      spin_(new QSpinBox) {
  const QString id = QString::fromStdString(nameOf(attribute));
  slider_->setObjectName(id + QStringLiteral("Slider"));
  slider_->setAccessibleName(titleOf(attribute));
  spin_->setObjectName(id + QStringLiteral("Spin"));
  spin_->setAccessibleName(titleOf(attribute));
  const int most = qRound(maximumStrength / hundredth);
  spin_->setRange(-most, most);
  spin_->setSingleStep(5);
  spin_->setKeyboardTracking(false);
  spin_->setAlignment(Qt::AlignRight);
  grid.addWidget(name_, line, 0);
  grid.addWidget(slider_, line, 1);
  grid.addWidget(spin_, line, 2);
  connect(slider_, &QSlider::sliderPressed, this, [this] { drag_ = DocumentModel::newGesture(); });
  connect(slider_, &QSlider::valueChanged, this, &AttributeRow::move);
  connect(slider_, &CentredSlider::resetWanted, this, [this] { move(0); });
  connect(spin_, &QSpinBox::valueChanged, this, &AttributeRow::move);
}

void AttributeRow::move(int hundredths) {
  Q_EMIT moved(hundredths * hundredth, slider_->isSliderDown() ? drag_ : burst_.gesture());
}

void AttributeRow::show(const SlidersModel::Position& position) {
  const QSignalBlocker slider(slider_), spin(spin_);
  const int hundredths = qRound(position.strength / hundredth);
  slider_->setValue(hundredths);
  spin_->setValue(hundredths);
  spin_->setPrefix(position.mixed ? QStringLiteral("≈ ") : QString());
}

void AttributeRow::setObstacle(const QString& obstacle) {
  const QString tip = obstacle.isEmpty() ? tr("Double click: back to 0") : obstacle;
  for (QWidget* widget :
       {static_cast<QWidget*>(name_), static_cast<QWidget*>(slider_), static_cast<QWidget*>(spin_)}) {
    widget->setToolTip(tip);
    widget->setEnabled(obstacle.isEmpty());
  }
}

}  // namespace pentimento
