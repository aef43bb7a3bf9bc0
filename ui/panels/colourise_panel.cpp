// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/colourise_panel.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actions.h"
#include "ui/panels/hint_list.h"
#include "ui/panels/panel_parts.h"
#include "ui/panels/reference_view.h"
#include "ui/panels/swatch_row.h"
#include "ui/panels/swatches.h"

namespace pentimento {

namespace {

constexpr double sliderSteps = 100;  // per unit of saturation

}  // namespace

ColourisePanel::ColourisePanel(DocumentModel& document, const Actions& actions, QWidget* parent)
    : QWidget(parent), document_(document), actions_(actions) {
  setObjectName(QStringLiteral("colourisePanel"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 10, 12, 12);
  column->setSpacing(8);
  enabled_ = new QCheckBox(tr("&Colourise this photo"));
  enabled_->setObjectName(QStringLiteral("colouriseEnabled"));
  column->addWidget(enabled_);
  buildSaturation(*column);
  buildHints(*column);
  buildColour(*column);
  buildReference(*column);
  // A hint under a drag asks when it rests: the preview comes first.
  ask_.setSingleShot(true);
  ask_.setInterval(200);
  connect(&ask_, &QTimer::timeout, this, &ColourisePanel::askForSuggestions);
  connect(enabled_, &QCheckBox::clicked, &document_, &DocumentModel::setColouriseEnabled);
  connect(&document_, &DocumentModel::photoChanged, this, &ColourisePanel::refresh);
  connect(&document_, &DocumentModel::colouriseChanged, this, &ColourisePanel::refresh);
  connect(&document_, &DocumentModel::selectionChanged, this, &ColourisePanel::selectionChanged);
  connect(&document_, &DocumentModel::currentColourChanged, current_, &SwatchButton::setColour);
  refresh();
  selectionChanged(-1);
}

void ColourisePanel::buildSaturation(QVBoxLayout& column) {
  slider_ = new QSlider(Qt::Horizontal);
  slider_->setObjectName(QStringLiteral("saturationSlider"));
  slider_->setAccessibleName(tr("Saturation"));
  slider_->setRange(0, static_cast<int>(2 * sliderSteps));
  slider_->setPageStep(10);
  spin_ = new QDoubleSpinBox;
  spin_->setObjectName(QStringLiteral("saturationSpin"));
  spin_->setAccessibleName(tr("Saturation"));
  spin_->setRange(0, 2);
  spin_->setSingleStep(0.05);
  spin_->setKeyboardTracking(false);
  auto* label = new QLabel(tr("&Saturation"));
  label->setBuddy(slider_);
  auto* row = new QHBoxLayout;
  row->addWidget(label);
  row->addWidget(slider_, 1);
  row->addWidget(spin_);
  column.addLayout(row);
  connect(slider_, &QSlider::sliderPressed, this, [this] { drag_ = DocumentModel::newGesture(); });
  connect(slider_, &QSlider::valueChanged, this,
          [this](int value) { document_.setSaturation(value / sliderSteps, saturationGesture()); });
  connect(spin_, &QDoubleSpinBox::valueChanged, this,
          [this](double value) { document_.setSaturation(value, saturationGesture()); });
}

int ColourisePanel::saturationGesture() {
  return slider_->isSliderDown() ? drag_ : burst_.gesture();
}

void ColourisePanel::buildHints(QVBoxLayout& column) {
  hints_ = new HintList(document_);
  auto* row = new QHBoxLayout;
  row->setSpacing(2);
  row->addWidget(heading(tr("&Hints"), hints_), 1);
  for (const ActionId id : {ActionId::PlaceHint, ActionId::DeleteHint, ActionId::RemoveAllHints}) {
    row->addWidget(iconButton(actions_[id]));
  }
  column.addSpacing(4);
  column.addLayout(row);
  column.addWidget(hints_, 1);
}

void ColourisePanel::buildColour(QVBoxLayout& column) {
  current_ = new SwatchButton(document_.currentColour(), tr("Colour"));
  current_->setObjectName(QStringLiteral("currentColour"));
  current_->setMinimumSize(44, 30);
  current_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  colourTitle_ = heading(QString());
  auto* other = new QPushButton(tr("&More…"));
  other->setObjectName(QStringLiteral("moreColours"));
  other->setToolTip(tr("Choose any colour"));
  auto* top = new QHBoxLayout;
  top->addWidget(current_);
  top->addWidget(colourTitle_, 1);
  top->addWidget(iconButton(actions_[ActionId::ToolEyedropper]));
  top->addWidget(other);
  column.addSpacing(4);
  column.addLayout(top);

  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(10);
  grid->setVerticalSpacing(4);
  grid->setColumnStretch(1, 1);
  suggestions_ = new SwatchRow(tr("Suggested"));
  suggestions_->setObjectName(QStringLiteral("suggestions"));
  noSuggestions_ = new QLabel(tr("select a hint"));
  noSuggestions_->setEnabled(false);
  grid->addWidget(new QLabel(tr("Suggested")), 0, 0);
  grid->addWidget(suggestions_, 0, 1);
  grid->addWidget(noSuggestions_, 0, 1);
  int line = 1;
  for (const SwatchGroup& group : swatchGroups()) {
    auto* row = new SwatchRow(group.title());
    row->setObjectName(QStringLiteral("swatches-") + QString::fromLatin1(group.id));
    row->setColours(QList<QColor>(group.colours.begin(), group.colours.end()));
    connect(row, &SwatchRow::chosen, this, [this](const QColor& colour) { document_.chooseColour(colour); });
    grid->addWidget(new QLabel(group.title()), line, 0);
    grid->addWidget(row, line++, 1);
  }
  column.addLayout(grid);
  connect(suggestions_, &SwatchRow::chosen, this,
          [this](const QColor& colour) { document_.chooseColour(colour); });
  const auto ask = [this] { Q_EMIT colourDialogWanted(document_.currentColour()); };
  connect(other, &QPushButton::clicked, this, ask);
  connect(current_, &SwatchButton::clicked, this, ask);
}

void ColourisePanel::buildReference(QVBoxLayout& column) {
  reference_ = new ReferenceView;
  auto* open = new QPushButton(tr("&Reference picture…"));
  open->setObjectName(QStringLiteral("openReference"));
  column.addSpacing(4);
  column.addWidget(reference_, 2);
  column.addWidget(open);
  connect(open, &QPushButton::clicked, this, &ColourisePanel::referenceWanted);
  connect(reference_, &ReferenceView::openRequested, this, &ColourisePanel::referenceWanted);
  connect(reference_, &ReferenceView::dropped, this, &ColourisePanel::referenceDropped);
  connect(reference_, &ReferenceView::picked, this,
          [this](const QColor& colour) { document_.chooseColour(colour); });
}

void ColourisePanel::setSuggestions(const QList<QColor>& colours) {
  suggestions_->setColours(colours);
  suggestions_->setVisible(!colours.isEmpty());
  noSuggestions_->setVisible(colours.isEmpty());
}

void ColourisePanel::setReference(const QImage& picture) {
  reference_->setPicture(picture);
}

void ColourisePanel::refresh() {
  setEnabled(document_.hasPhoto());
  enabled_->setChecked(document_.colourise().enabled);
  const double saturation = document_.colourise().parameters.saturation;
  const QSignalBlocker slider(slider_), spin(spin_);
  slider_->setValue(qRound(saturation * sliderSteps));
  spin_->setValue(saturation);
  ask_.start();
}

void ColourisePanel::selectionChanged(int index) {
  colourTitle_->setText(index < 0 ? tr("Next hint") : tr("Hint %1").arg(index + 1));
  noSuggestions_->setText(index < 0 ? tr("select a hint") : QStringLiteral("…"));
  if (index < 0) {
    askedAbout_ = QPointF(-1, -1);
    setSuggestions({});
  }
  ask_.start();
}

void ColourisePanel::askForSuggestions() {
  const int index = document_.selectedHint();
  if (index < 0) return;
  const ColourHint& hint = document_.hints()[static_cast<std::size_t>(index)];
  const QPointF point(hint.x, hint.y);
  if (point == askedAbout_) return;
  askedAbout_ = point;
  Q_EMIT suggestionsWanted(point);
}

}  // namespace pentimento
