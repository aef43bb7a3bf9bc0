// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "app/commands/run_inputs.h"
#include "tests/support/temporary_folder.h"

namespace pentimento::test {

namespace {

namespace fs = std::filesystem;

class PlanPhotoTasks : public TemporaryFolderTest {
 protected:
  fs::path add(const fs::path& name) {
    fs::create_directories(file(name).parent_path());
    writeBytes(file(name), "x");
    return file(name);
  }
  /// Outputs relative to the test's folder, in order.
  std::vector<fs::path> outputs(const std::vector<fs::path>& inputs, const fs::path& output) const {
    std::vector<fs::path> result;
    for (const auto& task : planPhotoTasks({inputs, output})) {
      EXPECT_EQ(task.refusal, "");
      result.push_back(task.output.lexically_relative(folder()));
    }
    return result;
  }
};

using Paths = std::vector<fs::path>;

TEST_F(PlanPhotoTasks, OnePhotoGoesIntoTheFileNamed) {
  EXPECT_EQ(outputs({add("a.jpg")}, file("b.png")), Paths{"b.png"});
}

TEST_F(PlanPhotoTasks, OnePhotoGoesIntoAFolderThatExistsOrEndsInASlash) {
  fs::create_directory(file("out"));
  EXPECT_EQ(outputs({add("a.jpg")}, file("out")), Paths{"out/a.jpg"});
  EXPECT_EQ(outputs({add("a.jpg")}, file("new/")), Paths{"new/a.jpg"});
}

TEST_F(PlanPhotoTasks, SeveralPhotosGoIntoAFolder) {
  EXPECT_EQ(outputs({add("a.jpg"), add("b.TIF")}, file("out")), (Paths{"out/a.jpg", "out/b.TIF"}));
}

TEST_F(PlanPhotoTasks, AFormatThatIsNotWrittenBecomesPng) {
  EXPECT_EQ(outputs({add("a.bmp"), add("scan")}, file("out")), (Paths{"out/a.png", "out/scan.png"}));
}

TEST_F(PlanPhotoTasks, EqualNamesAreKeptApart) {
  EXPECT_EQ(outputs({add("1/a.jpg"), add("2/a.jpg"), add("3/a.jpg"), add("a.png")}, file("out")),
            (Paths{"out/a.jpg", "out/a-2.jpg", "out/a-3.jpg", "out/a.png"}));
}

TEST_F(PlanPhotoTasks, AFolderStandsForItsPhotosByName) {
  add("in/b.jpg");
  add("in/a.PNG");
  add("in/notes.txt");
  add("in/deeper/c.jpg");
  EXPECT_EQ(outputs({file("in")}, file("out")), (Paths{"out/a.PNG", "out/b.jpg"}));
}

TEST_F(PlanPhotoTasks, AFolderWithoutPhotosIsRefusedAndTheRestGoesOn) {
  fs::create_directory(file("in"));
  const auto tasks = planPhotoTasks({{file("in"), add("a.jpg")}, file("out")});
  ASSERT_EQ(tasks.size(), 2u);
  EXPECT_EQ(tasks[0].refusal, "holds no photo that can be read");
  EXPECT_EQ(tasks[1].refusal, "");
}

TEST_F(PlanPhotoTasks, AMissingPhotoIsLeftToTheReader) {
  EXPECT_EQ(outputs({file("missing.jpg")}, file("b.jpg")), Paths{"b.jpg"});
}

TEST_F(PlanPhotoTasks, SeveralPhotosIntoOneFileIsAWrongCommandLine) {
  const auto output = add("out.jpg");
  EXPECT_THROW(planPhotoTasks({{add("a.jpg"), add("b.jpg")}, output}), CLI::ValidationError);
}

TEST_F(PlanPhotoTasks, NoInputIsEverOverwritten) {
  const auto a = add("in/a.jpg"), b = add("in/b.jpg");
  const auto itself = planPhotoTasks({{a}, a});
  EXPECT_NE(itself.at(0).refusal.find("would overwrite"), std::string::npos) << itself.at(0).refusal;
  const auto another = planPhotoTasks({{a, b}, file("in")});
  EXPECT_FALSE(another.at(0).refusal.empty());
  EXPECT_FALSE(another.at(1).refusal.empty());
}

TEST_F(PlanPhotoTasks, NoInputIsOverwrittenByAnotherNameOrByAnotherPhoto) {
  const auto a = add("a.jpg"), b = add("in/b.jpg");
  fs::create_symlink(a, file("link.jpg"));
  EXPECT_FALSE(planPhotoTasks({{a}, file("link.jpg")}).at(0).refusal.empty());
  EXPECT_FALSE(planPhotoTasks({{file("link.jpg")}, folder() / "in" / ".." / "a.jpg"}).at(0).refusal.empty());
  // b's result would land on c, which is read later.
  const auto c = add("out/b.jpg");
  EXPECT_FALSE(planPhotoTasks({{b, c}, file("out")}).at(0).refusal.empty());
}

}  // namespace

}  // namespace pentimento::test
