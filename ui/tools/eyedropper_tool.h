// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <functional>
#include <optional>

#include "ui/tools/tool.h"

namespace pentimento {

/// Takes a colour from the photo as it is shown: press or drag, the colour of the release counts.
class EyedropperTool : public Tool {
  Q_OBJECT
 public:
  /// `colourAt`: what the user sees at a photo pixel, invalid outside.
  explicit EyedropperTool(std::function<QColor(const QPointF&)> colourAt, QObject* parent = nullptr);

  QCursor cursor() const override { return Qt::CrossCursor; }
  void press(const PointerEvent& event) override { hover(event); }
  void move(const PointerEvent& event) override { hover(event); }
  void hover(const PointerEvent& event) override;
  void release(const PointerEvent& event) override;
  void cancel() override;
  /// Shows the colour under the pointer in a ring around it.
  void paint(QPainter& painter, const ViewTransform& view) const override;

 Q_SIGNALS:
  void picked(const QColor& colour);

 private:
  std::function<QColor(const QPointF&)> colourAt_;
  std::optional<QPointF> position_;  // photo pixels
  QColor under_;
};

}  // namespace pentimento
