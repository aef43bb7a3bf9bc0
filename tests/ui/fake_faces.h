// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

#include "core/base/error.h"
#include "ui/faces/face_engine.h"

namespace pentimento::test {

/// A face in `box`, frontal unless `yaw` (degrees) says otherwise, its crop (twice the box, same middle)
/// turned by `roll` degrees: nose (a square in the middle) on skin (a disc that fills the crop) on
/// background.
Face madeFace(const cv::Rect2d& box, double yaw = 0, double roll = 0);

/// What a test tells the face engine to do and asks it about; shared with the test, so thread-safe.
struct FaceScript {
  std::mutex mutex;
  std::condition_variable opened;
  bool gateClosed = false;        ///< analyses wait until the gate is open or they are cancelled
  std::vector<Face> faces;        ///< found in every photo
  std::vector<TraitMarks> marks;  ///< of the faces asked about, in turn; none: nothing is known
  std::size_t marked = 0;
  std::optional<Error> loadFailure;  ///< thrown by every load
  std::optional<Error> failure;      ///< thrown by the next analysis
  std::atomic<int> loads = 0, searches = 0, boxes = 0;

  void closeGate() {
    const std::lock_guard lock(mutex);
    gateClosed = true;
  }
  void openGate() {
    const std::lock_guard lock(mutex);
    gateClosed = false;
    opened.notify_all();
  }
  void set(std::vector<Face> wanted) {
    const std::lock_guard lock(mutex);
    faces = std::move(wanted);
  }
  void fail(std::optional<Error> load, std::optional<Error> next = {}) {
    const std::lock_guard lock(mutex);
    loadFailure = std::move(load);
    failure = std::move(next);
  }
};

/// Finds what the script says, and in a box the face that fills it.
class FakeFaces : public FaceEngine {
 public:
  explicit FakeFaces(std::shared_ptr<FaceScript> script) : script_(std::move(script)) {}

  void load() override {
    ++script_->loads;
    const std::lock_guard lock(script_->mutex);
    if (script_->loadFailure) throw Error(*script_->loadFailure);
  }
  std::vector<Face> analyse(const Image&, const Progress& progress) override {
    ++script_->searches;
    waitAtGate(progress);
    const std::lock_guard lock(script_->mutex);
    return script_->faces;
  }
  TraitMarks marksOf(const Image&) override {
    const std::lock_guard lock(script_->mutex);
    // The faces of a photo are marked in turn.
    return script_->marks.empty() ? TraitMarks{} : script_->marks[script_->marked++ % script_->marks.size()];
  }
  Face analyseBox(const Image&, const cv::Rect2d& box, const Progress& progress) override {
    ++script_->boxes;
    waitAtGate(progress);
    return madeFace(box);
  }

 private:
  void waitAtGate(const Progress& progress) {
    std::unique_lock lock(script_->mutex);
    while (script_->gateClosed) {
      script_->opened.wait_for(lock, std::chrono::milliseconds(5));
      progress.throwIfStopped();
    }
    progress.throwIfStopped();
    if (!script_->failure) return;
    const Error failure = *script_->failure;
    script_->failure.reset();
    throw Error(failure);
  }

  std::shared_ptr<FaceScript> script_;
};

}  // namespace pentimento::test
