// SPDX-License-Identifier: GPL-3.0-or-later
// Teaching make-up: faces with some and faces without, and the model in use.
#include <QListWidget>

#include "core/data/makeup_faces.h"
#include "tests/support/made_textures.h"
#include "tests/ui/regenerate_test.h"
#include "tests/ui/training_faces_test.h"

namespace pentimento {
namespace {

class TrainingMakeupTest : public test::TrainingFacesTest {
 protected:
  TrainingMakeupTest() {
    faces->marks = {marked(Trait::MakeUp, true), marked(Trait::MakeUp, false)};
    choose("makeup");
  }
  void makeUpTheOpenPhoto() {
    faces->set({test::levelFace({100, 100, 80, 80})});
    open(save(test::colourPicture(400, 300), QStringLiteral("face.png")));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !window->faceSearch().busy(); }, 10000));
    window->makeup().take(save(test::colourPicture(200, 200), QStringLiteral("reference.png")));
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->document().makeup().active(); }, 10000));
    waitForPreview();
  }
};

TEST_F(TrainingMakeupTest, LearnsFromFacesWithItAndFacesWithoutIt) {
  addPhotos(7);
  auto& grid = in<QListWidget>("trainingPhotos");
  EXPECT_EQ(grid.item(0)->text(), QStringLiteral("Make-up: yes"));
  EXPECT_EQ(grid.item(1)->text(), QStringLiteral("Make-up: no"));
  EXPECT_EQ(in<QPushButton>("trainingWith").text(), QStringLiteral("Make-up: yes"));
  std::size_t madeUp = 0;
  const auto items = photos().items();
  for (const auto& item : items) madeUp += item.has(Trait::MakeUp) == true;
  startAndPassPreflight();
  const QString arguments = script.arguments.join(QLatin1Char(' '));
  EXPECT_TRUE(arguments.startsWith(QStringLiteral("train makeup --run "))) << arguments.toStdString();
  EXPECT_TRUE(arguments.contains(QStringLiteral("--from makeup")));
  EXPECT_FALSE(arguments.contains(QStringLiteral("--classifier"))) << "of sliders";

  // As the trainer reads them, once they are unwrapped.
  const auto copies = run() / "photos/images";
  for (const auto& file : std::filesystem::directory_iterator(copies))
    writeFace(run() / "textures/photos" / (file.path().stem().string() + ".face"), test::madeTexture(64, 0));
  std::size_t bare = 0, worn = 0;
  for (const Split side : {Split::Training, Split::HeldOut}) {
    const MakeupFaces read({{run() / "photos", 1}}, run() / "textures", side, 64);
    for (std::size_t i = 0; i < read.size(); ++i) {
      worn += read.wear(i) == Wear::MadeUp;
      bare += read.wear(i) == Wear::Bare;
    }
    EXPECT_TRUE(side == Split::Training || read.size() == 2) << read.size() << ": every fifth of each";
  }
  EXPECT_EQ(worn, madeUp);
  EXPECT_EQ(bare, items.size() - madeUp);
}

TEST_F(TrainingMakeupTest, AModelThatIsChosenMakesUpTheOpenPhotoAtOnce) {
  makeUpTheOpenPhoto();
  const int loads = makeup->loads, networks = makeup->networks;
  ASSERT_GT(networks, 0);
  Q_EMIT window->training().modelChosen(QStringLiteral("makeup"));
  ASSERT_TRUE(QTest::qWaitFor([&] { return makeup->networks > networks; }, 10000));
  EXPECT_EQ(makeup->loads, loads + 1);
  // Which parts of the face are which, another parser may see differently.
  const int again = makeup->networks;
  Q_EMIT window->training().modelChosen(QStringLiteral("parse"));
  ASSERT_TRUE(QTest::qWaitFor([&] { return makeup->networks > again; }, 10000));
}

TEST_F(TrainingMakeupTest, ShippedAndMineAreComparedOnAFaceThatIsMadeUp) {
  addPhotos(7);
  startAndPassPreflight();
  test::writeModelFiles(run() / "checkpoints/step_00000025", "model", "makeup", nlohmann::json::object(), {});
  std::ofstream(run() / "checkpoints/step_00000025/state.json")
      << R"({"format":1,"step":25,"best":"step_00000025"})";
  std::ofstream(run() / "config.json") << R"({"task":"makeup","training":{},"recipe":{}})";
  script.process->say({{"event", "started"}, {"task", "makeup"}, {"step", 0}, {"steps", 1000}});
  script.process->say({{"event", "finished"}, {"step", 25}});
  script.process->end(0);
  clickOn("trainingCompare");
  EXPECT_TRUE(panel()->messages().text().contains(QStringLiteral("make up a face first")))
      << panel()->messages().text().toStdString();
  makeUpTheOpenPhoto();
  clickOn("trainingCompare");
  EXPECT_TRUE(QTest::qWaitFor([&] { return window->canvas().comparison().has_value(); }, 10000))
      << panel()->messages().text().toStdString();
}

}  // namespace
}  // namespace pentimento
