// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/include_rules.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>

namespace pentimento::test {

namespace fs = std::filesystem;

namespace {

struct Include {
  std::string target;
  bool quoted = false;
};

using IncludesByFile = std::map<std::string, std::vector<Include>>;  // path from the root, '/' between names

std::vector<Include> includesOf(const fs::path& file) {
  static const std::regex pattern(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
  std::vector<Include> includes;
  std::ifstream stream(file);
  std::smatch match;
  for (std::string line; std::getline(stream, line);) {
    if (std::regex_search(line, match, pattern)) includes.push_back({match[2], match[1] == "\""});
  }
  return includes;
}

IncludesByFile readTree(const fs::path& root) {
  IncludesByFile files;
  for (const char* top : {"app", "ui", "core"}) {
    if (!fs::exists(root / top)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const auto suffix = entry.path().extension();
      if (suffix != ".h" && suffix != ".cpp") continue;
      files[entry.path().lexically_relative(root).generic_string()] = includesOf(entry.path());
    }
  }
  return files;
}

/// "core/image/colour.h" -> "core", level 0; "image", level 1.
std::string part(const std::string& path, int level) {
  std::istringstream stream(path);
  std::string name;
  for (int i = 0; i <= level; ++i) {
    if (!std::getline(stream, name, '/')) return {};
  }
  return name;
}

bool isTorch(const Include& include) {
  const std::string top = part(include.target, 0);
  return top == "torch" || top == "ATen" || top == "c10";
}

bool isQt(const Include& include) {
  const auto& name = include.target;
  return name.size() > 1 && name[0] == 'Q' &&
         (std::isupper(static_cast<unsigned char>(name[1])) || name[1] == 't');
}

/// The place of a file of core in the order, or -1 for a folder that is not in it.
long position(const std::string& file, const std::vector<std::string>& order) {
  const auto found = std::find(order.begin(), order.end(), part(file, 1));
  return found == order.end() ? -1 : found - order.begin();
}

/// Why `file` may not have this include, or nothing.
std::string objection(const std::string& file, const Include& include,
                      const std::vector<std::string>& order) {
  const std::string from = part(file, 0), to = part(include.target, 0);
  const bool ours = to == "core" || to == "ui" || to == "app";
  if (include.quoted && !ours && !include.target.ends_with(".moc"))
    return "is not named from the root of the tree";
  if (from == "ui" && isTorch(include)) return "LibTorch belongs into core";
  if (from == "ui" && to == "app") return "ui may not use app";
  if (from != "core") return {};
  if (isQt(include)) return "core has no Qt";
  if (to == "ui" || to == "app") return "core may not use " + to;
  if (to != "core") return {};
  if (position(include.target, order) < 0) return "no folder of core/CMakeLists.txt";
  if (position(include.target, order) > position(file, order))
    return "is above " + part(file, 1) + " in core";
  return {};
}

/// How LibTorch reaches a file through headers: "core/a.h -> torch/torch.h", or nothing.
std::string pathToTorch(const std::string& file, const IncludesByFile& files, std::set<std::string>& seen) {
  const auto found = files.find(file);
  if (found == files.end() || !seen.insert(file).second) return {};
  for (const auto& include : found->second) {
    if (isTorch(include)) return include.target;
    const auto rest = pathToTorch(include.target, files, seen);
    if (!rest.empty()) return include.target + " -> " + rest;
  }
  return {};
}

}  // namespace

std::vector<std::string> coreFolders(const fs::path& root) {
  std::ifstream stream(root / "core" / "CMakeLists.txt");
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  std::smatch match;
  if (!std::regex_search(text, match, std::regex(R"(foreach\(folder ([^)]*)\))"))) {
    throw std::runtime_error("core/CMakeLists.txt names no folders");
  }
  std::istringstream names(match[1]);
  return {std::istream_iterator<std::string>(names), {}};
}

std::vector<std::string> includeViolations(const fs::path& root, const std::vector<std::string>& coreOrder) {
  const auto files = readTree(root);
  std::vector<std::string> violations;
  for (const auto& [file, includes] : files) {
    if (part(file, 0) == "core" && position(file, coreOrder) < 0) {
      violations.push_back(file + ": its folder is not in core/CMakeLists.txt");
    }
    bool includesTorch = false;
    for (const auto& include : includes) {
      const auto why = objection(file, include, coreOrder);
      if (!why.empty()) violations.push_back(file + ": includes " + include.target + ": " + why);
      includesTorch |= isTorch(include);
    }
    std::set<std::string> seen;
    if (part(file, 0) == "ui" && !includesTorch) {
      const auto path = pathToTorch(file, files, seen);
      if (!path.empty()) violations.push_back(file + ": reaches LibTorch through " + path);
    }
  }
  return violations;
}

}  // namespace pentimento::test
