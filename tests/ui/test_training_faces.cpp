// SPDX-License-Identifier: GPL-3.0-or-later
// Teaching what learns from faces: they are found in the photos, shown with their label maps and copied as
// crops.
#include <QCheckBox>
#include <QComboBox>
#include <QListWidget>

#include "core/data/parse_photos.h"
#include "core/models/model_card.h"
#include "tests/ui/regenerate_test.h"
#include "tests/ui/training_test.h"
#include "ui/message_bar.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;

class TrainingFacesTest : public test::TrainingWindowTest {
 protected:
  TrainingFacesTest() {
    faces->set({test::madeFace({10, 60, 120, 120}), test::madeFace({180, 60, 120, 120}, 0, 10)});
    openPanel();
    choose("regenerate");
  }
  void choose(const char* task) {
    auto& box = in<QComboBox>("trainingTask");
    box.setCurrentIndex(box.findData(QString::fromLatin1(task)));
  }
  TrainingPhotos& photos() { return panel()->form().photos(); }
  QString objectionAt(std::size_t index) { return photos().entries().at(index).objection; }
  fs::path run() const {
    return fs::path(folder.filePath(QStringLiteral("data/pentimento/runs/mine")).toStdString());
  }
};

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
