// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <array>
#include <optional>
#include <set>

#include "core/face/attribute.h"

class QLabel;
class QVBoxLayout;

namespace pentimento {

class Actions;
class AttributeRow;
class DocumentModel;
class FaceModel;
class MaskBrush;
class SlidersModel;

/// The Attributes dock: whose face, a slider for each attribute, and the residual with its eraser.
class AttributesPanel : public QWidget {
  Q_OBJECT
 public:
  struct Parts {
    DocumentModel& document;
    SlidersModel& sliders;
    MaskBrush& brush;
    FaceModel& faces;
    const Actions& actions;
  };
  explicit AttributesPanel(const Parts& parts, QWidget* parent = nullptr);

  /// Those that there is a model for; until this is called it is not known.
  void setAvailable(const std::set<Attribute>& available);
  /// Why no attribute can be changed at all.
  void setProblem(const QString& problem);

 private:
  void buildSliders(QVBoxLayout& column);
  void buildResidual(QVBoxLayout& column);
  void refresh();
  void refreshSliders();
  QString news() const;

  Parts parts_;
  std::optional<std::set<Attribute>> available_;
  QString problem_;
  QLabel* news_;
  std::array<AttributeRow*, attributeCount> rows_{};
};

}  // namespace pentimento
