// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <vector>

#include "core/base/error.h"
#include "ui/regenerate/regenerate_engine.h"

namespace pentimento::test {

/// What a test tells its engine to do and asks it about; shared with the test, so thread-safe.
struct RegeneratorScript {
  std::mutex mutex;
  std::condition_variable opened;
  bool gateClosed = false;                    ///< generate waits until the gate is open or it is cancelled
  std::optional<Error> loadFailure, failure;  ///< thrown by every load, by the next generate
  std::vector<Image> painted;                 ///< what was asked for
  std::atomic<int> loads = 0, sessions = 0, blends = 0, waiting = 0;
  std::atomic<bool> styled = false;  ///< whether the newest session had a style of its own

  void closeGate() {
    const std::lock_guard lock(mutex);
    gateClosed = true;
  }
  void openGate() {
    const std::lock_guard lock(mutex);
    gateClosed = false;
    opened.notify_all();
  }
  void fail(std::optional<Error> load, std::optional<Error> next = {}) {
    const std::lock_guard lock(mutex);
    loadFailure.reset();
    failure.reset();
    if (load) loadFailure.emplace(*load);
    if (next) failure.emplace(*next);
  }
  std::size_t generated() {
    const std::lock_guard lock(mutex);
    return painted.size();
  }
};

/// Everybody can predict what it makes: the mask in the colours of its classes, where it was painted,
/// hard-edged.
class FakeRegenerator : public RegenerateEngine {
 public:
  explicit FakeRegenerator(std::shared_ptr<RegeneratorScript> script) : script_(std::move(script)) {}

  EngineInfo load() override {
    ++script_->loads;
    const std::lock_guard lock(script_->mutex);
    if (script_->loadFailure) throw Error(*script_->loadFailure);
    return {"Fake device", "fake face"};
  }
  std::unique_ptr<FaceRegenerator> open(const Image&, const RegenerateFace& face) override {
    ++script_->sessions;
    script_->styled = face.style.has_value();
    return std::make_unique<Generator>(script_);
  }
  Image mask(const RegenerateFace& face) override {
    cv::Mat mask = face.parsed.mat() != face.painted.mat();
    if (face.wholeFace) mask.setTo(255);
    mask.convertTo(mask, CV_32F, 1.0 / 255);
    return Image(mask);
  }
  Image blend(const Image& target, const Alignment& alignment, const Image& generated, const Image& mask,
              const Progress&) override {
    ++script_->blends;
    const auto warped = [&](const Image& crop) {
      cv::Mat result;
      cv::warpAffine(crop.mat(), result, alignment.photoFromCrop(crop.width()), target.mat().size(),
                     cv::INTER_NEAREST);
      return result;
    };
    cv::Mat colours, result = target.mat().clone();
    warped(generated).convertTo(colours, result.type(), target.maximum());
    colours.copyTo(result, warped(mask) > 0.5);
    return Image(result);
  }

 private:
  class Generator : public FaceRegenerator {
   public:
    explicit Generator(std::shared_ptr<RegeneratorScript> script) : script_(std::move(script)) {}
    Image generate(const Image& painted, const Progress& progress) override {
      std::unique_lock lock(script_->mutex);
      ++script_->waiting;
      while (script_->gateClosed) {
        script_->opened.wait_for(lock, std::chrono::milliseconds(5));
        progress.throwIfStopped();
      }
      script_->painted.push_back(painted);
      if (script_->failure) {
        const Error failure = *script_->failure;
        script_->failure.reset();
        throw Error(failure);
      }
      cv::Mat result;
      coloured(painted).mat().convertTo(result, CV_32F, 1.0 / 255);
      return Image(result);
    }

   private:
    std::shared_ptr<RegeneratorScript> script_;
  };

  std::shared_ptr<RegeneratorScript> script_;
};

}  // namespace pentimento::test
