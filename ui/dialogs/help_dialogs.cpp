// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/help_dialogs.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/actions.h"
#include "ui/icons.h"

namespace pentimento {

namespace {

QString text(const char* words) {
  return QCoreApplication::translate("Help", words);
}

QDialog* dialog(QWidget* parent, const QString& title) {
  auto* result = new QDialog(parent);
  result->setAttribute(Qt::WA_DeleteOnClose);
  result->setWindowTitle(title);
  return result;
}

QDialogButtonBox* closeButton(QDialog* dialog) {
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
  return buttons;
}

}  // namespace

void showAbout(QWidget* parent) {
  auto* about = dialog(parent, text(QT_TRANSLATE_NOOP("Help", "About Pentimento")));
  auto* icon = new QLabel;
  icon->setPixmap(applicationIcon().pixmap(64, 64));
  auto* words = new QLabel(
      QStringLiteral("<h2>Pentimento %1</h2><p>%2</p><p>%3</p>")
          .arg(QStringLiteral(PENTIMENTO_VERSION),
               text(QT_TRANSLATE_NOOP("Help", "A photo editor for faces that runs on your own machine.")),
               text(QT_TRANSLATE_NOOP(
                   "Help",
                   "Free software under the GNU General Public Licence, version 3 or later. "
                   "It comes without any warranty."))));
  words->setWordWrap(true);
  words->setMinimumWidth(340);
  auto* row = new QHBoxLayout;
  row->setSpacing(20);
  row->addWidget(icon, 0, Qt::AlignTop);
  row->addWidget(words, 1);
  auto* column = new QVBoxLayout(about);
  column->setContentsMargins(20, 20, 20, 14);
  column->addLayout(row);
  column->addWidget(closeButton(about));
  about->show();
}

void showShortcuts(const Actions& actions, QWidget* parent) {
  auto* help = dialog(parent, text(QT_TRANSLATE_NOOP("Help", "Keyboard and mouse")));
  auto* list = new QTreeWidget;
  list->setColumnCount(2);
  list->setHeaderLabels(
      {text(QT_TRANSLATE_NOOP("Help", "What")), text(QT_TRANSLATE_NOOP("Help", "Key or mouse"))});
  list->setRootIsDecorated(false);
  list->setAlternatingRowColors(true);
  const auto add = [list](const QString& what, const QString& how) {
    new QTreeWidgetItem(list, {what, how});
  };
  add(text(QT_TRANSLATE_NOOP("Help", "Zoom at the pointer")),
      text(QT_TRANSLATE_NOOP("Help", "Wheel, pinch")));
  add(text(QT_TRANSLATE_NOOP("Help", "Move the view")),
      text(QT_TRANSLATE_NOOP("Help", "Middle button, or Space and left button, arrow keys")));
  add(text(QT_TRANSLATE_NOOP("Help", "See the original")), text(QT_TRANSLATE_NOOP("Help", "Hold \\")));
  add(text(QT_TRANSLATE_NOOP("Help", "Place or select a hint")),
      text(QT_TRANSLATE_NOOP("Help", "Click; Enter places one in the middle")));
  add(text(QT_TRANSLATE_NOOP("Help", "Move the selected hint")),
      text(QT_TRANSLATE_NOOP("Help", "Drag; arrow keys, with Shift ten pixels")));
  add(text(QT_TRANSLATE_NOOP("Help", "Delete the selected hint")),
      QKeySequence(Qt::Key_Delete).toString(QKeySequence::NativeText));
  add(text(QT_TRANSLATE_NOOP("Help", "Size of the mask brush")),
      text(QT_TRANSLATE_NOOP("Help", "[ and ], Ctrl and wheel; a pen's pressure scales it")));
  add(text(QT_TRANSLATE_NOOP("Help", "Take the class under the pointer")),
      text(QT_TRANSLATE_NOOP("Help", "Alt and click with the mask brush")));
  add(text(QT_TRANSLATE_NOOP("Help", "Draw a box around a face")),
      text(
          QT_TRANSLATE_NOOP("Help",
                            "Drag; Enter begins one in the middle, arrow keys move it, with Shift resize it, "
                            "Enter takes it")));
  for (const QAction* action : actions.all()) {
    const auto keys = action->shortcuts();
    if (keys.isEmpty()) continue;
    add(action->text().remove(QLatin1Char('&')), QKeySequence::listToString(keys, QKeySequence::NativeText));
  }
  list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
  auto* column = new QVBoxLayout(help);
  column->addWidget(list);
  column->addWidget(closeButton(help));
  help->resize(600, 560);
  help->show();
}

}  // namespace pentimento
