// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "core/base/log.h"

namespace pentimento {
namespace {

/// What the program's log puts on stderr when every level is used once.
std::string logged(bool quiet) {
  const auto previous = spdlog::default_logger();
  testing::internal::CaptureStderr();
  log::setUp(quiet);
  spdlog::debug("debug text");
  spdlog::info("info text");
  spdlog::warn("warning text");
  spdlog::error("error text");
  spdlog::default_logger()->flush();
  spdlog::set_default_logger(previous);
  return testing::internal::GetCapturedStderr();
}

class LogTest : public testing::Test {
 protected:
  void SetUp() override { unsetenv("PENTIMENTO_LOG"); }
  void TearDown() override { unsetenv("PENTIMENTO_LOG"); }
};

TEST_F(LogTest, SaysWarningsAndErrorsUnderTheProgramsName) {
  EXPECT_EQ(logged(false), "pentimento: warning text\npentimento: error text\n");
}

TEST_F(LogTest, SaysErrorsOnlyWhenQuiet) {
  EXPECT_EQ(logged(true), "pentimento: error text\n");
}

TEST_F(LogTest, TheEnvironmentWinsOverQuiet) {
  setenv("PENTIMENTO_LOG", "info", 1);
  EXPECT_EQ(logged(true), "pentimento: info text\npentimento: warning text\npentimento: error text\n");
}

TEST_F(LogTest, AnUnknownLevelInTheEnvironmentChangesNothing) {
  setenv("PENTIMENTO_LOG", "loud", 1);
  EXPECT_EQ(logged(false), "pentimento: warning text\npentimento: error text\n");
}

}  // namespace
}  // namespace pentimento
