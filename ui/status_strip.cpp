// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/status_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPixmap>
#include <QPointF>
#include <QProgressBar>
#include <QStatusBar>
#include <QToolButton>
#include <cmath>

#include "ui/icons.h"

namespace pentimento {

namespace {

constexpr int moment = 400;  // ms: work that is done by then shows no progress bar

QLabel* label(const char* name, const QString& accessible) {
  auto* result = new QLabel;
  result->setObjectName(QString::fromLatin1(name));
  result->setAccessibleName(accessible);
  result->setContentsMargins(6, 0, 6, 0);
  return result;
}

}  // namespace

StatusStrip::StatusStrip(QStatusBar& bar, QObject* parent)
    : QObject(parent),
      pixel_(label("statusPixel", tr("Pixel under the pointer"))),
      swatch_(label("statusSwatch", tr("Colour under the pointer"))),
      part_(label("statusFacePart", tr("Part of the face under the pointer"))),
      photo_(label("statusPhoto", tr("Size of the photo"))),
      device_(label("statusDevice", tr("Device that the networks run on"))),
      what_(label("statusWork", tr("Work under way"))),
      bar_(new QProgressBar),
      cancel_(new QToolButton),
      zoom_(new QToolButton),
      progress_(new QWidget) {
  bar_->setObjectName(QStringLiteral("statusProgress"));
  bar_->setFixedWidth(140);
  bar_->setMaximumHeight(14);
  bar_->setTextVisible(false);
  cancel_->setObjectName(QStringLiteral("statusCancel"));
  cancel_->setIcon(themedIcon(QStringLiteral("close")));
  cancel_->setIconSize(QSize(12, 12));
  cancel_->setAutoRaise(true);
  cancel_->setToolTip(tr("Cancel"));
  cancel_->setAccessibleName(tr("Cancel"));
  cancel_->setFocusPolicy(Qt::StrongFocus);
  auto* row = new QHBoxLayout(progress_);
  row->setContentsMargins(0, 0, 0, 0);
  for (QWidget* widget :
       {static_cast<QWidget*>(what_), static_cast<QWidget*>(bar_), static_cast<QWidget*>(cancel_)}) {
    row->addWidget(widget);
  }
  progress_->hide();
  pixel_->setMinimumWidth(
      pixel_->fontMetrics().horizontalAdvance(QStringLiteral("00000, 00000   255 255 255")) + 12);
  buildZoomMenu();

  bar.addWidget(photo_);
  bar.addWidget(swatch_);
  bar.addWidget(pixel_);
  bar.addWidget(part_);
  bar.addPermanentWidget(progress_);
  bar.addPermanentWidget(device_);
  bar.addPermanentWidget(zoom_);
  appear_.setSingleShot(true);
  appear_.setInterval(moment);
  connect(&appear_, &QTimer::timeout, progress_, &QWidget::show);
  connect(cancel_, &QToolButton::clicked, this, &StatusStrip::cancelRequested);
  showPixel(std::nullopt, {});
}

void StatusStrip::buildZoomMenu() {
  zoom_->setObjectName(QStringLiteral("statusZoom"));
  zoom_->setAccessibleName(tr("Zoom"));
  zoom_->setToolTip(tr("Zoom: device pixels per photo pixel"));
  zoom_->setAutoRaise(true);
  zoom_->setFocusPolicy(Qt::StrongFocus);
  zoom_->setPopupMode(QToolButton::InstantPopup);
  zoom_->setMinimumWidth(zoom_->fontMetrics().horizontalAdvance(QStringLiteral("6400.0 %")) + 28);
  auto* menu = new QMenu(zoom_);
  connect(menu->addAction(tr("Fit in the window")), &QAction::triggered, this,
          [this] { Q_EMIT zoomRequested(0); });
  for (const int percent : {25, 50, 100, 200, 400, 800}) {
    connect(menu->addAction(tr("%1 %").arg(percent)), &QAction::triggered, this,
            [this, percent] { Q_EMIT zoomRequested(percent / 100.0); });
  }
  zoom_->setMenu(menu);
  clearZoom();
}

void StatusStrip::showPixel(const std::optional<QPointF>& photo, const QColor& colour) {
  QPixmap patch(14, 14);
  patch.fill(photo && colour.isValid() ? colour : Qt::transparent);
  swatch_->setPixmap(patch);
  if (!photo || !colour.isValid()) return pixel_->clear();
  pixel_->setText(QStringLiteral("%1, %2   %3 %4 %5")
                      .arg(std::floor(photo->x()))
                      .arg(std::floor(photo->y()))
                      .arg(colour.red())
                      .arg(colour.green())
                      .arg(colour.blue()));
}

void StatusStrip::showFacePart(const QString& name, const QColor& colour) {
  if (name.isEmpty()) return part_->clear();
  part_->setTextFormat(Qt::RichText);
  part_->setText(
      QStringLiteral("<span style=\"color:%1\">■</span> %2").arg(colour.name(), name.toHtmlEscaped()));
}

void StatusStrip::showPhoto(const QString& text) {
  photo_->setText(text);
}

void StatusStrip::showDevice(const QString& device) {
  device_->setText(device);
}

void StatusStrip::showZoom(double zoom) {
  const double percent = zoom * 100;
  const int decimals = percent < 10 || std::abs(percent - std::round(percent)) > 0.05 ? 1 : 0;
  zoom_->setText(tr("%1 %").arg(QLocale().toString(percent, 'f', decimals)));
  zoom_->setEnabled(true);
}

void StatusStrip::clearZoom() {
  zoom_->setText(QStringLiteral("–"));
  zoom_->setEnabled(false);
}

void StatusStrip::showProgress(const QString& what, double fraction) {
  what_->setText(what + QStringLiteral("…"));
  bar_->setRange(0, fraction < 0 ? 0 : 1000);
  bar_->setValue(static_cast<int>(fraction * 1000));
  if (!progress_->isVisible() && !appear_.isActive()) appear_.start();
}

void StatusStrip::hideProgress() {
  appear_.stop();
  progress_->hide();
}

}  // namespace pentimento
