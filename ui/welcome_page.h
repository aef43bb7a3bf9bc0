// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace pentimento {

/// What an empty window shows: an invitation to open or drop a photo, and the files opened last.
class WelcomePage : public QWidget {
  Q_OBJECT
 public:
  explicit WelcomePage(QWidget* parent = nullptr);
  void setRecentFiles(const QStringList& paths);

 Q_SIGNALS:
  void openRequested();
  void recentChosen(const QString& path);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void drawIcon();

  QLabel *icon_, *recentTitle_;
  QVBoxLayout* recent_;
};

}  // namespace pentimento
