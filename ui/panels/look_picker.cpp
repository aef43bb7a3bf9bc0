// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/look_picker.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "ui/actions.h"
#include "ui/makeup/looks_model.h"
#include "ui/panels/panel_parts.h"
#include "ui/panels/picture_list.h"

namespace pentimento {

namespace {

constexpr int wornSide = 84, faceSide = 40;

}  // namespace

LookPicker::LookPicker(LooksModel& looks, const Actions& actions, QWidget* parent)
    : QWidget(parent), looks_(looks) {
  faces_ = new PictureList(faceSide, 1);
  faces_->setObjectName(QStringLiteral("lookFaces"));
  faces_->setAccessibleName(tr("Faces of the reference"));
  connect(faces_, &PictureList::chosen, this,
          [this](int row) { looks_.chooseFace(static_cast<std::size_t>(row)); });
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  column->addWidget(makeWorn(actions));
  column->addWidget(faces_);
  refresh();
}

QWidget* LookPicker::makeWorn(const Actions& actions) {
  thumbnail_ = new QLabel;
  thumbnail_->setObjectName(QStringLiteral("lookThumbnail"));
  thumbnail_->setFixedSize(wornSide, wornSide);
  name_ = new QLabel;
  name_->setObjectName(QStringLiteral("lookName"));
  name_->setTextFormat(Qt::PlainText);
  name_->setWordWrap(true);
  name_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  name_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Expanding);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(4);
  buttons->addWidget(textButton(actions[ActionId::OpenLook], tr("&Browse…")));
  buttons->addWidget(iconButton(actions[ActionId::FavouriteLook]));
  buttons->addWidget(iconButton(actions[ActionId::RemoveMakeup]));
  buttons->addStretch(1);
  auto* right = new QVBoxLayout;
  right->setSpacing(4);
  right->addWidget(name_, 1);
  right->addLayout(buttons);
  auto* worn = new QWidget;
  auto* row = new QHBoxLayout(worn);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(10);
  row->addWidget(thumbnail_, 0, Qt::AlignTop);
  row->addLayout(right, 1);
  return worn;
}

void LookPicker::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::PaletteChange) return;
  thumbnail_->clear();
  shown_ = {};
  refresh();
}

void LookPicker::refresh() {
  const auto [look, mixed] = looks_.worn();
  const Look one = mixed ? Look() : look;
  const bool samePicture = one.picture == shown_.picture;
  if (!samePicture) {
    QList<PictureList::Picture> faces;
    if (one && one.picture->faces.size() > 1) {
      for (const auto& face : one.picture->faces)
        faces << PictureList::Picture{face.thumbnail, tr("Face %1").arg(faces.size() + 1), {}, {}};
    }
    faces_->show(faces);
  }
  faces_->setVisible(faces_->count() > 0);
  if (faces_->count() > 0) faces_->setCurrentRow(static_cast<int>(one.index));
  name_->setText(one     ? one.picture->name
                 : mixed ? tr("Several references")
                         : tr("Drop the picture of a face here, or onto a face of the photo."));
  // A slider that moves leaves the rest as it is.
  if (samePicture && one.index == shown_.index && !thumbnail_->pixmap().isNull()) return;
  thumbnail_->setPixmap(framed(one ? one.face().thumbnail : QImage(), wornSide, *this));
  thumbnail_->setAccessibleName(name_->text());
  name_->setToolTip(one ? one.picture->name : QString());
  shown_ = one;
}

}  // namespace pentimento
