// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace pentimento {

class Settings;

/// Look, what lies around the photo, faces, and where networks run. Writes the settings on OK only.
class PreferencesDialog : public QDialog {
  Q_OBJECT
 public:
  explicit PreferencesDialog(Settings& settings, QWidget* parent = nullptr);
  void accept() override;

 private:
  QWidget* landmarksRow();

  Settings& settings_;
  QComboBox *theme_, *surround_, *device_;
  QCheckBox* searchFaces_;
  QLineEdit* landmarks_;
  QSpinBox* threads_;
};

}  // namespace pentimento
