// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pentimento::test {

/// The folders of core in dependency order, as core/CMakeLists.txt of the tree at `root` adds them.
std::vector<std::string> coreFolders(const std::filesystem::path& root);

/// What the #include lines of app/, ui/ and core/ under `root` do against the direction app -> ui -> core:
/// - core includes nothing of ui, app or Qt, and a folder of core only itself and those before it in
/// `coreOrder`;
/// - ui includes nothing of app or LibTorch, through no header of core either;
/// - quoted includes name the file from the root of the tree, so that none escapes this check.
/// One line for each violation, `file: what`; empty when all is well.
std::vector<std::string> includeViolations(const std::filesystem::path& root,
                                           const std::vector<std::string>& coreOrder);

}  // namespace pentimento::test
