// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "core/models/model_card.h"
#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

using nlohmann::json;
using test::throwsError;

const std::string someHash(64, 'a');

ModelCard fullCard() {
  ModelCard card;
  card.name = "Großmutter 2";
  card.task = "colourise";
  card.description = "Fine-tuned on \"our\" photos";
  card.licence = "CC0-1.0";
  card.parent = "colourise";
  card.options = {{"baseChannels", 32}, {"normalisation", "ibn"}};
  card.data = {{"faces", "CC0", 12, someHash}, {"scenes", "", 0}};
  card.steps = 5000;
  card.samples = 3'000'000'000;  // over 32 bits
  card.quality = {{"faces", {{"psnr", 31.25}}}};
  card.sha256 = someHash;
  return card;
}

class ModelCardTest : public test::TemporaryFolderTest {
 protected:
  /// Reads a card with one field replaced.
  auto readWith(const std::string& field, const json& value) {
    json document = fullCard();
    document[field] = value;
    return readText(document.dump());
  }
  std::function<void()> readText(const std::string& text) {
    test::writeBytes(file("card.json"), text);
    return [this] { readCard(file("card.json")); };
  }
};

TEST_F(ModelCardTest, ComesBackAsItWasWritten) {
  writeCard(file("card.json"), fullCard());
  EXPECT_EQ(readCard(file("card.json")), fullCard());
}

TEST_F(ModelCardTest, NeedsOnlyWhatLoadingNeeds) {
  readText(json{
      {"format", 1},
      {"name", "a"},
      {"task", "colourise"},
      {"options", json::object()},
      {"sha256", someHash},
      {"from a later version",
       true}}.dump());
  const auto card = readCard(file("card.json"));
  EXPECT_EQ(card.name, "a");
  EXPECT_EQ(card.samples, 0);
  for (const char* field : {"format", "name", "task", "options", "sha256"}) {
    json document = fullCard();
    document.erase(field);
    EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "card.json", readText(document.dump()))) << field;
  }
}

TEST_F(ModelCardTest, RefusesANewerFormatWhateverElseItHolds) {
  EXPECT_TRUE(throwsError(ErrorKind::Unsupported, "newer version", readWith("format", 2)));
  EXPECT_TRUE(throwsError(ErrorKind::Unsupported, "card.json", readText(R"({"format":2,"name":["new"]})")));
}

TEST_F(ModelCardTest, RefusesWhatIsNoCard) {
  for (const char* text : {"", "{", "[]", "17", "null", "{}", "\xff", "{\"format\":\"1\"}"})
    EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "card.json", readText(text))) << text;
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "", readWith("format", 0)));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "", readWith("task", "")));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "", readWith("options", json::array())));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "", readWith("steps", -1)));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "", readWith("data", {{{"count", 5}}})));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "", readWith("sha256", std::string(64, 'A'))));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "", readWith("sha256", "abc")));
}

TEST_F(ModelCardTest, RefusesANameThatIsNoSafeFileName) {
  for (const char* name : {"", ".hidden", "..", "-option", "a/b", "../a", "a\nb", "a\x7f"})
    EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "name", readWith("name", name))) << name;
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "name", readWith("name", std::string(101, 'a'))));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "name", readWith("name", std::string("a\0b", 3))));
  EXPECT_NO_THROW(readWith("name", "v1.2 – größer")());
}

TEST_F(ModelCardTest, RefusesNestingThatWouldExhaustTheStack) {
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "deeply",
                          readText(R"({"format":1,"options":)" + std::string(500'000, '['))));
}

TEST_F(ModelCardTest, NamesTheFileThatIsMissingOrTooLong) {
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "absent.json", [&] { readCard(file("absent.json")); }));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "", [&] { readCard(folder()); }));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "too long", readText(std::string(2 << 20, ' '))));
}

TEST_F(ModelCardTest, ACardThatCouldNotBeReadIsNotWritten) {
  ModelCard card = fullCard();
  card.name = "../outside";
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "name", [&] { writeCard(file("card.json"), card); }));
  EXPECT_FALSE(std::filesystem::exists(file("card.json")));
}

// FIPS 180-2, appendix B.1, and the hash of nothing.
TEST_F(ModelCardTest, Sha256IsTheStandards) {
  test::writeBytes(file("abc"), "abc");
  EXPECT_EQ(sha256OfFile(file("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  test::writeBytes(file("empty"), "");
  EXPECT_EQ(sha256OfFile(file("empty")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  // FIPS 180-2, appendix B.3: longer than one block of reading.
  test::writeBytes(file("million"), std::string(1'000'000, 'a'));
  EXPECT_EQ(sha256OfFile(file("million")),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "absent", [&] { sha256OfFile(file("absent")); }));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "", [&] { sha256OfFile(folder()); }));
}

TEST_F(ModelCardTest, AFoldersHashChangesWithEveryNameAndByte) {
  const auto write = [&](const char* folder, const char* name, const char* bytes) {
    std::filesystem::create_directories((file(folder) / name).parent_path());
    test::writeBytes(file(folder) / name, bytes);
  };
  for (const char* folder : {"one", "same", "renamed", "changed"}) {
    write(folder, "masks/a.png", "12");
    write(folder, std::string(folder) == "renamed" ? "b.png" : "a.png", "1");
  }
  write("changed", "masks/a.png", "13");
  const auto hash = sha256OfFolder(file("one"));
  EXPECT_EQ(sha256OfFolder(file("same")), hash) << "where it lies does not matter";
  EXPECT_NE(sha256OfFolder(file("renamed")), hash);
  EXPECT_NE(sha256OfFolder(file("changed")), hash);
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "absent", [&] { sha256OfFolder(file("absent")); }));
}

TEST(CardPath, LiesBesideTheWeights) {
  EXPECT_EQ(cardPathFor("models/v1.2.safetensors"), "models/v1.2.json");
}

}  // namespace
}  // namespace pentimento
