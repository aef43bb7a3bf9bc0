// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace pentimento {

/// Whose style a regenerated face gets: its own, or that of the face in a file that is chosen, dropped here,
/// or one of the program's samples.
class StylePicker : public QWidget {
  Q_OBJECT
 public:
  explicit StylePicker(QWidget* parent = nullptr);

  /// What is chosen: the face's own look (`own`), or that of a picture.
  void show(const QImage& thumbnail, const QString& name, bool own);

 Q_SIGNALS:
  void fileWanted();
  void chosen(const QString& path);
  void ownWanted();

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void fillSamples(QMenu& menu);

  QLabel *thumbnail_, *name_;
  QToolButton* own_;
};

}  // namespace pentimento
