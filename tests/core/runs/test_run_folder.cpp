// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/runs/run_folder.h"
#include "core/runs/run_lock.h"
#include "tests/support/errors.h"
#include "tests/support/model_files.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {
namespace fs = std::filesystem;
using nlohmann::json;

/// A run as the trainer leaves it, written by hand: no network is needed to look after it.
class RunFolderTest : public test::TemporaryFolderTest {
 protected:
  void SetUp() override {
    fs::create_directories(path() / "checkpoints");
    fs::create_directories(path() / "samples");
    fs::create_directories(path() / "photos");
    test::writeBytes(path() / "photos/a.jpg", "abc");
    test::writeBytes(path() / "samples/00000010.png", "12345");
    write("config.json", {{"task", "colourise"}, {"training", {{"steps", 100}}}, {"recipe", {{"from", ""}}}});
    test::writeModelFiles(file("shipped"), "colourise", "colourise", json::object(), {});
  }
  fs::path path() const { return file("data/pentimento/runs/first"); }
  RunFolder run() const { return RunFolder(path()); }
  Registry registry() const { return {file("shipped"), file("data/pentimento/models")}; }

  void write(const char* name, const json& content) const { std::ofstream(path() / name) << content.dump(); }
  void log(const json& line) const {
    std::ofstream(path() / "log.jsonl", std::ios::app) << line.dump() << "\n";
  }
  void addCheckpoint(std::int64_t step, const std::string& best) const {
    const auto folder = path() / "checkpoints" / name(step);
    fs::create_directories(folder);
    std::ofstream(folder / "state.json")
        << json{{"format", 1}, {"step", step}, {"best", best}, {"quality", {{"score", step}}}}.dump();
    test::writeModelFiles(folder, "model", "colourise", {{"step", step}}, {});
  }
  static std::string name(std::int64_t step) {
    const auto digits = std::to_string(step);
    return "step_" + std::string(8 - digits.size(), '0') + digits;
  }
  std::vector<std::int64_t> steps() const {
    std::vector<std::int64_t> result;
    for (const auto& one : run().checkpoints()) result.push_back(one.step);
    return result;
  }
};

TEST_F(RunFolderTest, IsRunningOnlyWhileAProcessHoldsIt) {
  EXPECT_EQ(RunFolder(file("nothing")).phase(), RunPhase::New);
  log({{"event", "started"}, {"step", 0}, {"steps", 100}});
  EXPECT_EQ(run().phase(), RunPhase::Interrupted) << "the log says it runs, but nobody trains it";
  {
    const RunLock lock(path());
    EXPECT_EQ(run().phase(), RunPhase::Running);
  }
  EXPECT_EQ(run().phase(), RunPhase::Interrupted);
  for (const auto& [event, phase] : {std::pair{"stopped", RunPhase::Stopped},
                                     {"finished", RunPhase::Finished},
                                     {"failed", RunPhase::Failed},
                                     {"paused", RunPhase::Interrupted}}) {
    log({{"event", event}, {"step", 5}});
    EXPECT_EQ(run().phase(), phase) << event;
  }
}

TEST_F(RunFolderTest, ListsCheckpointsOldestFirstWithTheBestAndThePinned) {
  for (const int step : {30, 10, 20}) addCheckpoint(step, name(20));
  fs::create_directories(path() / "checkpoints/.step_00000040");
  fs::create_directories(path() / "checkpoints/step_00000050");  // damaged
  run().pin(name(10), true);
  const auto all = run().checkpoints();
  ASSERT_EQ(steps(), (std::vector<std::int64_t>{10, 20, 30}));
  EXPECT_TRUE(all[0].pinned);
  EXPECT_FALSE(all[1].pinned);
  EXPECT_TRUE(all[1].best);
  EXPECT_FALSE(all[2].best);
  run().pin(name(10), false);
  run().pin(name(10), false);  // twice is no harm
  EXPECT_FALSE(run().checkpoints()[0].pinned);
  EXPECT_TRUE(
      test::throwsError(ErrorKind::NotFound, "step_00000099", [&] { run().pin("step_00000099", true); }));
}

TEST_F(RunFolderTest, RewindsToACheckpointButNotOverAPinnedOne) {
  for (const int step : {10, 20, 30}) addCheckpoint(step, name(30));
  log({{"event", "progress"}, {"step", 30}, {"steps", 100}, {"losses", {{"l1", 1}}}});
  run().pin(name(30), true);
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "pinned", [&] { run().rewind(name(10)); }));
  EXPECT_EQ(steps().size(), 3U);
  run().pin(name(30), false);
  run().rewind(name(10));
  EXPECT_EQ(steps(), std::vector<std::int64_t>{10});
  EXPECT_EQ(run().history().step(), 10);
  EXPECT_TRUE(run().history().losses().empty());
}

TEST_F(RunFolderTest, ChangesNothingThatIsBeingTrained) {
  addCheckpoint(10, name(10));
  std::optional<RunLock> lock(path());
  EXPECT_TRUE(
      test::throwsError(ErrorKind::InvalidArgument, "trains this run", [&] { run().rewind(name(10)); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "being trained",
                                [&] { run().remove(registry(), true); }));
  EXPECT_TRUE(fs::exists(path()));
  run().keepModel("", "early", registry());  // looking at a run in progress is what one wants
}

TEST_F(RunFolderTest, KeepsTheBestModelUnderAName) {
  EXPECT_TRUE(
      test::throwsError(ErrorKind::NotFound, "no model yet", [&] { run().keepModel("", "x", registry()); }));
  for (const int step : {10, 20}) addCheckpoint(step, name(10));
  test::writeModelFiles(path(), "model", "colourise", {{"step", 20}}, {});
  const auto best = run().keepModel("", "mine", registry());
  EXPECT_EQ(best.card.name, "mine");
  EXPECT_EQ(run().keptAs(registry()), "mine");
  EXPECT_EQ(best.card.options.at("step"), 10) << "not the last one";
  Registry::verify(best);
  EXPECT_EQ(run().keepModel(name(20), "later", registry()).card.options.at("step"), 20);
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "already",
                                [&] { run().keepModel("", "colourise", registry()); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "name",
                                [&] { run().keepModel("", "../out", registry()); }));
  EXPECT_EQ(run().keptModels(registry()), (std::vector<std::string>{"mine", "later"}));
  EXPECT_FALSE(fs::exists(path() / ".keeping"));
}

TEST_F(RunFolderTest, ForgetsPhotosSamplesCheckpointsAndModelsAndSaysSo) {
  addCheckpoint(10, name(10));
  run().keepModel("", "mine", registry());
  registry().use("mine");
  const auto deleted = run().remove(registry(), true);
  EXPECT_EQ(deleted.photos, 1);
  EXPECT_EQ(deleted.samples, 1);
  EXPECT_EQ(deleted.checkpoints, 1);
  EXPECT_EQ(deleted.models, std::vector<std::string>{"mine"});
  EXPECT_GT(deleted.bytes, 8U);
  EXPECT_FALSE(fs::exists(path()));
  EXPECT_EQ(registry().current("colourise").card.name, "colourise") << "the shipped one is used again";
  EXPECT_TRUE(test::throwsError(ErrorKind::NotFound, "mine", [&] { registry().find("mine"); }));
}

TEST_F(RunFolderTest, FacesGoWithTheirLabelMapsAndCountOnce) {
  for (const char* name : {"images/1.png", "images/2.png", "masks/1.png", "masks/2.png"}) {
    fs::create_directories((path() / "photos" / name).parent_path());
    test::writeBytes(path() / "photos" / name, "abc");
  }
  EXPECT_EQ(run().remove(registry(), true).photos, 2);
  EXPECT_FALSE(fs::exists(path()));
}

TEST_F(RunFolderTest, DeletingARunLeavesItsModels) {
  addCheckpoint(10, name(10));
  run().keepModel("", "mine", registry());
  EXPECT_TRUE(run().remove(registry(), false).models.empty());
  EXPECT_EQ(registry().find("mine").card.name, "mine");
  deleteModel("mine", registry());
  EXPECT_TRUE(test::throwsError(ErrorKind::NotFound, "mine", [&] { registry().find("mine"); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "none of your own",
                                [&] { deleteModel("colourise", registry()); }));
}

TEST_F(RunFolderTest, AreListedNewestFirst) {
  log({{"event", "started"}});
  const auto runs = runsFolder(registry());
  fs::create_directories(runs / "second");
  test::writeBytes(runs / "second/log.jsonl", "{}\n");
  fs::last_write_time(runs / "second/log.jsonl",
                      fs::last_write_time(path() / "log.jsonl") + std::chrono::hours(1));
  fs::create_directories(runs / ".hidden");
  std::vector<std::string> names;
  for (const auto& one : listRuns(runs)) names.push_back(one.name());
  EXPECT_EQ(names, (std::vector<std::string>{"second", "first"}));
  EXPECT_TRUE(listRuns(file("nowhere")).empty());
}

TEST_F(RunFolderTest, NamesADamagedConfiguration) {
  EXPECT_EQ(run().configuration().at("task"), "colourise");
  test::writeBytes(path() / "config.json", "{");
  EXPECT_TRUE(test::throwsError(ErrorKind::Unreadable, "config.json", [&] { run().configuration(); }));
}

}  // namespace
}  // namespace pentimento
