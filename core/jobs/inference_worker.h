// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <string>

#include "core/base/progress.h"

namespace pentimento {

/// One piece of work for the worker. `run` computes and keeps its own result; `done` is called afterwards
/// **on the worker's thread** with nullptr or with an Error, always of that type:
/// - Error{Cancelled} whenever the job was cancelled or superseded before `run` returned, even if `run` went
/// through:
///   nullptr means that nobody wants anything newer;
/// - the Error that `run` threw; another exception becomes Error{OutOfMemory} or Error{Internal} (see
/// errorFrom). A `done` that throws is logged and otherwise without effect.
struct Job {
  std::string
      key;  ///< a newer job with the same key replaces one that waits and stops one that runs; empty: never
  std::string title;  ///< for the status bar
  std::function<void(const Progress&)> run;
  std::function<void(std::exception_ptr)> done;  ///< may be empty
  Progress::Report progress;                     ///< optional; called on the worker's thread
};

/// The one thread that owns the networks: what touches a model runs here, in order of submission.
/// submit and cancel may be called from any thread, also from within a job. Every submitted job gets exactly
/// one `done`, also when the worker is destroyed (Error{Cancelled}). Since a newer job stops the one that
/// runs, who wants to see results while something is dragged submits the next request when `done` arrives,
/// not at every move of the mouse.
class InferenceWorker {
 public:
  InferenceWorker();
  /// Stops the running job, cancels those that wait, and any that their `done` still submits, and joins.
  /// Not from the worker's own thread.
  ~InferenceWorker();
  InferenceWorker(const InferenceWorker&) = delete;
  InferenceWorker& operator=(const InferenceWorker&) = delete;

  void submit(Job job);
  /// Stops the job with this key, waiting or running. An empty key names no job.
  void cancel(const std::string& key);
  void cancelAll();
  /// Blocks until nothing waits or runs and every `done` has returned (tests, shutdown).
  /// Not from the worker's own thread.
  void waitUntilIdle();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace pentimento
