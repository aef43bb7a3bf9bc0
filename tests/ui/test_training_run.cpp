// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <optional>

#include "core/runs/run_lock.h"
#include "tests/ui/fake_training.h"
#include "ui/training/training_run.h"
#include "ui/training/training_texts.h"

namespace pentimento {
namespace {

using nlohmann::json;
using enum TrainingState;

class TrainingRunTest : public testing::Test {
 protected:
  std::filesystem::path path() const { return dir.filePath(QStringLiteral("mine")).toStdString(); }
  void SetUp() override { std::filesystem::create_directories(path()); }
  std::unique_ptr<TrainingRun> run() {
    return std::make_unique<TrainingRun>(RunFolder(path()),
                                         [this] { return std::make_unique<test::FakeTraining>(script); });
  }
  /// As the trainer would have left it.
  void leave(const json& lastLine) const {
    std::ofstream(path() / "config.json") << R"({"task":"colourise","training":{},"recipe":{}})";
    std::ofstream(path() / "log.jsonl", std::ios::app) << lastLine.dump() << "\n";
  }
  static json line(const char* event, int step = 0) {
    return {{"event", event}, {"step", step}, {"steps", 100}};
  }

  QTemporaryDir dir;
  test::FakeTraining::Script script;
};

TEST_F(TrainingRunTest, GoesThroughALifeAndSendsWhatIsWanted) {
  const auto one = run();
  EXPECT_EQ(one->state(), New);
  one->begin({QStringLiteral("train")});
  EXPECT_EQ(one->state(), Starting);
  script.process->say(line("started"));
  EXPECT_EQ(one->state(), Running);
  one->pause();
  EXPECT_EQ(one->state(), Pausing);
  script.process->say(line("paused", 5));
  EXPECT_EQ(one->state(), Paused);
  one->sampleNow();
  one->resume();
  script.process->say(line("resumed", 5));
  EXPECT_EQ(one->state(), Running);
  one->stop();
  EXPECT_EQ(one->state(), Stopping);
  script.process->say(line("validation", 6));  // what still comes does not change that
  EXPECT_EQ(one->state(), Stopping);
  leave(line("stopped", 6));
  QSignalSpy ended(one.get(), &TrainingRun::ended);
  script.process->end(0);
  EXPECT_EQ(ended.count(), 1);
  EXPECT_EQ(one->state(), Stopped);
  EXPECT_TRUE(one->resumable());
  using enum TrainingCommand;
  EXPECT_EQ(script.commands, (std::vector{Pause, Sample, Resume, Stop}));
  EXPECT_TRUE(script.frozen.empty()) << "it answered in time";
}

TEST_F(TrainingRunTest, ALongStepIsFrozenWithinASecond) {
  const auto one = run();
  one->begin({});
  script.process->say(line("started"));
  QElapsedTimer clock;
  clock.start();
  one->pause();
  ASSERT_TRUE(QTest::qWaitFor([&] { return one->state() == Paused; }, 3000));
  EXPECT_LT(clock.elapsed(), 1000);
  EXPECT_EQ(script.frozen, std::vector<bool>{true});
  one->sampleNow();  // needs it awake
  EXPECT_EQ(script.frozen, (std::vector<bool>{true, false}));
  one->resume();
  EXPECT_EQ(script.commands.back(), TrainingCommand::Resume);
}

TEST_F(TrainingRunTest, AKilledProcessLeavesAnInterruptedRunNeverARunningOne) {
  const auto one = run();
  one->begin({});
  script.process->say(line("started"));
  leave(line("started"));
  script.process->end(-1, QStringLiteral("Killed"));
  EXPECT_EQ(one->state(), Interrupted);
  EXPECT_FALSE(one->active());
  one->resume({QStringLiteral("--threads"), QStringLiteral("1")});
  EXPECT_EQ(script.started, 2);
  EXPECT_TRUE(script.arguments.contains(QStringLiteral("--resume")));
  EXPECT_EQ(script.arguments.mid(0, 2), QStringList({QStringLiteral("train"), QStringLiteral("colourise")}));
  EXPECT_EQ(script.arguments.back(), QStringLiteral("1"));
}

TEST_F(TrainingRunTest, SaysWhyItNeverBegan) {
  const auto one = run();
  one->begin({});
  script.process->end(1, QStringLiteral("the folders hold no readable pictures"));
  EXPECT_EQ(one->state(), Failed);
  EXPECT_EQ(one->message(), QStringLiteral("the folders hold no readable pictures"));
}

TEST_F(TrainingRunTest, IsLetGoWhenItsWindowGoes) {
  auto one = run();
  one->begin({});
  script.process->say(line("started"));
  one.reset();
  EXPECT_EQ(script.letGo, 1);
}

TEST_F(TrainingRunTest, FindsADetachedProcessAndItsEnd) {
  leave(line("started"));
  std::optional<RunLock> lock(path());
  const auto one = run();
  EXPECT_EQ(one->state(), Detached);
  EXPECT_FALSE(one->canPause());
  leave(line("finished", 100));
  lock.reset();
  ASSERT_TRUE(QTest::qWaitFor([&] { return one->state() == Finished; }, 5000));
  EXPECT_EQ(one->history().step(), 100);
}

TEST(TrainingTexts, AreNoMoreExactThanTheyCanBe) {
  EXPECT_EQ(roughly(20), QStringLiteral("less than a minute"));
  EXPECT_TRUE(roughly(150).contains(QStringLiteral("3"))) << roughly(150).toStdString();
  EXPECT_TRUE(roughly(3 * 3600 + 100).contains(QStringLiteral("3 h"))) << roughly(10900).toStdString();
  RunHistory history;
  history.add({{"event", "validation"}, {"step", 0}, {"measures", {{"score", 10}}}});
  EXPECT_EQ(verdictOf(history), QString());
  history.add({{"event", "validation"}, {"step", 50}, {"measures", {{"score", 8}}}});
  history.add({{"event", "validation"}, {"step", 90}, {"measures", {{"score", 9}}}});
  EXPECT_TRUE(verdictOf(history).contains(QStringLiteral("20.0 % lower")))
      << verdictOf(history).toStdString();
}

}  // namespace
}  // namespace pentimento
