// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/run_network.h"

#include <string>

#include "core/base/log.h"
#include "core/tensor/convert.h"

namespace pentimento {

torch::Tensor runNetwork(Compute& compute, const std::vector<torch::nn::Module*>& modules,
                         const torch::Tensor& input,
                         const std::function<torch::Tensor(const torch::Tensor&)>& network) {
  const torch::NoGradGuard noGradient;
  try {
    return network(toCompute(input, compute));
  } catch (const c10::Error& error) {
    if (compute.device == "cpu" || std::string(error.what()).find("out of memory") == std::string::npos)
      throw;
    spdlog::warn("the GPU is out of memory; going on with the CPU");
    compute.bfloat16 = compute.bfloat16 && processorHasBfloat16();
    compute.device = "cpu";
    for (auto* module : modules) module->to(torch::kCPU);
    return network(toCompute(input, compute));
  }
}

}  // namespace pentimento
