// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/inference_worker.h"

#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include "core/base/caught_error.h"
#include "core/base/log.h"

namespace pentimento {

/// A job and its stop; the stop outlives the job's place in the queue.
struct QueuedJob {
  Job job;
  std::stop_source stop{};
};

namespace {

/// Runs the job, unless it was stopped while it waited, and says how it ended.
std::exception_ptr outcomeOf(const QueuedJob& entry) {
  const Error cancelled(ErrorKind::Cancelled, "cancelled");
  if (entry.stop.stop_requested()) return std::make_exception_ptr(cancelled);
  std::exception_ptr failure;
  try {
    entry.job.run(Progress(entry.job.progress, entry.stop.get_token()));
  } catch (...) {
    failure = std::make_exception_ptr(errorFrom(std::current_exception()));
  }
  return entry.stop.stop_requested() ? std::make_exception_ptr(cancelled) : failure;
}

void process(const QueuedJob& entry) {
  const std::exception_ptr outcome = outcomeOf(entry);
  if (!entry.job.done) return;
  try {
    entry.job.done(outcome);
  } catch (...) {
    spdlog::error("{}: {}", entry.job.title, errorFrom(std::current_exception()).what());
  }
}

}  // namespace

struct InferenceWorker::State {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::list<QueuedJob> stopped;           // waits for its `done` only
  std::list<QueuedJob> waiting;           // in order of submission
  std::optional<std::string> runningKey;  // set from before `run` until after `done`
  std::stop_source runningStop{std::nostopstate};
  std::jthread thread;  // last: joined before the rest goes

  /// With the mutex held: stops the jobs that `matches` picks by their key, and frees a place in the queue.
  template <typename Matches>
  void stop(const Matches& matches) {
    if (runningKey && matches(*runningKey)) runningStop.request_stop();
    for (auto entry = waiting.begin(); entry != waiting.end();) {
      const auto next = std::next(entry);
      if (matches(entry->job.key)) {
        entry->stop.request_stop();
        stopped.splice(stopped.end(), waiting, entry);
      }
      entry = next;
    }
  }

  bool idle() const { return stopped.empty() && waiting.empty() && !runningKey; }

  void loop(const std::stop_token& stopThread) {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, stopThread, [this] { return !stopped.empty() || !waiting.empty(); });
      if (stopThread.stop_requested()) stop([](const std::string&) { return true; });
      auto& source = stopped.empty() ? waiting : stopped;
      if (source.empty()) return;
      std::list<QueuedJob> current;
      current.splice(current.end(), source, source.begin());
      runningKey = current.front().job.key;
      runningStop = current.front().stop;
      lock.unlock();
      process(current.front());
      current.clear();  // what the job captured goes before anyone is told that it is over
      lock.lock();
      runningKey.reset();
      changed.notify_all();
    }
  }
};

InferenceWorker::InferenceWorker() : state_(std::make_unique<State>()) {
  state_->thread = std::jthread([state = state_.get()](const std::stop_token& stop) { state->loop(stop); });
}

InferenceWorker::~InferenceWorker() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->thread.request_stop();
    state_->stop([](const std::string&) { return true; });
  }
  state_->thread.join();
}

void InferenceWorker::submit(Job job) {
  const std::lock_guard lock(state_->mutex);
  if (!job.key.empty()) state_->stop([&](const std::string& key) { return key == job.key; });
  state_->waiting.push_back({std::move(job)});
  state_->changed.notify_all();
}

void InferenceWorker::cancel(const std::string& key) {
  if (key.empty()) return;
  const std::lock_guard lock(state_->mutex);
  state_->stop([&](const std::string& other) { return other == key; });
  state_->changed.notify_all();
}

void InferenceWorker::cancelAll() {
  const std::lock_guard lock(state_->mutex);
  state_->stop([](const std::string&) { return true; });
  state_->changed.notify_all();
}

void InferenceWorker::waitUntilIdle() {
  std::unique_lock lock(state_->mutex);
  state_->changed.wait(lock, [this] { return state_->idle(); });
}

}  // namespace pentimento
