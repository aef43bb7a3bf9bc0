// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/worker_input.h"

#include <poll.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

namespace pentimento {

void becomeBackgroundProcess() {
  std::signal(SIGPIPE, SIG_IGN);  // nobody may be left to read what it says; the run's log has it too
  std::signal(SIGHUP, SIG_IGN);
  setsid();
  setpriority(PRIO_PROCESS, 0, 19);
  const sched_param none{};
  sched_setscheduler(0, SCHED_BATCH, &none);
  std::ofstream("/proc/self/oom_score_adj")
      << 800;  // 1000 at most: the editor has the photo, the run its checkpoint
}

WorkerInput::WorkerInput(TrainingControl& control)
    : control_(control), thread_([this](const std::stop_token& ended) { read(ended); }) {}

void WorkerInput::read(const std::stop_token& ended) {
  constexpr int milliseconds = 200;
  std::string waiting;
  while (!ended.stop_requested()) {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    if (::poll(&input, 1, milliseconds) <= 0) continue;
    char bytes[1024];
    const auto count = ::read(STDIN_FILENO, bytes, sizeof bytes);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count <= 0) return control_.abandon();
    waiting.append(bytes, static_cast<std::size_t>(count));
    for (auto end = waiting.find('\n'); end != std::string::npos; end = waiting.find('\n')) {
      obey(waiting.substr(0, end));
      waiting.erase(0, end + 1);
    }
  }
}

void WorkerInput::obey(const std::string& line) {
  if (line.empty()) return;
  if (const auto command = trainingCommandFrom(line)) return control_.post(*command);
  const nlohmann::json answer{{"event", "refused"}, {"message", "no such command: " + line.substr(0, 200)}};
  std::puts(answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
  std::fflush(stdout);
}

}  // namespace pentimento
