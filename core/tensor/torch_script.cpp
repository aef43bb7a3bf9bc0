// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/torch_script.h"

#include "core/base/error.h"

namespace pentimento {

torch::jit::Module loadTorchScript(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) throw Error(ErrorKind::NotFound, file.string() + ": does not exist");
  try {
    auto network = torch::jit::load(file.string(), torch::kCPU);
    network.eval();
    return network;
  } catch (const c10::Error&) {
    throw Error(ErrorKind::Unreadable, file.string() + ": is no TorchScript file");
  }
}

}  // namespace pentimento
