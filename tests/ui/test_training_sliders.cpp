// SPDX-License-Identifier: GPL-3.0-or-later
// Teaching sliders: what is seen on the faces, what the user says of it, and what is copied.
#include <QCheckBox>
#include <QListWidget>
#include <QSpinBox>

#include "core/data/attribute_photos.h"
#include "tests/ui/regenerate_test.h"
#include "tests/ui/training_faces_test.h"

namespace pentimento {
namespace {

/// Sliders learn from faces that have something and from others that do not.
class TrainingSlidersTest : public test::TrainingFacesTest {
 protected:
  TrainingSlidersTest() {
    faces->marks = {marked(true), marked(false)};
    choose("attribute-glasses");
  }
  static TraitMarks marked(std::optional<bool> glasses) {
    return TrainingFacesTest::marked(Trait::Glasses, glasses);
  }
  /// Some look alike and are left out.
  std::size_t countOf(std::optional<bool> glasses) {
    const auto items = photos().items();
    return static_cast<std::size_t>(std::count_if(items.begin(), items.end(), [&](const TrainingItem& item) {
      return item.has(Trait::Glasses) == glasses;
    }));
  }
  QString under(int item) { return in<QListWidget>("trainingPhotos").item(item)->text(); }
  void say(std::initializer_list<int> items, const char* button) {
    auto& grid = in<QListWidget>("trainingPhotos");
    grid.clearSelection();
    for (const int item : items) grid.item(item)->setSelected(true);
    clickOn(button);
  }
};

TEST_F(TrainingSlidersTest, WhatIsSeenIsUnderTheFacesAndCanBeCorrected) {
  faces->marks = {marked(true), marked({})};
  addPhotos(2);
  EXPECT_EQ(under(0), QStringLiteral("Glasses: yes"));
  EXPECT_EQ(under(1), QStringLiteral("Glasses: in doubt"));
  EXPECT_FALSE(in<QCheckBox>("trainingLabels").isVisible());
  EXPECT_FALSE(in<QPushButton>("trainingCorrect").isVisible());
  EXPECT_FALSE(in<QPushButton>("trainingWith").isEnabled()) << "of which face?";
  EXPECT_EQ(in<QPushButton>("trainingWithout").text(), QStringLiteral("Glasses: no"));
  say({0, 1}, "trainingWithout");
  EXPECT_EQ(under(0), QStringLiteral("Glasses: no"));
  EXPECT_EQ(under(1), QStringLiteral("Glasses: no"));
  say({1}, "trainingWith");
  EXPECT_EQ(under(1), QStringLiteral("Glasses: yes"));
  choose("attribute-beard");
  EXPECT_EQ(under(1), QStringLiteral("Beard: in doubt")) << "another question";
  choose("regenerate");
  EXPECT_EQ(under(1), QStringLiteral("photo0.png"));
  EXPECT_FALSE(in<QPushButton>("trainingWith").isVisible());
  choose("attribute-glasses");
  EXPECT_EQ(under(1), QStringLiteral("Glasses: yes")) << "what was said stays";
}

TEST_F(TrainingSlidersTest, NeedsSomeOfEachAndLeavesOutWhatIsInDoubt) {
  faces->marks = {marked(true), marked({})};
  addPhotos(14);
  const auto with = countOf(true);
  ASSERT_GE(with, 12U);
  EXPECT_TRUE(panel()->form().obstacle().contains(QStringLiteral("%1 faces have it, 0 do not").arg(with)))
      << panel()->form().obstacle().toStdString();
  EXPECT_EQ(panel()->form().training().items.size(), with);
  EXPECT_FALSE(in<QPushButton>("trainingStart").isEnabled());
  say({1, 3, 5, 7, 9, 11, 13}, "trainingWithout");
  EXPECT_EQ(panel()->form().obstacle(), QString());
  EXPECT_EQ(panel()->form().training().items.size(), with + countOf(false));
  EXPECT_GE(countOf(false), 6U);
}

TEST_F(TrainingSlidersTest, StartsWithCropsAndWhatIsKnownOfThem) {
  addPhotos(7);
  const std::size_t all[] = {countOf(false), countOf(true)};
  ASSERT_LT(std::max(all[0], all[1]), 10U);
  startAndPassPreflight();
  const QString arguments = script.arguments.join(QLatin1Char(' '));
  EXPECT_TRUE(arguments.startsWith(QStringLiteral("train attributes --run "))) << arguments.toStdString();
  for (const char* part : {"--attribute glasses", "--from attribute-glasses", "--alignments", "--classifier", "--painted"})
    EXPECT_TRUE(arguments.contains(QString::fromLatin1(part))) << part;
  EXPECT_FALSE(std::filesystem::exists(run() / "photos/masks"));
  for (const Split side : {Split::Training, Split::HeldOut}) {
    const AttributePhotos photos({{run() / "photos", 1}}, side, run() / "photos/alignments.csv");
    std::size_t with = 0;
    for (std::size_t i = 0; i < photos.size(); ++i)
      with += lessonFor(Attribute::Glasses, photos.table(), *photos.entry(i).row).with > 0;
    EXPECT_EQ(with, side == Split::HeldOut ? 1 : all[1] - 1) << "every fifth of each";
    EXPECT_EQ(photos.size() - with, side == Split::HeldOut ? 1 : all[0] - 1);
  }
  std::ofstream(run() / "config.json") << nlohmann::json{
      {"task", "attributes"}, {"training", nlohmann::json::object()}, {"recipe", {{"attribute", "glasses"}}}};
  script.process->say({{"event", "started"}, {"task", "attributes"}, {"step", 0}, {"steps", 1000}});
  EXPECT_EQ(window->training().panel()->chosen()->task(), QStringLiteral("attribute-glasses"));
  EXPECT_TRUE(in<QPushButton>("trainingCompare").isVisible());
  script.process->end(-9);
  clickOn("trainingResume");
  EXPECT_TRUE(script.arguments.join(QLatin1Char(' ')).startsWith(QStringLiteral("train attributes --run")))
      << "resumed by its trainer's name";
}

TEST_F(TrainingSlidersTest, ACommaInAFilesNameIsNoColumn) {
  QStringList files;
  const QStringList saved = savePhotos(7);
  for (const QString& file : saved) {
    const QString other = folder.filePath(QStringLiteral("Doe, Jane, %1").arg(QFileInfo(file).fileName()));
    ASSERT_TRUE(QFile::copy(file, other));
    files << other;
  }
  photos().add(files);
  ASSERT_TRUE(QTest::qWaitFor([&] { return !photos().busy(); }, 20000));
  const auto chosen = photos().used().size();
  ASSERT_GE(chosen, 12);
  startAndPassPreflight();
  EXPECT_EQ(AttributePhotos({{run() / "photos", 1}}, Split::All, run() / "photos/alignments.csv").size(),
            static_cast<std::size_t>(chosen));
}

TEST_F(TrainingSlidersTest, AModelOfASliderThatIsChosenChangesTheOpenPhotoAtOnce) {
  faces->set({test::levelFace({100, 100, 80, 80})});
  open(save(test::colourPicture(400, 300), QStringLiteral("face.png")));
  ASSERT_TRUE(QTest::qWaitFor([&] { return !window->faceSearch().busy(); }, 10000));
  window->findChild<QSpinBox*>(QStringLiteral("glassesSpin"))->setValue(100);
  waitForPreview();
  const int loads = changer->loads, networks = changer->networks;
  ASSERT_GT(networks, 0);
  Q_EMIT window->training().modelChosen(QStringLiteral("attribute-glasses"));
  ASSERT_TRUE(QTest::qWaitFor([&] { return changer->networks > networks; }, 10000));
  EXPECT_EQ(changer->loads, loads + 1);
}

}  // namespace
}  // namespace pentimento
