// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/colourise.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <optional>

#include "core/base/error.h"
#include "core/data/colour_hints.h"
#include "core/effects/colour_suggestions.h"
#include "core/effects/hint_reach.h"
#include "core/image/resample.h"
#include "core/models/load_model.h"
#include "core/models/run_network.h"
#include "core/networks/colour_distribution.h"
#include "core/networks/ibn_unet.h"
#include "core/tensor/convert.h"

namespace pentimento {
namespace {

constexpr int networkLongSide = 256;  // SPEC 3
constexpr int hintPatch = 7;          // pixels of the network's picture; training saw 1 to 9

std::int64_t roundedUp(std::int64_t value, std::int64_t multiple) { return (value + multiple - 1) / multiple * multiple; }

}  // namespace

struct ColouriseModel::Impl {
  IbnUnet network{nullptr};
  ColourDistribution distribution{nullptr};
  Compute compute;

  // [1, 4, H, W] float32 -> the network's output.
  IbnUnetImpl::Output run(const torch::Tensor& input) {
    IbnUnetImpl::Output output;
    runNetwork(compute, {network.get(), distribution.get()}, input, [&](const torch::Tensor& onDevice) {
      output = network->forwardWithFeatures(onDevice);
      return output.chroma;
    });
    return output;
  }
};

ColouriseModel::ColouriseModel(const std::filesystem::path& safetensors, const Compute& compute)
    : impl_(std::make_unique<Impl>()) {
  const auto model = loadModel(safetensors, "colourise");
  const auto options = model.options<IbnUnetOptions>();
  impl_->compute = compute;
  impl_->network = IbnUnet(options);
  impl_->distribution = ColourDistribution(2 * options.baseChannels);
  loadInto(*impl_->network, model.weights, "network.");
  loadInto(*impl_->distribution, model.weights, "distribution.");
  prepareForInference(*impl_->network);
  impl_->distribution->eval();
  impl_->network->to(torch::Device(compute.device));
  impl_->distribution->to(torch::Device(compute.device));
}

ColouriseModel::~ColouriseModel() = default;
ColouriseModel::ColouriseModel(ColouriseModel&&) noexcept = default;
ColouriseModel& ColouriseModel::operator=(ColouriseModel&&) noexcept = default;

struct ColouriseSession::Impl {
  ColouriseModel::Impl& model;
  int photoWidth, photoHeight;
  torch::Tensor lightness;  // [1, 1, H, W], network scale, reflected up to the network's multiple
  cv::Size size;            // of the part that shows the photo
  torch::Tensor features;   // of the last prediction, for suggestions
  Image automatic;          // chroma without hints, once it is known
  std::optional<HintReach> reach;

  bool takesHints() const { return model.network->options().inputChannels == 4; }

  // Chroma of the part that shows the photo.
  Image run(const std::vector<PlacedHint>& hints) {
    auto input = lightness;
    if (takesHints()) {
      auto planes = emptyHints(lightness.size(2), lightness.size(3));
      for (const auto& hint : hints) paintHint(planes, hint.at.x, hint.at.y, hintPatch, hint.chroma[0], hint.chroma[1]);
      input = torch::cat({lightness, planes.unsqueeze(0)}, 1);
    }
    const auto output = model.run(input);
    features = output.features;
    return imageFromTensor(chromaFromNetwork(output.chroma[0].slice(1, 0, size.height).slice(2, 0, size.width)));
  }

  void runWithoutHints() {
    automatic = run({});
    if (!takesHints()) return;
    std::vector<cv::Mat> planes;
    const auto onCpu = features[0].to(torch::kCPU, torch::kFloat32).contiguous();
    for (std::int64_t k = 0; k < onCpu.size(0); ++k)
      planes.emplace_back(static_cast<int>(onCpu.size(1)), static_cast<int>(onCpu.size(2)), CV_32F,
                          onCpu[k].data_ptr<float>());
    const auto light = lightnessFromNetwork(lightness[0].slice(1, 0, size.height).slice(2, 0, size.width));
    reach.emplace(imageFromTensor(light).mat(), automatic.mat(), planes);
  }

  std::vector<PlacedHint> placed(const std::vector<ColourHint>& hints) const {
    std::vector<PlacedHint> out;
    for (const auto& hint : hints) {
      const auto lab = labFromRgb(hint.rgb);
      out.push_back({{static_cast<int>(hint.x * size.width / photoWidth), static_cast<int>(hint.y * size.height / photoHeight)},
                     {lab.a, lab.b}});
    }
    return out;
  }
};

ColouriseSession::ColouriseSession(ColouriseModel& model, const Image& photo) {
  const auto size = sizeForLongSide(photo.width(), photo.height(), networkLongSide);
  const Image small = lightness(resize(photo, size.width, size.height));
  const auto multiple = model.impl().network->options().multiple();
  cv::Mat padded;
  // BORDER_REFLECT copes with a picture smaller than its padding, down to one pixel.
  cv::copyMakeBorder(small.mat(), padded, 0, static_cast<int>(roundedUp(size.height, multiple)) - size.height, 0,
                     static_cast<int>(roundedUp(size.width, multiple)) - size.width, cv::BORDER_REFLECT);
  impl_ = std::make_unique<Impl>(Impl{model.impl(), photo.width(), photo.height(),
                                      networkFromLightness(tensorFromImage(Image(padded))).unsqueeze(0), size, {}, {}, {}});
}

ColouriseSession::~ColouriseSession() = default;

Image ColouriseSession::predict(const std::vector<ColourHint>& hints, const Progress& progress) {
  ColouriseParameters{hints, 1}.check(impl_->photoWidth, impl_->photoHeight);
  progress.report(0, "colourising");
  if (!impl_->takesHints() && !hints.empty())
    throw Error(ErrorKind::InvalidArgument, "this model takes no colour hints");
  if (impl_->automatic.empty()) impl_->runWithoutHints();
  Image chroma = impl_->automatic.clone();
  if (!hints.empty()) {
    progress.report(0.5, "colourising");
    const auto placed = impl_->placed(hints), told = impl_->reach->toldToNetwork(placed);
    const Image hinted = told.empty() ? impl_->automatic : impl_->run(told);
    chroma = Image(impl_->reach->apply(hinted.mat(), placed));
  }
  progress.report(1, "colourising");
  return chroma;
}

Image ColouriseSession::render(const Image& target, const Image& chroma, double saturation, const Progress& progress) {
  progress.report(0, "rendering");
  const Image light = lightness(target);
  progress.report(0.2, "rendering");
  Image full = upsampleChroma(chroma, light);
  progress.report(0.6, "rendering");
  if (saturation != 1) full = Image(cv::Mat(full.mat() * saturation));
  return rgbFromLightnessAndChroma(light, full, target.depth() == PixelDepth::U16 ? PixelDepth::U16 : PixelDepth::U8);
}

std::vector<Rgb8> ColouriseSession::suggest(double x, double y, int count) {
  ColouriseParameters{{{x, y, {}}}, 1}.check(impl_->photoWidth, impl_->photoHeight);
  if (!impl_->features.defined()) predict({});
  torch::NoGradGuard noGradient;
  const auto logits = impl_->model.distribution(impl_->features)[0].to(torch::kCPU, torch::kFloat32);
  const double column = x * impl_->size.width / impl_->photoWidth, row = y * impl_->size.height / impl_->photoHeight;
  const auto light = impl_->lightness[0][0][static_cast<std::int64_t>(row)][static_cast<std::int64_t>(column)];
  return likelyColours(logits, column / 4, row / 4, (light.item<float>() + 1) * 50, count);
}

ColouriseEffect::ColouriseEffect(std::shared_ptr<ColouriseModel> model) : model_(std::move(model)) {}

Image ColouriseEffect::apply(const Image& photo, const nlohmann::json& parameters, const Progress& progress) {
  return apply(photo, parameters.get<ColouriseParameters>(), progress);
}

Image ColouriseEffect::apply(const Image& photo, const ColouriseParameters& parameters, const Progress& progress) {
  parameters.check(photo.width(), photo.height());
  ColouriseSession session(*model_, photo);
  return ColouriseSession::render(photo, session.predict(parameters.hints, progress), parameters.saturation, progress);
}

}  // namespace pentimento
