// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/faces/face_choice.h"

#include "ui/document_model.h"

namespace pentimento {

FaceChoice::FaceChoice(DocumentModel& document, FaceModel& faces, QObject* parent)
    : QObject(parent), faces_(faces) {
  connect(&document, &DocumentModel::photoChanged, this, [this] {
    all_ = false;
    Q_EMIT changed();
  });
  connect(&faces, &FaceModel::facesChanged, this, &FaceChoice::changed);
  connect(&faces, &FaceModel::selectionChanged, this, [this](int index) {
    if (index >= 0) all_ = false;
    Q_EMIT changed();
  });
}

bool FaceChoice::all() const {
  return all_ || !faces_.current();
}

void FaceChoice::chooseAll() {
  all_ = true;
  faces_.select(-1);
  Q_EMIT changed();
}

FaceModel::Faces FaceChoice::targets() const {
  if (all()) return faces_.faces();
  return {faces_.current()};
}

}  // namespace pentimento
