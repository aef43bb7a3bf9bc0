// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace pentimento {

/// Makes batches ahead of time on background threads and hands them out in order. `make(number)` must depend on its
/// number alone: then a run that resumes at batch n sees what an uninterrupted one sees, whatever the thread count.
/// An exception of `make` is rethrown by the next() that would have returned its batch.
template <class Batch>
class Prefetcher {
 public:
  using Make = std::function<Batch(std::int64_t number)>;

  Prefetcher(Make make, std::int64_t first, int threads, std::size_t depth)
      : make_(std::move(make)), produced_(first), depth_(depth) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
  }
  ~Prefetcher() {
    for (auto& thread : threads_) thread.request_stop();
    wake_.notify_all();
  }

  /// Blocks until the next batch is there.
  Batch next() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return !queue_.empty(); });
    auto batch = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    wake_.notify_one();
    return batch.get();
  }

 private:
  void work(const std::stop_token& stop) {
    for (;;) {
      std::packaged_task<Batch()> task;
      {
        std::unique_lock lock(mutex_);
        if (!wake_.wait(lock, stop, [this] { return queue_.size() < depth_; })) return;
        task = std::packaged_task<Batch()>([this, number = produced_++] { return make_(number); });
        queue_.push_back(task.get_future());
      }
      ready_.notify_one();
      task();
    }
  }

  Make make_;
  std::int64_t produced_;
  std::size_t depth_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::condition_variable_any wake_;
  std::deque<std::future<Batch>> queue_;
  std::vector<std::jthread> threads_;  // last: joined before what they use goes
};

}  // namespace pentimento
