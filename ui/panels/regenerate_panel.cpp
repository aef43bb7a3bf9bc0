// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/regenerate_panel.h"

#include <QCheckBox>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actions.h"
#include "ui/faces/face_model.h"
#include "ui/faces/face_texts.h"
#include "ui/panels/brush_size.h"
#include "ui/panels/class_palette.h"
#include "ui/panels/panel_parts.h"
#include "ui/panels/style_picker.h"
#include "ui/regenerate/mask_brush.h"
#include "ui/regenerate/mask_model.h"

namespace pentimento {

namespace {

QString droppedFile(const QMimeData& data) {
  const auto urls = data.urls();
  const QString path = urls.isEmpty() ? QString() : urls.front().toLocalFile();
  return path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive) ? path : QString();
}

}  // namespace

RegeneratePanel::RegeneratePanel(MaskModel& masks, MaskBrush& brush, FaceModel& faces, const Actions& actions,
                                 QWidget* parent)
    : QWidget(parent), masks_(masks), brush_(brush), faces_(faces), actions_(actions) {
  setObjectName(QStringLiteral("regeneratePanel"));
  setAcceptDrops(true);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 10, 12, 12);
  column->setSpacing(8);
  column->addWidget(checkBox(actions_[ActionId::RegenerateToggle], tr("&Regenerate what is painted")));
  news_ = newsLabel("regenerateNews");
  column->addWidget(news_);
  buildBrush(*column);
  buildView(*column);
  buildStyle(*column);
  buildFiles(*column);
  column->addStretch(1);
  connect(&brush_, &MaskBrush::changed, this, &RegeneratePanel::refreshBrush);
  connect(&masks_, &MaskModel::currentChanged, this, &RegeneratePanel::refreshFace);
  connect(&masks_, &MaskModel::settingsChanged, this, &RegeneratePanel::refreshFace);
  connect(&faces_, &FaceModel::facesChanged, this, &RegeneratePanel::refreshFace);
  refreshBrush();
  refreshFace();
}

void RegeneratePanel::buildBrush(QVBoxLayout& column) {
  auto* modes = new QHBoxLayout;
  modes->setSpacing(2);
  for (const ActionId id : {ActionId::MaskPaint, ActionId::MaskErase, ActionId::MaskFill, ActionId::MaskPick})
    modes->addWidget(iconButton(actions_[id]));
  modes->addStretch(1);
  modes->addWidget(iconButton(actions_[ActionId::MaskMirror]));
  column.addSpacing(2);
  column.addLayout(modes);

  column.addWidget(new BrushSize(brush_, QStringLiteral("brushSize")));

  className_ = heading({});
  className_->setObjectName(QStringLiteral("className"));
  palette_ = new ClassPalette;
  column.addSpacing(2);
  column.addWidget(className_);
  column.addWidget(palette_);
  connect(palette_, &ClassPalette::chosen, this, [this](FaceClass id) {
    brush_.setClass(id);
    // Who takes a colour from a palette wants to paint with it.
    if (!actions_[ActionId::ToolMask]->isChecked()) actions_[ActionId::ToolMask]->trigger();
  });
}

void RegeneratePanel::buildView(QVBoxLayout& column) {
  column.addSpacing(2);
  auto* boxes = new QHBoxLayout;
  boxes->setSpacing(12);
  boxes->addWidget(checkBox(actions_[ActionId::ShowMask], tr("Show the &mask")));
  boxes->addWidget(checkBox(actions_[ActionId::MaskSolo], tr("Mask a&lone")));
  boxes->addStretch(1);
  column.addLayout(boxes);
  opacity_ = new QSlider(Qt::Horizontal);
  opacity_->setObjectName(QStringLiteral("maskOpacity"));
  opacity_->setAccessibleName(tr("Opacity of the mask"));
  opacity_->setToolTip(tr("Opacity of the mask"));
  opacity_->setRange(0, 100);
  opacity_->setPageStep(10);
  auto* name = new QLabel(tr("Opaci&ty"));
  name->setBuddy(opacity_);
  auto* row = new QHBoxLayout;
  row->addWidget(name);
  row->addWidget(opacity_, 1);
  column.addLayout(row);
  connect(opacity_, &QSlider::valueChanged, this,
          [this](int value) { Q_EMIT opacityChanged(value / 100.0); });
}

void RegeneratePanel::buildStyle(QVBoxLayout& column) {
  column.addSpacing(2);
  column.addWidget(heading(tr("Style from")));
  style_ = new StylePicker;
  column.addWidget(style_);
  column.addWidget(checkBox(actions_[ActionId::WholeFace], tr("The &whole face, not the change alone")));
  connect(style_, &StylePicker::fileWanted, this, &RegeneratePanel::styleFileWanted);
  connect(style_, &StylePicker::chosen, this, &RegeneratePanel::styleChosen);
  connect(style_, &StylePicker::ownWanted, this, [this] { masks_.setStyle(nullptr); });
}

void RegeneratePanel::buildFiles(QVBoxLayout& column) {
  column.addSpacing(2);
  auto* row = new QHBoxLayout;
  row->setSpacing(4);
  row->addWidget(textButton(actions_[ActionId::ResetMask]));
  row->addStretch(1);
  row->addWidget(iconButton(actions_[ActionId::ImportMask]));
  row->addWidget(iconButton(actions_[ActionId::ExportMask]));
  column.addLayout(row);
}

void RegeneratePanel::setPhotoOpen(bool open) {
  setEnabled(open);
  refreshFace();
}

void RegeneratePanel::setOpacity(double opacity) {
  const QSignalBlocker blocker(opacity_);
  opacity_->setValue(qRound(opacity * 100));
}

void RegeneratePanel::setProblem(const QString& problem) {
  problem_ = problem;
  refreshFace();
}

void RegeneratePanel::refreshBrush() {
  palette_->setCurrent(brush_.paints());
  className_->setText(tr("Paints: %1").arg(nameOf(brush_.paints())));
}

QString RegeneratePanel::news() const {
  QStringList lines;
  if (!masks_.current())
    lines << (faces_.faces().empty() ? tr("No face to paint on: find faces, or draw a box around one.")
                                     : tr("Click a face with the brush to paint its mask."));
  if (!problem_.isEmpty()) lines << tr("Masks can be painted, but no face is regenerated. %1").arg(problem_);
  return lines.join(QLatin1Char('\n'));
}

void RegeneratePanel::refreshFace() {
  const FaceMask* mask = masks_.current();
  const QString text = isEnabled() ? news() : QString();
  news_->setText(text);
  news_->setVisible(!text.isEmpty());
  style_->setEnabled(mask != nullptr);
  if (mask && mask->style) {
    style_->show(mask->style->thumbnail, mask->style->name, false);
  } else {
    style_->show(mask ? mask->face->thumbnail : QImage(), mask ? tr("This face") : QString(), true);
  }
}

void RegeneratePanel::dragEnterEvent(QDragEnterEvent* event) {
  if (!droppedFile(*event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void RegeneratePanel::dropEvent(QDropEvent* event) {
  const QString path = droppedFile(*event->mimeData());
  if (path.isEmpty()) return;
  event->acceptProposedAction();
  Q_EMIT maskDropped(path);
}

}  // namespace pentimento
