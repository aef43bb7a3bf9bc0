// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

#include "core/face/attribute.h"

namespace pentimento::test {

/// Writes FOLDER/attribute-NAME.safetensors and its card: a pair of networks of a few kilobytes for crops of
/// `side` pixels. `added`: what the one that adds gives to every pixel, in shares of the photo's maximum, and
/// the one that removes gives minus half of it; without it they are untrained and their residuals depend on
/// the picture. Returns the weights file.
std::filesystem::path writeTinyAttribute(const std::filesystem::path& folder, Attribute attribute,
                                         std::optional<double> added = {}, int side = 32);

}  // namespace pentimento::test
