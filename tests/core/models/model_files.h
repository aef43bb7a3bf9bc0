// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "core/models/model_card.h"

namespace pentimento::test {

/// Writes FOLDER/NAME.safetensors, one small tensor, with a card that fits; makes the folder. Returns the
/// weights.
std::filesystem::path writeModel(const std::filesystem::path& folder, const std::string& name,
                                 const std::string& task = "colourise");

}  // namespace pentimento::test
