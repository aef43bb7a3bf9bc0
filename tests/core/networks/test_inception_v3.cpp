// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/inception_v3.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/parameter_count.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

TEST(InceptionV3, HasTorchvisionsLayersUnderItsNames) {
  const InceptionV3 network;
  // torchvision's 27,161,264 less its auxiliary classifier (3,326,696) and its last layer (2,049,000).
  EXPECT_EQ(test::parameterCount(*network), 27161264 - 3326696 - 2049000);
  const auto parameters = network->named_parameters();
  const auto shape = [&](const char* name) { return parameters[name].sizes().vec(); };
  using Shape = std::vector<std::int64_t>;
  EXPECT_EQ(shape("Conv2d_4a_3x3.conv.weight"), (Shape{192, 80, 3, 3}));
  EXPECT_EQ(shape("Mixed_5b.branch_pool.conv.weight"), (Shape{32, 192, 1, 1}));
  EXPECT_EQ(shape("Mixed_6c.branch7x7dbl_5.conv.weight"), (Shape{192, 160, 1, 7}));
  EXPECT_EQ(shape("Mixed_7a.branch7x7x3_3.conv.weight"), (Shape{192, 192, 7, 1}));
  EXPECT_EQ(shape("Mixed_7c.branch3x3dbl_3b.bn.weight"), (Shape{384}));
  EXPECT_TRUE(network->named_buffers().contains("Mixed_7c.branch1x1.bn.running_var"));
}

TEST(InceptionV3, GivesFeaturesOfAPictureOfAnySize) {
  torch::manual_seed(1);
  InceptionV3 network;
  network->eval();
  torch::NoGradGuard noGradient;
  for (auto& parameter : network->parameters())  // so that signals keep their size through all layers
    if (parameter.dim() == 4)
      parameter.normal_(0, std::sqrt(2.0 / static_cast<double>(parameter[0].numel())));
  const auto large = torch::rand({1, 3, 299, 299}) * 2 - 1, small = torch::rand({2, 3, 80, 80}) * 2 - 1;
  const auto features = network(large);
  EXPECT_EQ(features.sizes(), (torch::IntArrayRef{1, 2048}));
  EXPECT_TRUE(features.isfinite().all().item<bool>());
  EXPECT_TRUE((features >= 0).all().item<bool>()) << "means of rectified maps";
  const auto both = network(small);
  EXPECT_TRUE(test::isNear(both.narrow(0, 1, 1), network(small.narrow(0, 1, 1)), 1e-4)) << "each by itself";
  EXPECT_GT((both[0] - both[1]).abs().max().item<double>(), 0.01);
}

}  // namespace
}  // namespace pentimento
