// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/class_palette.h"

#include <QGridLayout>
#include <QPainter>
#include <QToolButton>

#include "ui/faces/face_texts.h"
#include "ui/image_bridge.h"

namespace pentimento {

namespace {

constexpr int columns = 2;                 // left and right lie beside each other
constexpr int chipSide = 16, chipGap = 6;  // and what keeps the name off it

QIcon chip(const QColor& colour) {
  constexpr int scale = 4;  // for screens with many pixels
  QPixmap pixmap((chipSide + chipGap) * scale, chipSide * scale);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(colour);
  painter.setPen(QPen(QColor(128, 128, 128), scale));
  painter.drawRoundedRect(
      QRectF(0, 0, chipSide * scale, chipSide * scale).adjusted(scale, scale, -scale, -scale), 3 * scale,
      3 * scale);
  return QIcon(pixmap);
}

bool hasSide(FaceClass id) {
  return mirrored(id) != id;
}

}  // namespace

ClassPalette::ClassPalette(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("classPalette"));
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(4);
  grid->setVerticalSpacing(1);
  for (const FaceClassInfo& info : faceClasses()) {
    const int index = static_cast<int>(info.id);
    auto* button = new QToolButton;
    button->setObjectName(QStringLiteral("class%1").arg(index));
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIcon(chip(toQColor(info.colour)));
    button->setIconSize(QSize(chipSide + chipGap, chipSide));
    button->setText(nameOf(info.id));
    button->setToolTip(hasSide(info.id) ? tr("%1: sides are the person's own").arg(nameOf(info.id))
                                        : nameOf(info.id));
    button->setAccessibleName(nameOf(info.id));
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    group_.addButton(button, index);
    grid->addWidget(button, index / columns, index % columns);
  }
  connect(&group_, &QButtonGroup::idClicked, this,
          [this](int id) { Q_EMIT chosen(static_cast<FaceClass>(id)); });
}

void ClassPalette::setCurrent(FaceClass id) {
  group_.button(static_cast<int>(id))->setChecked(true);
}

}  // namespace pentimento
