// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <limits>

#include "core/document/edit_stack.h"
#include "tests/support/errors.h"

namespace pentimento {
namespace {

using nlohmann::json;
using test::throwsError;

/// Effects in order, "-" before one that is switched off.
std::vector<std::string> order(const EditStack& stack) {
  std::vector<std::string> names;
  for (const auto& edit : stack.edits()) names.push_back((edit.enabled ? "" : "-") + edit.effect);
  return names;
}

Edit editWithId(std::int64_t id) {
  Edit edit;
  edit.id = id;
  return edit;
}

using Names = std::vector<std::string>;

class EditStackTest : public testing::Test {
 protected:
  EditStack stack_;
  const std::int64_t a_ = stack_.append("a", 1, {{"x", 1}}), b_ = stack_.append("b", 2, json::object()),
                     c_ = stack_.append("c", 1, {{"deep", {{"list", {1, 2.5, "text", nullptr}}}}});
};

TEST_F(EditStackTest, NewEditsGoOnTopEnabledAndWithTheirOwnId) {
  EXPECT_EQ(order(stack_), (Names{"a", "b", "c"}));
  EXPECT_NE(a_, b_);
  EXPECT_EQ(stack_.edit(b_).version, 2);
  EXPECT_EQ(stack_.edit(a_).parameters, (json{{"x", 1}}));
}

TEST_F(EditStackTest, SwitchingOffAndNewParametersSayWhetherAnythingChanged) {
  EXPECT_TRUE(stack_.setEnabled(b_, false));
  EXPECT_FALSE(stack_.setEnabled(b_, false));
  EXPECT_EQ(order(stack_), (Names{"a", "-b", "c"}));
  EXPECT_FALSE(stack_.setParameters(a_, 1, {{"x", 1}}));
  EXPECT_TRUE(stack_.setParameters(a_, 1, {{"x", 2}}));
  EXPECT_TRUE(stack_.setParameters(a_, 2, {{"x", 2}}));
  EXPECT_EQ(stack_.edit(a_).version, 2);
}

TEST_F(EditStackTest, MovesUpAndDown) {
  stack_.move(a_, 2);
  EXPECT_EQ(order(stack_), (Names{"b", "c", "a"}));
  stack_.move(a_, 0);
  EXPECT_EQ(order(stack_), (Names{"a", "b", "c"}));
  stack_.move(c_, 1);
  EXPECT_EQ(order(stack_), (Names{"a", "c", "b"}));
  stack_.move(c_, 1);
  EXPECT_EQ(order(stack_), (Names{"a", "c", "b"}));
}

TEST_F(EditStackTest, InsertUndoesRemove) {
  const EditStack before = stack_;
  const auto index = stack_.indexOf(b_);
  const Edit removed = stack_.remove(b_);
  EXPECT_EQ(order(stack_), (Names{"a", "c"}));
  stack_.insert(removed, index);
  EXPECT_EQ(stack_, before);
}

TEST_F(EditStackTest, AnIdIsNeverGivenTwice) {
  stack_.remove(c_);
  EXPECT_GT(stack_.append("d", 1, json::object()), c_);
}

TEST_F(EditStackTest, RefusesWhatIsNotThere) {
  for (const std::int64_t id : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{99}}) {
    EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, std::to_string(id), [&] { stack_.edit(id); }));
    EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "", [&] { stack_.remove(id); }));
    EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "", [&] { stack_.move(id, 0); }));
    EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "", [&] { stack_.setEnabled(id, true); }));
    EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "", [&] { stack_.setParameters(id, 1, {}); }));
  }
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "position 3", [&] { stack_.move(a_, 3); }));
  EXPECT_TRUE(
      throwsError(ErrorKind::InvalidArgument, "position 4", [&] { stack_.insert(editWithId(9), 4); }));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "id", [&] { stack_.insert(stack_.edit(a_), 0); }));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "id 0", [&] { stack_.insert(editWithId(0), 0); }));
  EXPECT_EQ(order(stack_), (Names{"a", "b", "c"}));
}

TEST_F(EditStackTest, ComesBackFromJson) {
  stack_.setEnabled(b_, false);
  stack_.move(c_, 0);
  auto read = json::parse(json(stack_).dump()).get<EditStack>();
  EXPECT_EQ(read, stack_);
  EXPECT_GT(read.append("d", 1, json::object()), c_);  // ids go on after the highest
  EXPECT_TRUE(json::parse(json(EditStack()).dump()).get<EditStack>().empty());
}

TEST_F(EditStackTest, RefusesJsonThatItDoesNotWriteAndStaysAsItWas) {
  const EditStack before = stack_;
  const json good = stack_;
  const auto refuses = [&](ErrorKind kind, const json& document) {
    EXPECT_TRUE(throwsError(kind, "", [&] { document.get_to(stack_); })) << document;
    EXPECT_EQ(stack_, before);
  };
  const auto with = [&](const std::string& pointer, const json& value) {
    json document = good;
    document[json::json_pointer(pointer)] = value;
    return document;
  };
  for (const json& document : {json(), json::array(), json(5), json::object(), json{{"format", 1}}})
    refuses(ErrorKind::Unreadable, document);
  refuses(ErrorKind::Unsupported, with("/format", 2));
  refuses(ErrorKind::Unreadable, with("/format", 0));
  refuses(ErrorKind::Unreadable, with("/edits", json::object()));
  refuses(ErrorKind::Unreadable, with("/edits/0/id", good["edits"][1]["id"]));  // doubled
  for (const json& id : {json(0), json(-1), json(1.5), json("1"), json(true), json(~std::uint64_t{0}),
                         json(std::numeric_limits<std::int64_t>::max())})
    refuses(ErrorKind::Unreadable, with("/edits/0/id", id));
  refuses(ErrorKind::Unreadable, with("/edits/0/effect", ""));
  refuses(ErrorKind::Unreadable, with("/edits/0/effect", 7));
  refuses(ErrorKind::Unreadable, with("/edits/0/version", 0));
  refuses(ErrorKind::Unreadable, with("/edits/0/version", (std::int64_t{1} << 32) + 1));
  refuses(ErrorKind::Unreadable, with("/edits/0/parameters", json::array()));
  refuses(ErrorKind::Unreadable, with("/edits/0/enabled", 1));
  json lacking = good;
  lacking["edits"][2].erase("enabled");
  refuses(ErrorKind::Unreadable, lacking);
}

TEST(EditStack, AFullStackIsFull) {
  EditStack stack;
  for (std::size_t i = 0; i < EditStack::maximumEdits; ++i)
    stack.insert(editWithId(static_cast<std::int64_t>(i) + 1), i);
  EXPECT_TRUE(
      throwsError(ErrorKind::InvalidArgument, "too many", [&] { stack.append("a", 1, json::object()); }));
}

}  // namespace
}  // namespace pentimento
