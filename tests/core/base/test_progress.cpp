// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/base/progress.h"
#include "tests/support/errors.h"

namespace pentimento {
namespace {

TEST(Progress, ReportsToNobodyAndNeverStopsByDefault) {
  const Progress progress;
  EXPECT_NO_THROW(progress.report(0.5, "half"));
  EXPECT_NO_THROW(progress.throwIfStopped());
  EXPECT_FALSE(progress.stopRequested());
}

TEST(Progress, PassesOnWhatTheWorkSays) {
  std::vector<std::pair<double, std::string>> heard;
  const Progress progress(
      [&](double fraction, std::string_view what) { heard.emplace_back(fraction, what); });
  progress.report(0, "reading");
  progress.report(1, "written");
  const std::vector<std::pair<double, std::string>> expected = {{0, "reading"}, {1, "written"}};
  EXPECT_EQ(heard, expected);
}

TEST(Progress, ThrowsCancelledOnceAStopIsRequestedAndReportsNoMore) {
  int reports = 0;
  std::stop_source stop;
  const Progress progress([&](double, std::string_view) { ++reports; }, stop.get_token());
  progress.report(0.1, "before");
  stop.request_stop();
  EXPECT_TRUE(progress.stopRequested());
  EXPECT_TRUE(test::throwsError(ErrorKind::Cancelled, "", [&] { progress.report(0.2, "after"); }));
  EXPECT_TRUE(test::throwsError(ErrorKind::Cancelled, "", [&] { progress.throwIfStopped(); }));
  EXPECT_EQ(reports, 1);
}

}  // namespace
}  // namespace pentimento
