// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tensor_matchers.h"

#include <cstring>
#include <string>

namespace pentimento::test {

namespace {

torch::Tensor asDouble(const torch::Tensor& tensor) {
  return tensor.detach().to(torch::kCPU, torch::kFloat64).contiguous();
}

/// "[1, 0, 3]" for the element `flat` of a tensor of this shape.
std::string indexText(int64_t flat, torch::IntArrayRef shape) {
  std::string text;
  for (auto size = shape.rbegin(); size != shape.rend(); ++size) {
    text = std::to_string(flat % *size) + (text.empty() ? "" : ", ") + text;
    flat /= *size;
  }
  return "[" + text + "]";
}

}  // namespace

testing::AssertionResult hasShape(const torch::Tensor& actual, torch::IntArrayRef shape) {
  if (!actual.defined()) return testing::AssertionFailure() << "the tensor is undefined";
  if (actual.sizes() == shape) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "shape " << actual.sizes() << ", expected " << shape;
}

testing::AssertionResult isNear(const torch::Tensor& actual, const torch::Tensor& expected, double absolute,
                                double relative) {
  if (!expected.defined()) return testing::AssertionFailure() << "the expected tensor is undefined";
  if (const auto shape = hasShape(actual, expected.sizes()); !shape) return shape;
  const auto a = asDouble(actual), e = asDouble(expected);
  // Equal infinities are near; their difference is NaN, which would say otherwise.
  const auto near = (a == e) | ((a - e).abs() <= absolute + relative * e.abs());
  const auto wrong = near.logical_not().flatten().nonzero().flatten();
  if (wrong.numel() == 0) return testing::AssertionSuccess();
  const auto first = wrong[0].item<int64_t>();
  return testing::AssertionFailure() << wrong.numel() << " of " << a.numel()
                                     << " elements differ, largest by " << (a - e).abs().max().item<double>()
                                     << "; first at " << indexText(first, a.sizes()) << ": "
                                     << a.flatten()[first].item<double>() << ", expected "
                                     << e.flatten()[first].item<double>();
}

testing::AssertionResult isIdentical(const torch::Tensor& actual, const torch::Tensor& expected) {
  if (!expected.defined()) return testing::AssertionFailure() << "the expected tensor is undefined";
  if (const auto shape = hasShape(actual, expected.sizes()); !shape) return shape;
  if (actual.scalar_type() != expected.scalar_type()) {
    return testing::AssertionFailure() << actual.scalar_type() << ", expected " << expected.scalar_type();
  }
  const auto a = actual.detach().cpu().contiguous(), e = expected.detach().cpu().contiguous();
  if (a.nbytes() == 0 || std::memcmp(a.data_ptr(), e.data_ptr(), a.nbytes()) == 0) {
    return testing::AssertionSuccess();
  }
  const auto near = isNear(a, e, 0, 0);
  return testing::AssertionFailure() << "bits differ"
                                     << (near ? " (signed zero or NaN)" : std::string(": ") + near.message());
}

testing::AssertionResult isFinite(const torch::Tensor& actual) {
  if (!actual.defined()) return testing::AssertionFailure() << "the tensor is undefined";
  const auto wrong = torch::isfinite(asDouble(actual)).logical_not().sum().item<int64_t>();
  if (wrong == 0) return testing::AssertionSuccess();
  return testing::AssertionFailure() << wrong << " of " << actual.numel() << " elements are not finite";
}

testing::AssertionResult isWithin(const torch::Tensor& actual, double low, double high) {
  if (const auto finite = isFinite(actual); !finite) return finite;
  const auto values = asDouble(actual);
  if (values.numel() == 0) return testing::AssertionFailure() << "the tensor is empty";
  const auto least = values.min().item<double>(), greatest = values.max().item<double>();
  if (least >= low && greatest <= high) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "elements in [" << least << ", " << greatest << "], expected in ["
                                     << low << ", " << high << "]";
}

}  // namespace pentimento::test
