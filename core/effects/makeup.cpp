// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/makeup.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <optional>

#include "core/analysis/parser_model.h"
#include "core/analysis/position_model.h"
#include "core/base/error.h"
#include "core/effects/attribute_layer.h"
#include "core/effects/each_face.h"
#include "core/effects/makeup_layer.h"
#include "core/face/face_texture.h"
#include "core/image/resample.h"
#include "core/models/load_model.h"
#include "core/models/registry.h"
#include "core/models/run_network.h"
#include "core/networks/layers.h"
#include "core/networks/makeup_generator.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"

namespace pentimento {
namespace {

constexpr int analysisSide = 256;               // what parser and position map see
constexpr int leastSide = 256, mostSide = 512;  // of the layers

Image inShares(const Image& image) {
  cv::Mat shares;
  image.mat().convertTo(shares, CV_32F, 1 / image.maximum());
  return Image(shares);
}

}  // namespace

MakeupReference makeupReference(const Image& photo, const Face& face) {
  const auto texture = faceTexture(photo, face.alignment, face.positions, face.labels, makeupTextureSize);
  return {texture.colours, texture.labels};
}

MakeupFiles makeupFiles(const std::string& model) {
  const Registry registry;
  return {(model.empty() ? registry.current("makeup") : registry.find(model)).weights,
          registry.current("parse").weights, registry.current("position-map").weights};
}

struct MakeupModel::Impl {
  Impl(const MakeupFiles& files, const Compute& chosen)
      : compute(chosen), parser(files.parser, chosen), positionModel(files.positionMap, chosen) {
    const auto model = loadModel(files.makeup, "makeup");
    network = MakeupGenerator(model.options<MakeupGeneratorOptions>());
    loadInto(*network, model.weights, "network.");
    prepareForInference(*network);
    network->to(torch::Device(compute.device));
  }

  struct Seen {
    Image labels;
    PositionMap positions;
    FaceTexture texture;
  };
  /// `crop`: of this face, of any size from analysisSide.
  Seen look(const Image& photo, const Alignment& alignment, const Image& crop) {
    const Image small = resize(crop, analysisSide, analysisSide);
    Seen seen{parser.parse(small), positionModel.predict(small), {}};
    seen.texture = faceTexture(photo, alignment, seen.positions, seen.labels, makeupTextureSize);
    return seen;
  }

  /// What the reference's make-up adds to a texture: RGB, F32, shares.
  Image difference(const Image& source, const Image& reference) {
    const auto side = static_cast<int>(network->options().size);
    const auto both = torch::cat({pictureTensor(source, side), pictureTensor(reference, side)}).unsqueeze(0);
    const auto added = runNetwork(compute, {network.get()}, both, [&](const torch::Tensor& onDevice) {
      const auto own = onDevice.narrow(1, 0, 3);
      return network->forward(own, onDevice.narrow(1, 3, 3)) - own.to(torch::kFloat32);
    });
    return softened(imageFromTensor(added[0] / 2));
  }

  Compute compute;
  ParserModel parser;
  PositionModel positionModel;
  MakeupGenerator network{nullptr};
};

MakeupModel::MakeupModel(const MakeupFiles& files, const Compute& compute)
    : impl_(std::make_unique<Impl>(files, compute)) {}
MakeupModel::~MakeupModel() = default;
MakeupModel::MakeupModel(MakeupModel&&) noexcept = default;
MakeupModel& MakeupModel::operator=(MakeupModel&&) noexcept = default;

struct MakeupSession::Impl {
  Impl(MakeupModel::Impl& ofModel, const Image& photo, const Alignment& alignment) : model(ofModel) {
    const int side = std::clamp(static_cast<int>(std::lround(alignment.side())), leastSide, mostSide);
    const Image crop = cropFromPhoto(photo, alignment, side);
    const auto seen = model.look(photo, alignment, crop);
    texture = seen.texture.colours;
    canvas.emplace(inShares(crop), seen.labels, seen.positions, seen.texture.labels);
  }

  /// Of the regions, for this reference.
  const PerRegion<Image>& layersFor(const MakeupReference& wanted) {
    if (reference.texture.empty() || !samePixels(reference.texture, wanted.texture) ||
        !samePixels(reference.labels, wanted.labels)) {
      layers = canvas->layers(model.difference(texture, wanted.texture), lentRegions(wanted));
      reference = wanted;
    }
    return layers;
  }

  MakeupModel::Impl& model;
  Image texture;
  std::optional<MakeupCanvas> canvas;
  MakeupReference reference;  // of `layers`
  PerRegion<Image> layers;
};

MakeupSession::MakeupSession(MakeupModel& model, const Image& photo, const Alignment& alignment)
    : impl_(std::make_unique<Impl>(model.impl(), photo, alignment)) {}
MakeupSession::~MakeupSession() = default;

AttributeLayer MakeupSession::layer(const MakeupReference& reference, const MakeupShades& shades,
                                    const Progress& progress) {
  progress.report(0, "putting on make-up");
  const auto& layers = impl_->layersFor(reference);
  cv::Mat sum;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const double share = shades.shade * shades.regions[i];
    if (layers[i].empty() || share == 0) continue;
    if (sum.empty())
      sum = layers[i].mat() * share;
    else
      cv::scaleAdd(layers[i].mat(), share, sum, sum);
  }
  progress.report(1, "putting on make-up");
  return sum.empty() ? AttributeLayer() : AttributeLayer{Image(sum), {}};
}

MakeupEffect::MakeupEffect(std::shared_ptr<MakeupModel> model) : model_(std::move(model)) {}

Image MakeupEffect::apply(const Image& photo, const nlohmann::json& parameters, const Progress& progress) {
  return apply(photo, parameters.get<MakeupParameters>(), progress);
}

Image MakeupEffect::apply(const Image& photo, const MakeupParameters& parameters, const Progress& progress) {
  parameters.check(photo.width(), photo.height());
  Image result =
      withLayers(photo, parameters.faces, progress, [&](const MakeupFace& face, const Progress& part) {
        return MakeupSession(*model_, photo, face.alignment).layer(face.reference, face.shades, part);
      });
  progress.report(1, "make-up put on");
  return result;
}

}  // namespace pentimento
