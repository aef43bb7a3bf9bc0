// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/script.h>

#include <filesystem>

namespace pentimento {

/// A network that the user names, for training and judging: on the CPU, in evaluation mode. TorchScript is
/// code: use only a file that you trust. Throws Error naming the file: NotFound, Unreadable.
torch::jit::Module loadTorchScript(const std::filesystem::path& file);

}  // namespace pentimento
