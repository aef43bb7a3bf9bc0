// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/faces_panel.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actions.h"
#include "ui/errors.h"
#include "ui/faces/face_search.h"
#include "ui/panels/face_list.h"
#include "ui/panels/panel_parts.h"

namespace pentimento {

FacesPanel::FacesPanel(FaceModel& faces, FaceSearch& search, const Actions& actions, QWidget* parent)
    : QWidget(parent), faces_(faces), search_(search), actions_(actions) {
  setObjectName(QStringLiteral("facesPanel"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 10, 12, 12);
  column->setSpacing(8);
  auto* top = new QHBoxLayout;
  top->setSpacing(2);
  top->addWidget(textButton(actions[ActionId::FindFaces]));
  top->addStretch(1);
  top->addWidget(iconButton(actions[ActionId::ToolFaceBox]));
  top->addWidget(iconButton(actions[ActionId::DeleteFace]));
  column->addLayout(top);
  list_ = new FaceList(faces);
  column->addWidget(list_, 1);
  news_ = newsLabel("facesNews");
  news_->setAlignment(Qt::AlignTop | Qt::AlignLeading);
  news_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
  column->addWidget(news_);
  buildOverlays(*column);
  connect(&faces, &FaceModel::facesChanged, this, &FacesPanel::refresh);
  connect(&search, &FaceSearch::stateChanged, this, &FacesPanel::refresh);
  refresh();
}

void FacesPanel::buildOverlays(QVBoxLayout& column) {
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  row->addWidget(checkBox(actions_[ActionId::ShowFaceBoxes], tr("Bo&xes")));
  row->addWidget(checkBox(actions_[ActionId::ShowFaceLandmarks], tr("&Landmarks")));
  auto* labels = checkBox(actions_[ActionId::ShowFaceLabels], tr("Label &map"));
  row->addWidget(labels);
  row->addStretch(1);
  column.addLayout(row);
  opacity_ = new QSlider(Qt::Horizontal);
  opacity_->setObjectName(QStringLiteral("labelOpacity"));
  opacity_->setAccessibleName(tr("Opacity of the label map"));
  opacity_->setToolTip(tr("Opacity of the label map"));
  opacity_->setRange(0, 100);
  opacity_->setPageStep(10);
  auto* name = new QLabel(tr("&Opacity"));
  name->setBuddy(opacity_);
  auto* second = new QHBoxLayout;
  second->addWidget(name);
  second->addWidget(opacity_, 1);
  column.addLayout(second);
  const auto enable = [this, name](bool on) {
    opacity_->setEnabled(on);
    name->setEnabled(on);
  };
  enable(labels->isChecked());
  connect(labels, &QCheckBox::toggled, this, enable);
  connect(opacity_, &QSlider::valueChanged, this,
          [this](int value) { Q_EMIT opacityChanged(value / 100.0); });
}

void FacesPanel::setPhotoOpen(bool open) {
  setEnabled(open);
  refresh();
}

void FacesPanel::setOpacity(double opacity) {
  const QSignalBlocker blocker(opacity_);
  opacity_->setValue(qRound(opacity * 100));
}

QString FacesPanel::news() const {
  if (search_.state() == FaceSearch::State::Searching) return tr("Looking for faces…");
  if (search_.analysing()) return tr("Looking at the face…");
  if (search_.state() == FaceSearch::State::Failed) return describe(search_.failure());
  if (!faces_.faces().empty()) return {};
  if (search_.state() == FaceSearch::State::Done) return tr("No face found. Draw a box around one.");
  return tr("Not searched yet.");
}

void FacesPanel::refresh() {
  const QString text = isEnabled() ? news() : QString();
  news_->setText(text);
  news_->setVisible(!text.isEmpty());
  list_->setVisible(!faces_.faces().empty() || text.isEmpty());
}

}  // namespace pentimento
