// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/burst.h"
#include "ui/document_model.h"

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QSlider;
class QVBoxLayout;

namespace pentimento {

class Actions;
class HintList;
class ReferenceView;
class SwatchButton;
class SwatchRow;

/// The Colourise dock: on and off, the hints, where a hint's colour comes from, saturation. Shows the
/// document and changes it; what it cannot do itself it asks for by signal.
class ColourisePanel : public QWidget {
  Q_OBJECT
 public:
  ColourisePanel(DocumentModel& document, const Actions& actions, QWidget* parent = nullptr);

  /// Colours for the point last asked about; an empty list: none yet.
  void setSuggestions(const QList<QColor>& colours);
  void setReference(const QImage& picture);

 Q_SIGNALS:
  void suggestionsWanted(const QPointF& photo);
  void colourDialogWanted(const QColor& initial);
  void referenceWanted();  ///< choose a file
  void referenceDropped(const QString& path);

 private:
  void buildHints(QVBoxLayout& column);
  void buildColour(QVBoxLayout& column);
  void buildReference(QVBoxLayout& column);
  void buildSaturation(QVBoxLayout& column);
  void refresh();
  void selectionChanged(int index);
  void askForSuggestions();
  int saturationGesture();

  DocumentModel& document_;
  const Actions& actions_;
  QCheckBox* enabled_;
  HintList* hints_;
  SwatchButton* current_;
  QLabel* colourTitle_;
  SwatchRow* suggestions_;
  QLabel* noSuggestions_;
  ReferenceView* reference_;
  QSlider* slider_;
  QDoubleSpinBox* spin_;
  QPointF askedAbout_;
  QTimer ask_;
  Burst burst_;
  int drag_ = DocumentModel::noGesture;
};

}  // namespace pentimento
