// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/architecture/include_rules.h"
#include "tests/support/temporary_folder.h"

namespace pentimento::test {

namespace {

namespace fs = std::filesystem;

TEST(Architecture, TreeIncludesDownwardsOnly) {
  const fs::path root = PENTIMENTO_SOURCE_DIR;
  const auto order = coreFolders(root);
  ASSERT_GE(order.size(), 10u);
  for (const auto& violation : includeViolations(root, order)) ADD_FAILURE() << violation;
}

/// A made-up tree with one file, to see that the check does object.
class IncludeRules : public TemporaryFolderTest {
 protected:
  void add(const std::string& file, const std::string& text) {
    fs::create_directories((folder() / file).parent_path());
    writeBytes(folder() / file, text);
  }
  std::vector<std::string> violations() const {
    return includeViolations(folder(), {"base", "image", "tensor"});
  }
};

TEST_F(IncludeRules, AllowsWhatIsBelow) {
  add("core/base/error.h", "#include <string>\n");
  add("core/tensor/convert.h",
      "#include <torch/torch.h>\n#include \"core/base/error.h\"\n#include \"core/tensor/x.h\"\n");
  add("ui/window.cpp", "#include <QWidget>\n#include \"core/base/error.h\"\n#include \"window.moc\"\n");
  add("app/main.cpp", "#include \"ui/window.h\"\n#include \"core/tensor/convert.h\"\n");
  EXPECT_EQ(violations(), std::vector<std::string>{});
}

struct Violation {
  const char* file;
  const char* include;
  const char* message;
};

class IncludeRulesObject : public IncludeRules, public testing::WithParamInterface<Violation> {};

TEST_P(IncludeRulesObject, To) {
  const auto [file, include, message] = GetParam();
  add(file, std::string("#pragma once\n  # include ") + include + "  // why not?\n");
  const auto found = violations();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NE(found[0].find(message), std::string::npos) << found[0];
}

INSTANTIATE_TEST_SUITE_P(
    Violations, IncludeRulesObject,
    testing::Values(Violation{"core/image/colour.h", "\"core/tensor/convert.h\"", "is above image"},
                    Violation{"core/base/error.h", "\"ui/window.h\"", "core may not use ui"},
                    Violation{"core/base/error.h", "\"app/main.h\"", "core may not use app"},
                    Violation{"core/base/error.h", "<QString>", "no Qt"},
                    Violation{"core/base/error.h", "<QtCore/QString>", "no Qt"},
                    Violation{"core/base/error.h", "\"core/extra/x.h\"", "no folder"},
                    Violation{"core/extra/x.h", "<string>", "its folder is not in"},
                    Violation{"core/image/colour.h", "\"colour_tables.h\"", "from the root"},
                    Violation{"ui/canvas/canvas.h", "\"app/main.h\"", "ui may not use app"},
                    Violation{"ui/canvas/canvas.h", "<torch/torch.h>", "LibTorch belongs into core"},
                    Violation{"ui/canvas/canvas.h", "<ATen/ATen.h>", "LibTorch belongs into core"}));

TEST_F(IncludeRules, SeesLibTorchThroughHeadersOfCore) {
  add("core/tensor/convert.h", "#include <torch/torch.h>\n");
  add("core/tensor/outer.h", "#include \"core/tensor/convert.h\"\n");
  add("ui/window.cpp", "#include \"core/tensor/outer.h\"\n");
  EXPECT_EQ(violations(),
            std::vector<std::string>{"ui/window.cpp: reaches LibTorch through core/tensor/outer.h -> "
                                     "core/tensor/convert.h -> torch/torch.h"});
}

TEST_F(IncludeRules, ReadsTheOrderFromCMake) {
  add("core/CMakeLists.txt",
      "# first\nforeach(folder base image\n        tensor)\n  add_subdirectory(${folder})\n");
  EXPECT_EQ(coreFolders(folder()), (std::vector<std::string>{"base", "image", "tensor"}));
  EXPECT_THROW(coreFolders(folder() / "nowhere"), std::runtime_error);
}

}  // namespace

}  // namespace pentimento::test
