// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QDockWidget>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

#include "core/image/image_io.h"
#include "tests/ui/window_test.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/message_bar.h"

#include <QLabel>
#include <QLineEdit>

namespace pentimento {
namespace {

class FilesTest : public test::WindowTest {
 protected:
  void drop(const QMimeData& data) {
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(window.get(), &enter);
    accepted = enter.isAccepted();
    QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    if (accepted) QCoreApplication::sendEvent(window.get(), &event);
  }
  void dropFile(const QString& path) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QSignalSpy ended(&window->files(), &FileController::loadingEnded);
    drop(data);
    ASSERT_TRUE(ended.wait(10000));
  }
  void exportAndWait(const QString& path) {
    QSignalSpy ended(&window->jobs(), &JobController::exportEnded);
    window->files().exportTo(path, 90, false);
    ASSERT_TRUE(ended.wait(10000));
  }
  QByteArray bytes(const QString& path) {
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    return file.readAll();
  }
  bool inFront(const char* dock) {
    QCoreApplication::processEvents();
    return !find<QDockWidget>(dock)->visibleRegion().isEmpty();
  }
  bool accepted = false;
};

TEST_F(FilesTest, AGreyPhotoIsOfferedColoursAndKeepsItsGreyUntilTheUserSaysSo) {
  openGrey();
  EXPECT_EQ(window->messages().kind(), MessageBar::Kind::Offer);
  EXPECT_TRUE(window->messages().isVisible());
  EXPECT_FALSE(window->document().colourise().enabled);
  QTest::mouseClick(find<QPushButton>("messageButton"), Qt::LeftButton);
  EXPECT_TRUE(window->document().colourise().enabled);
  EXPECT_FALSE(window->messages().isVisible());
  waitForPreview();
  const QColor colour = window->canvas().colourAt({200, 150});
  EXPECT_GT(colour.red(), colour.blue() + 30);
}

TEST_F(FilesTest, AColourPhotoIsNotOffered) {
  open(save(test::colourPicture(200, 100), QStringLiteral("colour.png")));
  EXPECT_TRUE(window->document().hasPhoto());
  EXPECT_FALSE(window->messages().isVisible());
}

TEST_F(FilesTest, AColourPhotoIsNotColouredByAClick) {
  open(save(test::colourPicture(200, 100), QStringLiteral("colour.png")));
  EXPECT_TRUE(window->actions()[ActionId::ToolPan]->isChecked());
  EXPECT_TRUE(inFront("dockAttributes"));
  click({100, 50});
  EXPECT_FALSE(window->document().isModified());
  openGrey();
  EXPECT_TRUE(window->actions()[ActionId::ToolHint]->isChecked());
  EXPECT_TRUE(inFront("dockColourise"));
}

TEST_F(FilesTest, AToolAndAPanelThatWereChosenStay) {
  openGrey();
  window->actions()[ActionId::ToolMask]->trigger();
  ASSERT_TRUE(inFront("dockRegenerate"));
  open(save(test::colourPicture(200, 100), QStringLiteral("colour.png")));
  EXPECT_TRUE(window->actions()[ActionId::ToolMask]->isChecked());
  EXPECT_TRUE(inFront("dockRegenerate"));
}

TEST_F(FilesTest, OpeningByDialogRemembersTheFile) {
  dialogs.photo = save(test::greyRamp(50, 40), QStringLiteral("a.png"));
  QSignalSpy ended(&window->files(), &FileController::loadingEnded);
  window->actions()[ActionId::Open]->trigger();
  ASSERT_TRUE(ended.wait(10000));
  EXPECT_EQ(window->document().path(), dialogs.photo);
  EXPECT_EQ(settings.recentFiles(), QStringList{dialogs.photo});
  EXPECT_TRUE(window->windowTitle().contains(QStringLiteral("a.png")));
}

TEST_F(FilesTest, DroppingAPhotoOpensIt) {
  dropFile(save(test::greyRamp(60, 50), QStringLiteral("dropped.png")));
  EXPECT_TRUE(accepted);
  EXPECT_EQ(window->document().photo()->size(), QSize(60, 50));
}

TEST_F(FilesTest, DroppingWhatIsNoPictureSaysSoAndKeepsThePhoto) {
  openGrey();
  const auto before = window->document().photo();
  const QString path = folder.filePath(QStringLiteral("notes.txt"));
  QFile file(path);
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("these are words, not pixels");
  file.close();
  dropFile(path);
  EXPECT_EQ(window->messages().kind(), MessageBar::Kind::Error);
  EXPECT_TRUE(window->messages().text().contains(QStringLiteral("notes.txt")))
      << window->messages().text().toStdString();
  EXPECT_EQ(window->document().photo(), before);
  EXPECT_EQ(QApplication::activeModalWidget(), nullptr);
  QTest::mouseClick(find<QToolButton>("messageClose"), Qt::LeftButton);
  EXPECT_FALSE(window->messages().isVisible());
}

TEST_F(FilesTest, DraggedTextIsRefused) {
  QMimeData data;
  data.setText(QStringLiteral("words"));
  drop(data);
  EXPECT_FALSE(accepted);
}

TEST_F(FilesTest, SeveralDroppedFilesAskForFurtherWindows) {
  QMimeData data;
  const QString a = save(test::greyRamp(20, 20), QStringLiteral("a.png")),
                b = save(test::greyRamp(30, 30), QStringLiteral("b.png"));
  data.setUrls({QUrl::fromLocalFile(a), QUrl::fromLocalFile(b)});
  QSignalSpy another(window.get(), &MainWindow::anotherWindowWanted),
      ended(&window->files(), &FileController::loadingEnded);
  drop(data);
  ASSERT_TRUE(ended.wait(10000));
  ASSERT_EQ(another.count(), 1);
  EXPECT_EQ(another[0][0].toString(), b);
}

TEST_F(FilesTest, AMissingFileSaysSo) {
  open(folder.filePath(QStringLiteral("gone.jpg")));
  EXPECT_FALSE(window->document().hasPhoto());
  EXPECT_EQ(window->messages().kind(), MessageBar::Kind::Error);
  EXPECT_TRUE(window->messages().text().contains(QStringLiteral("gone.jpg")));
}

TEST_F(FilesTest, PastesAPicture) {
  QGuiApplication::clipboard()->setImage(test::greyRamp(70, 30));
  QSignalSpy ended(&window->files(), &FileController::loadingEnded);
  window->actions()[ActionId::Paste]->trigger();
  ASSERT_TRUE(ended.wait(10000));
  ASSERT_TRUE(window->document().hasPhoto());
  EXPECT_EQ(window->document().photo()->size(), QSize(70, 30));
  EXPECT_TRUE(window->document().path().isEmpty());
  EXPECT_EQ(window->messages().kind(), MessageBar::Kind::Offer);
}

TEST_F(FilesTest, PastingNothingSaysSo) {
  QGuiApplication::clipboard()->clear();
  window->actions()[ActionId::Paste]->trigger();
  EXPECT_FALSE(window->document().hasPhoto());
  EXPECT_TRUE(window->messages().isVisible());
}

TEST_F(FilesTest, ExportWritesTheColouredPhotoAtFullSizeAndIsThenSaved) {
  openGrey(900, 700);
  click({450, 350});
  EXPECT_TRUE(window->isWindowModified());
  dialogs.exportChoice = ExportChoice{folder.filePath(QStringLiteral("out.png")), 90, false};
  QSignalSpy ended(&window->jobs(), &JobController::exportEnded);
  window->actions()[ActionId::Export]->trigger();
  ASSERT_TRUE(ended.wait(10000));
  EXPECT_EQ(dialogs.suggested.path, folder.filePath(QStringLiteral("grey-colour.png")));
  EXPECT_FALSE(window->isWindowModified());
  const Photo written = readPhoto(dialogs.exportChoice->path.toStdString());
  EXPECT_EQ(written.image.width(), 900);
  EXPECT_FALSE(written.greyscale);
  EXPECT_NE(written.metadata.xmp.find("model fake"), std::string::npos);
  EXPECT_NE(written.metadata.xmp.find("compositeWithTrainedAlgorithmicMedia"), std::string::npos);
}

TEST_F(FilesTest, ExportNeverOverwritesTheOpenedFileUnderAnyOfItsNames) {
  openGrey();
  const QString opened = window->document().path();
  const QByteArray before = bytes(opened);
  window->document().setColouriseEnabled(true);
  const QString link = folder.filePath(QStringLiteral("link.png")),
                hard = folder.filePath(QStringLiteral("hard.png"));
  ASSERT_TRUE(QFile::link(opened, link));
  std::filesystem::create_hard_link(opened.toStdString(), hard.toStdString());
  for (const QString& path : {opened, link, hard, folder.filePath(QStringLiteral("./grey.png"))}) {
    window->messages().dismiss();
    window->files().exportTo(path, 90, false);
    EXPECT_FALSE(window->files().exporting()) << path.toStdString();
    EXPECT_EQ(window->messages().kind(), MessageBar::Kind::Error);
    EXPECT_TRUE(window->messages().isVisible());
    EXPECT_EQ(bytes(opened), before);
  }
}

TEST_F(FilesTest, AnExportThatFailsKeepsTheEditUnsaved) {
  openGrey();
  engine->failure = Error(ErrorKind::OutOfMemory, "not enough memory");
  QSignalSpy previewFailed(&window->jobs(), &JobController::failed);
  window->document().setColouriseEnabled(true);
  ASSERT_TRUE(previewFailed.wait(5000));
  engine->failure = Error(ErrorKind::Internal, "the network broke");
  exportAndWait(folder.filePath(QStringLiteral("out.jpg")));
  EXPECT_TRUE(window->messages().text().contains(QStringLiteral("the network broke")));
  EXPECT_TRUE(window->document().isModified());
  EXPECT_FALSE(QFile::exists(folder.filePath(QStringLiteral("out.jpg"))));
}

TEST_F(FilesTest, CancelStopsAnExport) {
  openGrey();
  window->document().setColouriseEnabled(true);
  waitForPreview();
  window->document().addHint({10, 10}, Qt::blue);
  waitForPreview();
  engine->closeGate();
  window->document().moveHint(0, {20, 20});
  QSignalSpy ended(&window->jobs(), &JobController::exportEnded);
  window->files().exportTo(folder.filePath(QStringLiteral("out.png")), 90, false);
  QTest::qWait(20);
  QTest::mouseClick(find<QToolButton>("statusCancel"), Qt::LeftButton);
  ASSERT_TRUE(ended.wait(5000) || ended.count() == 1);
  engine->openGate();
  EXPECT_FALSE(QFile::exists(folder.filePath(QStringLiteral("out.png"))));
  EXPECT_TRUE(window->document().isModified());
  EXPECT_FALSE(window->messages().isVisible());
}

TEST_F(FilesTest, ExportDialogRefusesTheOpenedFileAndTellsAboutReplacing) {
  const QString opened = save(test::greyRamp(20, 20), QStringLiteral("old.jpg"));
  const QString other = save(test::greyRamp(20, 20), QStringLiteral("other.jpg"));
  ExportDialog dialog({opened, 80, false}, opened);
  auto* path = dialog.findChild<QLineEdit*>(QStringLiteral("exportPath"));
  auto* accept = dialog.findChild<QPushButton*>(QStringLiteral("exportAccept"));
  auto* note = dialog.findChild<QLabel*>(QStringLiteral("exportNote"));
  EXPECT_FALSE(accept->isEnabled());
  EXPECT_TRUE(note->text().contains(QStringLiteral("never overwritten")));
  path->setText(other);
  EXPECT_TRUE(accept->isEnabled());
  EXPECT_TRUE(note->text().contains(QStringLiteral("replaced")));
  path->setText(folder.filePath(QStringLiteral("new.jpg")));
  EXPECT_TRUE(accept->isEnabled());
  EXPECT_FALSE(note->text().contains(QStringLiteral("replaced")));
  for (const QString& bad : {folder.filePath(QStringLiteral("new.gif")),
                             folder.filePath(QStringLiteral("no/such/new.jpg")), QString()}) {
    path->setText(bad);
    EXPECT_FALSE(accept->isEnabled()) << bad.toStdString();
  }
  EXPECT_EQ(dialog.choice().quality, 80);
}

TEST_F(FilesTest, SuggestedNames) {
  EXPECT_EQ(suggestedExportPath(QStringLiteral("/a/abe.jpg"), {}), QStringLiteral("/a/abe-colour.jpg"));
  EXPECT_EQ(suggestedExportPath(QStringLiteral("/a/b.c.tiff"), {}), QStringLiteral("/a/b.c-colour.tiff"));
  EXPECT_EQ(suggestedExportPath(QStringLiteral("/a/noname"), {}), QStringLiteral("/a/noname-colour.jpg"));
  EXPECT_EQ(suggestedExportPath({}, QStringLiteral("/a")), QStringLiteral("/a/pasted-colour.jpg"));
}

TEST_F(FilesTest, ClosingAsksOnlyWhenSomethingIsUnsaved) {
  openGrey();
  EXPECT_TRUE(window->close());
  EXPECT_EQ(dialogs.unsavedAsked, 0);
  window->show();
  window->document().setColouriseEnabled(true);
  dialogs.unsaved = Dialogs::Unsaved::Cancel;
  EXPECT_FALSE(window->close());
  EXPECT_EQ(dialogs.unsavedAsked, 1);
  dialogs.unsaved = Dialogs::Unsaved::Discard;
  EXPECT_TRUE(window->close());
}

TEST_F(FilesTest, ExportFromTheQuestionThenCloses) {
  openGrey();
  window->document().setColouriseEnabled(true);
  dialogs.unsaved = Dialogs::Unsaved::Export;
  dialogs.exportChoice = ExportChoice{folder.filePath(QStringLiteral("out.jpg")), 90, false};
  EXPECT_FALSE(window->close());
  EXPECT_TRUE(QTest::qWaitFor([this] { return !window->isVisible(); }, 10000));
  EXPECT_TRUE(QFile::exists(dialogs.exportChoice->path));
}

TEST_F(FilesTest, OpeningAnotherPhotoAsksAboutUnsavedColours) {
  openGrey();
  window->document().setColouriseEnabled(true);
  const auto before = window->document().photo();
  window->files().open(save(test::greyRamp(20, 20), QStringLiteral("other.png")));
  EXPECT_EQ(dialogs.unsavedAsked, 1);
  EXPECT_FALSE(window->files().loading());
  EXPECT_EQ(window->document().photo(), before);
}

TEST_F(FilesTest, ANewerOpenWins) {
  const QString a = save(test::greyRamp(2000, 1500), QStringLiteral("a.png")),
                b = save(test::greyRamp(30, 30), QStringLiteral("b.png"));
  QSignalSpy ended(&window->files(), &FileController::loadingEnded);
  window->files().open(a);
  window->files().open(b);
  ASSERT_TRUE(ended.wait(10000));
  QTest::qWait(50);
  EXPECT_EQ(ended.count(), 1);
  EXPECT_EQ(window->document().path(), b);
}

}  // namespace
}  // namespace pentimento
