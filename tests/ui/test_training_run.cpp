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

TEST_F(TrainingRunTest, TriesAFewStepsFirst) {
  const auto one = run();
  one->begin({QStringLiteral("train")}, 4);
  EXPECT_EQ(one->state(), Trying);
  EXPECT_TRUE(one->active());
  EXPECT_TRUE(script.arguments.join(QLatin1Char(' '))
                  .startsWith(QStringLiteral("train --batch-size 4 --measure-steps")));
  script.process->say(test::measured(2.1e9));
  script.process->end(0);
  EXPECT_EQ(one->state(), Starting);
  EXPECT_EQ(script.arguments.join(QLatin1Char(' ')), QStringLiteral("train --batch-size 4"));
  ASSERT_TRUE(one->forecast());
  const QString text = textOf(*one->forecast());
  EXPECT_TRUE(text.startsWith(QStringLiteral("About 8 min for 1,000 steps, "))) << text.toStdString();
  EXPECT_FALSE(text.contains(QStringLiteral("instead"))) << text.toStdString();
  EXPECT_FALSE(text.contains(QStringLiteral("graphics"))) << text.toStdString();
}

TEST_F(TrainingRunTest, TellsHowFarItsPreparationsAre) {
  const auto one = run();
  QSignalSpy changed(one.get(), &TrainingRun::changed);
  const json preparing{{"event", "preparing"}, {"fraction", 0.4}, {"what", "unwrapping"}};
  one->begin({QStringLiteral("train")}, 4);
  EXPECT_FALSE(one->prepared());
  changed.clear();
  script.process->say(preparing);
  EXPECT_DOUBLE_EQ(one->prepared().value_or(0), 0.4);
  EXPECT_EQ(changed.count(), 1);
  EXPECT_EQ(one->state(), Trying);
  script.process->say(test::measured(2.1e9));
  script.process->end(0);
  EXPECT_EQ(one->state(), Starting);
  EXPECT_FALSE(one->prepared()) << "that was the other process";
  script.process->say(preparing);
  EXPECT_TRUE(one->prepared());
  script.process->say(line("started"));
  EXPECT_FALSE(one->prepared());
  script.process->say(preparing);
  script.process->end(1, QStringLiteral("killed"));
  EXPECT_FALSE(one->prepared()) << "nobody does any longer";
}

TEST_F(TrainingRunTest, SaysWhatItTakesOfTheGraphicsCard) {
  const auto one = run();
  one->begin({QStringLiteral("train")}, 4);
  auto measured = test::measured(2.1e9);
  measured["device_memory"] = qint64(3'000'000'000);
  script.process->say(measured);
  script.process->end(0);
  ASSERT_TRUE(one->forecast());
  const QString text = textOf(*one->forecast());
  EXPECT_TRUE(text.endsWith(QStringLiteral("2.79 GiB of the graphics card's memory."))) << text.toStdString();
}

TEST_F(TrainingRunTest, HalvesTheBatchUntilMemoryWillDo) {
  const auto one = run();
  one->begin({QStringLiteral("train")}, 8);
  script.process->say(test::measured(5.9e9));  // of 6 that are free
  script.process->end(0);
  EXPECT_TRUE(script.arguments.contains(QStringLiteral("4")));
  script.process->end(-1);  // killed
  EXPECT_TRUE(script.arguments.contains(QStringLiteral("2")));
  EXPECT_EQ(one->state(), Trying);
  script.process->say(test::measured(3e9));
  script.process->end(0);
  EXPECT_EQ(script.arguments.join(QLatin1Char(' ')), QStringLiteral("train --batch-size 2"));
  EXPECT_TRUE(textOf(*one->forecast()).contains(QStringLiteral("2 at a time instead of 8")));
}

TEST_F(TrainingRunTest, RefusesWithTheReasonWhereNoBatchIsSmallEnough) {
  const auto one = run();
  QSignalSpy ended(one.get(), &TrainingRun::ended);
  one->begin({QStringLiteral("train")}, 2);
  script.process->say(test::measured(7e9));
  script.process->end(0);
  EXPECT_EQ(one->state(), Failed);
  EXPECT_TRUE(one->message().startsWith(QStringLiteral("it would take"))) << one->message().toStdString();
  EXPECT_EQ(script.started, 1);
  EXPECT_EQ(ended.count(), 1);
  EXPECT_FALSE(one->active());
  EXPECT_FALSE(one->resumable()) << "there is nothing to go on with";
}

TEST_F(TrainingRunTest, OtherFailuresOfThePreflightAreToldAtOnce) {
  const auto one = run();
  one->begin({QStringLiteral("train")}, 8);
  script.process->end(1, QStringLiteral("the folders hold no readable pictures"));
  EXPECT_EQ(one->state(), Failed);
  EXPECT_EQ(one->message(), QStringLiteral("the folders hold no readable pictures"));
  EXPECT_EQ(script.started, 1);
}

TEST_F(TrainingRunTest, ThePreflightCanBeStoppedOrLeftOut) {
  auto one = run();
  one->begin({QStringLiteral("train")}, 4);
  one->stop();
  EXPECT_EQ(one->state(), New);
  EXPECT_FALSE(one->active());
  EXPECT_TRUE(script.process.isNull()) << "its process is gone";
  one->begin({QStringLiteral("train")}, 4);
  one->letGo();  // the window closes, the run shall go on
  EXPECT_EQ(script.arguments.join(QLatin1Char(' ')), QStringLiteral("train --batch-size 4"));
  EXPECT_EQ(script.letGo, 1);
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

TEST_F(TrainingRunTest, KnowsWhatTheProcessUsesThatTrainsIt) {
  const auto one = run();
  EXPECT_FALSE(one->usage());
  const RunLock lock(path());  // this process
  ASSERT_TRUE(one->usage());
  EXPECT_GT(one->usage()->memory, 1'000'000);
  EXPECT_GT(one->usage()->processorSeconds, 0);
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
