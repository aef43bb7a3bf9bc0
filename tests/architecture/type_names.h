// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pentimento::test {

/// "FaceStyle: core/…, ui/…" for each type that two headers of app, ui and core define. All share one
/// namespace: two types of one name link without a word, and then one's destructor may run for the other.
std::vector<std::string> typesDefinedTwice(const std::filesystem::path& root);

}  // namespace pentimento::test
