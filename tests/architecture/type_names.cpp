// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/type_names.h"

#include <fstream>
#include <map>
#include <regex>
#include <set>

namespace pentimento::test {

namespace fs = std::filesystem;

namespace {

/// What a header's line defines at the outermost level, or nothing. Nested types are indented, declarations
/// end in ';'.
std::string definedIn(const std::string& line) {
  static const std::regex type(R"re(^(?:class|struct|enum class|enum) ([A-Za-z]\w*)\b(?:[^;]*|.*\{.*)$)re");
  static const std::regex torchModule(R"re(^TORCH_MODULE\((\w+)\))re");
  std::smatch match;
  return std::regex_search(line, match, type) || std::regex_search(line, match, torchModule) ? match[1].str()
                                                                                             : std::string();
}

}  // namespace

std::vector<std::string> typesDefinedTwice(const fs::path& root) {
  std::map<std::string, std::set<std::string>> headers;  // by type
  for (const char* top : {"app", "ui", "core"}) {
    if (!fs::exists(root / top)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      if (entry.path().extension() != ".h") continue;
      std::ifstream stream(entry.path());
      for (std::string line; std::getline(stream, line);)
        if (const auto name = definedIn(line); !name.empty())
          headers[name].insert(entry.path().lexically_relative(root).generic_string());
    }
  }
  std::vector<std::string> twice;
  for (const auto& [name, files] : headers) {
    if (files.size() < 2) continue;
    std::string text = name + ":";
    for (const auto& file : files) text += " " + file;
    twice.push_back(text);
  }
  return twice;
}

}  // namespace pentimento::test
