// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pentimento::test {

/// The real program as a child that is spoken to while it runs; surroundings as runProgram's. Killed when it
/// goes.
class Child {
 public:
  /// `more`: further NAME=VALUE for its environment.
  Child(const std::filesystem::path& home, const std::vector<std::string>& arguments,
        const std::vector<std::string>& more = {});
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  pid_t pid() const { return pid_; }
  void write(const std::string& text) const;
  /// Without its end; nothing when the child closed its output.
  std::optional<std::string> readLine();
  /// Closes both pipes.
  void letGo();
  void kill(int signal) const;
  /// The exit status, -1 when a signal ended it. Reads what it still says.
  int wait();
  /// What it has computed so far, all threads together.
  double processorSeconds() const;

 private:
  pid_t pid_ = -1;
  int input_ = -1, output_ = -1;
  std::string pending_;
  std::optional<int> status_;
};

}  // namespace pentimento::test
