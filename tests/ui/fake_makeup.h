// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <mutex>
#include <opencv2/core.hpp>
#include <optional>

#include "core/base/error.h"
#include "ui/makeup/makeup_engine.h"

namespace pentimento::test {

/// What a test tells its engine to do and asks it about; shared with the test, so thread-safe.
struct MakeupScript {
  std::mutex mutex;
  std::optional<Error> loadFailure, failure;  ///< thrown by every load, by the next layer
  int side = 64;                              ///< of the layers
  std::atomic<int> loads = 0, warmUps = 0, references = 0, sessions = 0, networks = 0, layers = 0;

  void fail(std::optional<Error> load, std::optional<Error> next = {}) {
    const std::lock_guard lock(mutex);
    loadFailure.reset();
    failure.reset();
    if (load) loadFailure.emplace(*load);
    if (next) failure.emplace(*next);
  }
};

/// Everybody can predict what it adds: lips add 0.2 of red, eyes of green, skin of blue, brows take all three
/// away by half of that; a reference whose face's middle is dark adds the contrary. Each session asks its
/// "network" once for a reference, as MakeupSession does.
class FakeMakeup : public MakeupEngine {
 public:
  static constexpr double step = 0.2;  ///< at strength 1

  explicit FakeMakeup(std::shared_ptr<MakeupScript> script) : script_(std::move(script)) {}

  EngineInfo load() override {
    ++script_->loads;
    const std::lock_guard lock(script_->mutex);
    if (script_->loadFailure) throw Error(*script_->loadFailure);
    return {"Fake device", "fake make-up"};
  }
  void warmUp() override { ++script_->warmUps; }
  MakeupReference reference(const Image& photo, const Face& face) override {
    ++script_->references;
    const cv::Point middle(static_cast<int>(face.alignment.centre.x),
                           static_cast<int>(face.alignment.centre.y));
    const auto colour = cv::Scalar(photo.mat().at<cv::Vec3b>(middle));
    return {Image(cv::Mat(makeupTextureSize, makeupTextureSize, CV_8UC3, colour)),
            Image(cv::Mat(makeupTextureSize, makeupTextureSize, CV_8U, cv::Scalar(1)))};
  }
  std::unique_ptr<MakeupSitter> open(const Image&, const Alignment&) override {
    ++script_->sessions;
    return std::make_unique<Sitter>(script_);
  }

 private:
  class Sitter : public MakeupSitter {
   public:
    explicit Sitter(std::shared_ptr<MakeupScript> script) : script_(std::move(script)) {}

    AttributeLayer layer(const MakeupReference& reference, const MakeupShades& shades,
                         const Progress&) override {
      ++script_->layers;
      fail();
      if (asked_.empty() || !samePixels(asked_, reference.texture)) ++script_->networks;
      asked_ = reference.texture;
      const double dark = cv::mean(reference.texture.mat())[0] < 100 ? -1 : 1;
      const auto [lips, eyes, brows, skin] = shades.regions;
      const cv::Scalar colour =
          dark * step * shades.shade * cv::Scalar(lips - brows / 2, eyes - brows / 2, skin - brows / 2);
      return {Image(cv::Mat(script_->side, script_->side, CV_32FC3, colour)), {}};
    }

   private:
    void fail() {
      const std::lock_guard lock(script_->mutex);
      if (!script_->failure) return;
      const Error failure = *script_->failure;
      script_->failure.reset();
      throw Error(failure);
    }

    std::shared_ptr<MakeupScript> script_;
    Image asked_;
  };

  std::shared_ptr<MakeupScript> script_;
};

}  // namespace pentimento::test
