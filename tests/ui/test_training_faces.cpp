// SPDX-License-Identifier: GPL-3.0-or-later
// Teaching what learns from faces: they are found in the photos, shown with their label maps and copied as
// crops.
#include <QCheckBox>
#include <QListWidget>
#include <QToolButton>

#include "core/data/parse_photos.h"
#include "core/models/model_card.h"
#include "tests/ui/regenerate_test.h"
#include "tests/ui/training_faces_test.h"
#include "ui/canvas/canvas_view.h"
#include "ui/message_bar.h"
#include "ui/panels/class_palette.h"
#include "ui/training/label_dialog.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;

using test::TrainingFacesTest;

TEST_F(TrainingFacesTest, EveryFaceOfAPhotoIsThere) {
  addPhotos(2);
  ASSERT_EQ(photos().entries().size(), 4U);
  EXPECT_EQ(photos().used().size(), 4);
  auto& grid = in<QListWidget>("trainingPhotos");
  ASSERT_EQ(grid.count(), 4);
  grid.item(1)->setCheckState(Qt::Unchecked);
  EXPECT_EQ(photos().used().size(), 3);
  EXPECT_TRUE(panel()->form().obstacle().contains(QStringLiteral("3 faces are chosen, at least 12")))
      << panel()->form().obstacle().toStdString();
}

TEST_F(TrainingFacesTest, ShowsLabelMapsOverThem) {
  addPhotos(1);
  auto& grid = in<QListWidget>("trainingPhotos");
  const auto shown = [&] {
    return grid.item(0)->icon().pixmap(grid.iconSize()).toImage().convertToFormat(QImage::Format_RGB32);
  };
  const QImage plain = shown();
  EXPECT_TRUE(in<QCheckBox>("trainingLabels").isVisible());
  in<QCheckBox>("trainingLabels").click();
  const QColor nose = toQColor(faceClasses()[static_cast<std::size_t>(FaceClass::Nose)].colour);
  const QColor under = plain.pixelColor(plain.rect().center()),
               over = shown().pixelColor(plain.rect().center());
  EXPECT_NEAR(over.red(), (under.red() + nose.red()) / 2, 4);
  EXPECT_NEAR(over.green(), (under.green() + nose.green()) / 2, 4);
  EXPECT_NEAR(over.blue(), (under.blue() + nose.blue()) / 2, 4);
  EXPECT_EQ(shown().pixelColor(1, 1), plain.pixelColor(1, 1)) << "background";
  in<QCheckBox>("trainingLabels").click();
  EXPECT_EQ(shown(), plain);
}

TEST_F(TrainingFacesTest, LeavesOutWhatTeachesNothingWithAReason) {
  Face hidden = test::madeFace({10, 60, 120, 120});
  hidden.labels.mat().setTo(static_cast<int>(FaceClass::Hair));
  faces->set({test::madeFace({20, 60, 40, 40}), hidden});
  addPhotos(1);
  EXPECT_TRUE(objectionAt(0).startsWith(QStringLiteral("Small: 80 × 80"))) << objectionAt(0).toStdString();
  EXPECT_TRUE(objectionAt(1).startsWith(QStringLiteral("Hardly any face"))) << objectionAt(1).toStdString();
  EXPECT_TRUE(photos().used().isEmpty());

  faces->set({test::madeFace({10, 60, 120, 120})});
  QImage again;
  again.load(savePhotos(1)[0]);
  photos().clear();
  photos().add({folder.filePath(QStringLiteral("photo0.png")), save(again, QStringLiteral("copy.jpg"))});
  ASSERT_TRUE(QTest::qWaitFor([&] { return !photos().busy(); }, 20000));
  EXPECT_TRUE(objectionAt(0).isEmpty()) << objectionAt(0).toStdString();
  EXPECT_EQ(objectionAt(1), QStringLiteral("Looks like photo0.png"));
}

TEST_F(TrainingFacesTest, APhotoWithoutAFaceCannotBeTakenIn) {
  faces->set({});
  addPhotos(1);
  EXPECT_EQ(objectionAt(0), QStringLiteral("No face was found"));
  EXPECT_FALSE(in<QListWidget>("trainingPhotos").item(0)->flags() & Qt::ItemIsUserCheckable);
  photos().setUsed(photos().entries()[0].id, true);
  EXPECT_TRUE(photos().items().empty());
}

TEST_F(TrainingFacesTest, SaysWhenFacesCannotBeFound) {
  faces->fail(Error(ErrorKind::NotFound, "the landmark predictor"));
  addPhotos(1);
  EXPECT_TRUE(objectionAt(0).contains(QStringLiteral("the landmark predictor")))
      << objectionAt(0).toStdString();
  faces->fail({});
  photos().clear();
  addPhotos(1);
  EXPECT_EQ(photos().used().size(), 2) << "tried again";
}

TEST_F(TrainingFacesTest, AnotherTaskLooksAtTheSamePhotosAnew) {
  addPhotos(3);
  choose("colourise");
  ASSERT_TRUE(QTest::qWaitFor([&] { return !photos().busy(); }, 20000));
  EXPECT_EQ(photos().entries().size(), 3U);
  EXPECT_EQ(photos().used(), dialogs.photos);
  EXPECT_FALSE(in<QCheckBox>("trainingLabels").isVisible());
  choose("regenerate");
  ASSERT_TRUE(QTest::qWaitFor([&] { return !photos().busy(); }, 20000));
  EXPECT_EQ(photos().entries().size(), 6U);
}

TEST_F(TrainingFacesTest, WhatIsLookedAtIsDroppedWhenTheTaskChanges) {
  faces->closeGate();
  dialogs.photos = savePhotos(2);
  clickOn("trainingAddPhotos");
  ASSERT_TRUE(QTest::qWaitFor([&] { return faces->searches > 0; }, 10000));
  choose("colourise");
  ASSERT_TRUE(QTest::qWaitFor([&] { return !photos().busy(); }, 20000)) << "the search was stopped";
  EXPECT_EQ(photos().used(), dialogs.photos);
}

TEST_F(TrainingFacesTest, StartsWithCropsAndLabelMapsAndForgetsThem) {
  addPhotos(7);
  photos().setUsed(photos().entries()[0].id, false);
  const auto chosen = photos().used().size();
  startAndPassPreflight();
  const QString arguments = script.arguments.join(QLatin1Char(' '));
  EXPECT_TRUE(arguments.startsWith(QStringLiteral("train regenerate --run "))) << arguments.toStdString();
  for (const char* part : {"--from regenerate", "--size 256", "--parser", "--worker"})
    EXPECT_TRUE(arguments.contains(QString::fromLatin1(part))) << part;
  const ParsePhotos training({{run() / "photos", 1}}, Split::Training),
      heldOut({{run() / "photos", 1}}, Split::HeldOut);
  EXPECT_EQ(training.size() + heldOut.size(), static_cast<std::size_t>(chosen));
  EXPECT_EQ(heldOut.size(), 2U) << "every fifth";
  const auto face = training.load(0);
  EXPECT_EQ(face.picture.cols, teachingFaceSide);
  EXPECT_EQ(face.labels.at<std::uint8_t>(128, 128), static_cast<int>(FaceClass::Nose));

  dialogs.confirmed = true;
  script.process->end(1);
  clickOn("trainingForget");
  EXPECT_FALSE(fs::exists(run()));
  EXPECT_TRUE(panel()->messages().text().contains(QStringLiteral(": %1 copied photos").arg(chosen)))
      << panel()->messages().text().toStdString();
}

/// The window in which the label map of one face is corrected.
class CorrectLabelsTest : public TrainingFacesTest {
 protected:
  void correct(int item) {
    in<QListWidget>("trainingPhotos").setCurrentRow(item);
    clickOn("trainingCorrect");
    awaitDialog();
  }
  void awaitDialog() {
    dialog_ = nullptr;
    for (auto* dialog : panel()->findChildren<LabelDialog*>())
      if (dialog->isVisible()) dialog_ = dialog;  // one that was closed is about to go
    ASSERT_TRUE(dialog_);
    ASSERT_TRUE(QTest::qWaitForWindowExposed(dialog_));
    canvas_ = dialog_->findChild<CanvasView*>();
  }
  /// `crop`: shares of its side.
  QPoint at(const QPointF& crop) const {
    return canvas_->transform().toView(crop * teachingFaceSide).toPoint();
  }
  void paint(FaceClass id, const QPointF& from, const QPointF& to) {
    dialog_->findChild<ClassPalette*>()->chosen(id);
    stroke(from, to);
  }
  void stroke(const QPointF& from, const QPointF& to) {
    QTest::mousePress(canvas_, Qt::LeftButton, {}, at(from));
    QTest::mouseMove(canvas_, at(to));
    QTest::mouseRelease(canvas_, Qt::LeftButton, {}, at(to));
  }
  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(dialog_, key, modifiers); }
  FaceClass learnt(std::size_t entry, const QPointF& crop) {
    const cv::Mat& labels = photos().entries().at(entry).face->labels.mat();
    return static_cast<FaceClass>(labels.at<std::uint8_t>(static_cast<int>(crop.y() * labels.rows),
                                                          static_cast<int>(crop.x() * labels.cols)));
  }

  static Image hats() {
    cv::Mat labels(512, 512, CV_8U, cv::Scalar(static_cast<int>(FaceClass::Hat)));
    labels.rowRange(128, 512).setTo(static_cast<int>(FaceClass::Skin));
    return Image(labels);
  }

  LabelDialog* dialog_ = nullptr;
  CanvasView* canvas_ = nullptr;
};

TEST_F(CorrectLabelsTest, WhatIsPaintedIsWhatIsLearnt) {
  addPhotos(7);
  EXPECT_FALSE(in<QPushButton>("trainingCorrect").isEnabled()) << "no face is chosen";
  const auto other = photos().entries()[1].face;
  const QImage shownBefore = photos().entries()[0].labelled;
  correct(0);
  paint(FaceClass::Hat, {0.3, 0.2}, {0.7, 0.2});
  dialog_->accept();
  EXPECT_EQ(learnt(0, {0.5, 0.2}), FaceClass::Hat);
  EXPECT_EQ(learnt(0, {0.5, 0.5}), FaceClass::Nose) << "what was not painted stays";
  EXPECT_NE(photos().entries()[0].labelled, shownBefore);
  EXPECT_TRUE(in<QListWidget>("trainingPhotos").item(0)->text().endsWith(QStringLiteral("corrected")));
  EXPECT_EQ(photos().entries()[1].face, other);
  EXPECT_EQ(window->document().undoStack().count(), 0) << "the open photo has nothing to do with it";

  startAndPassPreflight();
  bool written = false;
  for (const Split side : {Split::Training, Split::HeldOut}) {
    const ParsePhotos copies({{run() / "photos", 1}}, side);
    for (std::size_t i = 0; i < copies.size(); ++i) {
      const cv::Mat labels = copies.load(i).labels;
      written |=
          labels.at<std::uint8_t>(labels.rows / 5, labels.cols / 2) == static_cast<int>(FaceClass::Hat);
    }
  }
  EXPECT_TRUE(written);
}

TEST_F(CorrectLabelsTest, HasTheBrushsKeysAndItsOwnUndo) {
  addPhotos(1);
  correct(0);
  auto& reset = *dialog_->findChild<QToolButton*>(QStringLiteral("labelReset"));
  EXPECT_FALSE(reset.isEnabled());
  paint(FaceClass::Hair, {0.3, 0.3}, {0.4, 0.3});
  EXPECT_FALSE(dialog_->labels().empty());
  EXPECT_TRUE(reset.isEnabled());
  key(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_TRUE(dialog_->labels().empty());
  key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_FALSE(dialog_->labels().empty());
  key(Qt::Key_E);
  stroke({0.3, 0.3}, {0.4, 0.3});
  EXPECT_TRUE(dialog_->labels().empty()) << "back to what was seen";
  key(Qt::Key_D);
  stroke({0.3, 0.3}, {0.4, 0.3});
  EXPECT_FALSE(dialog_->labels().empty());
  reset.click();
  EXPECT_TRUE(dialog_->labels().empty());
  dialog_->reject();
}

TEST_F(CorrectLabelsTest, ADoubleClickOnAFaceOpensIt) {
  addPhotos(1);
  auto& grid = in<QListWidget>("trainingPhotos");
  const QPoint face = grid.visualItemRect(grid.item(1)).center();
  QTest::mouseClick(grid.viewport(), Qt::LeftButton, {}, face);
  EXPECT_FALSE(panel()->findChild<LabelDialog*>());
  QTest::mouseDClick(grid.viewport(), Qt::LeftButton, {}, face);
  awaitDialog();
  paint(FaceClass::Hat, {0.3, 0.2}, {0.7, 0.2});
  dialog_->accept();
  EXPECT_TRUE(photos().entries()[1].corrected);
  EXPECT_FALSE(photos().entries()[0].corrected);
}

TEST_F(CorrectLabelsTest, CancelledOrUntouchedItChangesNothing) {
  addPhotos(1);
  const auto face = photos().entries()[0].face;
  correct(0);
  paint(FaceClass::Hair, {0.3, 0.3}, {0.4, 0.3});
  dialogs.confirmed = false;
  dialog_->reject();
  EXPECT_TRUE(dialog_->isVisible()) << "what was painted is not lost by a key";
  dialogs.confirmed = true;
  dialog_->reject();
  EXPECT_FALSE(dialog_->isVisible());
  EXPECT_EQ(photos().entries()[0].face, face);
  dialogs.confirmed = false;
  correct(0);
  dialog_->reject();
  EXPECT_FALSE(dialog_->isVisible()) << "nothing was painted, nothing to ask";
  correct(0);
  dialog_->accept();
  EXPECT_EQ(photos().entries()[0].face, face);
  EXPECT_FALSE(photos().entries()[0].corrected);
}

TEST_F(CorrectLabelsTest, AnObjectionThatWasCorrectedAwayTakesTheFaceIn) {
  Face hidden = test::madeFace({10, 60, 120, 120});
  hidden.labels.mat().setTo(static_cast<int>(FaceClass::Hair));
  faces->set({hidden});
  addPhotos(1);
  ASSERT_TRUE(photos().used().isEmpty());
  photos().setLabels(photos().entries()[0].id,
                     Image(cv::Mat(512, 512, CV_8U, cv::Scalar(static_cast<int>(FaceClass::Skin)))));
  EXPECT_EQ(objectionAt(0), QString());
  EXPECT_EQ(photos().used().size(), 1);
}

TEST_F(CorrectLabelsTest, AnotherTaskThatLearnsFromFacesKeepsThem) {
  addPhotos(1);
  correct(0);
  paint(FaceClass::Hat, {0.3, 0.2}, {0.7, 0.2});
  dialog_->accept();
  const int searches = faces->searches;
  choose("parse");
  EXPECT_EQ(learnt(0, {0.5, 0.2}), FaceClass::Hat);
  EXPECT_EQ(faces->searches, searches);
  addPhotos(7);
  EXPECT_TRUE(panel()->form().obstacle().contains(QStringLiteral("1 label maps are corrected, at least 5")))
      << panel()->form().obstacle().toStdString();
  for (std::size_t i = 0; i < 6; ++i) photos().setLabels(photos().entries()[i].id, hats());
  startAndPassPreflight();
  const ParsePhotos heldOut({{run() / "photos", 1}}, Split::HeldOut);
  int corrected = 0;
  for (std::size_t i = 0; i < heldOut.size(); ++i)
    corrected += heldOut.load(i).labels.at<std::uint8_t>(0, 0) == static_cast<int>(FaceClass::Hat);
  EXPECT_EQ(corrected, 1) << "every fifth of the corrected ones";
  EXPECT_TRUE(script.arguments.contains(QStringLiteral("parse")));
  EXPECT_FALSE(script.arguments.contains(QStringLiteral("--parser"))) << "it is what is taught";
  for (const char* task : {"regenerate", "parse"}) {
    std::ofstream(run() / "config.json") << nlohmann::json{
        {"task", task}, {"training", nlohmann::json::object()}, {"recipe", nlohmann::json::object()}};
    script.process->say({{"event", "started"}, {"task", task}, {"step", 0}, {"steps", 1000}});
    EXPECT_EQ(in<QPushButton>("trainingCompare").isVisible(), task == std::string("regenerate")) << task;
  }
}

TEST_F(TrainingFacesTest, AParserThatIsChosenLooksAtTheOpenPhotoAgain) {
  open(save(test::colourPicture(400, 300), QStringLiteral("face.png")));
  ASSERT_TRUE(QTest::qWaitFor([&] { return faces->searches == 1 && !window->faceSearch().busy(); }, 10000));
  const int loads = faces->loads, sliderLoads = changer->loads;
  Q_EMIT window->training().modelChosen(QStringLiteral("parse"));
  ASSERT_TRUE(QTest::qWaitFor([&] { return faces->searches == 2 && !window->faceSearch().busy(); }, 10000));
  EXPECT_EQ(faces->loads, loads + 1);
  EXPECT_EQ(changer->loads, sliderLoads + 1) << "what changes a whole head is held to it";
}

TEST_F(TrainingFacesTest, AModelThatIsChosenPaintsTheOpenPhotoAtOnce) {
  faces->set({test::levelFace({100, 100, 80, 80})});
  open(save(test::colourPicture(400, 300), QStringLiteral("face.png")));
  ASSERT_TRUE(QTest::qWaitFor([&] { return !window->faceSearch().busy(); }, 10000));
  window->actions()[ActionId::ToolMask]->trigger();
  drag({130, 120}, {150, 120});
  waitForPreview();
  const int loads = regenerator->loads;
  const auto generated = regenerator->generated();
  ASSERT_GT(generated, 0U);
  Q_EMIT window->training().modelChosen(QStringLiteral("regenerate"));
  ASSERT_TRUE(QTest::qWaitFor([&] { return regenerator->generated() > generated; }, 10000));
  EXPECT_EQ(regenerator->loads, loads + 1);
}

}  // namespace
}  // namespace pentimento
