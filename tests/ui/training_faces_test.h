// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include "tests/ui/training_test.h"

namespace pentimento::test {

/// Two faces in every photo; the form asks for what learns from faces.
class TrainingFacesTest : public TrainingWindowTest {
 protected:
  TrainingFacesTest() {
    faces->set({madeFace({10, 60, 120, 120}), madeFace({180, 60, 120, 120}, 0, 10)});
    openPanel();
    choose("regenerate");
  }
  static TraitMarks marked(Trait trait, std::optional<bool> has) {
    TraitMarks marks;
    marks[trait] = has;
    return marks;
  }
  void choose(const char* task) {
    auto& box = in<QComboBox>("trainingTask");
    box.setCurrentIndex(box.findData(QString::fromLatin1(task)));
  }
  TrainingPhotos& photos() { return panel()->form().photos(); }
  QString objectionAt(std::size_t index) { return photos().entries().at(index).objection; }
  std::filesystem::path run() const {
    return std::filesystem::path(folder.filePath(QStringLiteral("data/pentimento/runs/mine")).toStdString());
  }
};

}  // namespace pentimento::test
