// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include "core/base/error.h"
#include "core/models/registry.h"
#include "ui/attributes/attributes_engine.h"

namespace pentimento {

namespace {

class SessionLayers : public FaceLayers {
 public:
  SessionLayers(AttributesModel& model, const Image& photo, const Alignment& alignment)
      : session_(model, photo, alignment) {}

  AttributeLayer sum(const Strengths& strengths, const Image& kept, const Progress& progress) override {
    return session_.sum(strengths, kept, progress);
  }

 private:
  AttributesSession session_;
};

class NetworkAttributes : public AttributesEngine {
 public:
  explicit NetworkAttributes(ComputeOptions options) : options_(std::move(options)) {}

  AttributesInfo load() override {
    const Registry registry;
    const Compute compute = selectCompute(options_);
    AttributesInfo info{compute.description, {}};
    std::map<Attribute, std::filesystem::path> files;
    for (const Attribute attribute : attributes) {
      try {
        const ModelEntry entry = registry.current(modelTaskOf(attribute));
        files[attribute] = entry.weights;
        info.models[attribute] = entry.card.name;
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::NotFound) throw;
      }
    }
    model_.emplace(files, parser(registry), compute);
    return info;
  }

  std::unique_ptr<FaceLayers> open(const Image& photo, const Alignment& alignment) override {
    return std::make_unique<SessionLayers>(*model_, photo, alignment);
  }

 private:
  /// Without one the sliders still move.
  static std::filesystem::path parser(const Registry& registry) {
    try {
      return registry.current("parse").weights;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::NotFound) throw;
      return {};
    }
  }

  ComputeOptions options_;
  std::optional<AttributesModel> model_;
};

}  // namespace

std::unique_ptr<AttributesEngine> makeAttributesEngine(const ComputeOptions& compute) {
  return std::make_unique<NetworkAttributes>(compute);
}

}  // namespace pentimento
