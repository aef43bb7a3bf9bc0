// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/hint_list.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>

#include "ui/image_bridge.h"

namespace pentimento {

namespace {

QIcon dot(const QColor& colour) {
  constexpr int size = 32;
  QPixmap pixmap(size, size);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(colour);
  painter.setPen(QPen(QColor(128, 128, 128), 2));
  painter.drawEllipse(3, 3, size - 6, size - 6);
  QIcon icon;
  // The same in a selected row: the colour is what matters.
  icon.addPixmap(pixmap, QIcon::Normal);
  icon.addPixmap(pixmap, QIcon::Selected);
  return icon;
}

}  // namespace

HintList::HintList(DocumentModel& document, QWidget* parent) : QListWidget(parent), document_(document) {
  setObjectName(QStringLiteral("hintList"));
  setAccessibleName(tr("Hints"));
  setUniformItemSizes(true);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  setMinimumHeight(64);
  connect(&document, &DocumentModel::colouriseChanged, this, &HintList::refresh);
  connect(&document, &DocumentModel::selectionChanged, this, &HintList::refresh);
  connect(this, &QListWidget::currentRowChanged, this, [this](int row) {
    if (!refreshing_) document_.selectHint(row);
  });
}

void HintList::refresh() {
  const QScopedValueRollback guard(refreshing_, true);
  const auto& hints = document_.hints();
  while (count() > static_cast<int>(hints.size())) delete takeItem(count() - 1);
  while (count() < static_cast<int>(hints.size())) addItem(QString());
  for (int row = 0; row < count(); ++row) {
    const ColourHint& hint = hints[static_cast<std::size_t>(row)];
    const QColor colour = toQColor(hint.rgb);
    item(row)->setText(tr("%1: %2, %3").arg(row + 1).arg(qRound(hint.x)).arg(qRound(hint.y)));
    item(row)->setToolTip(
        tr("Hint %1 at %2, %3: %4").arg(row + 1).arg(qRound(hint.x)).arg(qRound(hint.y)).arg(colour.name()));
    item(row)->setData(Qt::AccessibleTextRole, item(row)->toolTip());
    if (item(row)->data(Qt::UserRole).value<QColor>() != colour) {
      item(row)->setData(Qt::UserRole, colour);
      item(row)->setIcon(dot(colour));
    }
  }
  setCurrentRow(document_.selectedHint());
}

void HintList::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Delete && document_.selectedHint() >= 0) {
    document_.removeHint(document_.selectedHint());
    return;
  }
  QListWidget::keyPressEvent(event);
}

}  // namespace pentimento
