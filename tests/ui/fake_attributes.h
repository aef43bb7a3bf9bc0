// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <mutex>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <set>
#include <vector>

#include "core/base/error.h"
#include "ui/attributes/attributes_engine.h"

namespace pentimento::test {

/// What a test tells its engine to do and asks it about; shared with the test, so thread-safe.
struct AttributesScript {
  std::mutex mutex;
  std::set<Attribute> installed{attributes.begin(), attributes.end()};
  std::optional<Error> loadFailure, failure;  ///< thrown by every load, by the next sum
  std::atomic<int> loads = 0, sessions = 0, networks = 0, sums = 0;

  void install(std::set<Attribute> wanted) {
    const std::lock_guard lock(mutex);
    installed = std::move(wanted);
  }
  void fail(std::optional<Error> load, std::optional<Error> next = {}) {
    const std::lock_guard lock(mutex);
    loadFailure.reset();
    failure.reset();
    if (load) loadFailure.emplace(*load);
    if (next) failure.emplace(*next);
  }
};

/// Everybody can predict what it adds: glasses add 0.2 of red, beards of green, smiles of blue, open mouths
/// of all; the others nothing. Removing takes away as much. Each session asks its "network" once for an
/// attribute and direction, as AttributesSession does.
class FakeAttributes : public AttributesEngine {
 public:
  static constexpr double step = 0.2;  ///< at strength 1

  explicit FakeAttributes(std::shared_ptr<AttributesScript> script) : script_(std::move(script)) {}

  AttributesInfo load() override {
    ++script_->loads;
    const std::lock_guard lock(script_->mutex);
    if (script_->loadFailure) throw Error(*script_->loadFailure);
    AttributesInfo info{"Fake device", {}};
    for (const Attribute attribute : script_->installed) info.models[attribute] = "fake " + nameOf(attribute);
    return info;
  }
  std::unique_ptr<FaceLayers> open(const Image&, const Alignment&) override {
    ++script_->sessions;
    return std::make_unique<Layers>(script_);
  }

 private:
  class Layers : public FaceLayers {
   public:
    explicit Layers(std::shared_ptr<AttributesScript> script) : script_(std::move(script)) {}

    AttributeLayer sum(const Strengths& strengths, const Image& kept, const Progress&) override {
      ++script_->sums;
      fail();
      cv::Scalar colour;
      for (const Attribute attribute : attributes) {
        const double strength = strengths[static_cast<std::size_t>(attribute)];
        if (strength != 0 && asked_.emplace(attribute, strength > 0).second) ++script_->networks;
        for (int channel = 0; channel < 3; ++channel) {
          const bool adds = attribute == Attribute::MouthOpen || static_cast<int>(attribute) == channel;
          if (adds) colour[channel] += step * strength;
        }
      }
      constexpr int side = 64;
      cv::Mat residual(side, side, CV_32FC3, colour);
      if (!kept.empty()) {
        cv::Mat share;
        cv::resize(kept.mat(), share, residual.size(), 0, 0, cv::INTER_AREA);
        cv::cvtColor(share, share, cv::COLOR_GRAY2RGB);
        share.convertTo(share, CV_32F, 1.0 / 255);
        residual = residual.mul(share);
      }
      return {Image(residual), Image(cv::Mat(side, side, CV_32FC3, cv::Scalar()))};
    }

   private:
    void fail() {
      const std::lock_guard lock(script_->mutex);
      if (!script_->failure) return;
      const Error failure = *script_->failure;
      script_->failure.reset();
      throw Error(failure);
    }

    std::shared_ptr<AttributesScript> script_;
    std::set<std::pair<Attribute, bool>> asked_;
  };

  std::shared_ptr<AttributesScript> script_;
};

}  // namespace pentimento::test
