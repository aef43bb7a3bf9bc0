// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "tests/architecture/type_names.h"
#include "tests/support/temporary_folder.h"

namespace pentimento::test {
namespace {

namespace fs = std::filesystem;

TEST(Architecture, NoTwoHeadersDefineATypeOfOneName) {
  for (const auto& twice : typesDefinedTwice(PENTIMENTO_SOURCE_DIR)) ADD_FAILURE() << twice;
}

class TypeNames : public TemporaryFolderTest {
 protected:
  void add(const std::string& file, const std::string& text) {
    fs::create_directories((folder() / file).parent_path());
    writeBytes(folder() / file, text);
  }
};

TEST_F(TypeNames, AreFoundTwiceAcrossCoreAndUi) {
  add("core/networks/a.h", "struct Style {\n};\nTORCH_MODULE(Painter);\nenum class Kind { One };\n");
  add("ui/b.h", "struct Style {\n};\nclass Painter : public QObject {\n};\nenum class Kind {\n");
  EXPECT_EQ(typesDefinedTwice(folder()),
            (std::vector<std::string>{"Kind: core/networks/a.h ui/b.h", "Painter: core/networks/a.h ui/b.h",
                                      "Style: core/networks/a.h ui/b.h"}));
}

TEST_F(TypeNames, MayBeDeclaredAndNestedAnywhere) {
  add("core/a.h", "class Photo {\n  struct Impl;\n  struct Entry {\n  };\n};\n");
  add("ui/b.h", "class Photo;\nclass Cache {\n  struct Entry {\n  };\n};\n");
  EXPECT_EQ(typesDefinedTwice(folder()), std::vector<std::string>{});
}

}  // namespace
}  // namespace pentimento::test
