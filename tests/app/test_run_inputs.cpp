// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "app/commands/progress_bar.h"
#include "app/commands/run_inputs.h"
#include "tests/app/program.h"
#include "tests/support/temporary_folder.h"

namespace pentimento::test {

namespace {

class RunPhotoTasks : public TemporaryFolderTest {
 protected:
  int run(const PhotoWork& work, const CommonOptions& common = {}) {
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int status = runPhotoTasks(tasks, common, work);
    out = linesOf(testing::internal::GetCapturedStdout());
    err = linesOf(testing::internal::GetCapturedStderr());
    return status;
  }

  std::vector<PhotoTask> tasks{{"a.jpg", file("out/a.jpg"), ""}, {"b.jpg", file("out/b.jpg"), ""}};
  std::vector<std::string> out, err;
};

PhotoSize succeed(const PhotoTask&, const Progress&) {
  return {40, 30};
}

TEST_F(RunPhotoTasks, RunsEveryPhotoAndMakesTheOutputFolder) {
  std::vector<std::string> seen;
  const int status = run([&](const PhotoTask& task, const Progress&) {
    EXPECT_TRUE(std::filesystem::is_directory(task.output.parent_path()));
    seen.push_back(task.input.string());
    return PhotoSize{1, 1};
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(seen, (std::vector<std::string>{"a.jpg", "b.jpg"}));
  ASSERT_EQ(out.size(), 2u);
  EXPECT_TRUE(out[1].starts_with("b.jpg -> " + file("out/b.jpg").string())) << out[1];
  EXPECT_TRUE(err.empty());
}

TEST_F(RunPhotoTasks, ABadPhotoGivesOneLineAndTheNextGoesOn) {
  int calls = 0;
  const int status = run([&](const PhotoTask& task, const Progress&) -> PhotoSize {
    if (++calls == 1) throw Error(ErrorKind::Unreadable, task.input.string() + ": is no image");
    return {1, 1};
  });
  EXPECT_EQ(status, 1);
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(err, std::vector<std::string>{"pentimento: a.jpg: is no image"});
  EXPECT_EQ(out.size(), 1u);
}

TEST_F(RunPhotoTasks, NamesThePhotoWhereTheErrorDoesNot) {
  run([](const PhotoTask&, const Progress&) -> PhotoSize {
    throw Error(ErrorKind::InvalidArgument, "hint 2 lies outside");
  });
  EXPECT_EQ(err, (std::vector<std::string>{"pentimento: a.jpg: hint 2 lies outside",
                                           "pentimento: b.jpg: hint 2 lies outside"}));
}

TEST_F(RunPhotoTasks, SurvivesOtherExceptions) {
  int calls = 0;
  run([&](const PhotoTask&, const Progress&) -> PhotoSize {
    if (++calls == 1) throw std::bad_alloc();
    throw std::runtime_error("first line\nbacktrace");
  });
  EXPECT_EQ(err, (std::vector<std::string>{"pentimento: a.jpg: not enough memory",
                                           "pentimento: b.jpg: first line"}));
}

TEST_F(RunPhotoTasks, RefusedPhotosAreNotWorkedOn) {
  tasks[0].refusal = "the result would overwrite it";
  int calls = 0;
  EXPECT_EQ(
      run([&](const PhotoTask& task, const Progress& progress) { return ++calls, succeed(task, progress); }),
      1);
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(err, std::vector<std::string>{"pentimento: a.jpg: the result would overwrite it"});
}

TEST_F(RunPhotoTasks, AnOutputFolderThatCannotBeMadeFailsThatPhoto) {
  writeBytes(file("out"), "a file is in the way");
  EXPECT_EQ(run(succeed), 1);
  ASSERT_EQ(err.size(), 2u);
  EXPECT_NE(err[0].find("cannot make this folder"), std::string::npos) << err[0];
}

TEST_F(RunPhotoTasks, JsonIsOneObjectALine) {
  CommonOptions common;
  common.json = true;
  tasks[1].input = "b\xff.jpg";  // no UTF-8: must neither throw nor give invalid JSON
  EXPECT_EQ(run(succeed, common), 0);
  ASSERT_EQ(out.size(), 2u);
  const auto line = nlohmann::json::parse(out[0]);
  EXPECT_EQ(line.at("input"), "a.jpg");
  EXPECT_EQ(line.at("output"), file("out/a.jpg").string());
  EXPECT_EQ(line.at("width"), 40);
  EXPECT_EQ(line.at("height"), 30);
  EXPECT_GE(line.at("seconds").get<double>(), 0);
  EXPECT_NO_THROW(nlohmann::json::parse(out[1]));
}

TEST_F(RunPhotoTasks, QuietSaysNothingButErrors) {
  CommonOptions common;
  common.quiet = true;
  tasks[0].refusal = "no";
  EXPECT_EQ(run(succeed, common), 1);
  EXPECT_TRUE(out.empty());
  EXPECT_EQ(err.size(), 1u);
}

/// What a bar writes on a terminal of this width.
std::string barOnTerminal(unsigned short columns, const std::string& name) {
  const winsize size{24, columns, 0, 0};
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) {
    ProgressBar bar(4, true);
    bar.show(0, 0, name);
    bar.show(4, 0, name);
    bar.clear();
    _exit(0);
  }
  std::string text;
  char buffer[512];
  for (ssize_t n; (n = read(terminal, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(n));
  close(terminal);
  waitpid(child, nullptr, 0);
  return text;
}

TEST(ProgressBarTest, ShowsHowFarOnATerminal) {
  const auto text = barOnTerminal(100, "photo.jpg");
  EXPECT_NE(text.find("[" + std::string(30, ' ') + "] 0 of 4  photo.jpg"), std::string::npos) << text;
  EXPECT_NE(text.find("[" + std::string(30, '#') + "] 4 of 4, 0:00 left  photo.jpg"), std::string::npos)
      << text;
  EXPECT_TRUE(text.ends_with("\r\033[K")) << text;
}

TEST(ProgressBarTest, KeepsToOneLineAndToWholeCharacters) {
  const auto text = barOnTerminal(46, "ä" + std::string(100, 'x'));
  // 30 + 2 for the bar, " 0 of 4", two spaces, and 45 columns to use: 4 bytes of the name.
  EXPECT_NE(text.find("0 of 4  äxx\033[K"), std::string::npos) << text;
  EXPECT_NE(barOnTerminal(43, "ä").find("0 of 4  \033[K"), std::string::npos);
}

TEST(ProgressBarTest, StaysSilentElsewhere) {
  testing::internal::CaptureStderr();
  {
    ProgressBar bar(4, true);
    EXPECT_FALSE(bar.visible());
    bar.show(1, 0.5, "photo.jpg");
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace

}  // namespace pentimento::test
