// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>
#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace pentimento {

/// One line above the canvas instead of message boxes: an error, a piece of news, or an offer with a button.
/// The latest message shows; news leaves by itself, errors and offers stay until closed.
class MessageBar : public QFrame {
  Q_OBJECT
 public:
  enum class Kind { News, Offer, Error };

  explicit MessageBar(QWidget* parent = nullptr);

  void show(Kind kind, const QString& text, const QString& button = {}, std::function<void()> act = {});
  void dismiss();
  /// Dismisses what is not an error.
  void dismissOffer();
  Kind kind() const { return kind_; }
  QString text() const;

 protected:
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void colour();

  QLabel *icon_, *text_;
  QPushButton* button_;
  QToolButton* close_;
  QTimer timer_;
  Kind kind_ = Kind::News;
  std::function<void()> act_;
};

}  // namespace pentimento
