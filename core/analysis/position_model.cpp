// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/position_model.h"

#include <torch/torch.h>

#include <opencv2/core.hpp>

#include "core/base/error.h"
#include "core/models/load_model.h"
#include "core/models/run_network.h"
#include "core/networks/position_map_network.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"

namespace pentimento {

struct PositionModel::Impl {
  PositionMapNetwork network{nullptr};
  Compute compute;
  Image face;
};

PositionModel::PositionModel(const std::filesystem::path& safetensors, const Compute& compute)
    : impl_(std::make_unique<Impl>()) {
  const auto model = loadModel(safetensors, "position-map");
  impl_->compute = compute;
  impl_->network = PositionMapNetwork(model.options<PositionMapNetworkOptions>());
  loadInto(*impl_->network, model.weights, "network.");
  impl_->network->eval();
  imageFromTensor(impl_->network->faceMask().unsqueeze(0)).mat().convertTo(impl_->face.mat(), CV_8U, 255);
  impl_->network->to(torch::Device(compute.device));
}

PositionModel::~PositionModel() = default;
PositionModel::PositionModel(PositionModel&&) noexcept = default;
PositionModel& PositionModel::operator=(PositionModel&&) noexcept = default;

PositionMap PositionModel::predict(const Image& crop) {
  if (crop.empty() || crop.width() != crop.height())
    throw Error(ErrorKind::InvalidArgument, "the position map network wants a square crop");
  auto& network = impl_->network;
  const auto side = static_cast<int>(network->options().inputSize);
  const auto map = runNetwork(impl_->compute, {network.get()}, pictureTensor(crop, side).unsqueeze(0),
                              [&](const torch::Tensor& input) { return network(input); });
  return {imageFromTensor(map[0]), impl_->face};
}

std::vector<cv::Point3f> PositionModel::points(const PositionMap& map) const {
  const torch::NoGradGuard noGradient;
  const auto positions = tensorFromImage(map.positions).to(torch::Device(impl_->compute.device));
  const auto found = impl_->network->pointsOf(positions.unsqueeze(0))[0].to(torch::kCPU).contiguous();
  const auto* first = reinterpret_cast<const cv::Point3f*>(found.data_ptr<float>());
  return {first, first + found.size(0)};
}

}  // namespace pentimento
