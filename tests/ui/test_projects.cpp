// SPDX-License-Identifier: GPL-3.0-or-later
// Saving work and going on with it, in a real window; and what a crash leaves.
#include <QFile>
#include <QJsonDocument>
#include <QPushButton>

#include "core/document/zip_archive.h"
#include "tests/ui/makeup_test.h"

namespace pentimento {
namespace {

using test::colourPicture;
using test::madeFace;

class ProjectsTest : public test::MakeupTest {
 protected:
  QString project(const QString& name = QStringLiteral("work.ora")) { return folder.filePath(name); }
  void saveAndWait(const QString& path) {
    QSignalSpy ended(&window->jobs(), &JobController::exportEnded);
    window->files().saveTo(path);
    ASSERT_TRUE(ended.wait(10000));
  }
  /// As the user would the next day.
  void anotherWindow() {
    window.reset();
    faces->set({});  // nothing is to be found anew
    window = std::make_unique<MainWindow>(settings, dialogs, engines());
    window->resize(1200, 800);
    window->show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(window.get()));
  }
  /// Every kind of edit, on three faces: the right one regenerated and its slider moved, the left one made
  /// up, a drawn one with glasses.
  void editAll() {
    openFacesPhoto(colourPicture(400, 300));
    model().select(1);
    window->actions()[ActionId::ToolMask]->trigger();
    window->regenerate().brush().setClass(FaceClass::Hair);
    drag({300, 150}, {340, 150});
    ASSERT_TRUE(window->document().regenerate().active());
    set("smile", 60);
    drawBox({20, 200}, {80, 260});
    ASSERT_TRUE(QTest::qWaitFor([this] { return model().drawn().size() == 1; }, 5000));
    model().select(2);
    set("glasses", 100);
    model().select(0);
    referenceHas({madeFace({60, 60, 80, 80})});
    take(reference());
    window->document().setColouriseEnabled(true);
    window->document().addHint({200, 30}, QColor(30, 90, 200));
    window->document().setSaturation(1.3);
    waitForPreview();
  }
  QImage picture() {
    window->actions()[ActionId::ToolPan]->trigger();  // no mask over it
    waitForPreview();
    return canvasPicture();
  }
  static bool alike(const QImage& a, const QImage& b) {
    if (a.size() != b.size()) return false;
    for (int y = 0; y < a.height(); ++y)
      for (int x = 0; x < a.width(); ++x)
        if (!near(a.pixelColor(x, y), b.pixelColor(x, y))) return false;
    return true;
  }
};

TEST_F(ProjectsTest, WorkGoesOnWhereItWasSaved) {
  editAll();
  const PhotoEdits edits = window->document().edits();
  const Photo result = exported(folder.filePath(QStringLiteral("before.png")));
  saveAndWait(project());
  EXPECT_FALSE(window->isWindowModified());
  EXPECT_TRUE(window->windowTitle().contains(QStringLiteral("work.ora")));
  const int searches = faces->searches;

  anotherWindow();
  open(project());
  ASSERT_TRUE(window->document().hasPhoto());
  EXPECT_TRUE(window->document().edits() == edits);
  EXPECT_FALSE(window->isWindowModified());
  EXPECT_EQ(undo().count(), 0);
  EXPECT_EQ(model().found().size(), 2U);
  EXPECT_EQ(model().drawn().size(), 1U);
  QTest::qWait(100);
  EXPECT_EQ(faces->searches, searches);  // its faces are known
  EXPECT_EQ(window->document().path(), folder.filePath(QStringLiteral("faces.png")));
  EXPECT_EQ(settings.recentFiles().front(), project());
  waitForPreview();
  const Photo again = exported(folder.filePath(QStringLiteral("after.png")));
  EXPECT_TRUE(samePixels(again.image, result.image));
}

TEST_F(ProjectsTest, EverythingCanBeChangedFurther) {
  editAll();
  saveAndWait(project());
  anotherWindow();
  open(project());
  waitForPreview();
  // The mask: its stroke is there, and the eraser takes it away.
  model().select(1);
  EXPECT_TRUE(window->regenerate().masks().currentPainted());
  window->regenerate().masks().resetCurrent();
  EXPECT_FALSE(window->document().regenerate().active());
  undo().undo();
  EXPECT_TRUE(window->document().regenerate().active());
  EXPECT_FALSE(window->isWindowModified());
  EXPECT_EQ(spin("smile").value(), 60);
  set("smile", 20);
  EXPECT_TRUE(window->isWindowModified());
  model().select(2);
  EXPECT_EQ(spin("glasses").value(), 100);
  model().select(0);
  EXPECT_EQ(lookName(), QStringLiteral("reference.png"));
  EXPECT_FALSE(edit().faces.front().look.face().thumbnail.isNull());
  EXPECT_EQ(hints().size(), 1U);
  // Deleting the drawn box takes its glasses along, as it would have before.
  model().remove(2);
  EXPECT_EQ(window->document().attributes().faces.size(), 1U);
}

TEST_F(ProjectsTest, TheFileShowsTheResultAndItsLayersToOtherPrograms) {
  editAll();
  const Photo result = exported(folder.filePath(QStringLiteral("before.png")));
  saveAndWait(project());
  const ZipReader zip(project().toStdString());
  const auto merged = decodePhoto(zip.read("mergedimage.png", 1 << 24), "merged");
  EXPECT_TRUE(samePixels(merged.image, result.image));
  // Laid over one another, the layers come to the same.
  cv::Mat stacked;
  int layers = 0;
  for (; zip.contains("data/layer" + std::to_string(layers) + ".png"); ++layers) {
    const auto layer =
        decodePhoto(zip.read("data/layer" + std::to_string(layers) + ".png", 1 << 24), "layer");
    if (stacked.empty()) stacked = cv::Mat::zeros(layer.image.mat().size(), layer.image.mat().type());
    layer.image.mat().copyTo(stacked, layer.alpha ? layer.alpha->mat() : cv::Mat());
  }
  EXPECT_EQ(layers, 5);
  EXPECT_TRUE(samePixels(Image(stacked), result.image));
}

TEST_F(ProjectsTest, ThePhotoItselfIsInTheProject) {
  openGrey();
  window->document().setColouriseEnabled(true);
  waitForPreview();
  saveAndWait(project());
  anotherWindow();
  ASSERT_TRUE(QFile::remove(folder.filePath(QStringLiteral("grey.png"))));
  open(project());
  ASSERT_TRUE(window->document().hasPhoto());
  EXPECT_TRUE(window->document().colourise().enabled);
  // Saved once more, it is still in there.
  saveAndWait(project(QStringLiteral("second.ora")));
  EXPECT_EQ(readProject(project().toStdString()).photo,
            readProject(project(QStringLiteral("second.ora")).toStdString()).photo);
}

TEST_F(ProjectsTest, APastedPictureCanBeSaved) {
  QSignalSpy ended(&window->files(), &FileController::loadingEnded);
  window->files().open(colourPicture(70, 40));
  ASSERT_TRUE(ended.wait(10000));
  window->document().setColouriseEnabled(true);
  saveAndWait(project());
  anotherWindow();
  open(project());
  ASSERT_TRUE(window->document().hasPhoto());
  EXPECT_EQ(window->document().photo()->size(), QSize(70, 40));
  EXPECT_EQ(window->document().displayName(), QStringLiteral("work.ora"));
}

TEST_F(ProjectsTest, SaveAsksForANameOnce) {
  openGrey();
  window->document().setColouriseEnabled(true);
  dialogs.projectToSave = project();
  QSignalSpy ended(&window->jobs(), &JobController::exportEnded);
  window->actions()[ActionId::Save]->trigger();
  ASSERT_TRUE(ended.wait(10000));
  EXPECT_EQ(dialogs.saveAsked, 1);
  EXPECT_EQ(dialogs.suggested.path, folder.filePath(QStringLiteral("grey.ora")));
  window->document().setSaturation(0.5);
  EXPECT_TRUE(window->isWindowModified());
  window->actions()[ActionId::Save]->trigger();
  ASSERT_TRUE(ended.wait(10000));
  EXPECT_EQ(dialogs.saveAsked, 1);
  EXPECT_FALSE(window->isWindowModified());
  EXPECT_EQ(readProject(project().toStdString()).edits.edits().front().parameters["saturation"], 0.5);
  window->actions()[ActionId::SaveAs]->trigger();
  ASSERT_TRUE(ended.wait(10000));
  EXPECT_EQ(dialogs.saveAsked, 2);
  EXPECT_EQ(dialogs.suggested.path, project());
}

TEST_F(ProjectsTest, SavingFromTheQuestionThenCloses) {
  openGrey();
  window->document().setColouriseEnabled(true);
  dialogs.unsaved = Dialogs::Unsaved::Save;
  EXPECT_FALSE(window->close());  // the dialog was cancelled
  EXPECT_TRUE(window->isVisible());
  dialogs.projectToSave = project();
  EXPECT_FALSE(window->close());
  EXPECT_TRUE(QTest::qWaitFor([this] { return !window->isVisible(); }, 10000));
  EXPECT_FALSE(readProject(project().toStdString()).edits.empty());
}

TEST_F(ProjectsTest, WhatWasChangedWhileItWasSavedIsUnsaved) {
  openGrey();
  window->document().setColouriseEnabled(true);
  QSignalSpy ended(&window->jobs(), &JobController::exportEnded);
  window->files().saveTo(project());
  window->document().setSaturation(1.5);
  ASSERT_TRUE(ended.wait(10000));
  EXPECT_TRUE(window->isWindowModified());
}

TEST_F(ProjectsTest, NamesThatAreNoneAreRefused) {
  openGrey();
  window->files().saveTo(folder.filePath(QStringLiteral("work.png")));
  EXPECT_TRUE(window->messages().text().contains(QStringLiteral(".ora")));
  EXPECT_FALSE(window->files().exporting());
  window->files().saveTo(folder.filePath(QStringLiteral("nowhere/work.ora")));
  EXPECT_EQ(window->messages().kind(), MessageBar::Kind::Error);
  EXPECT_FALSE(window->files().exporting());
}

TEST_F(ProjectsTest, TheFileOfAnotherProgramOpensAsAPhotoAndIsNotOverwritten) {
  Photo picture;
  picture.image = Image(cv::Mat(40, 60, CV_8UC3, cv::Scalar(200, 80, 90)));
  const auto merged = encodePhoto(picture, "merged.png");
  const std::string kind = "image/openraster";
  ZipWriter zip;
  zip.add("mimetype", {reinterpret_cast<const std::uint8_t*>(kind.data()), kind.size()},
          ZipWriter::Packing::Stored);
  zip.add("mergedimage.png", merged, ZipWriter::Packing::Stored);
  const auto bytes = zip.finish("krita");
  const QString path = project(QStringLiteral("krita.ora"));
  writeFileAtomically(path.toStdString(), bytes.data(), bytes.size());
  open(path);
  ASSERT_TRUE(window->document().hasPhoto());
  EXPECT_EQ(window->document().photo()->size(), QSize(60, 40));
  EXPECT_TRUE(window->document().project().isEmpty());
  window->document().setColouriseEnabled(true);
  window->actions()[ActionId::Save]->trigger();
  EXPECT_EQ(dialogs.suggested.path, project(QStringLiteral("krita-edited.ora")));
  window->files().saveTo(path);
  EXPECT_EQ(window->messages().kind(), MessageBar::Kind::Error);
  EXPECT_FALSE(window->files().exporting());
}

TEST_F(ProjectsTest, WhereANetworkFailsTheWorkIsSavedAllTheSame) {
  openGrey();
  window->document().setColouriseEnabled(true);
  waitForPreview();
  engine->failure = Error(ErrorKind::Internal, "the network broke");
  QSignalSpy previewFailed(&window->jobs(), &JobController::failed);
  window->document().addHint({50, 50}, Qt::red);
  ASSERT_TRUE(previewFailed.wait(5000));
  engine->failure = Error(ErrorKind::Internal, "the network broke");
  saveAndWait(project());
  EXPECT_TRUE(window->messages().text().contains(QStringLiteral("the network broke")));
  EXPECT_FALSE(window->isWindowModified());
  EXPECT_EQ(readProject(project().toStdString()).edits.edits().size(), 1U);
}

TEST_F(ProjectsTest, ADamagedProjectSaysSoAndKeepsWhatIsOpen) {
  openGrey();
  const auto before = window->document().photo();
  const QString path = project(QStringLiteral("bad.ora"));
  QFile file(path);
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("PK no more");
  file.close();
  open(path);
  EXPECT_EQ(window->messages().kind(), MessageBar::Kind::Error);
  EXPECT_TRUE(window->messages().text().contains(QStringLiteral("bad.ora")));
  EXPECT_EQ(window->document().photo(), before);
}

TEST_F(ProjectsTest, EditsThatDoNotFitAreRefusedWithTheReason) {
  editAll();
  saveAndWait(project());
  const auto refused = [&](ErrorKind kind, const std::string& reason,
                           const std::function<void(Project&)>& spoil) {
    Project bad = readProject(project().toStdString());
    spoil(bad);
    try {
      workFrom(bad, "bad.ora");
    } catch (const Error& error) {
      const std::string message = error.what();
      return error.kind() == kind && message.find(reason) != std::string::npos &&
             message.find("bad.ora") == 0;
    }
    return false;
  };
  const auto edits = readProject(project().toStdString()).edits.edits();
  ASSERT_EQ(edits.size(), 4U);
  EXPECT_TRUE(refused(ErrorKind::InvalidArgument, "not in the file", [](Project& p) { p.faces.clear(); }));
  EXPECT_TRUE(refused(ErrorKind::Unsupported, "newer version",
                      [&](Project& p) { p.edits.setParameters(edits[1].id, 2, edits[1].parameters); }));
  EXPECT_TRUE(refused(ErrorKind::Unsupported, "sharpen",
                      [](Project& p) { p.edits.append("sharpen", 1, nlohmann::json::object()); }));
  EXPECT_TRUE(refused(ErrorKind::InvalidArgument, "hint", [&](Project& p) {
    auto parameters = edits[3].parameters;
    parameters["hints"][0]["x"] = 4000;
    p.edits.setParameters(edits[3].id, 1, parameters);
  }));
  EXPECT_TRUE(refused(ErrorKind::InvalidArgument, "outside the photo", [](Project& p) {
    p.faces[0].face.alignment.centre = {9000, 9000};
  }));
  EXPECT_TRUE(refused(ErrorKind::Unreadable, "JPEG", [](Project& p) { p.photo = {1, 2, 3}; }));
  // Notes are for show: without them all is there.
  Project bare = readProject(project().toStdString());
  bare.notes = {{"looks", 7}, {"styles", {1, 2}}};
  EXPECT_EQ(workFrom(bare, "bare.ora").edits.makeup.faces.size(), 1U);
}

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
  anotherWindow();
  keep();
  const auto works = Recovery::keptIn(kept());
  ASSERT_EQ(works.size(), 1);
  EXPECT_EQ(works.front().name, QStringLiteral("faces.png"));
  QSignalSpy ended(&window->files(), &FileController::loadingEnded);
  window->files().openKept(works.front().file, works.front().name);
  ASSERT_TRUE(ended.wait(10000));
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
  anotherWindow();
  keep();
  const auto works = Recovery::keptIn(kept());
  ASSERT_EQ(works.size(), 1);
  EXPECT_EQ(works.front().name, QStringLiteral("work.ora"));
  QSignalSpy ended(&window->files(), &FileController::loadingEnded);
  window->files().openKept(works.front().file, works.front().name);
  ASSERT_TRUE(ended.wait(10000));
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
