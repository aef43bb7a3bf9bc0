// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/message_bar.h"

#include <QAccessible>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "ui/icons.h"

namespace pentimento {

namespace {

constexpr int newsStays = 6000;  // ms
constexpr int messageIcon = 18;

}  // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      icon_(new QLabel),
      text_(new QLabel),
      button_(new QPushButton),
      close_(new QToolButton) {
  setObjectName(QStringLiteral("messageBar"));
  setAutoFillBackground(true);
  text_->setObjectName(QStringLiteral("messageText"));
  text_->setWordWrap(true);
  text_->setTextFormat(Qt::PlainText);  // file names are no markup
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  button_->setObjectName(QStringLiteral("messageButton"));
  close_->setObjectName(QStringLiteral("messageClose"));
  close_->setAutoRaise(true);
  close_->setToolTip(tr("Close this message"));
  close_->setAccessibleName(tr("Close this message"));
  close_->setFocusPolicy(Qt::StrongFocus);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 7, 8, 7);
  row->setSpacing(10);
  row->addWidget(icon_);
  row->addWidget(text_, 1);
  row->addWidget(button_);
  row->addWidget(close_);
  timer_.setSingleShot(true);
  timer_.setInterval(newsStays);
  connect(&timer_, &QTimer::timeout, this, &MessageBar::dismiss);
  connect(close_, &QToolButton::clicked, this, &MessageBar::dismiss);
  connect(button_, &QPushButton::clicked, this, [this] {
    const auto act = act_;
    dismiss();
    if (act) act();
  });
  hide();
}

void MessageBar::show(Kind kind, const QString& text, const QString& button, std::function<void()> act) {
  kind_ = kind;
  act_ = std::move(act);
  text_->setText(text);
  button_->setText(button);
  button_->setVisible(!button.isEmpty());
  setAccessibleName(text);
  colour();
  setVisible(true);
  if (kind == Kind::News) {
    timer_.start();
  } else {
    timer_.stop();
  }
  QAccessibleEvent event(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&event);
}

void MessageBar::dismiss() {
  timer_.stop();
  act_ = {};
  hide();
}

void MessageBar::dismissOffer() {
  if (kind_ != Kind::Error) dismiss();
}

QString MessageBar::text() const {
  return isHidden() ? QString() : text_->text();
}

void MessageBar::changeEvent(QEvent* event) {
  // Only the application's palette counts: our own changes come by here too.
  if (event->type() == QEvent::ApplicationPaletteChange) colour();
  QFrame::changeEvent(event);
}

void MessageBar::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) return dismiss();
  QFrame::keyPressEvent(event);
}

void MessageBar::colour() {
  QPalette colours = QGuiApplication::palette();
  const bool dark = colours.color(QPalette::Window).lightness() < 128;
  QColor background = dark ? QColor(0x2c, 0x3e, 0x50) : QColor(0xdc, 0xe9, 0xf5);
  if (kind_ == Kind::Error) background = dark ? QColor(0x5a, 0x2a, 0x2a) : QColor(0xf8, 0xdc, 0xda);
  if (kind_ == Kind::News) background = dark ? QColor(0x2b, 0x45, 0x34) : QColor(0xdd, 0xef, 0xe0);
  colours.setColor(QPalette::Window, background);
  setPalette(colours);
  const auto name = kind_ == Kind::Error ? QStringLiteral("warning") : QStringLiteral("info");
  icon_->setPixmap(
      themedIcon(kind_ == Kind::Offer ? QStringLiteral("colourise") : name).pixmap(messageIcon, messageIcon));
  close_->setIcon(themedIcon(QStringLiteral("close")));
}

}  // namespace pentimento
