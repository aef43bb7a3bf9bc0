// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/shelf_view.h"

#include <QEvent>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/panels/picture_list.h"

namespace pentimento {

namespace {

constexpr int pictureSide = 52;

}  // namespace

ShelfView::ShelfView(LookShelf& shelf, QWidget* parent) : QWidget(parent), shelf_(shelf) {
  rows_ = new QTabBar;
  rows_->setObjectName(QStringLiteral("lookRows"));
  rows_->setAccessibleName(tr("Pictures to take make-up from"));
  rows_->setDrawBase(false);
  rows_->setExpanding(false);
  // In the order of LookShelf::Row.
  for (const QString& title : {tr("Recent"), tr("Favourites"), tr("Bundled")}) rows_->addTab(title);
  rows_->setCurrentIndex(static_cast<int>(shelf_.row()));
  pictures_ = new PictureList(pictureSide, 2);
  pictures_->setObjectName(QStringLiteral("lookPictures"));
  pictures_->setAccessibleName(rows_->accessibleName());
  connect(rows_, &QTabBar::currentChanged, this, [this](int index) {
    shelf_.setRow(static_cast<LookShelf::Row>(index));
    refresh();
  });
  connect(pictures_, &PictureList::chosen, this, [this](int row) { Q_EMIT chosen(entries_[row].path); });
  connect(pictures_, &PictureList::removeWanted, this,
          [this](int row) { shelf_.forget(shelf_.row(), entries_[row].path); });
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(rows_);
  column->addWidget(pictures_);
  connect(&shelf_, &LookShelf::changed, this, &ShelfView::refresh);
  connect(&thumbnails_, &Thumbnails::ready, this, &ShelfView::showThumbnail);
  refresh();
}

void ShelfView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) refresh();
}

void ShelfView::refresh() {
  entries_ = shelf_.entries(shelf_.row());
  QList<PictureList::Picture> pictures;
  for (const LookShelf::Entry& entry : entries_)
    pictures << PictureList::Picture{thumbnails_.of(entry.path), entry.title, entry.source, entry.path};
  pictures_->show(pictures);
  pictures_->setHint(shelf_.row() == LookShelf::Row::Favourites
                         ? tr("The star keeps a picture here.")
                         : tr("Pictures that make-up was taken from are kept here."));
}

void ShelfView::showThumbnail(const QString& path) {
  for (int row = 0; row < entries_.size(); ++row) {
    if (entries_[row].path == path) pictures_->setPicture(row, thumbnails_.of(path));
  }
}

}  // namespace pentimento
