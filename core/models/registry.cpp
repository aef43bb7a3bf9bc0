// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/registry.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/image/image_io.h"
#include "core/tensor/safetensors.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;
using Choices = std::map<std::string, std::string>;  // task -> name
constexpr auto choicesFile = "current.json";
constexpr auto weightsSuffix = ".safetensors";

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

bool holdsModels(const fs::path& folder) {
  std::error_code code;
  for (const auto& file : fs::directory_iterator(folder, code))
    if (file.path().extension() == weightsSuffix) return true;
  return false;
}

fs::path shippedFolderByDefault() {
  if (const std::string chosen = environment("PENTIMENTO_MODELS"); !chosen.empty()) return chosen;
  std::error_code code;
  const fs::path program = fs::read_symlink("/proc/self/exe", code).parent_path();
  const fs::path installed = program.parent_path() / "share" / "pentimento" / "models";
  for (const fs::path& folder : {program / "models", installed, fs::path(PENTIMENTO_SOURCE_DIR) / "models"})
    if (holdsModels(folder)) return folder;
  return installed;
}

/// XDG Base Directory Specification: a relative XDG_DATA_HOME is to be ignored.
fs::path userFolderByDefault() {
  const fs::path data = environment("XDG_DATA_HOME");
  if (data.is_absolute()) return data / "pentimento" / "models";
  const fs::path home = environment("HOME");
  return home.empty() ? fs::path() : home / ".local" / "share" / "pentimento" / "models";
}

std::vector<ModelEntry> modelsIn(const fs::path& folder, bool shipped) {
  std::vector<ModelEntry> entries;
  std::error_code code;
  for (const auto& file : fs::directory_iterator(folder, code)) {
    if (file.path().extension() != weightsSuffix) continue;
    try {
      entries.push_back({file.path(), readCard(cardPathFor(file.path())), shipped, false});
    } catch (const Error& error) {
      spdlog::warn("{}", error.what());
    }
  }
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.card.name < b.card.name; });
  return entries;
}

Choices readChoices(const fs::path& folder) {
  const fs::path path = folder / choicesFile;
  std::ifstream file(path);
  if (folder.empty() || !file) return {};
  try {
    return nlohmann::json::parse(file).get<Choices>();
  } catch (const nlohmann::json::exception&) {
    spdlog::warn("{}: not a list of chosen models; ignored", path.string());
    return {};
  }
}

void createUserFolder(const fs::path& folder) {
  std::error_code code;
  if (folder.empty())
    throw Error(ErrorKind::WriteFailed, "neither XDG_DATA_HOME nor HOME says where models go");
  fs::create_directories(folder, code);
  if (code) throw Error(ErrorKind::WriteFailed, folder.string() + ": " + code.message());
}

/// The model of `task` among `entries`, by the user's choice or else by what is shipped; null where there is
/// none.
const ModelEntry* currentOf(const std::vector<ModelEntry>& entries, const Choices& choices,
                            const std::string& task) {
  const auto choice = choices.find(task);
  const ModelEntry* best = nullptr;
  for (const auto& entry : entries) {
    if (entry.card.task != task) continue;
    if (choice != choices.end() && entry.card.name == choice->second) return &entry;
    // Of several shipped ones the one that is called like its task.
    if (entry.shipped && (!best || entry.card.name == task)) best = &entry;
  }
  return best;
}

std::string namesOf(const std::vector<ModelEntry>& entries) {
  std::string names;
  for (const auto& entry : entries) names += (names.empty() ? "" : ", ") + entry.card.name;
  return names.empty() ? "there are none" : "there are: " + names;
}

}  // namespace

Registry::Registry() : Registry(shippedFolderByDefault(), userFolderByDefault()) {}

Registry::Registry(fs::path shipped, fs::path user) : shipped_(std::move(shipped)), user_(std::move(user)) {}

std::vector<ModelEntry> Registry::scan() const {
  std::vector<ModelEntry> entries = modelsIn(shipped_, true);
  for (auto& own : modelsIn(user_, false)) {
    const bool taken = std::any_of(entries.begin(), entries.end(),
                                   [&](const ModelEntry& entry) { return entry.card.name == own.card.name; });
    if (taken)
      spdlog::warn("{}: there is already a model called {}; ignored", own.weights.string(), own.card.name);
    else
      entries.push_back(std::move(own));
  }
  return entries;
}

std::vector<ModelEntry> Registry::list() const {
  std::vector<ModelEntry> entries = scan();
  const Choices choices = readChoices(user_);
  for (auto& entry : entries) entry.current = currentOf(entries, choices, entry.card.task) == &entry;
  return entries;
}

ModelEntry Registry::find(const std::string& nameOrFile) const {
  const auto entries = list();
  for (const auto& entry : entries)
    if (entry.card.name == nameOrFile) return entry;
  const fs::path path = nameOrFile;
  std::error_code code;
  if (path.extension() != weightsSuffix)
    throw Error(ErrorKind::NotFound, nameOrFile + ": no such model; " + namesOf(entries));
  for (const auto& entry : entries)
    if (fs::equivalent(entry.weights, path, code)) return entry;
  if (!fs::exists(path, code)) throw Error(ErrorKind::NotFound, nameOrFile + ": no such file");
  return {path, readCard(cardPathFor(path)), false, false};
}

ModelEntry Registry::current(const std::string& task) const {
  const auto entries = list();
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const ModelEntry& entry) {
    return entry.card.task == task && entry.current;
  });
  if (found == entries.end())
    throw Error(ErrorKind::NotFound,
                "no model for " + task + " in " + shipped_.string() + "; " + namesOf(entries));
  return *found;
}

void Registry::use(const std::string& name) const {
  const auto entries = scan();
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const ModelEntry& entry) { return entry.card.name == name; });
  if (found == entries.end()) throw Error(ErrorKind::NotFound, name + ": no such model; " + namesOf(entries));
  Choices choices = readChoices(user_);
  choices[found->card.task] = name;
  createUserFolder(user_);
  const std::string text = nlohmann::json(choices).dump(2) + "\n";
  writeFileAtomically(user_ / choicesFile, text.data(), text.size());
}

ModelEntry Registry::importFile(const fs::path& safetensors) const {
  std::error_code code;
  if (!fs::exists(safetensors, code))
    throw Error(ErrorKind::NotFound, safetensors.string() + ": no such file");
  const ModelEntry source{safetensors, readCard(cardPathFor(safetensors)), false, false};
  const auto entries = scan();
  if (std::any_of(entries.begin(), entries.end(),
                  [&](const ModelEntry& entry) { return entry.card.name == source.card.name; }))
    throw Error(ErrorKind::InvalidArgument,
                safetensors.string() + ": there is already a model called " + source.card.name);
  verify(source);

  createUserFolder(user_);
  ModelEntry added = source;
  added.weights = user_ / (source.card.name + weightsSuffix);
  // What lies there is in no list, so it is nobody's model; but it may be somebody's file.
  if (fs::exists(added.weights, code) || fs::exists(cardPathFor(added.weights), code))
    throw Error(ErrorKind::WriteFailed, added.weights.string() + ": is in the way");
  try {
    if (!fs::copy_file(safetensors, added.weights, code))
      throw Error(ErrorKind::WriteFailed, added.weights.string() + ": " + code.message());
    verify(added);  // the source may have changed, the disk may be full
    writeCard(cardPathFor(added.weights), added.card);
  } catch (const Error&) {
    fs::remove(added.weights, code);
    throw;
  }
  return find(added.card.name);
}

void Registry::verify(const ModelEntry& entry) {
  if (sha256OfFile(entry.weights) != entry.card.sha256)
    throw Error(ErrorKind::Unreadable,
                entry.weights.string() + ": damaged: its hash is not the one of its card");
  readSafetensors(entry.weights);
}

}  // namespace pentimento
