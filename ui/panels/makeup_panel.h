// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

class QLabel;
class QMimeData;
class QVBoxLayout;

namespace pentimento {

class Actions;
class DocumentModel;
class LookPicker;
class LookShelf;
class LooksModel;
class PercentRow;
class ShelfView;

/// The Make-up dock: whose face, the reference, and how much of its make-up is put on. A picture can be
/// dropped anywhere on it.
class MakeupPanel : public QWidget {
  Q_OBJECT
 public:
  struct Parts {
    DocumentModel& document;
    LooksModel& looks;
    LookShelf& shelf;
    const Actions& actions;
  };
  explicit MakeupPanel(const Parts& parts, QWidget* parent = nullptr);

  /// Why nobody can be made up; empty: they can.
  void setProblem(const QString& problem);

 Q_SIGNALS:
  void pictureChosen(const QString& path);
  void pictureDropped(const QMimeData& data);

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void buildSliders(QVBoxLayout& column);
  void refresh();
  QString news() const;

  Parts parts_;
  QString problem_;
  QLabel* news_;
  LookPicker* picker_;
  ShelfView* shelf_;
  std::vector<PercentRow*> rows_;
};

}  // namespace pentimento
