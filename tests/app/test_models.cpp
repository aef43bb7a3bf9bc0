// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/app/program_test.h"

namespace pentimento::test {

namespace {

/// One shipped model, "colourise", and one elsewhere, "guest".
class ModelsCommand : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    guest_ = writeTinyModel(file("elsewhere"), "guest", /*constant=*/true);
  }
  Outcome models(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "models");
    return run(arguments);
  }
  /// "name" or "name*" for the one in use, by the JSON of list.
  std::vector<std::string> listed() const {
    std::vector<std::string> names;
    for (const auto& line : linesOf(models({"list", "--json"}).out)) {
      const auto json = nlohmann::json::parse(line);
      names.push_back(json["name"].get<std::string>() + (json["current"] ? "*" : ""));
    }
    return names;
  }
  /// Exactly one line on stderr that holds `part`, and status 1.
  static void expectFailure(const Outcome& outcome, const std::string& part) {
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(linesOf(outcome.err).size(), 1u) << outcome.err;
    EXPECT_EQ(outcome.err.rfind("pentimento: ", 0), 0u) << outcome.err;
    EXPECT_NE(outcome.err.find(part), std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.out, "");
  }

  std::filesystem::path guest_;
};

TEST_F(ModelsCommand, ListMarksWhatIsInUse) {
  const auto outcome = models({"list"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  ASSERT_EQ(linesOf(outcome.out).size(), 1u) << outcome.out;
  EXPECT_EQ(outcome.out.rfind("* colourise", 0), 0u) << outcome.out;
  EXPECT_NE(outcome.out.find("shipped"), std::string::npos);
}

TEST_F(ModelsCommand, AnImportedModelCanBeUsed) {
  EXPECT_EQ(models({"import", guest_}).status, 0);
  EXPECT_EQ(listed(), (std::vector<std::string>{"colourise*", "guest"}));
  EXPECT_EQ(models({"use", "guest"}).status, 0);
  EXPECT_EQ(listed(), (std::vector<std::string>{"colourise", "guest*"}));
  EXPECT_EQ(colourise({addPhoto("a.png"), "-o", file("out.png")}).status, 0);
  expectFailure(models({"import", guest_}), "already a model called guest");
}

TEST_F(ModelsCommand, ShowTellsTheCardOfANameOrAFile) {
  const auto byFile = models({"show", guest_, "--json"});
  EXPECT_EQ(byFile.status, 0) << byFile.err;
  const auto json = nlohmann::json::parse(byFile.out);
  EXPECT_EQ(json["name"], "guest");
  EXPECT_EQ(json["weights"], guest_.string());
  EXPECT_EQ(json["sha256"].get<std::string>().size(), 64u);
  const auto byName = models({"show", "colourise"});
  EXPECT_EQ(byName.status, 0) << byName.err;
  EXPECT_NE(byName.out.find("task         colourise\n"), std::string::npos) << byName.out;
  expectFailure(models({"show", "unheard"}), "unheard: no such model; there are: colourise");
}

TEST_F(ModelsCommand, VerifyNamesADamagedFileAndGoesOn) {
  models({"import", guest_});
  const auto fine = models({"verify"});
  EXPECT_EQ(fine.status, 0) << fine.err;
  EXPECT_EQ(fine.out, "colourise: fine\nguest: fine\n");

  std::string bytes = readBytes(file("models/colourise.safetensors"));
  bytes.back() ^= 1;
  writeBytes(file("models/colourise.safetensors"), bytes);
  const auto damaged = models({"verify"});
  EXPECT_EQ(damaged.status, 1);
  EXPECT_EQ(damaged.out, "guest: fine\n");
  EXPECT_NE(damaged.err.find("models/colourise.safetensors: damaged"), std::string::npos) << damaged.err;
  const auto json = nlohmann::json::parse(linesOf(models({"verify", "--json"}).out).at(0));
  EXPECT_EQ(json["fine"], false);
}

TEST_F(ModelsCommand, WhatCannotBeDoneSaysWhy) {
  expectFailure(models({"use", "unheard"}), "unheard: no such model");
  expectFailure(models({"import", file("absent.safetensors")}), "absent.safetensors: no such file");
  std::filesystem::remove(std::filesystem::path(guest_).replace_extension(".json"));
  expectFailure(models({"import", guest_}), "guest.json: no such file");
}

TEST_F(ModelsCommand, WrongCommandLines) {
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{"show"}, {"import"}, {"use"}, {"forget"}})
    EXPECT_EQ(models(arguments).status, 2) << arguments.front();
}

}  // namespace

}  // namespace pentimento::test
