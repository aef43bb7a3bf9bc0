// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/loss_chart.h"

#include <QChart>
#include <QEvent>
#include <QLegend>
#include <QLineSeries>
#include <QLogValueAxis>
#include <QMouseEvent>
#include <QValueAxis>
#include <algorithm>
#include <cmath>

namespace pentimento {

namespace {

constexpr qsizetype mostPoints = 500;  // more than there are pixels show nothing more

// Told apart by people who see colours differently, and by both grounds (after Okabe and Ito).
constexpr QRgb colours[] = {0xff0072b2, 0xffd55e00, 0xff009e73, 0xffcc79a7, 0xff56b4e9, 0xff808080};
constexpr QRgb validationColour = 0xffd9a400;
constexpr double closestLosses = 1e-6;  // two numbers on an axis of losses

/// Means of neighbours, so that a long run stays quick to draw and its noise does not hide its course.
QList<QPointF> thinned(const QList<QPointF>& points) {
  if (points.size() <= mostPoints) return points;
  QList<QPointF> result;
  for (qsizetype i = 0; i < mostPoints; ++i) {
    const qsizetype first = i * points.size() / mostPoints, last = (i + 1) * points.size() / mostPoints;
    QPointF sum;
    for (qsizetype k = first; k < last; ++k) sum += points[k];
    result << sum / static_cast<double>(last - first);
  }
  return result;
}

/// 1, 2 or 5 times a power of ten, so that about five fit in `range`.
double niceInterval(double range, double closest) {
  const double fifth = std::max(range / 5, closest);
  const double power = std::pow(10, std::floor(std::log10(fifth)));
  for (const double factor : {1, 2, 5})
    if (factor * power >= fifth) return factor * power;
  return 10 * power;
}

/// An axis whose numbers are round ones, zoomed in too.
QValueAxis* roundAxis(double closest) {
  auto* axis = new QValueAxis;
  axis->setTickType(QValueAxis::TicksDynamic);
  axis->setLabelFormat(QStringLiteral("%g"));
  QObject::connect(axis, &QValueAxis::rangeChanged, axis, [axis, closest](double from, double to) {
    axis->setTickInterval(niceInterval(to - from, closest));
  });
  return axis;
}

}  // namespace

LossChart::LossChart(QWidget* parent) : QChartView(parent) {
  setObjectName(QStringLiteral("lossChart"));
  setAccessibleName(tr("Losses over the steps"));
  setRubberBand(RectangleRubberBand);
  setRenderHint(QPainter::Antialiasing);
  setMinimumHeight(200);
  chart()->setMargins({4, 4, 4, 4});
  chart()->layout();
  chart()->legend()->setAlignment(Qt::AlignTop);
  setToolTip(tr("Drag to zoom in, click with the right button to zoom out"));
}

QList<LossChart::Curve> LossChart::curvesOf(const RunHistory& history) {
  QList<Curve> curves;
  for (const auto& report : history.losses())
    for (const auto& [name, value] : report.values) {
      const QString text = QString::fromStdString(name);
      auto found =
          std::find_if(curves.begin(), curves.end(), [&](const Curve& one) { return one.name == text; });
      if (found == curves.end()) found = curves.insert(curves.end(), Curve{text, {}, false});
      found->points << QPointF(static_cast<double>(report.step), value);
    }
  Curve validation{tr("Validation photos"), {}, true};
  for (const auto& one : history.validations())
    validation.points << QPointF(static_cast<double>(one.step), one.score());
  if (!validation.points.isEmpty()) curves << validation;
  return curves;
}

void LossChart::show(const RunHistory& history) {
  curves_ = curvesOf(history);
  if (!chart()->isZoomed()) draw();
}

void LossChart::setLogarithmic(bool logarithmic) {
  logarithmic_ = logarithmic;
  draw();
}

void LossChart::draw() {
  chart()->zoomReset();
  chart()->removeAllSeries();
  for (QAbstractAxis* axis : chart()->axes()) {
    chart()->removeAxis(axis);
    delete axis;
  }
  qsizetype number = 0;
  for (const Curve& curve : std::as_const(curves_)) {
    auto* series = new QLineSeries;
    series->setName(curve.name);
    QList<QPointF> points = curve.validation ? curve.points : thinned(curve.points);
    // A logarithm knows nothing of 0 and below.
    if (logarithmic_ && !curve.validation)
      points.removeIf([](const QPointF& point) { return point.y() <= 0; });
    series->replace(points);
    QPen pen(QColor(curve.validation ? validationColour : colours[number++ % qsizetype(std::size(colours))]));
    pen.setWidthF(curve.validation ? 2.5 : 1.5);
    series->setPen(pen);
    series->setPointsVisible(curve.validation || points.size() < 3);
    chart()->addSeries(series);
  }
  addAxes();
  colour();
}

void LossChart::addAxes() {
  auto* steps = roundAxis(1);
  steps->setLabelFormat(QStringLiteral("%d"));
  steps->setTitleText(tr("Step"));
  const auto vertical = [this]() -> QAbstractAxis* {
    if (!logarithmic_) return roundAxis(closestLosses);
    auto* axis = new QLogValueAxis;
    axis->setBase(10);
    axis->setLabelFormat(QStringLiteral("%g"));
    axis->setMinorTickCount(-1);
    return axis;
  };
  QAbstractAxis* left = vertical();
  QAbstractAxis* right =
      roundAxis(closestLosses);  // its range is narrow: a logarithm would leave it without numbers
  chart()->addAxis(steps, Qt::AlignBottom);
  chart()->addAxis(left, Qt::AlignLeft);
  chart()->addAxis(right, Qt::AlignRight);
  left->setTitleText(tr("Losses"));
  right->setTitleText(tr("Validation: lower is better"));
  bool validation = false;
  double last = 1, most[2] = {0, 0}, least[2] = {1e300, 1e300};
  const QList<QAbstractSeries*> all = chart()->series();
  for (qsizetype i = 0; i < all.size(); ++i) {
    const bool second = curves_[i].validation;
    validation |= second;
    for (const QPointF& point : static_cast<QLineSeries*>(all[i])->points()) {
      last = std::max(last, point.x());
      most[second] = std::max(most[second], point.y());
      least[second] = std::min(least[second], point.y());
    }
    all[i]->attachAxis(steps);
    all[i]->attachAxis(second ? right : left);
  }
  steps->setRange(0, last);
  for (const auto& [axis, side] : {std::pair{left, 0}, {right, 1}}) {
    if (most[side] <= 0) most[side] = 1;
    if (logarithmic_ && side == 0)
      axis->setRange(std::min(least[side], most[side]) * 0.9, most[side] * 1.1);
    else  // what a discriminator says of made pictures is below 0
      axis->setRange(std::min(0.0, least[side] * 1.05), most[side] * 1.05);
  }
  right->setVisible(validation);
  right->setGridLineVisible(false);  // one grid is enough; that of the losses
}

void LossChart::colour() {
  const QPalette now = palette();
  chart()->setBackgroundBrush(now.color(QPalette::Base));
  chart()->setBackgroundRoundness(4);
  setBackgroundBrush(now.color(QPalette::Window));
  chart()->legend()->setLabelColor(now.color(QPalette::Text));
  for (QAbstractAxis* axis : chart()->axes()) {
    axis->setLabelsColor(now.color(QPalette::Text));
    axis->setTitleBrush(now.color(QPalette::Text));
    axis->setLinePenColor(now.color(QPalette::Mid));
    axis->setGridLineColor(now.color(QPalette::Mid));
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    axis->setLabelsFont(small);
    axis->setTitleFont(small);
  }
}

void LossChart::changeEvent(QEvent* event) {
  QChartView::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) colour();
}

void LossChart::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() == Qt::RightButton) return draw();
  QChartView::mouseReleaseEvent(event);
}

}  // namespace pentimento
