// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <optional>

#include "core/runs/run_lock.h"
#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

using RunLockTest = test::TemporaryFolderTest;

TEST_F(RunLockTest, NamesItsHolderAndAdmitsNoOther) {
  EXPECT_EQ(RunLock::holder(folder()), std::nullopt);
  {
    const RunLock lock(folder());
    EXPECT_EQ(RunLock::holder(folder()), getpid());
    EXPECT_EQ(RunLock::holder(folder()), getpid()) << "asking does not let go of it";
    EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, std::to_string(getpid()),
                                  [&] { const RunLock second(folder()); }));
  }
  EXPECT_EQ(RunLock::holder(folder()), std::nullopt);
  const RunLock again(folder());
}

TEST_F(RunLockTest, IsFreeOnceItsProcessWasKilled) {
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  if (child == 0) {
    const RunLock lock(folder());
    if (write(ready[1], "x", 1) != 1) _exit(1);
    pause();
    _exit(0);
  }
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  EXPECT_EQ(RunLock::holder(folder()), child);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_EQ(RunLock::holder(folder()), std::nullopt) << "a dead process's number in the file is nobody";
  EXPECT_EQ(test::readBytes(file("lock")), std::to_string(child) + "\n");
}

TEST_F(RunLockTest, NeedsAFolder) {
  EXPECT_TRUE(
      test::throwsError(ErrorKind::WriteFailed, "nowhere", [&] { const RunLock lock(file("nowhere")); }));
}

}  // namespace
}  // namespace pentimento
