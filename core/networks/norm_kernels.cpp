// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/norm_kernels.h"

#include <bit>

// GCC on x86 compiles a loop once for each of these and picks at run time; elsewhere the plain one serves. Vectors of
// 16-bit numbers need more of AVX-512 than its foundation, and -fno-trapping-math, see CMakeLists.txt.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define PENTIMENTO_CLONES __attribute__((target_clones("arch=skylake-avx512", "avx2", "default")))
#else
#define PENTIMENTO_CLONES
#endif

namespace pentimento::kernels {
namespace {

inline float toFloat(float value) {
  return value;
}
inline float toFloat(std::uint16_t bits) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

inline void store(float value, float& out) {
  out = value;
}
// Rounds to nearest, ties to even, as LibTorch does; NaN stays NaN by its set bits unless the carry clears
// them, which the training's own guard would have seen long before.
inline void store(float value, std::uint16_t& out) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  out = static_cast<std::uint16_t>((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}

// The loops over pixels and channels. A template cannot be cloned by target, so each of these is inlined into a clone for
// either type below.
template <class T>
inline __attribute__((always_inline)) void addSumsLoop(const Block<T>& block, float* __restrict sum,
                                                       float* __restrict squares) {
  const auto channels = block.channels;
  for (std::int64_t i = 0; i < block.pixels; ++i) {
    const T* __restrict x = block.x + i * channels;
    for (std::int64_t c = 0; c < channels; ++c) {
      const float value = toFloat(x[c]);
      sum[c] += value;
      squares[c] += value * value;
    }
  }
}

template <class T>
inline __attribute__((always_inline)) void modulateLoop(const Block<T>& block, const float* scales,
                                                        const float* shifts, float slope, T* out) {
  const auto channels = block.channels;
  for (std::int64_t i = 0; i < block.pixels; ++i) {
    const auto row = block.labels ? block.labels[i] * channels : 0;
    const T* __restrict x = block.x + i * channels;
    const float* __restrict scale = scales + row;
    const float* __restrict shift = shifts + row;
    T* __restrict y = out + i * channels;
    for (std::int64_t c = 0; c < channels; ++c) {
      const float value = scale[c] * toFloat(x[c]) + shift[c];
      store(value * (value > 0 ? 1.0f : slope), y[c]);
    }
  }
}

template <class T>
inline __attribute__((always_inline)) void addGradientSumsLoop(const Block<T>& block, const T* ys,
                                                               const T* gradients, float slope, float* sums,
                                                               float* sumsX) {
  const auto channels = block.channels;
  for (std::int64_t i = 0; i < block.pixels; ++i) {
    const auto row = block.labels ? block.labels[i] * channels : 0;
    const T* __restrict x = block.x + i * channels;
    const T* __restrict y = ys + i * channels;
    const T* __restrict gradient = gradients + i * channels;
    float* __restrict sum = sums + row;
    float* __restrict sumX = sumsX + row;
    for (std::int64_t c = 0; c < channels; ++c) {
      const float g = toFloat(gradient[c]) * (toFloat(y[c]) > 0 ? 1.0f : slope);
      sum[c] += g;
      sumX[c] += g * toFloat(x[c]);
    }
  }
}

template <class T>
inline __attribute__((always_inline)) void inputGradientLoop(const Block<T>& block, const T* ys,
                                                             const T* gradients, float slope,
                                                             const float* scales, const float* __restrict p,
                                                             const float* __restrict q, T* outs) {
  const auto channels = block.channels;
  for (std::int64_t i = 0; i < block.pixels; ++i) {
    const auto row = block.labels ? block.labels[i] * channels : 0;
    const T* __restrict x = block.x + i * channels;
    const T* __restrict y = ys + i * channels;
    const T* __restrict gradient = gradients + i * channels;
    const float* __restrict scale = scales + row;
    T* __restrict out = outs + i * channels;
    for (std::int64_t c = 0; c < channels; ++c) {
      const float g = toFloat(gradient[c]) * (toFloat(y[c]) > 0 ? 1.0f : slope);
      store(scale[c] * g + p[c] * toFloat(x[c]) + q[c], out[c]);
    }
  }
}

}  // namespace

template <>
PENTIMENTO_CLONES void addSums(const Block<float>& block, float* sum, float* squares) {
  addSumsLoop(block, sum, squares);
}
template <>
PENTIMENTO_CLONES void addSums(const Block<std::uint16_t>& block, float* sum, float* squares) {
  addSumsLoop(block, sum, squares);
}

template <>
PENTIMENTO_CLONES void modulate(const Block<float>& block, const float* scale, const float* shift,
                                float slope, float* y) {
  modulateLoop(block, scale, shift, slope, y);
}
template <>
PENTIMENTO_CLONES void modulate(const Block<std::uint16_t>& block, const float* scale, const float* shift,
                                float slope, std::uint16_t* y) {
  modulateLoop(block, scale, shift, slope, y);
}

template <>
PENTIMENTO_CLONES void addGradientSums(const Block<float>& block, const float* y, const float* gradient,
                                       float slope, float* sum, float* sumX) {
  addGradientSumsLoop(block, y, gradient, slope, sum, sumX);
}
template <>
PENTIMENTO_CLONES void addGradientSums(const Block<std::uint16_t>& block, const std::uint16_t* y,
                                       const std::uint16_t* gradient, float slope, float* sum, float* sumX) {
  addGradientSumsLoop(block, y, gradient, slope, sum, sumX);
}

template <>
PENTIMENTO_CLONES void inputGradient(const Block<float>& block, const float* y, const float* gradient,
                                     float slope, const float* scale, const float* p, const float* q,
                                     float* out) {
  inputGradientLoop(block, y, gradient, slope, scale, p, q, out);
}
template <>
PENTIMENTO_CLONES void inputGradient(const Block<std::uint16_t>& block, const std::uint16_t* y,
                                     const std::uint16_t* gradient, float slope, const float* scale,
                                     const float* p, const float* q, std::uint16_t* out) {
  inputGradientLoop(block, y, gradient, slope, scale, p, q, out);
}

}  // namespace pentimento::kernels
