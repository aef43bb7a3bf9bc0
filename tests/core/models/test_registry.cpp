// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cstdlib>

#include "core/models/registry.h"
#include "core/tensor/safetensors.h"
#include "tests/core/models/model_files.h"
#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;
using test::throwsError;
using test::writeModel;

class RegistryTest : public test::TemporaryFolderTest {
 protected:
  std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (const auto& entry : registry_.list())
      result.push_back(entry.card.name + (entry.shipped ? " shipped" : "") +
                       (entry.current ? " current" : ""));
    return result;
  }
  using Names = std::vector<std::string>;

  const fs::path shipped_ = file("shipped"), user_ = file("data/pentimento/models"),
                 elsewhere_ = file("elsewhere");
  const Registry registry_{shipped_, user_};
};

TEST_F(RegistryTest, WithoutFoldersThereAreNoModels) {
  EXPECT_EQ(names(), Names{});
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "there are none", [&] { registry_.current("colourise"); }));
  EXPECT_FALSE(fs::exists(user_));  // looking makes nothing
}

TEST_F(RegistryTest, ListsShippedModelsFirstThenByName) {
  writeModel(user_, "b");
  writeModel(user_, "a");
  writeModel(shipped_, "makeup", "makeup");
  writeModel(shipped_, "colourise");
  EXPECT_EQ(names(), (Names{"colourise shipped current", "makeup shipped current", "a", "b"}));
}

TEST_F(RegistryTest, OfSeveralShippedModelsTheOneCalledLikeItsTaskIsCurrent) {
  writeModel(shipped_, "also");
  writeModel(shipped_, "colourise");
  writeModel(shipped_, "tiny");
  EXPECT_EQ(registry_.current("colourise").card.name, "colourise");
}

TEST_F(RegistryTest, AUsersModelIsCurrentOnlyWhenChosen) {
  writeModel(user_, "mine");
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "there are: mine", [&] { registry_.current("colourise"); }));
  registry_.use("mine");
  EXPECT_EQ(registry_.current("colourise").card.name, "mine");
}

TEST_F(RegistryTest, UseIsRememberedPerTask) {
  writeModel(shipped_, "colourise");
  writeModel(shipped_, "makeup", "makeup");
  writeModel(user_, "mine");
  registry_.use("mine");
  EXPECT_EQ(names(), (Names{"colourise shipped", "makeup shipped current", "mine current"}));
  EXPECT_EQ(Registry(shipped_, user_).current("colourise").card.name, "mine");
  registry_.use("colourise");
  EXPECT_EQ(registry_.current("colourise").card.name, "colourise");
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "unheard", [&] { registry_.use("unheard"); }));
  EXPECT_EQ(registry_.current("colourise").card.name, "colourise");
}

TEST_F(RegistryTest, AChosenModelThatWasDeletedGivesWayToTheShippedOne) {
  writeModel(shipped_, "colourise");
  const auto weights = writeModel(user_, "mine");
  registry_.use("mine");
  fs::remove(weights);
  EXPECT_EQ(registry_.current("colourise").card.name, "colourise");
}

TEST_F(RegistryTest, ADamagedChoiceIsNoChoice) {
  writeModel(shipped_, "colourise");
  fs::create_directories(user_);
  for (const char* text : {"{", "[1]", "{\"colourise\":5}"}) {
    test::writeBytes(user_ / "current.json", text);
    EXPECT_EQ(registry_.current("colourise").card.name, "colourise") << text;
  }
}

TEST_F(RegistryTest, LeavesOutWhatItCannotRead) {
  writeModel(shipped_, "colourise");
  test::writeBytes(writeModel(shipped_, "bad card").replace_extension(".json"), "{");
  fs::remove(cardPathFor(writeModel(shipped_, "no card")));
  fs::remove(writeModel(shipped_, "no weights"));
  writeModel(user_, "colourise");  // the name is taken
  EXPECT_EQ(names(), Names{"colourise shipped current"});
}

TEST_F(RegistryTest, FindsByNameAndByFile) {
  writeModel(shipped_, "colourise");
  const auto weights = writeModel(elsewhere_, "guest");
  EXPECT_EQ(registry_.find("colourise").weights, shipped_ / "colourise.safetensors");
  EXPECT_EQ(registry_.find(weights).card.name, "guest");
  EXPECT_TRUE(registry_.find(shipped_ / "colourise.safetensors").shipped);
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "guest: no such model; there are: colourise",
                          [&] { registry_.find("guest"); }));
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "x.safetensors: no such file",
                          [&] { registry_.find(elsewhere_ / "x.safetensors"); }));
  fs::remove(cardPathFor(weights));
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "guest.json", [&] { registry_.find(weights); }));
}

TEST_F(RegistryTest, ImportCopiesWeightsAndCard) {
  const auto weights = writeModel(elsewhere_, "guest");
  fs::rename(weights, elsewhere_ / "model.safetensors");  // a run's own file names
  fs::rename(cardPathFor(weights), elsewhere_ / "model.json");
  const auto entry = registry_.importFile(elsewhere_ / "model.safetensors");
  EXPECT_EQ(entry.weights, user_ / "guest.safetensors");
  EXPECT_FALSE(entry.shipped);
  EXPECT_EQ(names(), Names{"guest"});
  fs::remove_all(elsewhere_);
  EXPECT_NO_THROW(Registry::verify(registry_.find("guest")));
}

TEST_F(RegistryTest, ImportRefusesANameThatExists) {
  writeModel(shipped_, "colourise");
  const auto twin = writeModel(elsewhere_, "colourise");
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "already", [&] { registry_.importFile(twin); }));
  registry_.importFile(writeModel(elsewhere_, "guest"));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "already",
                          [&] { registry_.importFile(elsewhere_ / "guest.safetensors"); }));
}

TEST_F(RegistryTest, ImportRefusesDamageAndAddsNothing) {
  const auto weights = writeModel(elsewhere_, "guest");
  std::string bytes = test::readBytes(weights);
  bytes.back() ^= 1;
  test::writeBytes(weights, bytes);
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "hash", [&] { registry_.importFile(weights); }));
  EXPECT_TRUE(
      throwsError(ErrorKind::NotFound, "", [&] { registry_.importFile(elsewhere_ / "x.safetensors"); }));
  EXPECT_EQ(names(), Names{});
  EXPECT_FALSE(fs::exists(user_ / "guest.safetensors"));
}

TEST_F(RegistryTest, ImportNeverOverwritesAFileInTheWay) {
  fs::create_directories(user_);
  test::writeBytes(user_ / "guest.safetensors", "somebody's");
  EXPECT_TRUE(throwsError(ErrorKind::WriteFailed, "in the way",
                          [&] { registry_.importFile(writeModel(elsewhere_, "guest")); }));
  EXPECT_EQ(test::readBytes(user_ / "guest.safetensors"), "somebody's");
}

TEST_F(RegistryTest, SaysWhyTheUsersFolderCannotBeWritten) {
  writeModel(shipped_, "colourise");
  test::writeBytes(file("data"), "a file where the folder should be");
  EXPECT_TRUE(throwsError(ErrorKind::WriteFailed, "data", [&] { registry_.use("colourise"); }));
  EXPECT_TRUE(throwsError(ErrorKind::WriteFailed, "HOME", [&] { Registry(shipped_, "").use("colourise"); }));
}

TEST_F(RegistryTest, VerifyChecksHashAndStructure) {
  auto entry = registry_.find(writeModel(elsewhere_, "guest"));
  EXPECT_NO_THROW(Registry::verify(entry));
  test::writeBytes(entry.weights, "no tensors at all");
  EXPECT_TRUE(
      throwsError(ErrorKind::Unreadable, "guest.safetensors: damaged", [&] { Registry::verify(entry); }));
  entry.card.sha256 = sha256OfFile(entry.weights);  // a card that lies
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "header", [&] { Registry::verify(entry); }));
  fs::remove(entry.weights);
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "guest", [&] { Registry::verify(entry); }));
}

/// Sets a variable of the environment, or with null removes it, for the life of the object.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    value ? setenv(name, value, 1) : unsetenv(name);
  }
  ~Variable() { old_ ? setenv(name_, old_->c_str(), 1) : unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
  std::optional<std::string> old_;
};

TEST_F(RegistryTest, TheUsualPlacesFollowTheEnvironment) {
  const Variable models("PENTIMENTO_MODELS", shipped_.c_str());
  const Variable home("HOME", "/home/somebody");
  {
    const Variable data("XDG_DATA_HOME", "/data");
    EXPECT_EQ(Registry().userFolder(), "/data/pentimento/models");
    EXPECT_EQ(Registry().shippedFolder(), shipped_);
  }
  const Variable relative("XDG_DATA_HOME", "relative");  // to be ignored, says the specification
  EXPECT_EQ(Registry().userFolder(), "/home/somebody/.local/share/pentimento/models");
  const Variable noData("XDG_DATA_HOME", nullptr), noHome("HOME", nullptr);
  EXPECT_EQ(Registry().userFolder(), "");
  EXPECT_NO_THROW(Registry().list());
}

}  // namespace
}  // namespace pentimento
