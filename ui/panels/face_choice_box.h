// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QComboBox;

namespace pentimento {

class FaceChoice;

/// "Face: All faces, Face 1, …": whose face a panel is about.
class FaceChoiceBox : public QWidget {
  Q_OBJECT
 public:
  /// `name`: object name of the combo box. `choice` must outlive this.
  FaceChoiceBox(FaceChoice& choice, const QString& name, QWidget* parent = nullptr);

 private:
  void refresh();

  FaceChoice& choice_;
  QComboBox* box_;
};

}  // namespace pentimento
