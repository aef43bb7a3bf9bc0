// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/face/trait.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/errors.h"

namespace pentimento::test {
namespace {

TEST(Attribute, IsFoundByItsName) {
  std::set<std::string> names, tasks;
  for (const auto attribute : attributes) {
    EXPECT_EQ(attributeNamed(nameOf(attribute)), attribute);
    names.insert(nameOf(attribute));
    tasks.insert(modelTaskOf(attribute));
  }
  EXPECT_EQ(names.size(), attributeCount);
  EXPECT_EQ(tasks.size(), attributeCount);
  EXPECT_EQ(nameOf(Attribute::MouthOpen), "mouth_open");
  EXPECT_EQ(modelTaskOf(Attribute::MouthOpen), "attribute-mouth-open");
}

TEST(Trait, IsASlidersAttributeOrMakeUp) {
  for (const Attribute attribute : attributes) {
    EXPECT_EQ(attributeOf(traitOf(attribute)), attribute);
    EXPECT_EQ(nameOf(traitOf(attribute)), nameOf(attribute));
  }
  EXPECT_EQ(attributeOf(Trait::MakeUp), std::nullopt);
  EXPECT_EQ(nameOf(Trait::MakeUp), "make-up");
  TraitMarks marks;
  for (const Trait trait : traits) EXPECT_EQ(marks[trait], std::nullopt) << "nobody said so yet";
  marks[Trait::MakeUp] = true;
  EXPECT_EQ(marks[Trait::Male], std::nullopt);
  EXPECT_EQ(marks[Trait::MakeUp], true);
}

TEST(Attribute, AnUnknownNameIsRefusedWithThoseThatExist) {
  for (const char* name : {"hat", "", "Glasses", "glasses "})
    EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "glasses, beard, smile, mouth_open, young, male",
                            [&] { attributeNamed(name); }));
}

}  // namespace
}  // namespace pentimento::test
