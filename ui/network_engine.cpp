// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include "core/models/registry.h"
#include "ui/colourise_engine.h"

namespace pentimento {

namespace {

class NetworkEngine : public ColouriseEngine {
 public:
  NetworkEngine(ComputeOptions options, std::string model)
      : options_(std::move(options)), name_(std::move(model)) {}

  EngineInfo load() override {
    const Compute compute = selectCompute(options_);
    const Registry registry;
    const ModelEntry entry = name_.empty() ? registry.current("colourise") : registry.find(name_);
    model_.emplace(entry.weights, compute);
    return {compute.description, entry.card.name};
  }

  void setPhoto(const Image& photo) override {
    session_ = std::make_unique<ColouriseSession>(*model_, photo);
  }

  Image predict(const std::vector<ColourHint>& hints, const Progress& progress) override {
    return session_->predict(hints, progress);
  }

  Image render(const Image& target, const Image& chroma, double saturation,
               const Progress& progress) override {
    return ColouriseSession::render(target, chroma, saturation, progress);
  }

  std::vector<Rgb8> suggest(double x, double y, int count) override { return session_->suggest(x, y, count); }

 private:
  ComputeOptions options_;
  std::string name_;
  std::optional<ColouriseModel> model_;
  std::unique_ptr<ColouriseSession> session_;  // after model_: it refers to it
};

}  // namespace

std::unique_ptr<ColouriseEngine> makeNetworkEngine(const ComputeOptions& compute, const std::string& model) {
  return std::make_unique<NetworkEngine>(compute, model);
}

}  // namespace pentimento
