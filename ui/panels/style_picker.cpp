// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/style_picker.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QImageReader>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/icons.h"
#include "ui/panels/panel_parts.h"
#include "ui/resources.h"

namespace pentimento {

namespace {

constexpr int thumbnailSide = 72;

QToolButton* makeButton(const QString& text, const QString& tip, const char* name, const QString& icon) {
  auto* button = new QToolButton;
  button->setText(text);
  button->setToolTip(tip);
  button->setObjectName(QString::fromLatin1(name));
  button->setFocusPolicy(Qt::StrongFocus);
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setIcon(themedIcon(icon));
  return button;
}

}  // namespace

StylePicker::StylePicker(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("stylePicker"));
  setAcceptDrops(true);
  thumbnail_ = new QLabel;
  thumbnail_->setObjectName(QStringLiteral("styleThumbnail"));
  thumbnail_->setFixedSize(thumbnailSide, thumbnailSide);
  name_ = new QLabel;
  name_->setObjectName(QStringLiteral("styleName"));
  name_->setTextFormat(Qt::PlainText);
  name_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  own_ = makeButton(tr("&This face"), tr("Keep the face's own look"), "styleOwn", QStringLiteral("faces"));
  auto* open =
      makeButton(tr("&Open…"), tr("Take the look of the face in another picture; it may be dropped here too"),
                 "styleOpen", QStringLiteral("open"));
  auto* samples = makeButton(tr("Sam&ples"), tr("Take the look of a face that comes with the program"),
                             "styleSamples", QStringLiteral("photo"));
  auto* menu = new QMenu(samples);
  fillSamples(*menu);
  samples->setMenu(menu);
  samples->setPopupMode(QToolButton::InstantPopup);
  samples->setEnabled(!menu->isEmpty());
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(4);
  buttons->addWidget(open);
  buttons->addWidget(samples);
  buttons->addStretch(1);
  auto* right = new QVBoxLayout;
  right->setSpacing(4);
  right->addWidget(name_);
  right->addWidget(own_);
  right->addLayout(buttons);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(10);
  row->addWidget(thumbnail_, 0, Qt::AlignTop);
  row->addLayout(right, 1);
  connect(own_, &QToolButton::clicked, this, &StylePicker::ownWanted);
  connect(open, &QToolButton::clicked, this, &StylePicker::fileWanted);
  show({}, {}, true);
}

void StylePicker::fillSamples(QMenu& menu) {
  // Small pictures are made when they are looked at: the window is to come up fast.
  connect(&menu, &QMenu::aboutToShow, &menu, [&menu] {
    for (QAction* action : menu.actions()) {
      if (!action->icon().isNull()) continue;
      QImageReader reader(action->data().toString());
      reader.setScaledSize(reader.size().scaled(48, 48, Qt::KeepAspectRatioByExpanding));
      action->setIcon(QIcon(QPixmap::fromImage(reader.read())));
    }
  });
  for (const QString& path : samplePhotos()) {
    QString title = QFileInfo(path).completeBaseName().replace(QLatin1Char('_'), QLatin1Char(' '));
    QAction* action = menu.addAction(title.replace(QLatin1Char('&'), QStringLiteral("&&")));
    action->setData(path);
    connect(action, &QAction::triggered, this, [this, path] { Q_EMIT chosen(path); });
  }
}

void StylePicker::show(const QImage& thumbnail, const QString& name, bool own) {
  thumbnail_->setPixmap(framed(thumbnail, thumbnailSide, *this));
  name_->setText(name);
  name_->setToolTip(name);
  thumbnail_->setAccessibleName(name);
  own_->setEnabled(!own);
}

void StylePicker::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void StylePicker::dropEvent(QDropEvent* event) {
  const auto urls = event->mimeData()->urls();
  if (urls.isEmpty() || !urls.front().isLocalFile()) return;
  event->acceptProposedAction();
  Q_EMIT chosen(urls.front().toLocalFile());
}

}  // namespace pentimento
