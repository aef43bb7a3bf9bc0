// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "core/runs/run_history.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

using nlohmann::json;

json progress(std::int64_t step, double secondsPerStep = 1, std::int64_t steps = 100) {
  return {{"event", "progress"},
          {"step", step},
          {"steps", steps},
          {"losses", {{"l1", 1.0 / static_cast<double>(step)}}},
          {"samples_per_second", 4 / secondsPerStep},
          {"eta_seconds", secondsPerStep * static_cast<double>(steps - step)}};
}
json event(const char* name, std::int64_t step) {
  return {{"event", name}, {"step", step}};
}
json started(std::int64_t step) {
  return {{"event", "started"}, {"step", step}, {"steps", 100}};
}

TEST(RunHistory, TakesBackWhatAKilledProcessRepeats) {
  RunHistory history;
  history.add(started(0));
  for (const int step : {10, 20, 30}) history.add(progress(step));
  history.add({{"event", "validation"}, {"step", 20}, {"measures", {{"score", 5}}}});
  history.add({{"event", "validation"}, {"step", 30}, {"measures", {{"score", 4}}}});
  history.add({{"event", "samples"}, {"step", 30}, {"file", "30.png"}});
  history.add(started(20));
  history.add(progress(30));
  ASSERT_EQ(history.losses().size(), 3U);
  EXPECT_EQ(history.losses().back().step, 30);
  ASSERT_EQ(history.validations().size(), 1U);
  EXPECT_EQ(history.validations()[0].score(), 5);
  EXPECT_TRUE(history.samples().empty());
  EXPECT_EQ(history.step(), 30);
  EXPECT_EQ(history.steps(), 100);
}

TEST(RunHistory, SaysHowLongOnlyWhenTheSpeedIsSteady) {
  RunHistory history;
  history.add(started(0));
  history.add(progress(10, 1));
  history.add(progress(20, 1));
  EXPECT_FALSE(history.remaining()) << "two reports are too few";
  history.add(progress(30, 1.1));
  ASSERT_TRUE(history.remaining());
  EXPECT_NEAR(*history.remaining(), 70 * 3.1 / 3, 1e-6);
  history.add(progress(40, 3));
  EXPECT_FALSE(history.remaining()) << "something else takes the processor";
  for (int step = 50; step <= 90; step += 10) history.add(progress(step, 3));
  EXPECT_NEAR(history.remaining().value_or(0), 30, 1e-6);
  history.add(event("paused", 90));
  EXPECT_FALSE(history.remaining());
}

TEST(RunHistory, KnowsHowItEndedAndWhy) {
  RunHistory history;
  history.add(started(0));
  EXPECT_EQ(history.lastEvent(), "started");
  history.add(progress(10));
  history.add({{"event", "paused"}, {"step", 10}, {"reason", "disk full"}});
  EXPECT_EQ(history.message(), "disk full");
  history.add(event("resumed", 10));
  EXPECT_EQ(history.message(), "");
  history.add({{"event", "failed"}, {"step", 12}, {"message", "loss 'l1' is not a finite number"}});
  EXPECT_EQ(history.lastEvent(), "failed");
  EXPECT_NE(history.message().find("finite"), std::string::npos);
  history.add(started(10));
  history.add({{"event", "finished"}, {"step", 50}, {"early", true}});
  EXPECT_TRUE(history.endedEarly());
}

using RunHistoryFile = test::TemporaryFolderTest;

TEST_F(RunHistoryFile, ReadsWhatIsWholeInALog) {
  test::writeBytes(file("log.jsonl"), started(0).dump() + "\n" + R"({"event":"prog)" + "\n" +
                                          progress(10).dump() + "\n" + R"({"event":"progress","step":"x"})" +
                                          "\n[]\n" + progress(20).dump());
  const auto history = RunHistory::read(file("log.jsonl"));
  EXPECT_EQ(history.losses().size(), 2U);
  EXPECT_EQ(history.step(), 20);
  EXPECT_EQ(RunHistory::read(file("nowhere")).step(), 0);
}

}  // namespace
}  // namespace pentimento
