// SPDX-License-Identifier: GPL-3.0-or-later
// Saving work and going on with it, in a real window.
#include <QFile>

#include "core/document/zip_archive.h"
#include "tests/ui/projects_test.h"

namespace pentimento {
namespace {

using test::colourPicture;
using test::ProjectsTest;

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

}  // namespace
}  // namespace pentimento
