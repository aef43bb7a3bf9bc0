// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/checkpoint.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "core/base/error.h"
#include "core/image/image_io.h"
#include "core/runs/run_folder.h"
#include "core/training/optimisers.h"

namespace pentimento {
namespace fs = std::filesystem;
namespace {

constexpr int checkpointFormat = 1;

nlohmann::json readState(const fs::path& file) {
  std::ifstream stream(file);
  if (!stream) throw Error(ErrorKind::NotFound, file.string() + ": cannot be opened");
  auto state = nlohmann::json::parse(stream, nullptr, false);
  if (!state.is_object() || !state.contains("step") || !state["step"].is_number_integer())
    throw Error(ErrorKind::Unreadable, file.string() + ": is damaged");
  if (state.value("format", 0) != checkpointFormat)
    throw Error(ErrorKind::Unsupported, file.string() + ": was written by another version of the program");
  return state;
}

/// Onto the disk, so that the rename which follows never shows a file that a power cut left empty.
void sync(const fs::path& fileOrFolder) {
  const int descriptor = ::open(fileOrFolder.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  const bool failed = ::fsync(descriptor) != 0;
  ::close(descriptor);
  if (failed) throw Error(ErrorKind::WriteFailed, fileOrFolder.string() + ": cannot be written");
}

}  // namespace

fs::path CheckpointStore::save(Recipe& recipe, std::int64_t step, const nlohmann::json& state,
                               const WriteMore& more) const {
  const auto name = fmt::format("step_{:08}", step);
  const auto unfinished = folder_ / ("." + name), finished = folder_ / name;
  try {
    fs::remove_all(unfinished);
    fs::create_directories(unfinished);
    Safetensors networks;
    for (const auto& [moduleName, module] : recipe.modules()) addFrom(*module, networks, moduleName + ".");
    writeSafetensors(unfinished / "networks.safetensors", networks);
    for (const auto& [optimiserName, optimiser] : recipe.optimisers())
      torch::save(*optimiser, (unfinished / (optimiserName + ".optimiser")).string());
    if (more) more(unfinished);
    for (const auto& [optimiserName, optimiser] : recipe.optimisers()) sync(unfinished / (optimiserName + ".optimiser"));
    auto complete = state;
    complete["format"] = checkpointFormat;
    complete["step"] = step;
    const auto text = complete.dump(1);
    writeFileAtomically(unfinished / "state.json", text.data(), text.size());
    if (fs::exists(finished)) deleteCheckpoint(finished);
    fs::rename(unfinished, finished);
    sync(folder_);
  } catch (const Error&) {
    std::error_code ignored;
    fs::remove_all(unfinished, ignored);
    throw;
  } catch (const std::exception& error) {  // c10 and std::filesystem: a full disk, a read-only folder
    std::error_code ignored;
    fs::remove_all(unfinished, ignored);
    throw Error(ErrorKind::WriteFailed, finished.string() + ": cannot be written: " + error.what());
  }
  return finished;
}

nlohmann::json CheckpointStore::load(Recipe& recipe, const fs::path& checkpoint) const {
  const auto state = readState(checkpoint / "state.json");
  const auto networks = readSafetensors(checkpoint / "networks.safetensors");
  for (const auto& [name, module] : recipe.modules()) loadInto(*module, networks, name + ".");
  for (const auto& [name, optimiser] : recipe.optimisers()) {
    const auto file = checkpoint / (name + ".optimiser");
    try {
      std::ifstream stream(file, std::ios::binary);
      loadOptimiser(*optimiser, stream);
    } catch (const std::exception&) {
      throw Error(ErrorKind::Unreadable, file.string() + ": is missing or damaged");
    }
  }
  return state;
}

std::vector<std::string> CheckpointStore::inherit(Recipe& recipe, const fs::path& checkpoint) {
  const auto networks = readSafetensors(checkpoint / "networks.safetensors");
  std::vector<std::string> inherited;
  for (const auto& [name, module] : recipe.modules()) {
    try {
      loadInto(*module, networks, name + ".");
      inherited.push_back(name);
    } catch (const Error& error) {  // another make, or none: then nothing of the module was changed
      if (error.kind() != ErrorKind::Unsupported) throw;
    }
  }
  return inherited;
}

std::vector<fs::path> CheckpointStore::list() const {
  std::vector<fs::path> found;
  if (!fs::is_directory(folder_)) return found;
  for (const auto& entry : fs::directory_iterator(folder_))
    if (entry.is_directory() && entry.path().filename().string().rfind("step_", 0) == 0) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

std::optional<fs::path> CheckpointStore::latest() const {
  const auto all = list();
  if (all.empty()) return std::nullopt;
  return all.back();
}

void CheckpointStore::prune(int keep, const fs::path& best) const {
  const auto all = list();
  for (std::size_t i = 0; i + keep < all.size(); ++i)
    if (all[i].filename() != best.filename() && !fs::exists(all[i] / "pinned")) deleteCheckpoint(all[i]);
}

void CheckpointStore::sweep() const {
  std::error_code ignored;
  std::vector<fs::path> left;
  for (const auto& entry : fs::directory_iterator(folder_, ignored))
    if (entry.path().filename().string().front() == '.') left.push_back(entry.path());
  for (const auto& path : left) fs::remove_all(path, ignored);
}

}  // namespace pentimento
