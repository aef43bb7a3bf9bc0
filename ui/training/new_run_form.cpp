// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/new_run_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/panels/panel_parts.h"
#include "ui/training/label_dialog.h"
#include "ui/training/photo_grid.h"
#include "ui/training/training_texts.h"

namespace pentimento {

namespace {

constexpr int usualSteps = 1000;

}  // namespace

NewRunForm::NewRunForm(FaceEngineMaker faces, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent),
      faces_(std::move(faces)),
      dialogs_(dialogs),
      task_(new QComboBox),
      model_(new QComboBox),
      wish_(newsLabel("trainingWish")),
      count_(newsLabel("trainingCount")),
      name_(new QLineEdit),
      steps_(new QSpinBox),
      labels_(new QCheckBox(tr("Show &label maps"))),
      with_(new QPushButton),
      without_(new QPushButton),
      correct_(new QPushButton(tr("&Correct…"))),
      start_(new QPushButton(tr("&Start"))),
      grid_(new PhotoGrid(photos_)) {
  setObjectName(QStringLiteral("newRunForm"));
  for (const auto& task : teachableTasks()) task_->addItem(task.title(), QString::fromLatin1(task.id));
  task_->setObjectName(QStringLiteral("trainingTask"));
  model_->setObjectName(QStringLiteral("trainingModel"));
  name_->setObjectName(QStringLiteral("trainingName"));
  steps_->setObjectName(QStringLiteral("trainingSteps"));
  steps_->setRange(10, 1000000);
  steps_->setValue(usualSteps);
  steps_->setSingleStep(100);
  steps_->setGroupSeparatorShown(true);
  steps_->setToolTip(tr("At most so many; it ends earlier when it gets no better"));
  labels_->setObjectName(QStringLiteral("trainingLabels"));
  labels_->setToolTip(tr("What the program takes each part of a face for, over the face"));
  correct_->setObjectName(QStringLiteral("trainingCorrect"));
  correct_->setToolTip(tr("Paints on the label map of the face that is selected (or double-click it)"));
  with_->setObjectName(QStringLiteral("trainingWith"));
  with_->setToolTip(tr("Says so of the faces that are selected"));
  without_->setObjectName(QStringLiteral("trainingWithout"));
  without_->setToolTip(with_->toolTip());
  start_->setObjectName(QStringLiteral("trainingStart"));
  auto* form = new QFormLayout;
  form->addRow(tr("&Teach"), task_);
  form->addRow(tr("&Begin from"), model_);
  form->addRow(tr("&Name"), name_);
  form->addRow(tr("St&eps"), steps_);
  auto* add = new QPushButton(tr("Add &photos…"));
  add->setObjectName(QStringLiteral("trainingAddPhotos"));
  auto* addFolder = new QPushButton(tr("Add a &folder…"));
  addFolder->setObjectName(QStringLiteral("trainingAddFolder"));
  auto* clear = new QPushButton(tr("Remove &all"));
  auto* buttons = new QHBoxLayout;
  for (QPushButton* button : {add, addFolder, clear}) buttons->addWidget(button);
  buttons->addStretch(1);
  for (QPushButton* button : {with_, without_, correct_}) buttons->addWidget(button);
  buttons->addWidget(labels_);
  auto* foot = new QHBoxLayout;
  foot->addWidget(count_, 1);
  foot->addWidget(start_);
  auto* column = new QVBoxLayout(this);
  column->addLayout(form);
  column->addWidget(wish_);
  column->addWidget(grid_, 1);
  column->addLayout(buttons);
  column->addLayout(foot);
  connect(add, &QPushButton::clicked, this, &NewRunForm::photosWanted);
  connect(addFolder, &QPushButton::clicked, this, &NewRunForm::folderWanted);
  connect(clear, &QPushButton::clicked, &photos_, &TrainingPhotos::clear);
  connect(start_, &QPushButton::clicked, this, [this] { Q_EMIT startWanted(training()); });
  connect(&photos_, &TrainingPhotos::changed, this, &NewRunForm::refresh);
  connect(name_, &QLineEdit::textChanged, this, &NewRunForm::refresh);
  connect(task_, &QComboBox::currentIndexChanged, this, &NewRunForm::chooseTask);
  connect(labels_, &QCheckBox::toggled, grid_, &PhotoGrid::setLabelsShown);
  connect(grid_, &PhotoGrid::itemSelectionChanged, this, &NewRunForm::refresh);
  connect(grid_, &PhotoGrid::faceOpened, this, &NewRunForm::correct);
  connect(correct_, &QPushButton::clicked, this, [this] { correct(grid_->chosenFace()); });
  connect(with_, &QPushButton::clicked, this, [this] { mark(true); });
  connect(without_, &QPushButton::clicked, this, [this] { mark(false); });
}

void NewRunForm::begin(const QString& name, const std::vector<ModelEntry>& models) {
  models_ = models;
  const bool typed = name_->isModified();
  name_->setText(name);
  name_->setModified(typed);
  const bool fresh = photos_.entries().empty();
  const QVariant model = model_->currentData();
  if (fresh) look();  // with the parser that is current by now
  chooseTask();
  if (const int place = fresh ? -1 : model_->findData(model); place >= 0) model_->setCurrentIndex(place);
}

QString NewRunForm::typedName() const {
  return name_->isModified() ? name_->text().trimmed() : QString();
}

void NewRunForm::clear() {
  photos_.clear();
  name_->setModified(false);
  steps_->setValue(usualSteps);
}

const TeachableTask& NewRunForm::task() const {
  return teachableTasks()[static_cast<std::size_t>(task_->currentIndex())];
}

void NewRunForm::chooseTask() {
  model_->clear();
  for (const auto& entry : models_) {
    if (entry.card.task != task().id) continue;
    const QString name = QString::fromStdString(entry.card.name);
    model_->addItem(entry.shipped ? tr("%1 (shipped)").arg(name) : name, name);
    if (entry.current) model_->setCurrentIndex(model_->count() - 1);
  }
  const bool marks = task().trait.has_value(), labels = task().faces && !marks;
  labels_->setVisible(labels);
  if (!labels) labels_->setChecked(false);
  correct_->setVisible(labels);
  with_->setVisible(marks);
  without_->setVisible(marks);
  if (marks) {
    with_->setText(markOf(*task().trait, true));
    without_->setText(markOf(*task().trait, false));
  }
  grid_->setMarkShown(task().trait);
  wish_->setText(task().wish());
  // Faces whose label maps were corrected stay as long as faces are wanted.
  if (task().faces != looksForFaces_) look();
  refresh();
}

void NewRunForm::look() {
  looksForFaces_ = task().faces;
  photos_.setLook(looksForFaces_ ? lookForFaces(faces_) : lookAtPhotos());
}

void NewRunForm::correct(const QString& face) {
  const auto* entry = photos_.entry(face);
  if (!entry || !entry->face || !correct_->isVisibleTo(this)) return;
  auto* dialog = new LabelDialog(*entry->face, dialogs_, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog, face] {
    if (const Image labels = dialog->labels(); !labels.empty()) photos_.setLabels(face, labels);
  });
  dialog->open();
}

void NewRunForm::mark(bool has) {
  if (task().trait) photos_.setMark(grid_->chosen(), *task().trait, has);
}

std::vector<TrainingItem> NewRunForm::items() const {
  auto items = photos_.items();
  if (const auto trait = task().trait)
    std::erase_if(items, [&](const TrainingItem& item) { return !item.has(*trait); });
  return items;
}

NewTraining NewRunForm::training() const {
  return {QString::fromLatin1(task().id), name_->text().trimmed(), model_->currentData().toString(), items(),
          steps_->value()};
}

QString NewRunForm::obstacle() const {
  const auto items = this->items();
  const auto used = items.size();
  if (model_->count() == 0) return tr("No model to begin from is installed.");
  if (photos_.busy()) return tr("The photos are being looked at.");
  if (const auto trait = task().trait) {
    const auto with = std::count_if(items.begin(), items.end(),
                                    [&](const TrainingItem& item) { return *item.has(*trait); });
    const auto without = std::ssize(items) - with;
    if (std::min(with, without) < task().fewestEach)
      return tr("%1 faces have it, %2 do not, at least %3 of each are needed.")
          .arg(with)
          .arg(without)
          .arg(task().fewestEach);
  }
  if (std::ssize(items) < task().fewest)
    return (task().faces ? tr("%1 faces are chosen, at least %2 are needed: from fewer it would only learn "
                              "them by heart.")
                         : tr("%1 photos are chosen, at least %2 are needed: from fewer it would only learn "
                              "them by heart."))
        .arg(used)
        .arg(task().fewest);
  const auto corrected =
      std::count_if(items.begin(), items.end(), [](const TrainingItem& item) { return item.corrected; });
  if (corrected < task().fewestCorrected)
    return tr("%1 label maps are corrected, at least %2 are needed: what the program sees by itself "
              "teaches it nothing.")
        .arg(corrected)
        .arg(task().fewestCorrected);
  if (name_->text().trimmed().isEmpty()) return tr("It needs a name.");
  return {};
}

void NewRunForm::refresh() {
  const QString why = obstacle();
  start_->setEnabled(why.isEmpty());
  correct_->setEnabled(!grid_->chosenFace().isEmpty());
  with_->setEnabled(!grid_->chosen().isEmpty());
  without_->setEnabled(with_->isEnabled());
  const auto used = items().size();
  count_->setText(!why.isEmpty() ? why
                  : task().faces
                      ? tr("%1 faces are chosen; they are copied and never leave this machine.").arg(used)
                      : tr("%1 photos are chosen; they are copied and never leave this machine.").arg(used));
}

}  // namespace pentimento
