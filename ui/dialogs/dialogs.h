// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
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
  enum class Unsaved { Export, Discard, Cancel };

  virtual ~Dialogs() = default;
  virtual QString openPhoto(QWidget* parent, const QString& folder) = 0;        ///< empty: cancelled
  virtual QString openReference(QWidget* parent, const QString& folder) = 0;    ///< empty: cancelled
  virtual QString openMask(QWidget* parent, const QString& folder) = 0;         ///< empty: cancelled
  virtual QString saveMask(QWidget* parent, const QString& suggested) = 0;      ///< a path; empty: cancelled
  virtual QString saveResidual(QWidget* parent, const QString& suggested) = 0;  ///< a path; empty: cancelled
  /// `suggested`: a path; `opened`: the photo's own file, which is refused.
  virtual std::optional<ExportChoice> exportPhoto(QWidget* parent, const ExportChoice& suggested,
                                                  const QString& opened) = 0;
  virtual QColor chooseColour(QWidget* parent, const QColor& initial) = 0;  ///< invalid: cancelled
  virtual Unsaved askUnsaved(QWidget* parent, const QString& name) = 0;
  /// Returns whether something changed.
  virtual bool preferences(QWidget* parent, Settings& settings) = 0;
};

/// The real ones.
class WidgetDialogs : public Dialogs {
 public:
  QString openPhoto(QWidget* parent, const QString& folder) override;
  QString openReference(QWidget* parent, const QString& folder) override;
  QString openMask(QWidget* parent, const QString& folder) override;
  QString saveMask(QWidget* parent, const QString& suggested) override;
  QString saveResidual(QWidget* parent, const QString& suggested) override;
  std::optional<ExportChoice> exportPhoto(QWidget* parent, const ExportChoice& suggested,
                                          const QString& opened) override;
  QColor chooseColour(QWidget* parent, const QColor& initial) override;
  Unsaved askUnsaved(QWidget* parent, const QString& name) override;
  bool preferences(QWidget* parent, Settings& settings) override;
};

/// "Pictures (*.jpg *.png …)" for what core reads.
QString readableFilter();

}  // namespace pentimento
