// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/dialogs/dialogs.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSlider;
class QSpinBox;

namespace pentimento {

/// Why `path` cannot be exported to, translated; empty: it can. `opened` is refused under any of its names
/// (links, relative paths): the photo that was opened is never overwritten.
QString exportObstacle(const QString& path, const QString& opened);

/// Likewise why no project can be saved there.
QString saveObstacle(const QString& path, const QString& opened);

/// "NAME-mask.png" for `ending` "-mask.png": beside `opened`, or in `folder` for a pasted picture of that
/// `name`.
QString suggestedSiblingPath(const QString& opened, const QString& name, const QString& folder,
                             const QString& ending);

/// "NAME-colour.jpg" beside `opened`, or in `folder` for a pasted picture; a TIFF or PNG stays one.
QString suggestedExportPath(const QString& opened, const QString& folder);

/// Where to, and how. Says under the file name what is wrong with it or that a file will be replaced.
class ExportDialog : public QDialog {
  Q_OBJECT
 public:
  ExportDialog(const ExportChoice& suggested, const QString& opened, QWidget* parent = nullptr);
  ExportChoice choice() const;

 private:
  void browse();
  void check();

  QString opened_;
  QLineEdit* path_;
  QLabel* note_;
  QLabel* qualityLabel_;
  QSlider* slider_;
  QSpinBox* quality_;
  QCheckBox* strip_;
  QPushButton* accept_;
};

}  // namespace pentimento
