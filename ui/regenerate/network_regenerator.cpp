// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include "core/models/registry.h"
#include "ui/regenerate/regenerate_engine.h"

namespace pentimento {

namespace {

class SessionGenerator : public FaceRegenerator {
 public:
  SessionGenerator(RegenerateModel& model, const Image& photo, const RegenerateFace& face)
      : session_(model, photo, face.alignment, face.parsed, face.style) {}

  Image generate(const Image& painted, const Progress& progress) override {
    return session_.generate(painted, progress);
  }

 private:
  RegenerateSession session_;
};

class NetworkRegenerator : public RegenerateEngine {
 public:
  NetworkRegenerator(ComputeOptions options, std::string model)
      : options_(std::move(options)), name_(std::move(model)) {}

  EngineInfo load() override {
    const Registry registry;
    const ModelEntry entry = name_.empty() ? registry.current("regenerate") : registry.find(name_);
    const Compute compute = selectCompute(options_);
    model_.emplace(entry.weights, compute);
    return {compute.description, entry.card.name};
  }

  std::unique_ptr<FaceRegenerator> open(const Image& photo, const RegenerateFace& face) override {
    return std::make_unique<SessionGenerator>(*model_, photo, face);
  }

  Image mask(const RegenerateFace& face) override {
    return regenerationMask(face.parsed, face.painted, face.wholeFace);
  }

  Image blend(const Image& target, const Alignment& alignment, const Image& generated, const Image& mask,
              const Progress& progress) override {
    return blendRegenerated(target, alignment, generated, mask, progress);
  }

 private:
  ComputeOptions options_;
  std::string name_;
  std::optional<RegenerateModel> model_;
};

}  // namespace

std::unique_ptr<RegenerateEngine> makeRegenerateEngine(const ComputeOptions& compute,
                                                       const std::string& model) {
  return std::make_unique<NetworkRegenerator>(compute, model);
}

}  // namespace pentimento
