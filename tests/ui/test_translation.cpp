// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QTranslator>

#include "ui/actions.h"
#include "ui/document_model.h"
#include "ui/resources.h"

namespace pentimento {
namespace {

TEST(Translation, GermanIsCompiledInAndReachesTablesAndClasses) {
  registerResources();
  QTranslator german;
  ASSERT_TRUE(german.load(QStringLiteral(":/i18n/pentimento_de.qm")));
  QCoreApplication::installTranslator(&german);
  const Actions actions;
  const QString quit = actions[ActionId::Quit]->text();  // from a table, context "Actions"
  const QString step = DocumentModel::tr("Move hint");   // from a class
  QCoreApplication::removeTranslator(&german);
  EXPECT_EQ(quit, QStringLiteral("&Beenden"));
  EXPECT_EQ(step, QStringLiteral("Hinweis verschieben"));
}

}  // namespace
}  // namespace pentimento
