// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/face_choice_box.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include "ui/faces/face_choice.h"

namespace pentimento {

FaceChoiceBox::FaceChoiceBox(FaceChoice& choice, const QString& name, QWidget* parent)
    : QWidget(parent), choice_(choice), box_(new QComboBox) {
  box_->setObjectName(name);
  box_->setAccessibleName(tr("Whose face"));
  box_->setIconSize(QSize(20, 20));
  auto* label = new QLabel(tr("Fa&ce"));
  label->setBuddy(box_);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(label);
  row->addWidget(box_, 1);
  connect(box_, &QComboBox::activated, this, [this](int index) {
    if (index == 0) {
      choice_.chooseAll();
    } else {
      choice_.choose(index - 1);
    }
  });
  connect(&choice_, &FaceChoice::changed, this, &FaceChoiceBox::refresh);
  refresh();
}

void FaceChoiceBox::refresh() {
  const auto& faces = choice_.faces().faces();
  const QSignalBlocker blocker(box_);
  box_->clear();
  box_->setEnabled(!faces.empty());
  box_->addItem(tr("All faces"));
  for (std::size_t i = 0; i < faces.size(); ++i)
    box_->addItem(QIcon(QPixmap::fromImage(faces[i]->thumbnail)), tr("Face %1").arg(i + 1));
  const FacePointer current = choice_.all() ? nullptr : choice_.faces().current();
  box_->setCurrentIndex(current ? choice_.faces().indexOf(current) + 1 : 0);
}

}  // namespace pentimento
