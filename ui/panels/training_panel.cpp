// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/training_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>

#include "ui/message_bar.h"
#include "ui/panels/panel_parts.h"
#include "ui/training/new_run_form.h"
#include "ui/training/run_view.h"
#include "ui/training/training_runs.h"
#include "ui/training/training_texts.h"

namespace pentimento {

TrainingPanel::TrainingPanel(TrainingRuns& runs, FaceEngineMaker faces, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent, Qt::Window),
      runs_(runs),
      list_(new QListWidget),
      stack_(new QStackedWidget),
      form_(new NewRunForm(std::move(faces), dialogs)),
      view_(new RunView),
      messages_(new MessageBar) {
  setObjectName(QStringLiteral("trainingPanel"));
  setWindowTitle(tr("Teach it on your own photos"));
  resize(1060, 760);
  list_->setObjectName(QStringLiteral("trainingRuns"));
  list_->setAccessibleName(tr("Runs"));
  list_->setWordWrap(true);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* fresh = new QPushButton(tr("New &run"));
  fresh->setObjectName(QStringLiteral("trainingNew"));
  auto* left = new QVBoxLayout;
  left->addWidget(heading(tr("Runs"), list_));
  left->addWidget(list_, 1);
  left->addWidget(fresh);
  stack_->addWidget(form_);
  stack_->addWidget(view_);
  auto* row = new QHBoxLayout;
  row->addLayout(left, 1);
  row->addWidget(stack_, 4);
  auto* column = new QVBoxLayout(this);
  column->addWidget(messages_);
  column->addLayout(row, 1);
  connect(fresh, &QPushButton::clicked, this, &TrainingPanel::showForm);
  connect(list_, &QListWidget::currentRowChanged, this, [this] {
    refreshRun(chosen());
    Q_EMIT chosenChanged();
  });
  connect(&runs_, &TrainingRuns::listChanged, this, &TrainingPanel::refreshList);
  connect(&runs_, &TrainingRuns::runChanged, this, &TrainingPanel::refreshRun);
  refreshList();
}

TrainingRun* TrainingPanel::chosen() const {
  const QListWidgetItem* item = list_->currentItem();
  return item ? runs_.find(item->data(Qt::UserRole).toString()) : nullptr;
}

void TrainingPanel::choose(const TrainingRun* run) {
  for (int i = 0; run && i < list_->count(); ++i)
    if (list_->item(i)->data(Qt::UserRole) == run->name()) list_->setCurrentRow(i);
  refreshRun(chosen());
}

void TrainingPanel::showForm() {
  const QSignalBlocker blocker(list_);
  list_->setCurrentRow(-1);
  const QString typed = form_->typedName();
  form_->begin(runs_.freeName(typed.isEmpty() ? tr("mine") : typed), runs_.registry().list());
  stack_->setCurrentWidget(form_);
}

void TrainingPanel::refreshList() {
  const TrainingRun* before = view_->run();
  const QString chosenBefore =
      list_->currentItem() ? list_->currentItem()->data(Qt::UserRole).toString() : QString();
  {
    const QSignalBlocker blocker(list_);
    list_->clear();
    for (const auto& run : runs_.runs()) {
      auto* item = new QListWidgetItem(run->name() + QLatin1Char('\n') + summaryOf(*run));
      item->setData(Qt::UserRole, run->name());
      list_->addItem(item);
      if (run->name() == chosenBefore) list_->setCurrentItem(item);
    }
  }
  // What was shown may be gone.
  const bool there = std::any_of(runs_.runs().begin(), runs_.runs().end(),
                                 [&](const auto& run) { return run.get() == before; });
  if (!there) view_->show(nullptr);
  if (chosen())
    refreshRun(chosen());
  else if (!runs_.runs().empty() && stack_->currentWidget() == view_)
    list_->setCurrentRow(0);
  else
    showForm();
}

void TrainingPanel::refreshRun(TrainingRun* run) {
  if (!run) return;
  for (int i = 0; i < list_->count(); ++i)
    if (list_->item(i)->data(Qt::UserRole) == run->name())
      list_->item(i)->setText(run->name() + QLatin1Char('\n') + summaryOf(*run));
  if (run != chosen()) return;
  view_->show(run);
  stack_->setCurrentWidget(view_);
}

}  // namespace pentimento
