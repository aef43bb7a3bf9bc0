// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/program.h"

#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <sstream>
#include <system_error>

#include "tests/support/temporary_folder.h"

namespace pentimento::test {

namespace {

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> result;
  for (auto& string : strings) result.push_back(string.data());
  result.push_back(nullptr);
  return result;
}

/// Everything a child needs, made before fork: between fork and exec nothing may allocate.
struct Call {
  std::vector<std::string> arguments, environment;

  Call(const std::filesystem::path& home, const std::vector<std::string>& given,
       const std::vector<std::string>& extra)
      : arguments{PENTIMENTO_PROGRAM},
        environment{"PATH=/usr/bin:/bin",
                    "LANG=C.UTF-8",
                    "HOME=" + home.string(),
                    "XDG_DATA_HOME=" + (home / "data").string(),
                    "XDG_CONFIG_HOME=" + (home / "config").string(),
                    "XDG_CACHE_HOME=" + (home / "cache").string()} {
    arguments.insert(arguments.end(), given.begin(), given.end());
    environment.insert(environment.end(), extra.begin(), extra.end());
  }
};

int exitStatusOf(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

Outcome runProgram(const std::filesystem::path& home, const std::vector<std::string>& arguments,
                   const std::vector<std::string>& environment) {
  Call call(home, arguments, environment);
  const auto argv = pointers(call.arguments), envp = pointers(call.environment);
  // Files, not pipes: a child that writes much never waits for us.
  TemporaryFolder folder;
  const std::string out = folder / "out", err = folder / "err";
  const pid_t child = fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0) {
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    dup2(open(out.c_str(), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO);
    dup2(open(err.c_str(), O_WRONLY | O_CREAT, 0600), STDERR_FILENO);
    execve(argv[0], argv.data(), envp.data());
    _exit(127);
  }
  const int status = exitStatusOf(child);
  return {status, readBytes(out), readBytes(err)};
}

Outcome runProgramOnTerminal(const std::filesystem::path& home, const std::vector<std::string>& arguments) {
  Call call(home, arguments, {"TERM=xterm"});
  const auto argv = pointers(call.arguments), envp = pointers(call.environment);
  const winsize size{24, 100, 0, 0};
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
  if (child < 0) throw std::system_error(errno, std::generic_category(), "forkpty");
  if (child == 0) {
    execve(argv[0], argv.data(), envp.data());
    _exit(127);
  }
  Outcome outcome;
  char buffer[4096];
  for (ssize_t n; (n = read(terminal, buffer, sizeof buffer)) > 0;) {  // EIO when the child is gone
    outcome.out.append(buffer, static_cast<std::size_t>(n));
  }
  close(terminal);
  outcome.status = exitStatusOf(child);
  return outcome;
}

std::vector<std::string> linesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace pentimento::test
