// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <future>
#include <latch>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/base/caught_error.h"
#include "core/jobs/inference_worker.h"

namespace pentimento {
namespace {

using Outcomes = std::vector<std::string>;

/// Collects how jobs end. All members may be called from any thread.
class Recorder {
 public:
  /// A `done` that notes "name: ok" or "name: KIND message".
  auto note(std::string name) {
    return [this, name = std::move(name)](std::exception_ptr failure) {
      std::string outcome = name + ": ok";
      if (failure) {
        const Error error = errorFrom(failure);
        outcome = name + ": " + (error.kind() == ErrorKind::Cancelled ? "cancelled" : error.what());
      }
      const std::lock_guard lock(mutex_);
      outcomes_.push_back(std::move(outcome));
    };
  }
  Outcomes outcomes() const {
    const std::lock_guard lock(mutex_);
    return outcomes_;
  }

 private:
  mutable std::mutex mutex_;
  Outcomes outcomes_;
};

void nothing(const Progress&) {}

/// Work that says when it began and then goes on until it is stopped.
auto untilStopped(std::latch& began) {
  return [&began](const Progress& progress) {
    began.count_down();
    while (true) {
      progress.throwIfStopped();
      std::this_thread::yield();
    }
  };
}

/// Work that says when it began and holds the worker until `gate` opens.
auto untilOpen(std::latch& began, std::latch& gate) {
  return [&](const Progress&) {
    began.count_down();
    gate.wait();
  };
}

TEST(InferenceWorker, RunsJobsInOrderOnOneThreadOfItsOwn) {
  std::vector<int> order;
  std::vector<std::thread::id> threads;
  InferenceWorker worker;
  for (int i = 0; i < 5; ++i) {
    worker.submit({.key = "",
                   .title = "",
                   .run =
                       [&, i](const Progress&) {
                         order.push_back(i);
                         threads.push_back(std::this_thread::get_id());
                       },
                   .done = [&](std::exception_ptr) { threads.push_back(std::this_thread::get_id()); },
                   .progress = {}});
  }
  worker.waitUntilIdle();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4}));
  ASSERT_EQ(threads.size(), 10u);
  for (const auto& thread : threads) EXPECT_EQ(thread, threads.front());
  EXPECT_NE(threads.front(), std::this_thread::get_id());
}

TEST(InferenceWorker, PassesProgressOn) {
  std::vector<double> fractions;
  InferenceWorker worker;
  worker.submit({.key = "",
                 .title = "",
                 .run = [](const Progress& progress) { progress.report(0.25, "quarter"); },
                 .done = {},
                 .progress = [&](double fraction, std::string_view) { fractions.push_back(fraction); }});
  worker.waitUntilIdle();
  EXPECT_EQ(fractions, std::vector<double>{0.25});
}

TEST(InferenceWorker, DeliversExceptionsAsErrorsAndGoesOn) {
  Recorder recorder;
  std::vector<ErrorKind> kinds;
  InferenceWorker worker;
  const auto kindOf = [&](std::exception_ptr failure) { kinds.push_back(errorFrom(failure).kind()); };
  const auto typeIsError = [&](std::exception_ptr failure) {
    try {
      std::rethrow_exception(failure);
    } catch (const Error& error) {
      kinds.push_back(error.kind());
    }
  };
  const auto submit = [&](auto run, auto done) { worker.submit({"", "", run, done, {}}); };
  submit([](const Progress&) { throw Error(ErrorKind::Unreadable, "a.jpg: damaged"); }, kindOf);
  submit([](const Progress&) { throw std::bad_alloc(); }, typeIsError);
  submit([](const Progress&) { throw std::logic_error("a slip"); }, typeIsError);
  submit([](const Progress&) { throw 5; }, typeIsError);
  submit(std::function<void(const Progress&)>(), typeIsError);
  submit(nothing, recorder.note("last"));
  worker.waitUntilIdle();
  EXPECT_EQ(kinds, (std::vector{ErrorKind::Unreadable, ErrorKind::OutOfMemory, ErrorKind::Internal,
                                ErrorKind::Internal, ErrorKind::Internal}));
  EXPECT_EQ(recorder.outcomes(), Outcomes{"last: ok"});
}

TEST(InferenceWorker, SurvivesADoneThatThrows) {
  Recorder recorder;
  InferenceWorker worker;
  worker.submit(
      {"", "careless", nothing, [](std::exception_ptr) { throw std::runtime_error("in done"); }, {}});
  worker.submit({"", "", nothing, recorder.note("next"), {}});
  worker.waitUntilIdle();
  EXPECT_EQ(recorder.outcomes(), Outcomes{"next: ok"});
}

TEST(InferenceWorker, NewestRequestReplacesTheOneThatWaits) {
  Recorder recorder;
  std::latch began(1), gate(1);
  InferenceWorker worker;
  worker.submit({"", "", untilOpen(began, gate), recorder.note("blocker"), {}});
  began.wait();
  worker.submit(
      {"preview", "", [](const Progress&) { FAIL() << "was superseded"; }, recorder.note("preview 1"), {}});
  worker.submit({"export", "", nothing, recorder.note("export"), {}});
  worker.submit({"preview", "", nothing, recorder.note("preview 2"), {}});
  gate.count_down();
  worker.waitUntilIdle();
  EXPECT_EQ(recorder.outcomes(),
            (Outcomes{"blocker: ok", "preview 1: cancelled", "export: ok", "preview 2: ok"}));
}

TEST(InferenceWorker, NewestRequestStopsTheOneThatRuns) {
  Recorder recorder;
  std::latch began(1);
  InferenceWorker worker;
  worker.submit({"preview", "", untilStopped(began), recorder.note("old"), {}});
  began.wait();
  worker.submit({"preview", "", nothing, recorder.note("new"), {}});
  worker.waitUntilIdle();
  EXPECT_EQ(recorder.outcomes(), (Outcomes{"old: cancelled", "new: ok"}));
}

TEST(InferenceWorker, SupersededWorkThatWentThroughIsStillCancelled) {
  Recorder recorder;
  std::latch began(1), gate(1);
  InferenceWorker worker;
  worker.submit({"preview", "", untilOpen(began, gate), recorder.note("old"), {}});
  began.wait();
  worker.submit({"preview", "", nothing, recorder.note("new"), {}});
  gate.count_down();
  worker.waitUntilIdle();
  EXPECT_EQ(recorder.outcomes(), (Outcomes{"old: cancelled", "new: ok"}));
}

TEST(InferenceWorker, JobsWithoutAKeyNeverReplaceEachOther) {
  Recorder recorder;
  std::latch began(1), gate(1);
  InferenceWorker worker;
  worker.submit({"", "", untilOpen(began, gate), recorder.note("1"), {}});
  began.wait();
  worker.submit({"", "", nothing, recorder.note("2"), {}});
  worker.submit({"", "", nothing, recorder.note("3"), {}});
  worker.cancel("");
  gate.count_down();
  worker.waitUntilIdle();
  EXPECT_EQ(recorder.outcomes(), (Outcomes{"1: ok", "2: ok", "3: ok"}));
}

TEST(InferenceWorker, CancelStopsTheNamedJobWaitingOrRunning) {
  Recorder recorder;
  std::latch began(1);
  InferenceWorker worker;
  worker.submit({"running", "", untilStopped(began), recorder.note("running"), {}});
  worker.submit({"waiting", "", [](const Progress&) { FAIL(); }, recorder.note("waiting"), {}});
  worker.submit({"other", "", nothing, recorder.note("other"), {}});
  began.wait();
  worker.cancel("waiting");
  worker.cancel("unheard of");
  worker.cancel("running");
  worker.waitUntilIdle();
  EXPECT_EQ(recorder.outcomes(), (Outcomes{"running: cancelled", "waiting: cancelled", "other: ok"}));
}

TEST(InferenceWorker, CancelAllStopsEverythingAndTheWorkerStaysUsable) {
  Recorder recorder;
  std::latch began(1);
  InferenceWorker worker;
  worker.submit({"", "", untilStopped(began), recorder.note("1"), {}});
  worker.submit({"key", "", [](const Progress&) { FAIL(); }, recorder.note("2"), {}});
  began.wait();
  worker.cancelAll();
  worker.submit({"", "", nothing, recorder.note("3"), {}});
  worker.waitUntilIdle();
  EXPECT_EQ(recorder.outcomes(), (Outcomes{"1: cancelled", "2: cancelled", "3: ok"}));
}

TEST(InferenceWorker, DestructionCancelsWhatRunsAndWhatWaits) {
  Recorder recorder;
  {
    std::latch began(1);
    InferenceWorker worker;
    worker.submit({"", "", untilStopped(began), recorder.note("running"), {}});
    worker.submit({"", "", [](const Progress&) { FAIL(); }, recorder.note("waiting"), {}});
    began.wait();
  }
  EXPECT_EQ(recorder.outcomes(), (Outcomes{"running: cancelled", "waiting: cancelled"}));
}

TEST(InferenceWorker, AJobMaySubmitAJob) {
  Recorder recorder;
  InferenceWorker worker;
  worker.submit({"",
                 "",
                 [&](const Progress&) {
                   worker.submit({"", "", nothing, recorder.note("from run"), {}});
                 },
                 [&](std::exception_ptr) {
                   worker.submit({"", "", nothing, recorder.note("from done"), {}});
                 },
                 {}});
  worker.waitUntilIdle();
  EXPECT_EQ(recorder.outcomes(), (Outcomes{"from run: ok", "from done: ok"}));
}

TEST(InferenceWorker, AJobSubmittedWhileTheWorkerClosesIsCancelled) {
  Recorder recorder;
  {
    std::latch began(1);
    InferenceWorker worker;
    worker.submit({"",
                   "",
                   untilStopped(began),
                   [&](std::exception_ptr) {
                     worker.submit({"", "", [](const Progress&) { FAIL(); }, recorder.note("late"), {}});
                   },
                   {}});
    began.wait();
  }
  EXPECT_EQ(recorder.outcomes(), Outcomes{"late: cancelled"});
}

TEST(InferenceWorker, FreesWhatAJobHoldsBeforeItIsIdle) {
  const auto held = std::make_shared<int>(1);
  InferenceWorker worker;
  worker.submit({"", "", [held](const Progress&) {}, [held](std::exception_ptr) {}, {}});
  worker.waitUntilIdle();
  EXPECT_EQ(held.use_count(), 1);
}

TEST(InferenceWorker, EveryJobOfManyThreadsGetsExactlyOneDone) {
  constexpr int submitters = 4, jobsEach = 250;
  std::vector<std::atomic<int>> dones(submitters * jobsEach);
  std::atomic<int> inside = 0, atOnce = 0;
  {
    InferenceWorker worker;
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < submitters; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < jobsEach; ++i) {
          // Keys shared by the threads, some jobs without, cancels between them.
          worker.submit({.key = i % 5 == 0 ? "" : "key " + std::to_string(i % 3),
                         .title = "",
                         .run =
                             [&](const Progress& progress) {
                               if (++inside > 1) ++atOnce;
                               std::this_thread::yield();
                               --inside;
                               progress.report(1, "");
                             },
                         .done = [&, id = thread * jobsEach + i](std::exception_ptr) { ++dones[id]; },
                         .progress = {}});
          if (i % 17 == 0) worker.cancel("key 1");
          if (i % 101 == 0) worker.cancelAll();
        }
      });
    }
    threads.clear();
    worker.submit({"", "", nothing, {}, {}});
  }
  for (const auto& done : dones) ASSERT_EQ(done, 1);
  EXPECT_EQ(atOnce, 0);
}

TEST(InferenceWorker, WorkersComeAndGoWithoutAJob) {
  for (int i = 0; i < 100; ++i) InferenceWorker worker;
}

}  // namespace
}  // namespace pentimento
