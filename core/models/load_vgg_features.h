// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/networks/vgg_features.h"

namespace pentimento {

/// The task of models that stand in for VGG-19.
inline constexpr auto vggStudentTask = "perceptual-features";

/// A model of ours for that task, where a card lies beside the file; else what VggFeatures reads.
/// Throws Error naming the file: what loadModel and VggFeatures throw.
VggFeatures loadVggFeatures(const std::filesystem::path& file, torch::Device device = torch::kCPU);

}  // namespace pentimento
