// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/dialogs.h"

namespace pentimento::test {

/// Answers every question as the test set it up, and counts them.
class ScriptedDialogs : public Dialogs {
 public:
  QString photo, reference, mask, maskToSave, residualToSave, projectToSave;
  std::optional<ExportChoice> exportChoice;
  QColor colour;
  Unsaved unsaved = Unsaved::Cancel;
  int unsavedAsked = 0, exportAsked = 0, saveAsked = 0;
  ExportChoice suggested;

  QString openPhoto(QWidget*, const QString&) override { return photo; }
  QString saveProject(QWidget*, const QString& offered) override {
    ++saveAsked;
    suggested.path = offered;
    return projectToSave;
  }
  QString openReference(QWidget*, const QString&) override { return reference; }
  QString openMask(QWidget*, const QString&) override { return mask; }
  QString saveMask(QWidget*, const QString&) override { return maskToSave; }
  QString saveResidual(QWidget*, const QString& offered) override {
    suggested.path = offered;
    return residualToSave;
  }
  std::optional<ExportChoice> exportPhoto(QWidget*, const ExportChoice& offered, const QString&) override {
    ++exportAsked;
    suggested = offered;
    return exportChoice;
  }
  QColor chooseColour(QWidget*, const QColor&) override { return colour; }
  Unsaved askUnsaved(QWidget*, const QString&) override {
    ++unsavedAsked;
    return unsaved;
  }
  Kept kept = Kept::Later;
  Kept askKept(QWidget*, const QStringList&) override { return kept; }
  QStringList photos;
  QString photoFolder;
  Training training = Training::Cancel;
  bool confirmed = false;
  int trainingAsked = 0, confirmAsked = 0;
  QStringList openPhotos(QWidget*, const QString&) override { return photos; }
  QString openFolder(QWidget*, const QString&) override { return photoFolder; }
  Training askTraining(QWidget*, const QString&) override {
    ++trainingAsked;
    return training;
  }
  bool confirm(QWidget*, const QString&, const QString&, const QString&) override {
    ++confirmAsked;
    return confirmed;
  }
  bool preferences(QWidget*, Settings&) override { return false; }
};

}  // namespace pentimento::test
