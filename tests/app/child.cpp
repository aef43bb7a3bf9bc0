// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/child.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <system_error>

#include "core/runs/process_usage.h"

namespace pentimento::test {

namespace {

std::vector<char*> pointersTo(std::vector<std::string>& strings) {
  std::vector<char*> result;
  for (auto& string : strings) result.push_back(string.data());
  result.push_back(nullptr);
  return result;
}

}  // namespace

Child::Child(const std::filesystem::path& home, const std::vector<std::string>& arguments,
             const std::vector<std::string>& more) {
  std::signal(SIGPIPE, SIG_IGN);
  std::vector<std::string> all{PENTIMENTO_PROGRAM};
  all.insert(all.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment{"PATH=/usr/bin:/bin",
                                       "LANG=C.UTF-8",
                                       "OMP_NUM_THREADS=1",
                                       "HOME=" + home.string(),
                                       "XDG_DATA_HOME=" + (home / "data").string(),
                                       "PENTIMENTO_MODELS=" + (home / "models").string()};
  environment.insert(environment.end(), more.begin(), more.end());
  const auto argv = pointersTo(all), envp = pointersTo(environment);
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
    throw std::system_error(errno, std::generic_category(), "pipe2");
  pid_ = fork();
  if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid_ == 0) {
    dup2(in[0], STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    execve(argv[0], argv.data(), envp.data());
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  input_ = in[1];
  output_ = out[0];
}

Child::~Child() {
  if (!status_) kill(SIGKILL);
  wait();
  letGo();
}

void Child::write(const std::string& text) const {
  if (::write(input_, text.data(), text.size()) < 0)
    throw std::system_error(errno, std::generic_category(), "write");
}

std::optional<std::string> Child::readLine() {
  for (;;) {
    if (const auto end = pending_.find('\n'); end != std::string::npos) {
      auto line = pending_.substr(0, end);
      pending_.erase(0, end + 1);
      return line;
    }
    char bytes[4096];
    const auto count = output_ < 0 ? 0 : ::read(output_, bytes, sizeof bytes);
    if (count <= 0) return std::nullopt;
    pending_.append(bytes, static_cast<std::size_t>(count));
  }
}

void Child::letGo() {
  for (int* pipe : {&input_, &output_}) {
    if (*pipe >= 0) close(*pipe);
    *pipe = -1;
  }
}

void Child::kill(int signal) const {
  ::kill(pid_, signal);
}

int Child::wait() {
  if (status_) return *status_;
  while (readLine()) {
  }
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return *status_;
}

double Child::processorSeconds() const {
  return usageOf(pid_).value_or(ProcessUsage()).processorSeconds;
}

}  // namespace pentimento::test
