// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QDockWidget>
#include <QListView>
#include <QSet>
#include <QSlider>

#include "tests/ui/window_test.h"
#include "ui/icons.h"
#include "ui/message_bar.h"
#include "ui/theme.h"

namespace pentimento {
namespace {

class LookTest : public test::WindowTest {
 protected:
  ~LookTest() override { applyTheme(Theme::Light); }
};

TEST(Theme, BothPalettesAreReadable) {
  for (const bool dark : {false, true}) {
    const QPalette palette = paletteFor(dark);
    const auto contrast = [&](QPalette::ColorRole text, QPalette::ColorRole ground) {
      return contrastRatio(palette.color(QPalette::Active, text), palette.color(QPalette::Active, ground));
    };
    constexpr double readable = 4.5;  // WCAG 2 AA
    EXPECT_GE(contrast(QPalette::WindowText, QPalette::Window), readable);
    EXPECT_GE(contrast(QPalette::Text, QPalette::Base), readable);
    EXPECT_GE(contrast(QPalette::ButtonText, QPalette::Button), readable);
    EXPECT_GE(contrast(QPalette::ToolTipText, QPalette::ToolTipBase), readable);
    EXPECT_GE(contrast(QPalette::HighlightedText, QPalette::Highlight), readable);
    EXPECT_GE(contrast(QPalette::Link, QPalette::Base), readable);
    // Neutral: the surroundings must not tint the photo.
    for (const auto role : {QPalette::Window, QPalette::Base, QPalette::Button, QPalette::Dark}) {
      EXPECT_EQ(palette.color(role).saturation(), 0) << role;
    }
  }
}

TEST(Theme, ContrastRatioIsThatOfTheStandard) {
  EXPECT_NEAR(contrastRatio(Qt::black, Qt::white), 21, 0.01);
  EXPECT_NEAR(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white), 4.48, 0.01);
}

TEST_F(LookTest, TheThemeMenuChangesTheWholeWindowAndIsRemembered) {
  openGrey();
  window->actions()[ActionId::ThemeDark]->trigger();
  QTest::qWait(20);
  EXPECT_LT(window->grab().toImage().pixelColor(700, 5).lightness(), 100);
  EXPECT_EQ(settings.text(Setting::Theme), QStringLiteral("dark"));
  window->actions()[ActionId::ThemeLight]->trigger();
  QTest::qWait(20);
  EXPECT_GT(window->grab().toImage().pixelColor(700, 5).lightness(), 180);
}

TEST_F(LookTest, IconsFollowTheTheme) {
  const auto brightest = [](const QIcon& icon) {
    const QImage image = icon.pixmap(24, 24).toImage();
    int value = -1;
    for (int y = 0; y < 24; ++y) {
      for (int x = 0; x < 24; ++x) {
        if (image.pixelColor(x, y).alpha() > 200) value = std::max(value, image.pixelColor(x, y).lightness());
      }
    }
    return value;
  };
  const QIcon icon = themedIcon(QStringLiteral("open"));
  ASSERT_FALSE(icon.isNull());
  applyTheme(Theme::Dark);
  EXPECT_GT(brightest(icon), 180);
  applyTheme(Theme::Light);
  EXPECT_LT(brightest(icon), 90);
  EXPECT_GE(brightest(icon), 0);
}

TEST_F(LookTest, MessagesAreReadableInBothThemes) {
  for (const Theme theme : {Theme::Light, Theme::Dark}) {
    applyTheme(theme);
    for (const auto kind : {MessageBar::Kind::News, MessageBar::Kind::Offer, MessageBar::Kind::Error}) {
      window->messages().show(kind, QStringLiteral("text"));
      const QPalette palette = window->messages().palette();
      EXPECT_GE(contrastRatio(palette.color(QPalette::WindowText), palette.color(QPalette::Window)), 4.5);
    }
  }
}

TEST_F(LookTest, EveryActionHasTextAndShortcutsAreUnique) {
  QSet<QString> keys;
  for (const QAction* action : window->actions().all()) {
    ASSERT_TRUE(action);
    EXPECT_FALSE(action->text().isEmpty());
    for (const QKeySequence& key : action->shortcuts()) {
      EXPECT_FALSE(keys.contains(key.toString())) << key.toString().toStdString();
      keys.insert(key.toString());
    }
  }
  EXPECT_TRUE(keys.contains(QStringLiteral("Ctrl+Shift+E")));
}

TEST_F(LookTest, EveryControlHasANameAndIsReachedByKeyboard) {
  openGrey();
  click({100, 100});
  QTest::qWait(300);
  int checked = 0;
  for (QWidget* widget : window->findChildren<QWidget*>()) {
    const bool control = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QAbstractSpinBox*>(widget) ||
                         qobject_cast<QSlider*>(widget) || qobject_cast<QListView*>(widget) ||
                         qobject_cast<QComboBox*>(widget) || widget == &window->canvas();
    // Qt's own parts: title buttons of docks, overflow buttons of tool bars, list pop-ups.
    const bool own = !widget->objectName().startsWith(QStringLiteral("qt_")) &&
                     !qobject_cast<QDockWidget*>(widget->parentWidget());
    if (!control || !own || !widget->isVisible()) continue;
    ++checked;
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
    ASSERT_TRUE(accessible);
    EXPECT_FALSE(accessible->text(QAccessible::Name).isEmpty())
        << widget->metaObject()->className() << ' ' << widget->objectName().toStdString();
    EXPECT_TRUE(widget->focusPolicy() & Qt::TabFocus)
        << widget->metaObject()->className() << ' ' << widget->objectName().toStdString();
  }
  EXPECT_GT(checked, 40);
}

TEST_F(LookTest, KeyboardAlone) {
  openGrey(3000, 2000);
  key(Qt::Key_K, Qt::ControlModifier);
  EXPECT_TRUE(window->document().colourise().enabled);
  key(Qt::Key_1);
  EXPECT_EQ(window->canvas().transform().zoom(), 1);
  key(Qt::Key_Plus);
  EXPECT_EQ(window->canvas().transform().zoom(), 1.5);
  key(Qt::Key_0);
  key(Qt::Key_Return);  // a hint in the middle
  ASSERT_EQ(hints().size(), 1U);
  EXPECT_NEAR(hints()[0].x, 1500, 2);
  key(Qt::Key_Left, Qt::ShiftModifier);
  EXPECT_NEAR(hints()[0].x, 1490, 2);
  key(Qt::Key_F6);
  EXPECT_EQ(window->canvas().compareMode(), CompareMode::Wipe);
  key(Qt::Key_Delete);
  EXPECT_TRUE(hints().empty());
  key(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(hints().size(), 1U);
  waitForPreview();
}

TEST_F(LookTest, TheEmptyWindowInvites) {
  EXPECT_TRUE(find<QWidget>("welcomeOpen")->isVisible());
  EXPECT_FALSE(window->actions()[ActionId::Export]->isEnabled());
  EXPECT_FALSE(find<QWidget>("colourisePanel")->isEnabled());
}

TEST_F(LookTest, TheWindowRemembersItself) {
  window->resize(1011, 707);
  window->actions()[ActionId::CompareWipe]->trigger();
  window->close();
  MainWindow again(settings, dialogs, engines());
  again.show();
  EXPECT_EQ(again.size(), QSize(1011, 707));
  EXPECT_EQ(again.canvas().compareMode(), CompareMode::Wipe);
}

TEST(SettingsTable, DefaultsTypesAndRecentFiles) {
  const QTemporaryDir folder;
  const QString ini = folder.filePath(QStringLiteral("s.ini"));
  {
    Settings settings(ini);
    EXPECT_EQ(settings.value(Setting::ExportQuality).toInt(), 95);
    settings.set(Setting::ExportQuality, 80);
    for (int i = 0; i < 20; ++i) {
      const QString path = folder.filePath(QStringLiteral("%1.png").arg(i));
      test::greyRamp(2, 2).save(path);
      settings.addRecentFile(path);
    }
    settings.addRecentFile(folder.filePath(QStringLiteral("10.png")));
  }
  QFile::remove(folder.filePath(QStringLiteral("19.png")));
  const Settings settings(ini);
  EXPECT_EQ(settings.value(Setting::ExportQuality).toInt(), 80);
  EXPECT_EQ(settings.recentFiles().size(), Settings::maximumRecentFiles - 1);
  EXPECT_TRUE(settings.recentFiles().front().endsWith(QStringLiteral("10.png")));
}

}  // namespace
}  // namespace pentimento
