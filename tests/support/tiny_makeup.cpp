// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_makeup.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/networks/makeup_generator.h"
#include "core/tensor/safetensors.h"
#include "tests/support/model_files.h"

namespace pentimento::test {

std::filesystem::path writeTinyMakeup(const std::filesystem::path& folder,
                                      std::optional<std::array<double, 3>> added) {
  MakeupGeneratorOptions options;
  options.size = 64;
  options.baseChannels = 4;
  options.blocks = 1;
  options.withoutIrm = true;
  torch::manual_seed(1);
  MakeupGenerator network(options);
  {
    const torch::NoGradGuard noGradient;
    const auto parameters = network->named_parameters();
    if (added) {
      // The last equation: 2 tanh(colour) sigmoid(mask) in [-1, 1]; four subpixels of each colour.
      parameters["output.weight"].zero_();
      auto& bias = parameters["output.bias"];
      bias.zero_();
      for (std::size_t c = 0; c < 3; ++c)
        bias.narrow(0, static_cast<std::int64_t>(4 * c), 4).fill_(std::atanh(2 * added->at(c)));
    } else {
      parameters["output.weight"].mul_(20);
    }
  }
  Safetensors weights;
  addFrom(*network, weights, "network.");
  return writeModelFiles(folder, "makeup", "makeup", options, weights);
}

}  // namespace pentimento::test
