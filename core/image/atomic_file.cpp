// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <random>
#include <system_error>

#include "core/base/error.h"
#include "core/image/image_io.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, int code) {
  throw Error(ErrorKind::WriteFailed,
              path.string() + ": cannot be written: " + std::generic_category().message(code));
}

/// A file with a random name that removes itself unless it was renamed to its final place.
class TemporaryFile {
 public:
  /// `target`: the file that it will replace; messages name `shown`.
  TemporaryFile(const fs::path& target, const fs::path& shown) : shown_(shown) {
    std::random_device random;
    const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
    for (int attempt = 0; descriptor_ < 0; ++attempt) {
      path_ = folder / (".pentimento-" + std::to_string(random()) + ".tmp");
      descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (descriptor_ < 0 && (errno != EEXIST || attempt == 100)) fail(shown_, errno);
    }
    struct stat old;
    // A file that is replaced keeps its permissions; failing to is no reason not to save.
    if (::stat(target.c_str(), &old) == 0 && ::fchmod(descriptor_, old.st_mode & 07777) != 0) errno = 0;
  }
  ~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void write(const char* bytes, std::size_t size) {
    while (size > 0) {
      const ssize_t written = ::write(descriptor_, bytes, size);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail(shown_, errno);
      bytes += written;
      size -= static_cast<std::size_t>(written);
    }
  }

  void moveTo(const fs::path& target) {
    if (::fsync(descriptor_) != 0) fail(shown_, errno);
    // Some network file systems report a full disk only here.
    const int closed = ::close(descriptor_);
    descriptor_ = -1;
    if (closed != 0) fail(shown_, errno);
    if (::rename(path_.c_str(), target.c_str()) != 0) fail(shown_, errno);
    path_.clear();
  }

 private:
  fs::path shown_, path_;
  int descriptor_ = -1;
};

/// Makes the rename survive a power cut. The file is in place already, so a folder that cannot be synced is
/// no error.
void syncFolder(const fs::path& folder) {
  const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

/// Where the bytes go: a symbolic link stays and the file that it names is replaced.
fs::path resolved(const fs::path& path) {
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (fs::is_directory(status)) fail(path, EISDIR);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    throw Error(ErrorKind::WriteFailed, path.string() + ": cannot be written: not a regular file");
  }
  if (!fs::is_symlink(fs::symlink_status(path, code))) return path;
  const fs::path target = fs::weakly_canonical(path, code);
  return code ? path : target;
}

}  // namespace

void writeFileAtomically(const fs::path& path, const void* bytes, std::size_t size) {
  const fs::path target = resolved(path);
  TemporaryFile file(target, path);
  file.write(static_cast<const char*>(bytes), size);
  file.moveTo(target);
  syncFolder(target.parent_path());
}

}  // namespace pentimento
