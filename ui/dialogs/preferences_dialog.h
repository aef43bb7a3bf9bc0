// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QComboBox;
class QSpinBox;

namespace pentimento {

class Settings;

/// Look, what lies around the photo, and where networks run. Writes the settings on OK only.
class PreferencesDialog : public QDialog {
  Q_OBJECT
 public:
  explicit PreferencesDialog(Settings& settings, QWidget* parent = nullptr);
  void accept() override;

 private:
  Settings& settings_;
  QComboBox *theme_, *surround_, *device_;
  QSpinBox* threads_;
};

}  // namespace pentimento
