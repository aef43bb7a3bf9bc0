// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/dialogs.h"

#include <QColorDialog>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

#include "core/image/image_io.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/dialogs/preferences_dialog.h"

namespace pentimento {

namespace {

QString saveAs(QWidget* parent, const QString& title, const QString& filter, const char* suffix,
               const QString& suggested) {
  QFileDialog dialog(parent, title, suggested, filter);
  dialog.setAcceptMode(QFileDialog::AcceptSave);
  dialog.setDefaultSuffix(QString::fromLatin1(suffix));
  dialog.selectFile(suggested);
  return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

QStringList patterns() {
  QStringList result;
  for (const std::string& suffix : readableSuffixes())
    result << QLatin1Char('*') + QString::fromStdString(suffix);
  return result;
}

}  // namespace

QString readableFilter() {
  return QFileDialog::tr("Pictures (%1);;All files (*)").arg(patterns().join(QLatin1Char(' ')));
}

QString openableFilter() {
  const QString all = (patterns() << QStringLiteral("*.ora")).join(QLatin1Char(' '));
  return QFileDialog::tr("Pictures and projects (%1);;Projects (*.ora);;All files (*)").arg(all);
}

QString WidgetDialogs::openPhoto(QWidget* parent, const QString& folder) {
  return QFileDialog::getOpenFileName(parent, QFileDialog::tr("Open a photo"), folder, openableFilter());
}

QString WidgetDialogs::saveProject(QWidget* parent, const QString& suggested) {
  return saveAs(parent, QFileDialog::tr("Save the project"), QFileDialog::tr("Projects (*.ora)"), "ora",
                suggested);
}

QString WidgetDialogs::openReference(QWidget* parent, const QString& folder) {
  return QFileDialog::getOpenFileName(parent, QFileDialog::tr("Open a reference picture"), folder,
                                      readableFilter());
}

QString WidgetDialogs::openMask(QWidget* parent, const QString& folder) {
  return QFileDialog::getOpenFileName(parent, QFileDialog::tr("Import a mask"), folder,
                                      QFileDialog::tr("Masks (*.png);;All files (*)"));
}

QString WidgetDialogs::saveMask(QWidget* parent, const QString& suggested) {
  return saveAs(parent, QFileDialog::tr("Export the mask"), QFileDialog::tr("Masks (*.png)"), "png", suggested);
}

QString WidgetDialogs::saveResidual(QWidget* parent, const QString& suggested) {
  return saveAs(parent, QFileDialog::tr("Export the residual"), QFileDialog::tr("PNG pictures (*.png)"), "png",
                suggested);
}

std::optional<ExportChoice> WidgetDialogs::exportPhoto(QWidget* parent, const ExportChoice& suggested,
                                                       const QString& opened) {
  ExportDialog dialog(suggested, opened, parent);
  return dialog.exec() == QDialog::Accepted ? std::optional(dialog.choice()) : std::nullopt;
}

QColor WidgetDialogs::chooseColour(QWidget* parent, const QColor& initial) {
  return QColorDialog::getColor(initial, parent, QColorDialog::tr("Colour of the hint"));
}

Dialogs::Unsaved WidgetDialogs::askUnsaved(QWidget* parent, const QString& name) {
  QMessageBox box(QMessageBox::Question, QString(), QMessageBox::tr("The changes to %1 have not been saved.").arg(name),
                  QMessageBox::NoButton, parent);
  box.setInformativeText(
      QMessageBox::tr("Save keeps the photo with all its edits, to go on another day. Export writes the finished picture."));
  auto* save = box.addButton(QMessageBox::tr("&Save"), QMessageBox::AcceptRole);
  auto* picture = box.addButton(QMessageBox::tr("&Export…"), QMessageBox::AcceptRole);
  auto* discard = box.addButton(QMessageBox::tr("&Discard"), QMessageBox::DestructiveRole);
  box.addButton(QMessageBox::Cancel);
  box.setDefaultButton(save);
  box.exec();
  if (box.clickedButton() == save) return Unsaved::Save;
  if (box.clickedButton() == picture) return Unsaved::Export;
  return box.clickedButton() == discard ? Unsaved::Discard : Unsaved::Cancel;
}

Dialogs::Kept WidgetDialogs::askKept(QWidget* parent, const QStringList& works) {
  QMessageBox box(QMessageBox::Question, QString(), QMessageBox::tr("Pentimento ended before your work was saved."),
                  QMessageBox::NoButton, parent);
  box.setInformativeText(QMessageBox::tr("It was kept:") + QStringLiteral("\n\n") +
                         works.join(QLatin1Char('\n')));
  auto* restore = box.addButton(QMessageBox::tr("&Restore"), QMessageBox::AcceptRole);
  auto* discard = box.addButton(QMessageBox::tr("&Delete it"), QMessageBox::DestructiveRole);
  box.addButton(QMessageBox::tr("Ask &later"), QMessageBox::RejectRole);
  box.setDefaultButton(restore);
  box.exec();
  if (box.clickedButton() == restore) return Kept::Restore;
  return box.clickedButton() == discard ? Kept::Discard : Kept::Later;
}

QStringList WidgetDialogs::openPhotos(QWidget* parent, const QString& folder) {
  return QFileDialog::getOpenFileNames(parent, QFileDialog::tr("Add photos"), folder, readableFilter());
}

QString WidgetDialogs::openFolder(QWidget* parent, const QString& folder) {
  return QFileDialog::getExistingDirectory(parent, QFileDialog::tr("Add a folder of photos"), folder);
}

Dialogs::Training WidgetDialogs::askTraining(QWidget* parent, const QString& names) {
  QMessageBox box(QMessageBox::Question, QString(), QMessageBox::tr("Training goes on: %1.").arg(names),
                  QMessageBox::NoButton, parent);
  box.setInformativeText(QMessageBox::tr("It can go on without the editor, which tells at its next start how it ended."));
  auto* goOn = box.addButton(QMessageBox::tr("&Go on"), QMessageBox::AcceptRole);
  auto* stop = box.addButton(QMessageBox::tr("&Stop it"), QMessageBox::DestructiveRole);
  box.addButton(QMessageBox::Cancel);
  box.setDefaultButton(goOn);
  box.exec();
  if (box.clickedButton() == goOn) return Training::GoOn;
  return box.clickedButton() == stop ? Training::Stop : Training::Cancel;
}

bool WidgetDialogs::confirm(QWidget* parent, const QString& question, const QString& consequence, const QString& action) {
  QMessageBox box(QMessageBox::Question, QString(), question, QMessageBox::NoButton, parent);
  box.setInformativeText(consequence);
  auto* yes = box.addButton(action, QMessageBox::DestructiveRole);
  box.setDefaultButton(box.addButton(QMessageBox::Cancel));
  box.exec();
  return box.clickedButton() == yes;
}

bool WidgetDialogs::preferences(QWidget* parent, Settings& settings) {
  PreferencesDialog dialog(settings, parent);
  return dialog.exec() == QDialog::Accepted;
}

}  // namespace pentimento
