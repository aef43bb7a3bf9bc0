// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/attributes.h"

#include <torch/torch.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <optional>

#include "core/analysis/face_analyser.h"
#include "core/analysis/parser_model.h"
#include "core/base/error.h"
#include "core/effects/attribute_layer.h"
#include "core/effects/each_face.h"
#include "core/models/load_model.h"
#include "core/models/run_network.h"
#include "core/networks/attribute_transforms.h"
#include "core/networks/layers.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"

namespace pentimento {

struct AttributesModel::Impl {
  struct Transforms {
    std::filesystem::path file;
    AttributeTransformsOptions options;
    AttributeTransforms network{nullptr};  // until it is needed

    int side() const { return static_cast<int>(options.size); }
  };
  std::map<Attribute, Transforms> transforms;
  std::filesystem::path parserFile;
  std::optional<ParserModel> parser;  // once it was needed
  Compute compute;

  bool needsHead() const {
    return !parserFile.empty() && std::any_of(transforms.begin(), transforms.end(),
                                              [](const auto& each) { return isWithinHead(each.first); });
  }

  /// Label map of an aligned crop.
  Image parse(const Image& crop) {
    if (!parser) parser.emplace(parserFile, compute);
    return parser->parse(crop);
  }

  Transforms& get(Attribute attribute) {
    const auto found = transforms.find(attribute);
    if (found == transforms.end())
      throw Error(ErrorKind::NotFound, "there is no model for " + nameOf(attribute));
    if (found->second.network.is_empty()) load(attribute, found->second);
    return found->second;
  }

  /// [1, 3, S, S] in [-1, 1] -> [1, 3, S, S], in the same scale.
  torch::Tensor residual(Attribute attribute, bool added, const torch::Tensor& crop) {
    auto& network = get(attribute).network;
    return runNetwork(compute, loadedModules(), crop,
                      [&](const torch::Tensor& onDevice) { return network->residual(onDevice, added); })
        .to(torch::kCPU, torch::kFloat32);
  }

 private:
  void load(Attribute attribute, Transforms& into) const {
    const auto model = loadModel(into.file, modelTaskOf(attribute));
    AttributeTransforms network(into.options);
    loadInto(*network, model.weights, "network.");
    prepareForInference(*network);
    network->to(torch::Device(compute.device));
    into.network = network;
  }

  /// All of them: a GPU that is given up is given up by all.
  std::vector<torch::nn::Module*> loadedModules() {
    std::vector<torch::nn::Module*> modules;
    for (auto& [attribute, each] : transforms)
      if (!each.network.is_empty()) modules.push_back(each.network.get());
    return modules;
  }
};

AttributesModel::AttributesModel(const std::map<Attribute, std::filesystem::path>& files,
                                 const std::filesystem::path& parser, const Compute& compute)
    : impl_(std::make_unique<Impl>()) {
  impl_->parserFile = parser;
  impl_->compute = compute;
  for (const auto& [attribute, file] : files) {
    const auto model = readModelCard(file, modelTaskOf(attribute));
    impl_->transforms[attribute] = {file, model.options<AttributeTransformsOptions>()};
  }
}

AttributesModel::~AttributesModel() = default;
AttributesModel::AttributesModel(AttributesModel&&) noexcept = default;
AttributesModel& AttributesModel::operator=(AttributesModel&&) noexcept = default;

bool AttributesModel::has(Attribute attribute) const {
  return impl_->transforms.contains(attribute);
}

struct AttributesSession::Impl {
  AttributesModel::Impl& model;
  std::map<int, Image> crops = {};                                   // by their side; the photo's depth
  std::map<std::pair<Attribute, bool>, AttributeLayer> layers = {};  // by attribute and whether it is added
  Image labels = {}, head = {};                                      // of the crop; once they were needed

  AttributeLayer makeLayer(Attribute attribute, bool added) {
    const int side = model.get(attribute).side();
    const Image& crop = crops.at(side);
    const auto residual = model.residual(attribute, added, pictureTensor(crop, side).unsqueeze(0));
    cv::Mat shares;
    crop.mat().convertTo(shares, CV_32F, 1 / crop.maximum());
    Image own = imageFromTensor(residual[0] / 2);
    const bool withinHead = isWithinHead(attribute) && !model.parserFile.empty();
    if (withinHead) {
      if (labels.empty()) {
        labels = model.parse(crops.at(labelSize));
        head = insideHead(labels);
      }
      own = withEvenHair(own, Image(shares), labels);
    }
    auto layer = attributeLayer(added ? softened(own) : own, Image(shares));
    if (withinHead) keep(layer, head);
    return layer;
  }
};

AttributesSession::AttributesSession(AttributesModel& model, const Image& photo, const Alignment& alignment)
    : impl_(std::make_unique<Impl>(Impl{model.impl()})) {
  const auto need = [&](int side) {
    auto& crop = impl_->crops[side];
    if (crop.empty()) crop = cropFromPhoto(photo, alignment, side);
  };
  for (const auto& [attribute, transforms] : model.impl().transforms) need(transforms.side());
  if (model.impl().needsHead()) need(labelSize);
}

AttributesSession::~AttributesSession() = default;

const AttributeLayer& AttributesSession::layer(Attribute attribute, bool added, const Progress& progress) {
  progress.throwIfStopped();
  const std::pair key(attribute, added);
  auto found = impl_->layers.find(key);
  if (found == impl_->layers.end())
    found = impl_->layers.emplace(key, impl_->makeLayer(attribute, added)).first;
  return found->second;
}

AttributeLayer AttributesSession::sum(const Strengths& strengths, const Image& kept,
                                      const Progress& progress) {
  AttributeLayer sum;
  for (const auto attribute : attributes) {
    const auto index = static_cast<std::size_t>(attribute);
    progress.report(static_cast<double>(index) / attributeCount, "changing attributes");
    if (const double strength = strengths[index]; strength != 0)
      addTo(sum, layer(attribute, strength > 0, progress), std::abs(strength));
  }
  if (!kept.empty() && !sum.residual.empty()) keep(sum, kept);
  progress.report(1, "changing attributes");
  return sum;
}

AttributesEffect::AttributesEffect(std::shared_ptr<AttributesModel> model) : model_(std::move(model)) {}

Image AttributesEffect::apply(const Image& photo, const nlohmann::json& parameters,
                              const Progress& progress) {
  return apply(photo, parameters.get<AttributesParameters>(), progress);
}

Image AttributesEffect::apply(const Image& photo, const AttributesParameters& parameters,
                              const Progress& progress) {
  parameters.check(photo.width(), photo.height());
  Image result =
      withLayers(photo, parameters.faces, progress, [&](const AttributesFace& face, const Progress& part) {
        return AttributesSession(*model_, photo, face.alignment).sum(face.strengths, face.kept, part);
      });
  progress.report(1, "attributes changed");
  return result;
}

}  // namespace pentimento
