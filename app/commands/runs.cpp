// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <filesystem>
#include <memory>

#include "app/commands/command.h"
#include "core/base/error.h"
#include "core/runs/run_folder.h"

namespace pentimento {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

void printRun(const Json& json) {
  std::printf("%s\n", json.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
}

const char* nameOf(RunPhase phase) {
  switch (phase) {
    case RunPhase::New:
      return "new";
    case RunPhase::Running:
      return "running";
    case RunPhase::Interrupted:
      return "interrupted";
    case RunPhase::Stopped:
      return "stopped";
    case RunPhase::Finished:
      return "finished";
    case RunPhase::Failed:
      return "failed";
  }
  return "";
}

Json jsonOf(const RunFolder& run) {
  const auto history = run.history();
  const auto configuration = run.configuration();
  Json checkpoints = Json::array();
  for (const auto& one : run.checkpoints())
    checkpoints.push_back({{"name", one.name},
                           {"step", one.step},
                           {"best", one.best},
                           {"pinned", one.pinned},
                           {"measures", one.measures}});
  return {{"name", run.name()},
          {"folder", run.path().string()},
          {"task", configuration.is_object() ? configuration.at("task") : Json()},
          {"phase", nameOf(run.phase(history))},
          {"message", history.message()},
          {"step", history.step()},
          {"steps", history.steps()},
          {"checkpoints", checkpoints},
          {"models", run.keptModels(Registry())}};
}

/// A folder, or the name of one of the user's runs.
RunFolder runOf(const std::string& nameOrFolder) {
  const auto own = runsFolder(Registry()) / nameOrFolder;
  for (const auto& folder : {own, fs::path(nameOrFolder)})
    if (fs::is_directory(folder)) return RunFolder(folder);
  throw Error(ErrorKind::NotFound, nameOrFolder + ": no such run");
}

void show(const RunFolder& run, const CommonOptions& common) {
  const auto json = jsonOf(run);
  if (common.json) return printRun(json);
  std::printf("%-24s %-12s %-12s %s/%s\n", run.name().c_str(),
              json["task"].is_string() ? json["task"].get<std::string>().c_str() : "",
              json["phase"].get<std::string>().c_str(), json["step"].dump().c_str(),
              json["steps"].dump().c_str());
}

void showWhole(const RunFolder& run, const CommonOptions& common) {
  show(run, common);
  if (common.json) return;
  for (const auto& one : run.checkpoints())
    std::printf("  %s%s%s\n", one.name.c_str(), one.best ? ", best" : "", one.pinned ? ", pinned" : "");
  for (const auto& model : run.keptModels(Registry())) std::printf("  model %s\n", model.c_str());
}

void sayDeleted(const Deleted& deleted, const CommonOptions& common) {
  if (common.json)
    return printRun({{"photos", deleted.photos},
                     {"samples", deleted.samples},
                     {"checkpoints", deleted.checkpoints},
                     {"files", deleted.files},
                     {"bytes", deleted.bytes},
                     {"models", deleted.models}});
  if (common.quiet) return;
  std::string models;
  for (const auto& name : deleted.models) models += ", model " + name;
  std::printf("deleted: %lld photos, %lld samples, %lld checkpoints%s; %lld files, %.1f MB\n",
              static_cast<long long>(deleted.photos), static_cast<long long>(deleted.samples),
              static_cast<long long>(deleted.checkpoints), models.c_str(),
              static_cast<long long>(deleted.files), static_cast<double>(deleted.bytes) / 1e6);
}

struct RunArguments {
  std::string run, checkpoint, name;
  bool use = false;
};

void keep(const RunArguments& arguments, const CommonOptions& common) {
  const Registry registry;
  const auto entry = runOf(arguments.run).keepModel(arguments.checkpoint, arguments.name, registry);
  if (arguments.use) registry.use(arguments.name);
  if (common.json) return printRun(entry.card);
  if (!common.quiet)
    std::printf("%s: kept in %s\n", arguments.name.c_str(), entry.weights.parent_path().c_str());
}

}  // namespace

std::function<int()> addRuns(CLI::App& app, CommonOptions& common) {
  const auto arguments = std::make_shared<RunArguments>();
  const auto chosen = std::make_shared<std::function<void()>>();
  const auto add = [&](const char* name, const char* description, auto action) {
    auto* sub = app.add_subcommand(name, description);
    sub->fallthrough();  // --json and the like may come last
    sub->callback([=] { *chosen = action; });
    return sub;
  };
  const auto addOnRun = [&](const char* name, const char* description, auto action) {
    auto* sub = add(name, description, action);
    sub->add_option("run", arguments->run, "Its name or folder")->required();
    return sub;
  };
  const auto addOnCheckpoint = [&](const char* name, const char* description, auto action) {
    auto* sub = addOnRun(name, description, action);
    sub->add_option("checkpoint", arguments->checkpoint, "step_…, as `show` lists them")->required();
  };
  app.require_subcommand(1);
  add("list", "Every run of yours, newest first", [&common] {
    for (const auto& run : listRuns(runsFolder(Registry()))) show(run, common);
  });
  addOnRun("show", "One run with its checkpoints",
           [=, &common] { showWhole(runOf(arguments->run), common); });
  addOnCheckpoint("pin", "Keep a checkpoint whatever comes",
                  [=] { runOf(arguments->run).pin(arguments->checkpoint, true); });
  addOnCheckpoint("unpin", "Let it be deleted in time",
                  [=] { runOf(arguments->run).pin(arguments->checkpoint, false); });
  addOnCheckpoint("rewind", "Go on from an earlier checkpoint; later ones are deleted",
                  [=] { runOf(arguments->run).rewind(arguments->checkpoint); });
  auto* keeping = addOnRun("keep", "Put its model among yours", [=, &common] { keep(*arguments, common); });
  keeping->add_option("--as", arguments->name, "What it will be called")->required();
  keeping->add_option("--checkpoint", arguments->checkpoint, "Default: the best one");
  keeping->add_flag("--use", arguments->use, "Make it what its task uses");
  addOnRun("delete", "Delete a run: copied photos, samples, checkpoints; models that were kept stay",
           [=, &common] { sayDeleted(runOf(arguments->run).remove(Registry(), false), common); });
  addOnRun("forget", "Delete a run and every model that was made of it",
           [=, &common] { sayDeleted(runOf(arguments->run).remove(Registry(), true), common); });
  return [chosen] {
    (*chosen)();
    return 0;
  };
}

}  // namespace pentimento
