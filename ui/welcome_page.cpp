// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome_page.h"

#include <QEvent>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/icons.h"

namespace pentimento {

namespace {

constexpr int welcomeIcon = 112, recentShown = 5;

}  // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent),
      icon_(new QLabel),
      recentTitle_(new QLabel(tr("Opened last"))),
      recent_(new QVBoxLayout) {
  setObjectName(QStringLiteral("welcome"));
  auto* title = new QLabel(tr("Open or drop a photo"));
  QFont large = title->font();
  large.setPointSizeF(large.pointSizeF() * 1.7);
  title->setFont(large);
  auto* hint =
      new QLabel(tr("Paint a face anew, move its sliders, lend it make-up, give an old photo its colours.\n"
                    "The file itself is never changed."));
  hint->setWordWrap(true);
  hint->setAlignment(Qt::AlignCenter);
  auto* open = new QPushButton(themedIcon(QStringLiteral("open")), tr("&Open…"));
  open->setObjectName(QStringLiteral("welcomeOpen"));
  open->setMinimumSize(150, 38);
  connect(open, &QPushButton::clicked, this, &WelcomePage::openRequested);
  recentTitle_->setEnabled(false);
  recent_->setSpacing(0);

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(24, 24, 24, 24);
  column->setSpacing(12);
  column->addStretch(3);
  for (QWidget* widget : {static_cast<QWidget*>(icon_), static_cast<QWidget*>(title)}) {
    column->addWidget(widget, 0, Qt::AlignHCenter);
  }
  column->addWidget(hint);
  column->addSpacing(6);
  column->addWidget(open, 0, Qt::AlignHCenter);
  column->addSpacing(18);
  column->addWidget(recentTitle_, 0, Qt::AlignHCenter);
  column->addLayout(recent_);
  column->addStretch(4);
  drawIcon();
  setRecentFiles({});
}

void WelcomePage::setRecentFiles(const QStringList& paths) {
  while (QLayoutItem* item = recent_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  recentTitle_->setVisible(!paths.isEmpty());
  for (const QString& path : paths.mid(0, recentShown)) {
    auto* button = new QToolButton;
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setText(QFileInfo(path).fileName().replace(QLatin1Char('&'), QStringLiteral("&&")));
    button->setToolTip(path);
    button->setCursor(Qt::PointingHandCursor);
    connect(button, &QToolButton::clicked, this, [this, path] { Q_EMIT recentChosen(path); });
    recent_->addWidget(button, 0, Qt::AlignHCenter);
  }
}

void WelcomePage::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) drawIcon();
  QWidget::changeEvent(event);
}

void WelcomePage::drawIcon() {
  icon_->setPixmap(themedIcon(QStringLiteral("photo"))
                       .pixmap(QSize(welcomeIcon, welcomeIcon), devicePixelRatioF(), QIcon::Disabled));
}

}  // namespace pentimento
