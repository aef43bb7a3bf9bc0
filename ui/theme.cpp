// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>
#include <QtGlobal>
#include <algorithm>
#include <cmath>
#include <optional>

namespace pentimento {

namespace {

struct Greys {
  QRgb window, base, alternate, button, text, dimmed, mid, dark, highlight, link;
};

constexpr Greys darkGreys{0xff2f2f2f, 0xff242424, 0xff2a2a2a, 0xff3c3c3c, 0xffe6e6e6,
                          0xff8c8c8c, 0xff4a4a4a, 0xff1e1e1e, 0xff3a78b5, 0xff7ab4ea};
constexpr Greys lightGreys{0xffefefef, 0xfffcfcfc, 0xfff4f4f4, 0xfff7f7f7, 0xff1c1c1c,
                           0xff8a8a8a, 0xffc4c4c4, 0xff9a9a9a, 0xff2a6fb0, 0xff1a5fa0};

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour) {
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
/// What desktops tell through the settings portal (org.freedesktop.appearance); nothing where there is none.
std::optional<bool> portalAsksForDark() {
  // Without an address the library would start a bus of its own, which takes long.
  if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")) return std::nullopt;
  QDBusMessage question = QDBusMessage::createMethodCall(
      QStringLiteral("org.freedesktop.portal.Desktop"), QStringLiteral("/org/freedesktop/portal/desktop"),
      QStringLiteral("org.freedesktop.portal.Settings"), QStringLiteral("Read"));
  question << QStringLiteral("org.freedesktop.appearance") << QStringLiteral("color-scheme");
  constexpr int patience = 150;  // ms: the window must come up
  const QDBusMessage answer = QDBusConnection::sessionBus().call(question, QDBus::Block, patience);
  if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().isEmpty()) return std::nullopt;
  QVariant value = answer.arguments().front();
  while (value.canConvert<QDBusVariant>()) value = value.value<QDBusVariant>().variant();  // wrapped twice
  constexpr uint preferDark = 1, noPreference = 0;
  return value.toUInt() == noPreference ? std::nullopt : std::optional(value.toUInt() == preferDark);
}
#endif

const char* const styleSheet = R"(
QToolBar { border: none; spacing: 2px; padding: 3px; }
QToolBar QToolButton { padding: 5px; border: 1px solid transparent; border-radius: 4px; }
QToolBar QToolButton:focus { border-color: palette(highlight); }
QToolBar QToolButton:hover, QToolButton[autoRaise="true"]:hover { background: palette(midlight); }
QToolBar QToolButton:checked { background: palette(mid); }
QToolButton:focus { border: 1px solid palette(highlight); }
QToolButton::menu-indicator { image: none; }
QToolButton[autoRaise="true"] { border: 1px solid transparent; border-radius: 4px; padding: 3px; }
QToolButton[autoRaise="true"]:checked { background: palette(mid); }
QToolButton[autoRaise="true"]:focus { border-color: palette(highlight); }
QDockWidget::title { padding: 7px 10px; text-align: left; background: palette(alternate-base); }
QListView::item { padding: 3px 6px; }
QStatusBar::item { border: none; }
QGroupBox { font-weight: bold; border: none; margin-top: 20px; padding-top: 4px; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; left: 0; }
QToolTip { padding: 4px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
)";

}  // namespace

Theme themeFromName(const QString& name) {
  if (name == QLatin1String("light")) return Theme::Light;
  if (name == QLatin1String("dark")) return Theme::Dark;
  return Theme::System;
}

QString nameOf(Theme theme) {
  switch (theme) {
    case Theme::Light:
      return QStringLiteral("light");
    case Theme::Dark:
      return QStringLiteral("dark");
    case Theme::System:
      break;
  }
  return QStringLiteral("system");
}

QPalette paletteFor(bool dark) {
  const Greys& greys = dark ? darkGreys : lightGreys;
  QPalette palette;
  palette.setColor(QPalette::Window, greys.window);
  palette.setColor(QPalette::WindowText, greys.text);
  palette.setColor(QPalette::Base, greys.base);
  palette.setColor(QPalette::AlternateBase, greys.alternate);
  palette.setColor(QPalette::ToolTipBase, greys.base);
  palette.setColor(QPalette::ToolTipText, greys.text);
  palette.setColor(QPalette::Text, greys.text);
  palette.setColor(QPalette::PlaceholderText, greys.dimmed);
  palette.setColor(QPalette::Button, greys.button);
  palette.setColor(QPalette::ButtonText, greys.text);
  palette.setColor(QPalette::BrightText, Qt::white);
  palette.setColor(QPalette::Highlight, greys.highlight);
  palette.setColor(QPalette::HighlightedText, Qt::white);
  palette.setColor(QPalette::Link, greys.link);
  palette.setColor(QPalette::Light, QColor(greys.button).lighter(dark ? 130 : 105));
  palette.setColor(QPalette::Midlight, QColor(greys.button).lighter(dark ? 115 : 102));
  palette.setColor(QPalette::Mid, greys.mid);
  palette.setColor(QPalette::Dark, greys.dark);
  palette.setColor(QPalette::Shadow, dark ? QColor(0, 0, 0) : QColor(0x77, 0x77, 0x77));
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    palette.setColor(QPalette::Disabled, role, greys.dimmed);
  }
  palette.setColor(QPalette::Disabled, QPalette::Highlight, greys.mid);
  return palette;
}

bool systemIsDark() {
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
  return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
  // Asked once, before our own palette hides the platform's.
  static const bool dark =
      portalAsksForDark().value_or(luminance(QGuiApplication::palette().color(QPalette::Window)) < 0.2);
  return dark;
#endif
}

void applyTheme(Theme theme) {
  const bool system = systemIsDark();  // asked first: it must see the platform's own palette once
  if (QApplication::style()->objectName() != QLatin1String("fusion")) {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  }
  QApplication::setPalette(paletteFor(theme == Theme::System ? system : theme == Theme::Dark));
  // Setting it anew makes palette(…) in it follow.
  qApp->setStyleSheet(QString::fromLatin1(styleSheet));
}

double contrastRatio(const QColor& a, const QColor& b) {
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}  // namespace pentimento
