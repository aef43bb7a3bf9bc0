// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/tensor/safetensors.h"

namespace pentimento::test {

/// Writes FOLDER/NAME.safetensors and a card that fits; makes the folder. Returns the weights file.
std::filesystem::path writeModelFiles(const std::filesystem::path& folder, const std::string& name,
                                      const std::string& task, const nlohmann::json& options,
                                      const Safetensors& weights);

/// Shipped models in another folder, which is made.
void linkShippedModels(const std::filesystem::path& folder, const std::vector<std::string>& names);

}  // namespace pentimento::test
