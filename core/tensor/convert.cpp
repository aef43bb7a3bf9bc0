// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/convert.h"

#include <opencv2/core.hpp>

#include "core/base/error.h"
#include "core/image/colour.h"

namespace pentimento {

torch::Tensor tensorFromImage(const Image& image) {
  if (image.empty() || image.depth() != PixelDepth::F32)
    throw Error(ErrorKind::Internal, "tensorFromImage wants a float image");
  const cv::Mat pixels = image.mat().isContinuous() ? image.mat() : image.mat().clone();
  return torch::from_blob(pixels.data, {image.height(), image.width(), image.channels()}, torch::kFloat32)
      .permute({2, 0, 1})
      .contiguous()
      .clone();
}

Image imageFromTensor(const torch::Tensor& tensor) {
  if (tensor.dim() != 3 || tensor.size(0) < 1 || tensor.size(0) > 3)
    throw Error(ErrorKind::Internal, "imageFromTensor wants [1..3, H, W]");
  const auto interleaved = tensor.detach().to(torch::kCPU, torch::kFloat32).permute({1, 2, 0}).contiguous();
  Image image(static_cast<int>(tensor.size(2)), static_cast<int>(tensor.size(1)), static_cast<int>(tensor.size(0)),
              PixelDepth::F32);
  std::memcpy(image.mat().data, interleaved.data_ptr<float>(), interleaved.numel() * sizeof(float));
  return image;
}

torch::Tensor networkFromLightness(const torch::Tensor& lightness) { return lightness / 50.0 - 1.0; }
torch::Tensor networkFromChroma(const torch::Tensor& chroma) { return chroma / 110.0; }
torch::Tensor chromaFromNetwork(const torch::Tensor& chroma) { return chroma * 110.0; }
torch::Tensor lightnessFromNetwork(const torch::Tensor& lightness) { return (lightness + 1.0) * 50.0; }

torch::Tensor rgbFromNetworkLab(const torch::Tensor& lab) {
  std::vector<torch::Tensor> pictures;
  for (const auto& one : lab.detach().to(torch::kCPU, torch::kFloat32).unbind(0)) {
    const Image light = imageFromTensor(lightnessFromNetwork(one.narrow(0, 0, 1)).clamp(0, 100));
    const Image chroma = imageFromTensor(chromaFromNetwork(one.narrow(0, 1, 2)));
    const Image rgb = rgbFromLightnessAndChroma(light, chroma, PixelDepth::U8);
    cv::Mat scaled;
    rgb.mat().convertTo(scaled, CV_32F, 1.0 / 255);
    pictures.push_back(tensorFromImage(Image(scaled)));
  }
  return torch::stack(pictures);
}

torch::ScalarType computeType(const Compute& compute) {
  return compute.bfloat16 ? torch::kBFloat16 : torch::kFloat32;
}

torch::MemoryFormat computeFormat(const Compute& compute) {
  const bool wide = compute.bfloat16 || compute.device != "cpu" || __builtin_cpu_supports("avx512f");
  return wide ? torch::MemoryFormat::ChannelsLast : torch::MemoryFormat::Contiguous;
}

torch::Tensor toCompute(const torch::Tensor& tensor, const Compute& compute) {
  return tensor.to(torch::Device(compute.device), computeType(compute)).contiguous(computeFormat(compute));
}

}  // namespace pentimento
