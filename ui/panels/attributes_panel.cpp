// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/attributes_panel.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actions.h"
#include "ui/attributes/sliders_model.h"
#include "ui/document_model.h"
#include "ui/faces/face_model.h"
#include "ui/faces/face_texts.h"
#include "ui/panels/attribute_row.h"
#include "ui/panels/brush_size.h"
#include "ui/panels/face_choice_box.h"
#include "ui/panels/panel_parts.h"

namespace pentimento {

AttributesPanel::AttributesPanel(const Parts& parts, QWidget* parent) : QWidget(parent), parts_(parts) {
  setObjectName(QStringLiteral("attributesPanel"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 10, 12, 12);
  column->setSpacing(8);
  column->addWidget(checkBox(parts_.actions[ActionId::AttributesToggle], tr("Change &attributes")));
  news_ = newsLabel("attributesNews");
  column->addWidget(news_);
  column->addWidget(new FaceChoiceBox(parts_.sliders.choice(), QStringLiteral("attributesFace")));
  buildSliders(*column);
  buildResidual(*column);
  column->addStretch(1);
  connect(&parts_.document, &DocumentModel::photoChanged, this, &AttributesPanel::refresh);
  connect(&parts_.document, &DocumentModel::attributesChanged, this, &AttributesPanel::refreshSliders);
  connect(&parts_.sliders, &SlidersModel::targetsChanged, this, &AttributesPanel::refresh);
  refresh();
}

void AttributesPanel::buildSliders(QVBoxLayout& column) {
  auto* grid = new QGridLayout;
  grid->setColumnStretch(1, 1);
  grid->setVerticalSpacing(4);
  for (std::size_t i = 0; i < attributeCount; ++i) {
    rows_[i] = new AttributeRow(attributes[i], *grid, static_cast<int>(i), this);
    connect(rows_[i], &AttributeRow::moved, this,
            [this, attribute = attributes[i]](double strength, int gesture) {
              parts_.sliders.setStrength(attribute, strength, gesture);
            });
  }
  column.addLayout(grid);
  column.addWidget(textButton(parts_.actions[ActionId::ResetAttributes]), 0, Qt::AlignRight);
}

void AttributesPanel::buildResidual(QVBoxLayout& column) {
  const Actions& actions = parts_.actions;
  auto* view = new QHBoxLayout;
  view->addWidget(heading(tr("What is changed")), 1);
  view->addWidget(iconButton(actions[ActionId::ExportResidual]));
  column.addSpacing(4);
  column.addLayout(view);
  column.addWidget(checkBox(actions[ActionId::ShowResidual], tr("Show the &residual alone")));
  auto* eraser = new QHBoxLayout;
  eraser->setSpacing(2);
  eraser->addWidget(iconButton(actions[ActionId::ToolAttributeEraser]));
  eraser->addWidget(iconButton(actions[ActionId::RestoreErased]));
  eraser->addSpacing(8);
  eraser->addWidget(new BrushSize(parts_.brush, QStringLiteral("eraserSize")), 1);
  column.addLayout(eraser);
}

void AttributesPanel::setAvailable(const std::set<Attribute>& available) {
  available_ = available;
  problem_.clear();
  refresh();
}

void AttributesPanel::setProblem(const QString& problem) {
  problem_ = problem;
  refresh();
}

QString AttributesPanel::news() const {
  if (!parts_.document.hasPhoto()) return {};
  if (!problem_.isEmpty()) return problem_;
  if (available_ && available_->empty()) return tr("No model for any attribute is installed.");
  if (parts_.faces.faces().empty()) return tr("No face to change: find faces, or draw a box around one.");
  return {};
}

void AttributesPanel::refresh() {
  setEnabled(parts_.document.hasPhoto());
  const QString text = news();
  news_->setText(text);
  news_->setVisible(!text.isEmpty());
  refreshSliders();
  const bool face = !parts_.faces.faces().empty();
  for (std::size_t i = 0; i < attributeCount; ++i) {
    const bool installed = problem_.isEmpty() && available_ && available_->contains(attributes[i]);
    rows_[i]->setObstacle(!face        ? tr("There is no face to change.")
                          : !installed ? tr("No model for this attribute is installed.")
                                       : QString());
  }
}

void AttributesPanel::refreshSliders() {
  for (std::size_t i = 0; i < attributeCount; ++i) rows_[i]->show(parts_.sliders.position(attributes[i]));
}

}  // namespace pentimento
