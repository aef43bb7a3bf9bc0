// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

#include "ui/canvas/photo_painter.h"
#include "ui/canvas/view_transform.h"
#include "ui/photo_pyramid.h"

namespace pentimento {

class CanvasOverlay;
class Tool;

/// How before and after are shown.
enum class CompareMode { Result, Wipe, SideBySide };

/// The photo on screen: zoom, pan, before and after, and the pointer handed to the active tool. Draws only;
/// knows nothing of hints or networks.
class CanvasView : public QWidget {
  Q_OBJECT
 public:
  explicit CanvasView(QWidget* parent = nullptr);
  ~CanvasView() override;

  void setPhoto(std::shared_ptr<const LoadedPhoto> photo);
  bool hasPhoto() const { return photo_ != nullptr; }

  /// The result so far; empty tiles: result and original are the same picture.
  const ResultTiles& result() const { return tiles_; }
  void setResult(ResultTiles tiles);

  /// Another result that stands where the original would, wherever before and after are shown; gone with the
  /// photo.
  struct Comparison {
    ResultTiles before;
    QString beforeName, afterName;
  };
  const std::optional<Comparison>& comparison() const { return comparison_; }
  void setComparison(std::optional<Comparison> comparison);

  void setTool(Tool* tool);
  /// Later ones lie over earlier ones.
  void addOverlay(CanvasOverlay* overlay);
  void setCompareMode(CompareMode mode);
  CompareMode compareMode() const { return mode_; }
  /// While held, the original alone.
  void holdOriginal(bool hold);
  void setSurround(Surround surround);
  /// Where the wipe's divider stands, 0 to 1 of the width.
  double divider() const { return divider_; }
  void setDivider(double fraction);

  const ViewTransform& transform() const { return view_; }
  void fit();
  void actualSize();
  void zoomStep(bool in);
  void setZoom(double zoom);
  void panBy(const QPointF& viewDelta);
  void ensureVisible(const QPointF& photo);

  /// The point of the photo there (pixels of this widget); it may lie outside the photo.
  QPointF photoAt(const QPointF& position) const { return view_.toPhoto(inPane(position)); }
  /// The part of the photo on screen (photo pixels).
  QRectF visiblePhoto() const { return view_.visible(); }
  /// The result's colour at this photo pixel (the original's where there is no result); invalid outside the
  /// photo.
  QColor colourAt(const QPointF& photo) const;

  QSize sizeHint() const override { return {900, 650}; }
  QSize minimumSizeHint() const override { return {240, 180}; }

 Q_SIGNALS:
  void viewChanged();
  /// The photo pixel under the pointer and the colour shown there; nullopt: none.
  void pointed(const std::optional<QPointF>& photo, const QColor& colour);
  void dividerMoved(double fraction);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void tabletEvent(QTabletEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void keyReleaseEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  enum class Drag { None, Pan, Divider, Tool };
  enum class Content { Original, Result, Wiped };
  struct Pane {
    QRectF rect;
    Content content;
  };
  std::vector<Pane> panes() const;
  QPointF inPane(const QPointF& position) const;
  bool showsOriginal(const QPointF& position) const;
  QColor originalAt(const QPointF& photo) const;
  bool onDivider(const QPointF& position) const;
  void paintPane(QPainter& painter, const Pane& pane);
  void paintDivider(QPainter& painter);
  void paintLabels(QPainter& painter, const QRectF& before, const QRectF& after);
  void paintLabel(QPainter& painter, const QRectF& pane, const QString& text, Qt::Alignment side);
  void updateIn(const QRectF& pane);
  void updateViewport();
  void updateCursor();
  void notifyView();
  void zoomAt(double factor, const QPointF& position);
  template <class Function>
  void withTool(const QPointF& position, Qt::KeyboardModifiers modifiers, Function function);

  std::shared_ptr<const LoadedPhoto> photo_;
  ResultTiles tiles_;
  std::optional<Comparison> comparison_;
  ViewTransform view_;
  Tool* tool_ = nullptr;
  std::vector<CanvasOverlay*> overlays_;
  CompareMode mode_ = CompareMode::Result;
  Surround surround_ = Surround::Grey;
  Drag drag_ = Drag::None;
  QPointF last_;
  double divider_ = 0.5, pressure_ = 1;
  bool original_ = false, space_ = false, eraser_ = false;
};

}  // namespace pentimento
