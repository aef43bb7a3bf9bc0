// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <string>

#include "core/base/progress.h"

namespace pentimento {

/// One piece of work for the worker. `run` computes and keeps its own result; `done` is called afterwards **on the
/// worker's thread** with nullptr or the exception that `run` threw (Error{Cancelled} when cancelled or superseded).
struct Job {
  std::string key;  ///< a newer job with the same key replaces one that waits and stops one that runs; empty: never
  std::string title;  ///< for the status bar
  std::function<void(const Progress&)> run;
  std::function<void(std::exception_ptr)> done;
  Progress::Report progress;  ///< optional; called on the worker's thread
};

/// The one thread that owns the networks: what touches a model runs here, in order of submission.
/// submit, cancel and the destructor may be called from any thread. Every submitted job gets exactly one `done`,
/// also when the worker is destroyed (Error{Cancelled}).
class InferenceWorker {
 public:
  InferenceWorker();
  ~InferenceWorker();  ///< stops the running job, cancels those that wait, joins
  InferenceWorker(const InferenceWorker&) = delete;
  InferenceWorker& operator=(const InferenceWorker&) = delete;

  void submit(Job job);
  /// Stops the job with this key, waiting or running.
  void cancel(const std::string& key);
  void cancelAll();
  /// Blocks until nothing waits or runs (tests, shutdown).
  void waitUntilIdle();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace pentimento
