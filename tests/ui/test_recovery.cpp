// SPDX-License-Identifier: GPL-3.0-or-later
// What a crash leaves of unsaved work, and how it comes back.
#include <QDir>
#include <QFile>

#include "tests/ui/projects_test.h"

namespace pentimento {
namespace {

using test::ProjectsTest;

class RecoveryTest : public ProjectsTest {
 protected:
  RecoveryTest() { keep(); }
  void keep() {
    window->keepWorkIn(kept());
    window->recovery()->setDelay(0);
  }
  QString kept() { return folder.filePath(QStringLiteral("state/recovery")); }
  void waitForCopy() {
    QSignalSpy written(window->recovery(), &Recovery::written);
    ASSERT_TRUE(written.wait(10000));
  }
  /// The folders of the copies that are there.
  QStringList copies() {
    QStringList result;
    for (const QString& place : QDir(kept()).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
      if (QFile::exists(kept() + QLatin1Char('/') + place + QStringLiteral("/work.ora"))) result << place;
    return result;
  }
  /// What a crash leaves of a copy: the file alone, for the lock goes with its process.
  QString crash() {
    const QString copy = window->recovery()->file(), aside = folder.filePath(QStringLiteral("aside.ora"));
    QFile::remove(aside);
    EXPECT_TRUE(QFile::copy(copy, aside));
    window.reset();
    EXPECT_TRUE(copies().isEmpty());
    EXPECT_TRUE(QFileInfo(copy).dir().mkpath(QStringLiteral(".")));
    EXPECT_TRUE(QFile::rename(aside, copy));
    return copy;
  }
  /// The next start: the one work that is offered, `name`, is taken.
  void restore(const QString& name) {
    anotherWindow();
    keep();
    const auto works = Recovery::keptIn(kept());
    ASSERT_EQ(works.size(), 1);
    EXPECT_EQ(works.front().name, name);
    QSignalSpy ended(&window->files(), &FileController::loadingEnded);
    window->files().openKept(works.front().file, works.front().name);
    ASSERT_TRUE(ended.wait(10000));
  }
};

TEST_F(RecoveryTest, UnsavedWorkIsKeptAndGoesWhenItIsSaved) {
  openGrey();
  EXPECT_TRUE(copies().isEmpty());
  window->document().setColouriseEnabled(true);
  waitForCopy();
  EXPECT_EQ(copies().size(), 1);
  EXPECT_TRUE(Recovery::keptIn(kept()).isEmpty());  // its editor lives
  saveAndWait(project());
  EXPECT_TRUE(copies().isEmpty());
  window->document().setSaturation(0.7);
  waitForCopy();
  EXPECT_EQ(copies().size(), 1);
  undo().undo();
  EXPECT_TRUE(copies().isEmpty());
}

TEST_F(RecoveryTest, ClosingInGoodOrderLeavesNothing) {
  openGrey();
  window->document().setColouriseEnabled(true);
  waitForCopy();
  window.reset();
  EXPECT_TRUE(QDir(kept()).isEmpty());
}

TEST_F(RecoveryTest, OnlyItsOwnerMayLookIntoTheFolder) {
  openGrey();
  window->document().setColouriseEnabled(true);
  waitForCopy();
  const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::ExeGroup | QFile::ExeOther;
  EXPECT_FALSE(QFile::permissions(kept()) & others);
}

TEST_F(RecoveryTest, AfterACrashTheWorkIsRestoredUnsaved) {
  editAll();
  QTest::qWait(50);
  window->document().setSaturation(0.9);
  waitForCopy();
  const PhotoEdits edits = window->document().edits();
  const QString copy = crash();
  ASSERT_NO_FATAL_FAILURE(restore(QStringLiteral("faces.png")));
  EXPECT_TRUE(window->document().edits() == edits);
  EXPECT_TRUE(window->isWindowModified());
  EXPECT_EQ(window->recovery()->file(), copy);  // a second crash would not cost it either
  EXPECT_TRUE(Recovery::keptIn(kept()).isEmpty());
  saveAndWait(project());
  EXPECT_TRUE(QDir(kept()).isEmpty());
}

TEST_F(RecoveryTest, ARestoredProjectIsStillThatProject) {
  openGrey();
  window->document().setColouriseEnabled(true);
  saveAndWait(project());
  window->document().setSaturation(0.4);
  waitForCopy();
  crash();
  ASSERT_NO_FATAL_FAILURE(restore(QStringLiteral("work.ora")));
  EXPECT_EQ(window->document().project(), project());
  EXPECT_EQ(readProject(project().toStdString()).edits.edits().front().parameters["saturation"], 1.0);
}

TEST_F(RecoveryTest, DamagedCopiesAreNotOffered) {
  ASSERT_TRUE(QDir().mkpath(kept() + QStringLiteral("/x")));
  QFile file(kept() + QStringLiteral("/x/work.ora"));
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("half a file");
  file.close();
  EXPECT_TRUE(Recovery::keptIn(kept()).isEmpty());
  EXPECT_TRUE(file.exists());
  Recovery::discard(file.fileName());
  EXPECT_TRUE(QDir(kept()).isEmpty());
}

TEST_F(RecoveryTest, WhereNoCopyCanBeKeptThatIsSaidOnce) {
  ASSERT_TRUE(QDir().mkpath(folder.filePath(QStringLiteral("state"))));
  QFile blocked(kept());
  ASSERT_TRUE(blocked.open(QIODevice::WriteOnly));
  blocked.close();
  openGrey();
  QSignalSpy failed(window->recovery(), &Recovery::failed);
  window->document().setColouriseEnabled(true);
  ASSERT_TRUE(failed.wait(10000));
  window->document().setSaturation(0.4);
  QTest::qWait(100);
  EXPECT_EQ(failed.count(), 1);
}

}  // namespace
}  // namespace pentimento
