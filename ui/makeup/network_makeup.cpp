// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include "core/models/registry.h"
#include "ui/makeup/makeup_engine.h"

namespace pentimento {

namespace {

class SessionSitter : public MakeupSitter {
 public:
  SessionSitter(MakeupModel& model, const Image& photo, const Alignment& alignment)
      : session_(model, photo, alignment) {}

  AttributeLayer layer(const MakeupReference& reference, const MakeupShades& shades,
                       const Progress& progress) override {
    return session_.layer(reference, shades, progress);
  }

 private:
  MakeupSession session_;
};

class NetworkMakeup : public MakeupEngine {
 public:
  explicit NetworkMakeup(ComputeOptions options) : options_(std::move(options)) {}

  EngineInfo load() override {
    model_.reset();
    compute_ = selectCompute(options_);
    files_ = makeupFiles();
    return {compute_.description, Registry().current("makeup").card.name};
  }

  void warmUp() override {
    if (!model_) model_.emplace(files_, compute_);
  }

  MakeupReference reference(const Image& photo, const Face& face) override {
    return makeupReference(photo, face);
  }

  std::unique_ptr<MakeupSitter> open(const Image& photo, const Alignment& alignment) override {
    warmUp();
    return std::make_unique<SessionSitter>(*model_, photo, alignment);
  }

 private:
  ComputeOptions options_;
  Compute compute_;
  MakeupFiles files_;
  std::optional<MakeupModel> model_;
};

}  // namespace

std::unique_ptr<MakeupEngine> makeMakeupEngine(const ComputeOptions& compute) {
  return std::make_unique<NetworkMakeup>(compute);
}

}  // namespace pentimento
