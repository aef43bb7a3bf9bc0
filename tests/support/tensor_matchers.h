// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace pentimento::test {

/// For EXPECT_TRUE: on failure they say where and by how much, which torch::allclose does not.

/// Same shape and |actual - expected| <= absolute + relative * |expected| at every element; NaN equals
/// nothing. Types may differ: both are compared as double.
testing::AssertionResult isNear(const torch::Tensor& actual, const torch::Tensor& expected,
                                double absolute = 1e-6, double relative = 1e-5);

/// Same shape, type and bits (NaN equals NaN, 0 differs from -0).
testing::AssertionResult isIdentical(const torch::Tensor& actual, const torch::Tensor& expected);

testing::AssertionResult hasShape(const torch::Tensor& actual, torch::IntArrayRef shape);

/// No NaN and no infinity.
testing::AssertionResult isFinite(const torch::Tensor& actual);

/// Every element in [low, high].
testing::AssertionResult isWithin(const torch::Tensor& actual, double low, double high);

}  // namespace pentimento::test
