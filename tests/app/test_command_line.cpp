// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <regex>

#include "tests/app/program_test.h"

namespace pentimento::test {

namespace {

class CommandLine : public ProgramTest {};

TEST_F(CommandLine, VersionAndHelpSucceed) {
  const auto version = run({"--version"});
  EXPECT_EQ(version.status, 0);
  EXPECT_TRUE(std::regex_match(version.out, std::regex("pentimento [0-9]+\\.[0-9]+\\.[0-9]+\n")))
      << version.out;
  const auto help = run({"--help"});
  EXPECT_EQ(help.status, 0);
  for (const char* command : {"colourise", "train", "evaluate", "models"}) {
    EXPECT_NE(help.out.find(command), std::string::npos) << help.out;
    EXPECT_EQ(run({command, "--help"}).status, 0) << command;
  }
}

TEST_F(CommandLine, WrongOnesGiveTwoAndTouchNothing) {
  const auto a = addPhoto("a.png").string(), b = addPhoto("b.png").string(), out = file("out.png").string();
  const std::vector<std::vector<std::string>> wrong = {
      {"colourise"},
      {"colourise", a},
      {"colourise", "-o", out},
      {"colourise", a, "-o", out, "--saturation", "2.5"},
      {"colourise", a, "-o", out, "--saturation", "much"},
      {"colourise", a, "-o", out, "--quality", "0"},
      {"colourise", a, "-o", out, "--threads", "-1"},
      {"colourise", a, "-o", out, "--device", "abacus"},
      {"colourise", a, "-o", out, "--colour"},
      {"colourise", a, b, "-o", b},
      {"models"},
      {"--no-such-option"},
  };
  for (const auto& arguments : wrong) {
    const auto outcome = run(arguments);
    EXPECT_EQ(outcome.status, 2) << testing::PrintToString(arguments) << outcome.err;
    EXPECT_NE(outcome.err, "") << testing::PrintToString(arguments);
    EXPECT_EQ(outcome.out, "") << testing::PrintToString(arguments);
  }
  EXPECT_FALSE(std::filesystem::exists(out));
}

TEST_F(CommandLine, ADeviceThatIsNotThereIsAFailureNotAWrongCommandLine) {
  const auto outcome = colourise({addPhoto("a.png"), "-o", file("out.png"), "--device", "cuda:63"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(linesOf(outcome.err).size(), 1u) << outcome.err;
}

TEST_F(CommandLine, WithoutAnyModelItSaysSo) {
  std::filesystem::remove_all(file("models"));
  const auto outcome = colourise({addPhoto("a.png"), "-o", file("out.png")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.err.find("no model for colourise"), std::string::npos) << outcome.err;
}

#ifdef PENTIMENTO_WITH_UI
TEST_F(CommandLine, WithoutACommandItOpensTheEditor) {
  const std::vector<std::string> environment = {"PENTIMENTO_MODELS=" + file("models").string(),
                                                "QT_QPA_PLATFORM=offscreen"};
  const auto photo = addPhoto("a.png").string(), picture = file("window.png").string();
  const auto opened = runProgram(folder(), {photo, "--screenshot", picture}, environment);
  EXPECT_EQ(opened.status, 0) << opened.err;
  EXPECT_GT(readPhoto(picture).image.width(), 300);
  EXPECT_EQ(runProgram(folder(), {file("none.png"), "--exit-after-startup"}, environment).status, 1);
}
#else
TEST_F(CommandLine, WithoutAnEditorItListsTheCommands) {
  const auto outcome = run({});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.out.find("colourise"), std::string::npos) << outcome.out;
}
#endif

TEST_F(CommandLine, ModelsListsWhatThereIs) {
  const auto outcome = run({"models", "list"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("colourise"), std::string::npos) << outcome.out;
  EXPECT_EQ(run({"models", "verify"}).status, 0);
}

}  // namespace

}  // namespace pentimento::test
