// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <QStringList>
#include <optional>

class QWidget;

namespace pentimento {

class Settings;

/// What the user chose in the export dialog.
struct ExportChoice {
  QString path;
  int quality = 95;
  bool strip = false;
};

/// Every question that interrupts the user goes through here, so that tests answer by script.
class Dialogs {
 public:
  enum class Unsaved { Save, Export, Discard, Cancel };
  enum class Training { Stop, GoOn, Cancel };
  enum class Kept { Restore, Discard, Later };

  virtual ~Dialogs() = default;
  virtual QString openPhoto(QWidget* parent, const QString& folder) = 0;        ///< or a project; empty: cancelled
  virtual QString saveProject(QWidget* parent, const QString& suggested) = 0;   ///< a path; empty: cancelled
  virtual QString openReference(QWidget* parent, const QString& folder) = 0;    ///< empty: cancelled
  virtual QString openMask(QWidget* parent, const QString& folder) = 0;         ///< empty: cancelled
  virtual QString saveMask(QWidget* parent, const QString& suggested) = 0;      ///< a path; empty: cancelled
  virtual QString saveResidual(QWidget* parent, const QString& suggested) = 0;  ///< a path; empty: cancelled
  /// `suggested`: a path; `opened`: the photo's own file, which is refused.
  virtual std::optional<ExportChoice> exportPhoto(QWidget* parent, const ExportChoice& suggested,
                                                  const QString& opened) = 0;
  virtual QColor chooseColour(QWidget* parent, const QColor& initial) = 0;  ///< invalid: cancelled
  virtual Unsaved askUnsaved(QWidget* parent, const QString& name) = 0;
  /// An editor ended without saving; `works`: what was kept of it, a line each.
  virtual Kept askKept(QWidget* parent, const QStringList& works) = 0;
  virtual QStringList openPhotos(QWidget* parent, const QString& folder) = 0;  ///< empty: cancelled
  virtual QString openFolder(QWidget* parent, const QString& folder) = 0;      ///< empty: cancelled
  /// The editor is to be closed while `names` are being trained.
  virtual Training askTraining(QWidget* parent, const QString& names) = 0;
  /// Before something that cannot be undone; `action`: what the button says.
  virtual bool confirm(QWidget* parent, const QString& question, const QString& consequence, const QString& action) = 0;
  /// Returns whether something changed.
  virtual bool preferences(QWidget* parent, Settings& settings) = 0;
};

/// The real ones.
class WidgetDialogs : public Dialogs {
 public:
  QString openPhoto(QWidget* parent, const QString& folder) override;
  QString saveProject(QWidget* parent, const QString& suggested) override;
  QString openReference(QWidget* parent, const QString& folder) override;
  QString openMask(QWidget* parent, const QString& folder) override;
  QString saveMask(QWidget* parent, const QString& suggested) override;
  QString saveResidual(QWidget* parent, const QString& suggested) override;
  std::optional<ExportChoice> exportPhoto(QWidget* parent, const ExportChoice& suggested,
                                          const QString& opened) override;
  QColor chooseColour(QWidget* parent, const QColor& initial) override;
  Unsaved askUnsaved(QWidget* parent, const QString& name) override;
  Kept askKept(QWidget* parent, const QStringList& works) override;
  QStringList openPhotos(QWidget* parent, const QString& folder) override;
  QString openFolder(QWidget* parent, const QString& folder) override;
  Training askTraining(QWidget* parent, const QString& names) override;
  bool confirm(QWidget* parent, const QString& question, const QString& consequence, const QString& action) override;
  bool preferences(QWidget* parent, Settings& settings) override;
};

/// "Pictures (*.jpg *.png …)" for what core reads.
QString readableFilter();
/// The same, and projects.
QString openableFilter();

}  // namespace pentimento
