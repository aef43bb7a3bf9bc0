// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "core/tensor/safetensors.h"
#include "tests/support/errors.h"
#include "tests/support/tensor_matchers.h"

namespace pentimento {
namespace {

using test::isIdentical;
using test::isNear;
using test::throwsError;

/// Nested, with parameters, floating buffers and an integer one (batch normalisation's count).
struct NetworkImpl : torch::nn::Module {
  NetworkImpl() {
    register_module("down", down);
    register_module("norm", norm);
    register_module("up", up);
  }
  torch::Tensor forward(const torch::Tensor& input) {
    return up->forward(norm->forward(down->forward(input)));
  }

  torch::nn::Conv2d down{torch::nn::Conv2dOptions(2, 3, 3).bias(false)};
  torch::nn::BatchNorm2d norm{3};
  torch::nn::Sequential up{torch::nn::ReLU(), torch::nn::Conv2d(3, 1, 1)};
};
TORCH_MODULE(Network);

std::map<std::string, torch::Tensor> stateOf(const Network& module) {
  Safetensors content;
  addFrom(*module, content, "", torch::kFloat32);
  return content.tensors;
}

void expectSame(const std::map<std::string, torch::Tensor>& a,
                const std::map<std::string, torch::Tensor>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (const auto& [name, tensor] : a) EXPECT_TRUE(isIdentical(tensor, b.at(name))) << name;
}

TEST(SafetensorsModule, NamesAreThoseOfLibTorch) {
  std::vector<std::string> names;
  for (const auto& [name, tensor] : stateOf(Network())) names.push_back(name);
  EXPECT_EQ(names, (std::vector<std::string>{"down.weight", "norm.bias", "norm.num_batches_tracked",
                                             "norm.running_mean", "norm.running_var", "norm.weight",
                                             "up.1.bias", "up.1.weight"}));
}

TEST(SafetensorsModule, LoadingGivesAnotherModuleTheSameState) {
  Network from, to;
  from->train();
  from->forward(torch::randn({2, 2, 8, 8}));  // running statistics that are not the defaults
  Safetensors content;
  addFrom(*from, content, "generator.");
  EXPECT_EQ(content.tensors.begin()->first, "generator.down.weight");
  loadInto(*to, content, "generator.");
  expectSame(stateOf(from), stateOf(to));
  EXPECT_EQ(stateOf(to).at("norm.num_batches_tracked").item<std::int64_t>(), 1);
  from->eval();
  to->eval();
  const auto input = torch::randn({1, 2, 8, 8});
  EXPECT_TRUE(isNear(to->forward(input), from->forward(input)));
}

TEST(SafetensorsModule, HalfPrecisionAppliesToFloatingTensorsOnlyAndLoadsBack) {
  Network from, to;
  Safetensors content;
  addFrom(*from, content, "", torch::kFloat16);
  EXPECT_EQ(content.tensors.at("down.weight").scalar_type(), torch::kFloat16);
  EXPECT_EQ(content.tensors.at("norm.num_batches_tracked").scalar_type(), torch::kInt64);
  loadInto(*to, content);
  const auto loaded = stateOf(to);
  EXPECT_EQ(to->named_parameters()["down.weight"].scalar_type(), torch::kFloat32);
  EXPECT_TRUE(isNear(loaded.at("down.weight"), stateOf(from).at("down.weight"), 1e-3));
}

TEST(SafetensorsModule, LoadingKeepsGradientsWantedAndTheMemoryOfTheModule) {
  Network module;
  const auto* memory = module->named_parameters()["down.weight"].data_ptr();
  Safetensors content;
  addFrom(*Network(), content);
  loadInto(*module, content);
  EXPECT_EQ(module->named_parameters()["down.weight"].data_ptr(), memory);
  EXPECT_TRUE(module->named_parameters()["down.weight"].requires_grad());
  EXPECT_TRUE(module->named_parameters()["down.weight"].is_leaf());
}

TEST(SafetensorsModule, WhatWasAddedDoesNotFollowTheModule) {
  Network module;
  Safetensors content;
  addFrom(*module, content);
  const auto before = content.tensors.at("down.weight").clone();
  torch::NoGradGuard noGrad;
  module->named_parameters()["down.weight"].add_(1);
  EXPECT_TRUE(isIdentical(content.tensors.at("down.weight"), before));
  EXPECT_FALSE(content.tensors.at("down.weight").requires_grad());
}

TEST(SafetensorsModule, AddingTwiceUnderOnePrefixIsRefused) {
  Safetensors content;
  addFrom(*Network(), content, "a.");
  addFrom(*Network(), content, "b.");
  EXPECT_TRUE(
      throwsError(ErrorKind::InvalidArgument, "a.down.weight", [&] { addFrom(*Network(), content, "a."); }));
}

TEST(SafetensorsModule, OtherPrefixesAreNoneOfItsBusiness) {
  Safetensors content;
  addFrom(*Network(), content, "generator.");
  content.tensors["discriminator.weight"] = torch::ones(1);
  content.tensors["zzz"] = torch::ones(1);
  EXPECT_NO_THROW(loadInto(*Network(), content, "generator."));
}

class FailedLoad : public testing::Test {
 protected:
  void SetUp() override { addFrom(*Network(), content_, "g."); }
  /// Loading must fail like this and change nothing.
  void expectRefused(const std::string& name) {
    Network module;
    const auto before = stateOf(module);
    EXPECT_TRUE(throwsError(ErrorKind::Unsupported, name, [&] { loadInto(*module, content_, "g."); }));
    expectSame(stateOf(module), before);
  }
  Safetensors content_;
};

TEST_F(FailedLoad, MissingTensor) {
  content_.tensors.erase("g.up.1.weight");
  expectRefused("g.up.1.weight is missing");
}

TEST_F(FailedLoad, MissingBuffer) {
  content_.tensors.erase("g.norm.running_var");
  expectRefused("g.norm.running_var");
}

TEST_F(FailedLoad, UnexpectedTensor) {
  content_.tensors["g.up.1.weight_u"] = torch::ones(1);
  expectRefused("g.up.1.weight_u");
}

TEST_F(FailedLoad, OtherShape) {
  content_.tensors["g.up.1.weight"] = torch::ones({3, 1, 1, 1});
  expectRefused("g.up.1.weight has the shape [3, 1, 1, 1] instead of [1, 3, 1, 1]");
}

TEST_F(FailedLoad, ShapeThatWouldBroadcast) {
  content_.tensors["g.up.1.weight"] = torch::ones({1});
  expectRefused("g.up.1.weight");
}

}  // namespace
}  // namespace pentimento
