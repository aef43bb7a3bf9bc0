// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>

#include "core/training/run_watch.h"
#include "tests/support/errors.h"

namespace pentimento {
namespace {

class RunWatchTest : public ::testing::Test {
 protected:
  static nlohmann::json score(double value) { return {{"score", value}}; }
  static RunWatch watching(int patience) {
    TrainingOptions options;
    options.patience = patience;
    return RunWatch(options);
  }
};

TEST_F(RunWatchTest, PatienceCountsCheckpointsSinceTheBest) {
  auto watch = watching(2);
  watch.validated(1, "a", score(5));
  watch.validated(2, "b", score(6));
  EXPECT_FALSE(watch.patienceIsOver());
  watch.validated(3, "c", score(4));  // better: counts anew
  watch.validated(4, "d", score(4));  // as good is not better
  EXPECT_FALSE(watch.patienceIsOver());
  watch.validated(5, "e", score(4.5));
  EXPECT_TRUE(watch.patienceIsOver());
  EXPECT_EQ(watch.best(), "c");
}

TEST_F(RunWatchTest, WithoutPatienceNothingEnds) {
  auto watch = watching(0);
  for (int i = 0; i < 100; ++i) watch.validated(i, "x", score(1 + i * 0.01));
  EXPECT_FALSE(watch.patienceIsOver());
}

TEST_F(RunWatchTest, ACollapseIsThreeTimesTheBestTwiceInARowAndWorseThanAtFirst) {
  auto watch = watching(0);
  watch.beganWith(score(2));
  watch.validated(1, "a", score(1));
  watch.validated(2, "b", score(3.5));
  watch.validated(3, "c", score(1.2));  // it was chance
  watch.validated(4, "d", score(3.5));
  EXPECT_TRUE(
      test::throwsError(ErrorKind::Internal, "collapsed", [&] { watch.validated(5, "e", score(3.5)); }));

  auto early = watching(0);  // never worse than it began: it is only learning
  early.beganWith(score(10));
  early.validated(1, "a", score(1));
  for (int i = 2; i < 6; ++i) early.validated(i, "x", score(9));
}

TEST_F(RunWatchTest, AScoreThatIsNoNumberIsRefusedBeforeItIsKept) {
  auto watch = watching(0);
  watch.validated(1, "a", score(1));
  EXPECT_TRUE(test::throwsError(ErrorKind::Internal, "not a finite",
                                [&] { watch.validated(2, "b", score(std::nan(""))); }));
  EXPECT_EQ(watch.best(), "a");
}

TEST_F(RunWatchTest, ALossOfAnotherNameIsWatchedAnew) {
  auto watch = watching(0);
  for (std::int64_t step = 0; step < 300; ++step) watch.lossesAt(step, {{"classes", 0.01}});
  auto whole = watch;
  for (std::int64_t step = 300; step < 600; ++step) watch.lossesAt(step, {{"discriminator", 5}});
  auto restored = watching(0);
  restored.restore(nlohmann::json::parse(watch.state().dump()));
  const auto diverges = [](RunWatch& one, const char* name) {
    for (std::int64_t step = 600; step < 900; ++step) one.lossesAt(step, {{name, 500}});
  };
  EXPECT_TRUE(
      test::throwsError(ErrorKind::Internal, "discriminator", [&] { diverges(watch, "discriminator"); }));
  EXPECT_TRUE(
      test::throwsError(ErrorKind::Internal, "discriminator", [&] { diverges(restored, "discriminator"); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::Internal, "classes", [&] { diverges(whole, "classes"); }));
}

TEST_F(RunWatchTest, ARestoredWatchGoesOnAsTheFirstOne) {
  auto watch = watching(3);
  watch.beganWith(score(3));
  watch.validated(1, "a", score(1));
  watch.validated(2, "b", score(2));
  const auto text = watch.state().dump();  // as in the file: infinity becomes null
  auto other = watching(3);
  other.restore(nlohmann::json::parse(text));
  EXPECT_EQ(other.state().dump(), text);
  other.validated(3, "c", score(2));
  other.validated(4, "d", score(2));
  EXPECT_TRUE(other.patienceIsOver());
}

}  // namespace
}  // namespace pentimento
