// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

/// The inner loops of modulated_norm.h, free of LibTorch so that they compile for several instruction sets.
/// Pixels are channels-last; T is float, or std::uint16_t for the bits of bfloat16. `labels` (one byte a
/// pixel) choose the row of a table [K, C]; nullptr: row 0. Pointers do not overlap.
namespace pentimento::kernels {

template <class T>
struct Block {
  const T* x = nullptr;
  const std::uint8_t* labels = nullptr;
  std::int64_t pixels = 0, channels = 0;
};

/// Adds the sum and the sum of squares of each channel: [C] each.
template <class T>
void addSums(const Block<T>& block, float* sum, float* squares);

/// y = f(scale[label] * x + shift[label]), f(v) = v above 0, slope * v below. Tables [K, C].
template <class T>
void modulate(const Block<T>& block, const float* scale, const float* shift, float slope, T* y);

/// With g = f'(y) * gradient: adds g and g * x to the tables [K, C].
template <class T>
void addGradientSums(const Block<T>& block, const T* y, const T* gradient, float slope, float* sum,
                     float* sumX);

/// out = scale[label] * g + p * x + q; p, q: [C].
template <class T>
void inputGradient(const Block<T>& block, const T* y, const T* gradient, float slope, const float* scale,
                   const float* p, const float* q, T* out);

}  // namespace pentimento::kernels
