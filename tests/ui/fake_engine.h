// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "core/base/error.h"
#include "core/image/colour.h"
#include "core/image/resample.h"
#include "ui/colourise_engine.h"

namespace pentimento::test {

/// What a test tells its engine to do and asks it about; shared with the test, so thread-safe.
struct EngineScript {
  std::mutex mutex;
  std::condition_variable opened;
  bool gateClosed = false;       ///< predict waits until the gate is open or it is cancelled
  std::optional<Error> failure;  ///< thrown by the next predict
  std::vector<std::vector<ColourHint>> predicted;
  std::atomic<int> loads = 0, renders = 0, photos = 0;
  std::atomic<std::int64_t> largestRender = 0;  ///< pixels

  void closeGate() {
    const std::lock_guard lock(mutex);
    gateClosed = true;
  }
  void openGate() {
    const std::lock_guard lock(mutex);
    gateClosed = false;
    opened.notify_all();
  }
  std::size_t predictions() {
    const std::lock_guard lock(mutex);
    return predicted.size();
  }
  std::vector<ColourHint> lastHints() {
    const std::lock_guard lock(mutex);
    return predicted.empty() ? std::vector<ColourHint>() : predicted.back();
  }
};

/// A network that anybody can predict: everything warm (a 20, b 30), and around a hint the hint's own colour.
class FakeEngine : public ColouriseEngine {
 public:
  static constexpr float warmA = 20, warmB = 30;
  static constexpr int radius = 12;  ///< of a hint, in chroma pixels (long side 64)

  explicit FakeEngine(std::shared_ptr<EngineScript> script) : script_(std::move(script)) {}

  EngineInfo load() override {
    ++script_->loads;
    return {"Fake device", "fake"};
  }
  void setPhoto(const Image& photo) override {
    ++script_->photos;
    photo_ = photo;
  }
  Image predict(const std::vector<ColourHint>& hints, const Progress& progress) override {
    waitAtGate(hints, progress);
    const cv::Size size = sizeForLongSide(photo_.width(), photo_.height(), 64);
    cv::Mat ab(size, CV_32FC2, cv::Scalar(warmA, warmB));
    for (const ColourHint& hint : hints) paint(ab, hint);
    return Image(ab);
  }
  Image render(const Image& target, const Image& chroma, double saturation, const Progress&) override {
    ++script_->renders;
    script_->largestRender =
        std::max<std::int64_t>(script_->largestRender, std::int64_t{1} * target.width() * target.height());
    const Image light = lightness(target);
    const Image full = resize(chroma, target.width(), target.height());
    return rgbFromLightnessAndChroma(light, Image(cv::Mat(full.mat() * saturation)), target.depth());
  }
  std::vector<Rgb8> suggest(double, double, int) override {
    return {{200, 100, 50}, {50, 100, 200}, {60, 160, 60}};
  }

 private:
  void waitAtGate(const std::vector<ColourHint>& hints, const Progress& progress) {
    std::unique_lock lock(script_->mutex);
    while (script_->gateClosed) {
      script_->opened.wait_for(lock, std::chrono::milliseconds(5));
      progress.throwIfStopped();
    }
    progress.throwIfStopped();
    script_->predicted.push_back(hints);
    if (script_->failure) {
      const Error failure = *script_->failure;
      script_->failure.reset();
      throw failure;
    }
  }
  void paint(cv::Mat& ab, const ColourHint& hint) const {
    const Lab lab = labFromRgb(hint.rgb);
    const int x = static_cast<int>(hint.x * ab.cols / photo_.width()),
              y = static_cast<int>(hint.y * ab.rows / photo_.height());
    for (int row = std::max(0, y - radius); row < std::min(ab.rows, y + radius); ++row) {
      for (int column = std::max(0, x - radius); column < std::min(ab.cols, x + radius); ++column) {
        ab.at<cv::Vec2f>(row, column) = {lab.a, lab.b};
      }
    }
  }

  std::shared_ptr<EngineScript> script_;
  Image photo_;
};

}  // namespace pentimento::test
