// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/regenerate_panel.h"

#include <QCheckBox>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actions.h"
#include "ui/faces/face_model.h"
#include "ui/faces/face_texts.h"
#include "ui/panels/class_palette.h"
#include "ui/panels/style_picker.h"
#include "ui/regenerate/mask_brush.h"
#include "ui/regenerate/mask_model.h"

namespace pentimento {

namespace {

QLabel* heading(const QString& text) {
  auto* label = new QLabel(text);
  QFont font = label->font();
  font.setBold(true);
  label->setFont(font);
  return label;
}

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
  enabled_ = boxFor(ActionId::RegenerateToggle, tr("&Regenerate what is painted"));
  column->addWidget(enabled_);
  news_ = new QLabel;
  news_->setObjectName(QStringLiteral("regenerateNews"));
  news_->setWordWrap(true);
  news_->setTextFormat(Qt::PlainText);
  news_->setTextInteractionFlags(Qt::TextSelectableByMouse);
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

QToolButton* RegeneratePanel::buttonFor(ActionId id, bool text) const {
  QAction* action = actions_[id];
  auto* button = new QToolButton;
  button->setDefaultAction(action);
  button->setFocusPolicy(Qt::StrongFocus);
  button->setAccessibleName(action->toolTip());
  button->setAutoRaise(!text);
  if (text) {
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  } else {
    button->setIconSize(QSize(20, 20));
  }
  return button;
}

QCheckBox* RegeneratePanel::boxFor(ActionId id, const QString& text) const {
  QAction* action = actions_[id];
  auto* box = new QCheckBox(text);
  box->setObjectName(action->objectName() + QStringLiteral("Box"));
  box->setToolTip(action->toolTip());
  const auto follow = [box, action] {
    const QSignalBlocker blocker(box);
    box->setChecked(action->isChecked());
    box->setEnabled(action->isEnabled());
  };
  follow();
  connect(box, &QCheckBox::clicked, action, &QAction::trigger);
  connect(action, &QAction::changed, box, follow);
  return box;
}

void RegeneratePanel::buildBrush(QVBoxLayout& column) {
  auto* modes = new QHBoxLayout;
  modes->setSpacing(2);
  for (const ActionId id : {ActionId::MaskPaint, ActionId::MaskErase, ActionId::MaskFill, ActionId::MaskPick})
    modes->addWidget(buttonFor(id, false));
  modes->addStretch(1);
  modes->addWidget(buttonFor(ActionId::MaskMirror, false));
  column.addSpacing(2);
  column.addLayout(modes);

  size_ = new QSlider(Qt::Horizontal);
  size_->setObjectName(QStringLiteral("brushSize"));
  size_->setAccessibleName(tr("Size of the brush"));
  size_->setToolTip(tr("Size of the brush ([ and ], or Ctrl and the wheel)"));
  size_->setRange(static_cast<int>(MaskBrush::smallest), static_cast<int>(MaskBrush::largest));
  sizeSpin_ = new QSpinBox;
  sizeSpin_->setObjectName(QStringLiteral("brushSizeSpin"));
  sizeSpin_->setAccessibleName(tr("Size of the brush"));
  sizeSpin_->setToolTip(size_->toolTip());
  sizeSpin_->setRange(size_->minimum(), size_->maximum());
  auto* name = new QLabel(tr("Si&ze"));
  name->setBuddy(size_);
  auto* row = new QHBoxLayout;
  row->addWidget(name);
  row->addWidget(size_, 1);
  row->addWidget(sizeSpin_);
  column.addLayout(row);
  connect(size_, &QSlider::valueChanged, &brush_, [this](int size) { brush_.setSize(size); });
  connect(sizeSpin_, &QSpinBox::valueChanged, &brush_, [this](int size) { brush_.setSize(size); });

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
  boxes->addWidget(boxFor(ActionId::ShowMask, tr("Show the &mask")));
  boxes->addWidget(boxFor(ActionId::MaskSolo, tr("Mask a&lone")));
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
  column.addWidget(boxFor(ActionId::WholeFace, tr("The &whole face, not the change alone")));
  connect(style_, &StylePicker::fileWanted, this, &RegeneratePanel::styleFileWanted);
  connect(style_, &StylePicker::chosen, this, &RegeneratePanel::styleChosen);
  connect(style_, &StylePicker::ownWanted, this, [this] { masks_.setStyle(nullptr); });
}

void RegeneratePanel::buildFiles(QVBoxLayout& column) {
  column.addSpacing(2);
  auto* row = new QHBoxLayout;
  row->setSpacing(4);
  row->addWidget(buttonFor(ActionId::ResetMask, true));
  row->addStretch(1);
  row->addWidget(buttonFor(ActionId::ImportMask, false));
  row->addWidget(buttonFor(ActionId::ExportMask, false));
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
  const QSignalBlocker slider(size_), spin(sizeSpin_);
  size_->setValue(qRound(brush_.size()));
  sizeSpin_->setValue(qRound(brush_.size()));
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
