// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdlib>

#include "core/base/error.h"
#include "core/image/image_io.h"
#include "tests/support/errors.h"
#include "tests/support/sample_photos.h"
#include "tests/support/temporary_folder.h"

namespace pentimento::test {
namespace {

namespace fs = std::filesystem;

class AtomicFile : public TemporaryFolderTest {
 protected:
  static void write(const fs::path& path, const std::string& bytes) {
    writeFileAtomically(path, bytes.data(), bytes.size());
  }
  /// How many files lie in the folder: no temporary one may stay.
  long files() const { return std::distance(fs::directory_iterator(folder()), fs::directory_iterator()); }
};

TEST_F(AtomicFile, WritesAndReplaces) {
  write(file("a"), "first");
  EXPECT_EQ(readBytes(file("a")), "first");
  write(file("a"), std::string(100000, 'x'));
  EXPECT_EQ(readBytes(file("a")), std::string(100000, 'x'));
  write(file("a"), "");
  EXPECT_EQ(readBytes(file("a")), "");
  EXPECT_EQ(files(), 1);
}

TEST_F(AtomicFile, KeepsThePermissionsOfTheOldFile) {
  writeBytes(file("a"), "old");
  fs::permissions(file("a"), fs::perms::owner_read | fs::perms::owner_write);
  write(file("a"), "new");
  EXPECT_EQ(fs::status(file("a")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(AtomicFile, ANewFileObeysTheUmask) {
  const mode_t old = ::umask(027);
  write(file("a"), "new");
  ::umask(old);
  EXPECT_EQ(static_cast<int>(fs::status(file("a")).permissions()), 0640);
}

TEST_F(AtomicFile, FollowsASymbolicLink) {
  fs::create_directory(file("real"));
  writeBytes(file("real/a"), "old");
  fs::create_symlink("real/a", file("link"));
  write(file("link"), "new");
  EXPECT_TRUE(fs::is_symlink(file("link")));
  EXPECT_EQ(readBytes(file("real/a")), "new");
}

TEST_F(AtomicFile, WorksInTheCurrentFolder) {
  const fs::path before = fs::current_path();
  fs::current_path(folder());
  write("bare", "x");
  fs::current_path(before);
  EXPECT_EQ(readBytes(file("bare")), "x");
}

TEST_F(AtomicFile, RefusesWhatIsNoFile) {
  const auto refused = [](const fs::path& path) {
    return throwsError(ErrorKind::WriteFailed,
                       path.string() + ": cannot be written: ", [&] { write(path, "x"); });
  };
  EXPECT_TRUE(refused(folder()));
  EXPECT_TRUE(refused(file("no/such/folder")));
  EXPECT_TRUE(refused("/proc/none.jpg"));  // a folder that takes no files, not even root's
  EXPECT_TRUE(refused("/dev/null"));       // renaming over it would take it from the whole system
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

/// Leaves with 0 when saving failed as it should. Runs in a child, which gives root's rights away.
[[noreturn]] void saveWithoutPermission(const fs::path& path) {
  actAsNobody();
  const auto error = errorOf([&] { writePhoto(path, samplePhoto()); });
  std::_Exit(error && error->kind() == ErrorKind::WriteFailed ? 0 : 1);
}

TEST_F(AtomicFile, AReadOnlyFolderKeepsTheOldFile) {
  writeBytes(file("a.png"), "old");
  fs::permissions(folder(), static_cast<fs::perms>(0555));
  EXPECT_EXIT(saveWithoutPermission(file("a.png")), testing::ExitedWithCode(0), "");
  EXPECT_EQ(readBytes(file("a.png")), "old");
  EXPECT_EQ(files(), 1);
}

/// Leaves with 0 when saving failed as it should. Runs in a child, whose files may not grow beyond `limit`
/// bytes: to the writer that is a disk that fills up half-way.
[[noreturn]] void saveOnAFullDisk(const fs::path& path, rlim_t limit) {
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{limit, limit};
  if (::setrlimit(RLIMIT_FSIZE, &small) != 0) std::_Exit(2);
  const auto error = errorOf([&] { writePhoto(path, noisyPhoto(200, 200)); });
  std::_Exit(error && error->kind() == ErrorKind::WriteFailed ? 0 : 1);
}

TEST_F(AtomicFile, AFullDiskKeepsTheOldFile) {
  for (const char* name : {"a.jpg", "a.png", "a.tif", "a.webp"}) {
    writeBytes(file(name), "old");
    EXPECT_EXIT(saveOnAFullDisk(file(name), 1000), testing::ExitedWithCode(0), "") << name;
    EXPECT_EXIT(saveOnAFullDisk(file(name), 0), testing::ExitedWithCode(0), "") << name;
    EXPECT_EQ(readBytes(file(name)), "old");
  }
  EXPECT_EQ(files(), 4);
}

}  // namespace
}  // namespace pentimento::test
