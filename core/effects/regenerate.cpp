// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/regenerate.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <string>

#include "core/base/error.h"
#include "core/face/label_map.h"
#include "core/models/load_model.h"
#include "core/models/run_network.h"
#include "core/networks/face_generator.h"
#include "core/networks/label_regions.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"

namespace pentimento {
namespace {

constexpr int networkSide = 256;  // SPEC 2.1

// [1, 256, 256] uint8
torch::Tensor sizedLabels(const Image& labels) {
  cv::Mat sized;
  cv::resize(labels.mat(), sized, cv::Size(networkSide, networkSide), 0, 0, cv::INTER_NEAREST_EXACT);
  return labelTensor(Image(sized)).unsqueeze(0);
}

/// Regions smaller than this share of the crop keep the network's colours: a mean of few pixels, some of them
/// wrongly labelled, knows less than it does.
constexpr double smallestRegion = 0.004;

/// A region may have this much more contrast than the reference's: hair may fall otherwise, but what is
/// beyond comes from shapes that the network never saw (white strands in black hair).
constexpr double mostContrast = 1.25;
/// What any region may have, of [-1, 1].
constexpr double leastDeviation = 0.04;

struct RegionColours {
  torch::Tensor means;      // [1, K, 3]
  torch::Tensor deviation;  // [1, K, 1], of all channels together
};
RegionColours regionColours(const torch::Tensor& picture, const torch::Tensor& shares) {
  const auto means = regionMeans(picture, shares).means;
  const auto variance = regionMeans(picture.square(), shares).means - means.square();
  return {means, variance.clamp_min(0).mean(2, true).sqrt()};
}

/// The network gets the pattern of a region right sooner than its colour. Each region that the reference has
/// too is moved to the reference's mean colour there, and loses what contrast it has too much; softly across
/// borders. `picture`, `reference`: [1, 3, S, S] in [-1, 1]; label maps: [1, S, S] uint8.
torch::Tensor inReferenceColours(const torch::Tensor& picture, const torch::Tensor& labels,
                                 const torch::Tensor& reference, const torch::Tensor& referenceLabels) {
  const auto shares = oneHot(labels, faceClassCount, picture);
  const auto referenceShares = oneHot(referenceLabels, faceClassCount, picture);
  const auto large = [](const torch::Tensor& one) { return one.mean({2, 3}) > smallestRegion; };  // [1, K]
  const auto trusted = (large(shares) & large(referenceShares)).to(torch::kFloat32).unsqueeze(2);
  const auto is = regionColours(picture, shares), wanted = regionColours(reference, referenceShares);
  const auto allowed = mostContrast * wanted.deviation.clamp_min(leastDeviation);
  const auto gain = torch::where(trusted > 0, (allowed / is.deviation.clamp_min(1e-6)).clamp_max(1), 1.0);
  const auto shift = (wanted.means - gain * is.means) * trusted;
  const auto soft = torch::avg_pool2d(shares, 5, 1, 2, false, /*count_include_pad=*/false);
  return picture * spreadRegions(gain, soft) + spreadRegions(shift, soft);
}

}  // namespace

struct RegenerateModel::Impl {
  FaceGenerator network{nullptr};
  Compute compute;
};

RegenerateModel::RegenerateModel(const std::filesystem::path& safetensors, const Compute& compute)
    : impl_(std::make_unique<Impl>()) {
  const auto model = loadModel(safetensors, "regenerate");
  const auto options = model.options<GlobalGeneratorOptions>();
  if (options.classes != faceClassCount || networkSide % options.multiple() != 0)
    throw Error(ErrorKind::Unsupported, safetensors.string() + ": knows " + std::to_string(options.classes) +
                                            " classes and pictures in steps of " +
                                            std::to_string(options.multiple()) + " pixels, not 19 and 256");
  impl_->compute = compute;
  impl_->network = FaceGenerator(options);
  loadInto(*impl_->network, model.weights, "network.");
  prepareForInference(*impl_->network);
  impl_->network->to(torch::Device(compute.device));
}

RegenerateModel::~RegenerateModel() = default;
RegenerateModel::RegenerateModel(RegenerateModel&&) noexcept = default;
RegenerateModel& RegenerateModel::operator=(RegenerateModel&&) noexcept = default;

struct RegenerateSession::Impl {
  RegenerateModel::Impl& model;
  torch::Tensor reference;        // [1, 3, 256, 256] in [-1, 1]
  torch::Tensor referenceLabels;  // [1, 256, 256] uint8
  FaceStyle style;
  torch::Device styleDevice = torch::kCPU;  // where `style` lies

  /// Encodes the reference once, and again when a full GPU was given up since.
  void prepareStyle(const torch::Tensor& onDevice) {
    if (!model.network->options().style || (!style.empty() && styleDevice == onDevice.device())) return;
    style = model.network->encode(onDevice, referenceLabels.to(onDevice.device()));
    styleDevice = onDevice.device();
  }

  // [1, 256, 256] uint8 -> [1, 3, 256, 256] in [-1, 1]
  torch::Tensor generate(const torch::Tensor& labels) {
    return runNetwork(model.compute, {model.network.get()}, reference, [&](const torch::Tensor& onDevice) {
      prepareStyle(onDevice);
      return model.network->forward(labels.to(onDevice.device()), style, onDevice);
    });
  }
};

RegenerateSession::RegenerateSession(RegenerateModel& model, const Image& photo, const Alignment& alignment,
                                     const Image& parsed, const std::optional<StyleReference>& style)
    : impl_(std::make_unique<Impl>(Impl{model.impl(), {}, {}, {}})) {
  const Image crop = style ? style->crop : cropFromPhoto(photo, alignment, networkSide);
  impl_->reference = pictureTensor(crop, networkSide).unsqueeze(0);
  impl_->referenceLabels = sizedLabels(style ? style->labels : parsed);
  runNetwork(impl_->model.compute, {impl_->model.network.get()}, impl_->reference,
             [&](const torch::Tensor& onDevice) {
               impl_->prepareStyle(onDevice);
               return onDevice;
             });
}

RegenerateSession::~RegenerateSession() = default;

Image RegenerateSession::generate(const Image& painted, const Progress& progress) {
  progress.report(0, "regenerating");
  torch::NoGradGuard noGradient;
  const auto labels = sizedLabels(painted);
  const auto output = impl_->generate(labels).to(torch::kCPU, torch::kFloat32);
  const auto matched = inReferenceColours(output, labels, impl_->reference, impl_->referenceLabels);
  progress.report(1, "regenerating");
  return imageFromTensor(((matched[0] + 1) / 2).clamp(0, 1));
}

StyleReference styleReference(const Image& photo, const Alignment& alignment, const Image& labels) {
  const Image crop = cropFromPhoto(photo, alignment, networkSide);
  cv::Mat bytes;
  crop.mat().convertTo(bytes, CV_8U, 255 / crop.maximum());
  return {Image(bytes), labels};
}

RegenerateEffect::RegenerateEffect(std::shared_ptr<RegenerateModel> model) : model_(std::move(model)) {}

Image RegenerateEffect::apply(const Image& photo, const nlohmann::json& parameters,
                              const Progress& progress) {
  return apply(photo, parameters.get<RegenerateParameters>(), progress);
}

Image RegenerateEffect::apply(const Image& photo, const RegenerateParameters& parameters,
                              const Progress& progress) {
  parameters.check(photo.width(), photo.height());
  Image result = photo;
  const auto count = static_cast<double>(parameters.faces.size());
  for (std::size_t i = 0; i < parameters.faces.size(); ++i) {
    const auto& face = parameters.faces[i];
    if (!face.changesPhoto()) continue;
    const auto part = [&](double begin) {  // half a face's share of the whole
      return Progress([&, begin](double fraction, std::string_view what) {
        progress.report((static_cast<double>(i) + begin + fraction / 2) / count, what);
      });
    };
    // The style is the photo's own, whatever became of a neighbour: as the editor does it.
    RegenerateSession session(*model_, photo, face.alignment, face.parsed, face.style);
    const Image generated = session.generate(face.painted, part(0));
    const Image mask = regenerationMask(face.parsed, face.painted, face.wholeFace);
    result = blendRegenerated(result, face.alignment, generated, mask, part(0.5));
  }
  progress.report(1, "regenerated");
  return result;
}

}  // namespace pentimento
