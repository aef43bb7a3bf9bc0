// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/modulated_norm.h"

#include <ATen/Parallel.h>

#include "core/networks/norm_kernels.h"

namespace pentimento {
namespace {

constexpr double epsilon = 1e-5;
// Pixels that one task sums: fixed, so that sums do not depend on the number of threads.
constexpr std::int64_t chunkPixels = 4096;

template <class T>
T* bits(const torch::Tensor& tensor) {
  return static_cast<T*>(tensor.data_ptr());
}

template <class Work>
void withKernelType(const torch::Tensor& x, const Work& work) {
  if (x.scalar_type() == torch::kBFloat16) return work(std::uint16_t{});
  work(float{});
}

/// Calls work(n, chunk, block) for every chunk of every picture, on all threads.
template <class T, class Work>
void forChunks(const torch::Tensor& x, const torch::Tensor& labels, const Work& work) {
  const auto pixels = x.size(2) * x.size(3), channels = x.size(1);
  const auto chunks = (pixels + chunkPixels - 1) / chunkPixels;
  at::parallel_for(0, x.size(0) * chunks, 1, [&](std::int64_t begin, std::int64_t end) {
    for (auto i = begin; i < end; ++i) {
      const auto n = i / chunks, first = (i % chunks) * chunkPixels;
      const auto offset = n * pixels + first;
      work(n, i % chunks, offset * channels,
           kernels::Block<T>{bits<T>(x) + offset * channels,
                             labels.numel() > 0 ? labels.data_ptr<std::uint8_t>() + offset : nullptr,
                             std::min(chunkPixels, pixels - first), channels});
    }
  });
}

std::int64_t chunksOf(const torch::Tensor& x) {
  return (x.size(2) * x.size(3) + chunkPixels - 1) / chunkPixels;
}

class ModulatedNorm : public torch::autograd::Function<ModulatedNorm> {
 public:
  static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& input,
                               const torch::Tensor& scale, const torch::Tensor& shift,
                               const torch::Tensor& labels, double slope) {
    const auto x = input.contiguous(at::MemoryFormat::ChannelsLast);
    const auto n = x.size(0), channels = x.size(1), chunks = chunksOf(x);
    const auto sums = torch::zeros({n, chunks, 2, channels}, torch::kFloat32);
    withKernelType(x, [&](auto type) {
      forChunks<decltype(type)>(x, labels, [&](auto i, auto chunk, auto, const auto& block) {
        auto* sum = sums.data_ptr<float>() + (i * chunks + chunk) * 2 * channels;
        kernels::addSums(block, sum, sum + channels);
      });
    });
    const double pixels = static_cast<double>(x.size(2) * x.size(3));
    const auto moments = sums.to(torch::kFloat64).sum(1) / pixels;  // [N, 2, C]
    const auto mean = moments.select(1, 0).contiguous();
    const auto rstd =
        (moments.select(1, 1) - mean * mean).clamp_min(0).add(epsilon).rsqrt().to(torch::kFloat32);
    const auto mu = mean.to(torch::kFloat32);
    // y = (scale * rstd) x + (shift - scale * rstd * mu), tables [N, K, C]
    const auto a = (scale * rstd.unsqueeze(1)).contiguous();
    const auto b = (shift - a * mu.unsqueeze(1)).contiguous();
    auto y = torch::empty_like(x);
    const auto row = a.size(1) * channels;
    withKernelType(x, [&](auto type) {
      using T = decltype(type);
      forChunks<T>(x, labels, [&](auto i, auto, auto offset, const auto& block) {
        kernels::modulate(block, a.template data_ptr<float>() + i * row,
                          b.template data_ptr<float>() + i * row, static_cast<float>(slope),
                          bits<T>(y) + offset);
      });
    });
    context->save_for_backward({x, y, scale, mu, rstd, labels});
    context->saved_data["slope"] = slope;
    return y;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const auto &x = saved[0], &y = saved[1], &scale = saved[2], &mu = saved[3], &rstd = saved[4],
               &labels = saved[5];
    const auto slope = static_cast<float>(context->saved_data["slope"].toDouble());
    const auto gradient = gradients[0].to(x.scalar_type()).contiguous(at::MemoryFormat::ChannelsLast);
    const auto n = x.size(0), channels = x.size(1), chunks = chunksOf(x), rows = scale.size(1);
    const auto sums = torch::zeros({n, chunks, 2, rows, channels}, torch::kFloat32);
    withKernelType(x, [&](auto type) {
      using T = decltype(type);
      forChunks<T>(x, labels, [&](auto i, auto chunk, auto offset, const auto& block) {
        auto* sum = sums.template data_ptr<float>() + (i * chunks + chunk) * 2 * rows * channels;
        kernels::addGradientSums(block, bits<T>(y) + offset, bits<T>(gradient) + offset, slope, sum,
                                 sum + rows * channels);
      });
    });
    const auto totals = chunks == 1 ? sums.squeeze(1) : sums.sum(1);
    const auto shiftGradient = totals.select(1, 0);  // [N, K, C]: sum of g
    const auto scaleGradient =                       // sum of g * (x - mu) * rstd
        (totals.select(1, 1) - shiftGradient * mu.unsqueeze(1)) * rstd.unsqueeze(1);
    torch::Tensor inputGradient;
    if (context->needs_input_grad(0)) {
      const auto pixels = static_cast<double>(x.size(2) * x.size(3));
      const auto s1 = (scale * shiftGradient).sum(1) / pixels, s2 = (scale * scaleGradient).sum(1) / pixels;
      const auto a = (scale * rstd.unsqueeze(1)).contiguous();
      const auto p = (-rstd * rstd * s2).contiguous();
      const auto q = (-rstd * s1 - p * mu).contiguous();
      inputGradient = torch::empty_like(x);
      withKernelType(x, [&](auto type) {
        using T = decltype(type);
        forChunks<T>(x, labels, [&](auto i, auto, auto offset, const auto& block) {
          kernels::inputGradient(
              block, bits<T>(y) + offset, bits<T>(gradient) + offset, slope,
              a.template data_ptr<float>() + i * rows * channels, p.template data_ptr<float>() + i * channels,
              q.template data_ptr<float>() + i * channels, bits<T>(inputGradient) + offset);
        });
      });
    }
    const auto reduced = [&](const torch::Tensor& table) {
      return scale.size(0) == 1 && n > 1 ? table.sum(0, true) : table;
    };
    return {inputGradient, reduced(scaleGradient), reduced(shiftGradient), torch::Tensor(), torch::Tensor()};
  }
};

}  // namespace

torch::Tensor modulatedInstanceNorm(const torch::Tensor& x, const torch::Tensor& scale,
                                    const torch::Tensor& shift, const torch::Tensor& labels, double slope) {
  if (!x.device().is_cpu()) return composedInstanceNorm(x, scale, shift, labels, slope);
  // Autograd takes no undefined tensor among a function's inputs: an empty one stands for no labels.
  return ModulatedNorm::apply(x, scale, shift, labels.defined() ? labels : torch::empty({0}, torch::kUInt8),
                              slope);
}

torch::Tensor instanceNorm(const torch::Tensor& x, double slope) {
  const auto options = torch::TensorOptions(x.device()).dtype(torch::kFloat32);
  return modulatedInstanceNorm(x, torch::ones({1, 1, x.size(1)}, options),
                               torch::zeros({1, 1, x.size(1)}, options), {}, slope);
}

torch::Tensor composedInstanceNorm(const torch::Tensor& x, const torch::Tensor& scale,
                                   const torch::Tensor& shift, const torch::Tensor& labels, double slope) {
  const auto values = x.to(torch::kFloat32);
  const auto mean = values.mean({2, 3}, true);
  const auto centred = values - mean;
  const auto normalised = centred * (centred.pow(2).mean({2, 3}, true) + epsilon).rsqrt();
  const auto spread = [&](const torch::Tensor& table) {  // [N or 1, K, C] -> [N, C, H, W] or [.., C, 1, 1]
    if (!labels.defined()) return table.select(1, 0).unsqueeze(2).unsqueeze(3);
    const auto n = x.size(0), rows = table.size(1);
    const auto first = torch::arange(n, torch::TensorOptions(labels.device()).dtype(torch::kInt64)) * rows;
    const auto index = labels.to(torch::kInt64) + first.view({n, 1, 1});
    return table.expand({n, rows, table.size(2)})
        .reshape({n * rows, table.size(2)})
        .index_select(0, index.flatten())
        .view({n, x.size(2), x.size(3), table.size(2)})
        .permute({0, 3, 1, 2});
  };
  const auto y = normalised * spread(scale) + spread(shift);
  return (slope == 1 ? y : torch::leaky_relu(y, slope)).to(x.scalar_type());
}

}  // namespace pentimento
