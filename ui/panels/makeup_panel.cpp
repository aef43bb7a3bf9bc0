// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/makeup_panel.h"

#include <QCheckBox>
#include <QDragEnterEvent>
#include <QGridLayout>
#include <QLabel>
#include <QMimeData>
#include <QToolButton>
#include <QVBoxLayout>
#include <array>

#include "ui/actions.h"
#include "ui/document_model.h"
#include "ui/dropped_pictures.h"
#include "ui/makeup/looks_model.h"
#include "ui/panels/face_choice_box.h"
#include "ui/panels/look_picker.h"
#include "ui/panels/panel_parts.h"
#include "ui/panels/percent_row.h"
#include "ui/panels/shelf_view.h"

namespace pentimento {

namespace {

const std::array<MakeupSlider, 1 + makeupRegionCount> sliders{
    std::nullopt, MakeupRegion::Lips, MakeupRegion::Eyes, MakeupRegion::Brows, MakeupRegion::Skin};

}  // namespace

MakeupPanel::MakeupPanel(const Parts& parts, QWidget* parent) : QWidget(parent), parts_(parts) {
  setObjectName(QStringLiteral("makeupPanel"));
  setAcceptDrops(true);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 10, 12, 12);
  column->setSpacing(8);
  column->addWidget(checkBox(parts_.actions[ActionId::MakeupToggle], tr("Put on &make-up")));
  news_ = newsLabel("makeupNews");
  column->addWidget(news_);
  column->addWidget(new FaceChoiceBox(parts_.looks.choice(), QStringLiteral("makeupFace")));
  column->addSpacing(2);
  column->addWidget(heading(tr("Make-up from")));
  picker_ = new LookPicker(parts_.looks, parts_.actions);
  column->addWidget(picker_);
  buildSliders(*column);
  shelf_ = new ShelfView(parts_.shelf);
  column->addSpacing(4);
  column->addWidget(shelf_);
  column->addStretch(1);
  connect(shelf_, &ShelfView::chosen, this, &MakeupPanel::pictureChosen);
  connect(&parts_.document, &DocumentModel::photoChanged, this, &MakeupPanel::refresh);
  connect(&parts_.document, &DocumentModel::makeupChanged, this, &MakeupPanel::refresh);
  connect(&parts_.looks, &LooksModel::targetsChanged, this, &MakeupPanel::refresh);
  refresh();
}

void MakeupPanel::buildSliders(QVBoxLayout& column) {
  auto* grid = new QGridLayout;
  grid->setColumnStretch(1, 1);
  grid->setVerticalSpacing(4);
  for (const MakeupSlider& slider : sliders) {
    const QString id = slider ? QString::fromStdString(nameOf(*slider)) : QStringLiteral("shade");
    auto* row =
        new PercentRow(titleOf(slider), id, mostOf(slider), *grid, static_cast<int>(rows_.size()), this);
    connect(row, &PercentRow::moved, this,
            [this, slider](double share, int gesture) { parts_.looks.move(slider, share, gesture); });
    rows_.push_back(row);
  }
  column.addSpacing(2);
  column.addLayout(grid);
}

void MakeupPanel::setProblem(const QString& problem) {
  problem_ = problem;
  refresh();
}

QString MakeupPanel::news() const {
  if (!parts_.document.hasPhoto()) return {};
  if (!problem_.isEmpty()) return tr("No face can be made up. %1").arg(problem_);
  if (parts_.looks.choice().faces().faces().empty())
    return tr("No face to make up: find faces, or draw a box around one.");
  return {};
}

void MakeupPanel::refresh() {
  setEnabled(parts_.document.hasPhoto());
  const QString text = news();
  news_->setText(text);
  news_->setVisible(!text.isEmpty());
  picker_->setEnabled(problem_.isEmpty());
  shelf_->setEnabled(problem_.isEmpty());
  picker_->refresh();
  const bool worn = problem_.isEmpty() && parts_.looks.worn().look;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const auto position = parts_.looks.position(sliders[i]);
    rows_[i]->show(position.share, position.mixed);
    rows_[i]->setEnabled(worn);
  }
}

void MakeupPanel::dragEnterEvent(QDragEnterEvent* event) {
  if (problem_.isEmpty() && mayBePictures(*event->mimeData())) event->acceptProposedAction();
}

void MakeupPanel::dropEvent(QDropEvent* event) {
  event->acceptProposedAction();
  Q_EMIT pictureDropped(*event->mimeData());
}

}  // namespace pentimento
