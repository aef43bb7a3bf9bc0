// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/new_run_form.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/panels/panel_parts.h"
#include "ui/training/photo_grid.h"

namespace pentimento {

NewRunForm::NewRunForm(QWidget* parent)
    : QWidget(parent),
      task_(new QComboBox),
      model_(new QComboBox),
      wish_(newsLabel("trainingWish")),
      count_(newsLabel("trainingCount")),
      name_(new QLineEdit),
      steps_(new QSpinBox),
      start_(new QPushButton(tr("&Start"))) {
  setObjectName(QStringLiteral("newRunForm"));
  for (const auto& task : teachableTasks()) task_->addItem(task.title(), QString::fromLatin1(task.id));
  task_->setObjectName(QStringLiteral("trainingTask"));
  model_->setObjectName(QStringLiteral("trainingModel"));
  name_->setObjectName(QStringLiteral("trainingName"));
  steps_->setObjectName(QStringLiteral("trainingSteps"));
  steps_->setRange(10, 1000000);
  steps_->setSingleStep(100);
  steps_->setGroupSeparatorShown(true);
  steps_->setToolTip(tr("At most so many; it ends earlier when it gets no better"));
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
  auto* foot = new QHBoxLayout;
  foot->addWidget(count_, 1);
  foot->addWidget(start_);
  auto* column = new QVBoxLayout(this);
  column->addLayout(form);
  column->addWidget(wish_);
  column->addWidget(new PhotoGrid(photos_), 1);
  column->addLayout(buttons);
  column->addLayout(foot);
  connect(add, &QPushButton::clicked, this, &NewRunForm::photosWanted);
  connect(addFolder, &QPushButton::clicked, this, &NewRunForm::folderWanted);
  connect(clear, &QPushButton::clicked, &photos_, &TrainingPhotos::clear);
  connect(start_, &QPushButton::clicked, this, [this] { Q_EMIT startWanted(training()); });
  connect(&photos_, &TrainingPhotos::changed, this, &NewRunForm::refresh);
  connect(name_, &QLineEdit::textChanged, this, &NewRunForm::refresh);
  connect(task_, &QComboBox::currentIndexChanged, this, &NewRunForm::refreshModels);
}

void NewRunForm::begin(const QString& name, const std::vector<ModelEntry>& models) {
  models_ = models;
  photos_.clear();
  name_->setText(name);
  steps_->setValue(1000);
  refreshModels();
}

void NewRunForm::refreshModels() {
  model_->clear();
  const QString task = task_->currentData().toString();
  for (const auto& entry : models_) {
    if (QString::fromStdString(entry.card.task) != task) continue;
    const QString name = QString::fromStdString(entry.card.name);
    model_->addItem(entry.shipped ? tr("%1 (shipped)").arg(name) : name, name);
    if (entry.current) model_->setCurrentIndex(model_->count() - 1);
  }
  refresh();
}

NewTraining NewRunForm::training() const {
  return {task_->currentData().toString(), name_->text().trimmed(), model_->currentData().toString(),
          photos_.used(), steps_->value()};
}

QString NewRunForm::obstacle() const {
  const auto* task = teachableTask(task_->currentData().toString());
  const auto used = photos_.used().size();
  if (model_->count() == 0) return tr("No model to begin from is installed.");
  if (photos_.busy()) return tr("The photos are being looked at.");
  if (task && used < task->fewestPhotos)
    return tr("%1 photos are chosen, at least %2 are needed: from fewer it would only learn them by heart.")
        .arg(used)
        .arg(task->fewestPhotos);
  if (name_->text().trimmed().isEmpty()) return tr("It needs a name.");
  return {};
}

void NewRunForm::refresh() {
  const auto* task = teachableTask(task_->currentData().toString());
  wish_->setText(task ? task->wish() : QString());
  const QString why = obstacle();
  start_->setEnabled(why.isEmpty());
  count_->setText(why.isEmpty() ? tr("%1 photos are chosen; they are copied and never leave this machine.")
                                      .arg(photos_.used().size())
                                : why);
}

}  // namespace pentimento
