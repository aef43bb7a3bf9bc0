// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/label_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/canvas/canvas_view.h"
#include "ui/dialogs/dialogs.h"
#include "ui/faces/face_texts.h"
#include "ui/panels/brush_size.h"
#include "ui/panels/class_palette.h"
#include "ui/panels/panel_parts.h"
#include "ui/regenerate/brush_actions.h"

namespace pentimento {

namespace {

constexpr int canvasSide = 560, columnWidth = 250;  // logical pixels
constexpr double initialOpacity = 0.5;

std::shared_ptr<const LoadedPhoto> cropAsPhoto(const TeachingFace& face) {
  Photo photo;
  photo.image = face.crop;
  return std::make_shared<LoadedPhoto>(std::move(photo));
}

FacePointer wholeCrop(const TeachingFace& face) {
  Face whole;
  whole.alignment = Alignment::wholePicture(face.crop.width(), face.crop.height());
  whole.detected.box = {0, 0, static_cast<double>(face.crop.width()),
                        static_cast<double>(face.crop.height())};
  whole.detected.landmarks = face.landmarks;  // where the mirror brush mirrors
  whole.labels = face.labels;
  return makeFaceItem(std::move(whole), face.crop, false);
}

}  // namespace

LabelDialog::LabelDialog(const TeachingFace& face, Dialogs& dialogs, QWidget* parent)
    : QDialog(parent),
      dialogs_(dialogs),
      faces_(document_.undoStack()),
      masks_(document_, faces_),
      overlay_(masks_),
      tool_(masks_, brush_),
      canvas_(new CanvasView),
      palette_(new ClassPalette),
      className_(heading({})) {
  setObjectName(QStringLiteral("labelDialog"));
  setWindowTitle(tr("Correct the label map"));
  document_.setPhoto(cropAsPhoto(face));
  faces_.setFound({wholeCrop(face)});
  canvas_->setPhoto(document_.photo());
  canvas_->addOverlay(&overlay_);
  canvas_->setTool(&tool_);
  canvas_->setMinimumSize(canvasSide, canvasSide);
  overlay_.show({.visible = true, .solo = false, .opacity = initialOpacity});

  auto* side = new QVBoxLayout;
  auto* hint = newsLabel("labelHint");
  hint->setText(tr("Paint what the program took for something else: it learns from this map."));
  hint->setFixedWidth(columnWidth);
  side->addWidget(hint);
  side->addLayout(brushRow());
  side->addWidget(new BrushSize(brush_, QStringLiteral("labelBrushSize")));
  side->addWidget(className_);
  side->addWidget(palette_);
  side->addLayout(viewRow());
  side->addStretch(1);
  side->addLayout(undoRow());
  auto* top = new QHBoxLayout;
  top->addWidget(canvas_, 1);
  top->addLayout(side);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
  auto* column = new QVBoxLayout(this);
  column->addLayout(top, 1);
  column->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(palette_, &ClassPalette::chosen, &brush_, &MaskBrush::setClass);
  connect(&brush_, &MaskBrush::changed, this, &LabelDialog::refresh);
  connect(&masks_, &MaskModel::settingsChanged, this, &LabelDialog::refresh);
  useKeys();
  refresh();
  canvas_->setFocus();
}

LabelDialog::~LabelDialog() {
  canvas_->setTool(nullptr);  // goes before the canvas
}

Image LabelDialog::labels() const {
  return masks_.currentPainted() ? masks_.current()->painted.clone() : Image();
}

void LabelDialog::reject() {
  if (masks_.currentPainted() &&
      !dialogs_.confirm(this, tr("Discard what was painted?"), tr("The label map stays as it was before."),
                        tr("&Discard")))
    return;
  QDialog::reject();
}

QLayout* LabelDialog::brushRow() {
  auto* row = new QHBoxLayout;
  row->setSpacing(2);
  for (const auto& [id, mode] : brushModes) row->addWidget(iconButton(actions_[id]));
  row->addStretch(1);
  row->addWidget(iconButton(actions_[ActionId::MaskMirror]));
  joinBrush(actions_, brush_, this);
  return row;
}

QLayout* LabelDialog::viewRow() {
  auto* opacity = new QSlider(Qt::Horizontal);
  opacity->setObjectName(QStringLiteral("labelOpacity"));
  opacity->setAccessibleName(tr("Opacity of the label map"));
  opacity->setRange(0, 100);
  opacity->setValue(qRound(100 * initialOpacity));
  connect(opacity, &QSlider::valueChanged, this, [this](int percent) {
    overlay_.show({.visible = percent > 0, .solo = false, .opacity = percent / 100.0});
  });
  auto* name = new QLabel(tr("O&pacity"));
  name->setBuddy(opacity);
  auto* row = new QHBoxLayout;
  row->addWidget(name);
  row->addWidget(opacity, 1);
  return row;
}

QLayout* LabelDialog::undoRow() {
  auto* undo = document_.undoStack().createUndoAction(this, tr("&Undo"));
  auto* redo = document_.undoStack().createRedoAction(this, tr("&Redo"));
  decorate(undo, QStringLiteral("undo"), {QKeySequence(Qt::CTRL | Qt::Key_Z)});
  decorate(redo, QStringLiteral("redo"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z)});
  addActions({undo, redo});
  connect(actions_[ActionId::ResetMask], &QAction::triggered, this, [this] { masks_.resetCurrent(); });
  auto* row = new QHBoxLayout;
  row->setSpacing(2);
  row->addWidget(iconButton(undo));
  row->addWidget(iconButton(redo));
  row->addStretch(1);
  auto* reset = textButton(actions_[ActionId::ResetMask]);
  reset->setObjectName(QStringLiteral("labelReset"));
  row->addWidget(reset);
  return row;
}

void LabelDialog::useKeys() {
  for (const auto& [id, mode] : brushModes) addAction(actions_[id]);
  addActions(
      {actions_[ActionId::MaskMirror], actions_[ActionId::BrushSmaller], actions_[ActionId::BrushLarger]});
}

void LabelDialog::refresh() {
  actions_[ActionId::ResetMask]->setEnabled(masks_.currentPainted());
  palette_->setCurrent(brush_.paints());
  className_->setText(tr("Paints: %1").arg(nameOf(brush_.paints())));
}

}  // namespace pentimento
