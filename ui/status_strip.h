// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QObject>
#include <QTimer>
#include <optional>

class QLabel;
class QProgressBar;
class QStatusBar;
class QToolButton;
class QWidget;
class QMenu;

namespace pentimento {

/// What the status bar shows: the pixel under the pointer with its colour, progress with a cancel button, the
/// device, the zoom (a button with the usual levels).
class StatusStrip : public QObject {
  Q_OBJECT
 public:
  explicit StatusStrip(QStatusBar& bar, QObject* parent = nullptr);

  void showPixel(const std::optional<QPointF>& photo, const QColor& colour);
  /// What of a face is under the pointer; empty: nothing.
  void showFacePart(const QString& name, const QColor& colour);
  void showPhoto(const QString& text);
  void showDevice(const QString& device);
  void showZoom(double zoom);
  void clearZoom();
  /// Appears only when the work takes longer than a moment. `fraction` below 0: how far is not known.
  void showProgress(const QString& what, double fraction);
  void hideProgress();

 Q_SIGNALS:
  void cancelRequested();
  void zoomRequested(double zoom);  ///< 0: fit

 private:
  void buildZoomMenu();

  QLabel *pixel_, *swatch_, *part_, *photo_, *device_, *what_;
  QProgressBar* bar_;
  QToolButton *cancel_, *zoom_;
  QWidget* progress_;
  QTimer appear_;
};

}  // namespace pentimento
