// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/run_folder.h"

#include <algorithm>
#include <fstream>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/image/image_io.h"
#include "core/runs/run_lock.h"

namespace pentimento {
namespace fs = std::filesystem;
namespace {

constexpr auto keptFile = "kept_models.json";
constexpr auto modelFile = "model.safetensors";

nlohmann::json readJson(const fs::path& file) {
  std::ifstream stream(file);
  return stream ? nlohmann::json::parse(stream, nullptr, false) : nlohmann::json();
}

void appendLine(const fs::path& file, const nlohmann::json& line) {
  std::ofstream(file, std::ios::app) << line.dump() << '\n';
}

std::vector<std::string> namesIn(const fs::path& file) {
  const auto json = readJson(file);
  std::vector<std::string> names;
  if (json.is_array())
    for (const auto& name : json)
      if (name.is_string()) names.push_back(name);
  return names;
}

void deleteFolder(const fs::path& folder) {
  std::error_code failed;
  fs::remove_all(folder, failed);
  if (failed)
    throw Error(ErrorKind::WriteFailed, folder.string() + ": cannot be deleted: " + failed.message());
}

/// Files and bytes below `folder`, links not followed.
void count(const fs::path& folder, Deleted& deleted) {
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
    if (entry.is_directory(ignored)) continue;
    ++deleted.files;
    if (entry.is_regular_file(ignored)) deleted.bytes += entry.file_size(ignored);
  }
}

std::int64_t entriesIn(const fs::path& folder) {
  std::error_code ignored;
  return std::distance(fs::directory_iterator(folder, ignored), fs::directory_iterator());
}

}  // namespace

nlohmann::json RunFolder::configuration() const {
  const auto file = folder_ / "config.json";
  if (!fs::exists(file)) return nullptr;
  auto json = readJson(file);
  if (!json.is_object() || !json.contains("task") || !json.contains("training") || !json.contains("recipe"))
    throw Error(ErrorKind::Unreadable, file.string() + ": is damaged");
  return json;
}

RunPhase RunFolder::phase(const RunHistory& history) const {
  if (RunLock::holder(folder_)) return RunPhase::Running;
  if (!fs::exists(folder_ / "config.json")) return RunPhase::New;
  const auto& event = history.lastEvent();
  return event == "finished"  ? RunPhase::Finished
         : event == "stopped" ? RunPhase::Stopped
         : event == "failed"  ? RunPhase::Failed
                              : RunPhase::Interrupted;
}

std::vector<KeptCheckpoint> RunFolder::checkpoints() const {
  std::vector<KeptCheckpoint> found;
  std::string best;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder_ / "checkpoints", ignored)) {
    KeptCheckpoint one;
    one.name = entry.path().filename().string();
    if (!one.name.starts_with("step_")) continue;
    const auto state = readJson(entry.path() / "state.json");
    if (!state.is_object() || !state.contains("step") || !state["step"].is_number_integer()) continue;
    one.step = state["step"];
    one.measures = state.value("quality", nlohmann::json());
    one.pinned = fs::exists(entry.path() / "pinned");
    found.push_back(std::move(one));
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.step < b.step; });
  // The newest one knows which is best.
  if (!found.empty())
    best = readJson(folder_ / "checkpoints" / found.back().name / "state.json").value("best", "");
  for (auto& one : found) one.best = one.name == best;
  return found;
}

fs::path RunFolder::existing(const std::string& checkpoint) const {
  const auto all = checkpoints();
  if (std::none_of(all.begin(), all.end(), [&](const auto& one) { return one.name == checkpoint; }))
    throw Error(ErrorKind::NotFound, folder_.string() + ": has no checkpoint " + checkpoint);
  return folder_ / "checkpoints" / checkpoint;
}

void RunFolder::refuseWhileTrained() const {
  if (RunLock::holder(folder_))
    throw Error(ErrorKind::InvalidArgument, folder_.string() + ": is being trained; stop it first");
}

void RunFolder::pin(const std::string& checkpoint, bool pinned) const {
  const auto mark = existing(checkpoint) / "pinned";
  if (pinned) return writeFileAtomically(mark, "", 0);
  std::error_code failed;
  fs::remove(mark, failed);
  if (failed) throw Error(ErrorKind::WriteFailed, mark.string() + ": cannot be deleted: " + failed.message());
}

void RunFolder::rewind(const std::string& checkpoint) const {
  existing(checkpoint);
  const RunLock lock(folder_);  // nobody may begin to train it meanwhile
  std::int64_t step = 0;
  std::vector<KeptCheckpoint> later;
  for (auto& one : checkpoints()) {
    if (one.name == checkpoint)
      step = one.step;
    else if (one.name > checkpoint)
      later.push_back(std::move(one));
  }
  for (const auto& one : later)
    if (one.pinned)
      throw Error(ErrorKind::InvalidArgument,
                  one.name + ": is later and pinned; unpin it first, it would be deleted");
  std::reverse(later.begin(),
               later.end());  // the newest first: whatever happens in between, the last one left counts
  for (const auto& one : later) deleteCheckpoint(folder_ / "checkpoints" / one.name);
  appendLine(folder_ / "log.jsonl", {{"event", "rewound"}, {"step", step}});
}

fs::path RunFolder::folderWithModel(const std::string& checkpoint) const {
  auto source = folder_;
  if (!checkpoint.empty())
    source = existing(checkpoint);
  else
    for (const auto& one : checkpoints())
      if (one.best && fs::exists(folder_ / "checkpoints" / one.name / modelFile))
        source = folder_ / "checkpoints" / one.name;
  if (!fs::exists(source / modelFile))
    throw Error(ErrorKind::NotFound, source.string() + ": holds no model yet");
  return source;
}

std::string RunFolder::keptAs(const Registry& registry) const {
  const auto hash = readCard(cardPathFor(folderWithModel({}) / modelFile)).sha256;
  for (const auto& name : keptModels(registry))
    if (registry.find(name).card.sha256 == hash) return name;
  return {};
}

ModelEntry RunFolder::keepModel(const std::string& checkpoint, const std::string& name,
                                const Registry& registry) const {
  const auto source = folderWithModel(checkpoint);
  auto card = readCard(cardPathFor(source / modelFile));
  card.name = name;
  card.check();
  const auto staging = folder_ / ".keeping";
  deleteFolder(staging);
  fs::create_directories(staging);
  try {
    const auto weights = staging / (name + ".safetensors");
    std::error_code failed;
    fs::copy_file(source / modelFile, weights, failed);
    if (failed) throw Error(ErrorKind::WriteFailed, weights.string() + ": " + failed.message());
    writeCard(cardPathFor(weights), card);
    auto entry = registry.importFile(weights);
    auto names = namesIn(folder_ / keptFile);
    names.push_back(name);
    const auto text = nlohmann::json(names).dump();
    writeFileAtomically(folder_ / keptFile, text.data(), text.size());
    deleteFolder(staging);
    return entry;
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(staging, ignored);
    throw;
  }
}

std::vector<std::string> RunFolder::keptModels(const Registry& registry) const {
  auto names = namesIn(folder_ / keptFile);
  const auto there = registry.list();
  std::erase_if(names, [&](const std::string& name) {
    return std::none_of(there.begin(), there.end(),
                        [&](const auto& entry) { return !entry.shipped && entry.card.name == name; });
  });
  return names;
}

Deleted RunFolder::remove(const Registry& registry, bool modelsToo) const {
  refuseWhileTrained();
  Deleted deleted;
  // Faces lie beside their label maps, see ParsePhotos.
  const auto images = photos() / "images";
  deleted.photos = entriesIn(fs::exists(images) ? images : photos());
  deleted.samples = entriesIn(folder_ / "samples");
  deleted.checkpoints = static_cast<std::int64_t>(checkpoints().size());
  count(folder_, deleted);
  if (modelsToo)
    for (const auto& name : keptModels(registry)) {
      const auto weights = registry.find(name).weights;
      std::error_code ignored;
      deleted.bytes += fs::file_size(weights, ignored);
      deleted.files += 2;
      deleteModel(name, registry);
      deleted.models.push_back(name);
    }
  deleteFolder(folder_);
  return deleted;
}

fs::path runsFolder(const Registry& registry) {
  const auto& models = registry.userFolder();
  return models.empty() ? fs::path() : models.parent_path() / "runs";
}

std::vector<RunFolder> listRuns(const fs::path& runs) {
  std::vector<std::pair<fs::file_time_type, RunFolder>> found;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(runs, ignored)) {
    if (!entry.is_directory(ignored) || entry.path().filename().string().starts_with('.')) continue;
    // The log is written until the end; a folder's own time changes with its first level only.
    const auto log = entry.path() / "log.jsonl";
    const auto time = fs::last_write_time(fs::exists(log, ignored) ? log : entry.path(), ignored);
    found.emplace_back(time, RunFolder(entry.path()));
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second.name() < b.second.name();
  });
  std::vector<RunFolder> sorted;
  for (auto& [time, run] : found) sorted.push_back(std::move(run));
  return sorted;
}

void deleteCheckpoint(const fs::path& checkpoint) {
  std::error_code failed;
  const auto hidden = checkpoint.parent_path() / (".deleted_" + checkpoint.filename().string());
  fs::rename(checkpoint, hidden, failed);
  fs::remove_all(failed ? checkpoint : hidden, failed);
}

void deleteModel(const std::string& name, const Registry& registry) {
  const auto entry = registry.find(name);
  if (entry.shipped || entry.weights.parent_path() != registry.userFolder())
    throw Error(ErrorKind::InvalidArgument, name + ": is none of your own models");
  for (const auto& file : {entry.weights, cardPathFor(entry.weights)}) {
    std::error_code failed;
    fs::remove(file, failed);
    if (failed)
      throw Error(ErrorKind::WriteFailed, file.string() + ": cannot be deleted: " + failed.message());
  }
}

}  // namespace pentimento
