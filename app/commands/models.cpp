// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <memory>

#include "app/commands/command.h"
#include "core/base/caught_error.h"
#include "core/models/registry.h"

namespace pentimento {
namespace {

using Json = nlohmann::json;

void print(const std::string& line) {
  std::printf("%s\n", line.c_str());
}
void print(const Json& json) {
  print(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

/// The card and what the registry knows beyond it.
Json jsonOf(const ModelEntry& entry) {
  Json json = entry.card;
  json["weights"] = entry.weights.string();
  json["shipped"] = entry.shipped;
  json["current"] = entry.current;
  return json;
}

int list(const CommonOptions& common) {
  for (const auto& entry : Registry().list()) {
    if (common.json) {
      print(jsonOf(entry));
      continue;
    }
    std::printf("%c %-20s %-12s %-8s %s\n", entry.current ? '*' : ' ', entry.card.name.c_str(),
                entry.card.task.c_str(), entry.shipped ? "shipped" : "own", entry.card.description.c_str());
  }
  return 0;
}

int show(const std::string& name, const CommonOptions& common) {
  const ModelEntry entry = Registry().find(name);
  if (common.json) {
    print(jsonOf(entry));
    return 0;
  }
  const ModelCard& card = entry.card;
  const auto field = [](const char* label, const std::string& value) {
    if (!value.empty()) std::printf("%-12s %s\n", label, value.c_str());
  };
  field("name", card.name);
  field("task", card.task);
  field("description", card.description);
  field("licence", card.licence);
  field("from", card.parent);
  field("weights", entry.weights.string());
  field("in use", entry.current ? "yes" : "no");
  field("steps", std::to_string(card.steps));
  field("samples", std::to_string(card.samples));
  for (const auto& data : card.data)
    field("data", data.name + ", " + std::to_string(data.count) + " pictures" +
                      (data.licence.empty() ? "" : ", " + data.licence));
  if (!card.options.empty()) field("options", card.options.dump());
  if (!card.quality.empty()) field("quality", card.quality.dump());
  field("sha256", card.sha256);
  return 0;
}

/// One line a model; 1 when any is damaged.
int verify(const CommonOptions& common) {
  int status = 0;
  for (const auto& entry : Registry().list()) {
    std::string problem;
    try {
      Registry::verify(entry);
    } catch (...) {
      problem = errorFrom(std::current_exception()).what();
      status = 1;
    }
    if (common.json)
      print(Json{{"name", entry.card.name}, {"fine", problem.empty()}, {"problem", problem}});
    else if (!problem.empty())
      std::fprintf(stderr, "pentimento: %s\n", problem.c_str());
    else if (!common.quiet)
      print(entry.card.name + ": fine");
  }
  return status;
}

int import(const std::string& file, const CommonOptions& common) {
  const ModelEntry entry = Registry().importFile(file);
  if (common.json)
    print(jsonOf(entry));
  else if (!common.quiet)
    print(entry.card.name + ": imported into " + entry.weights.parent_path().string());
  return 0;
}

int use(const std::string& name, const CommonOptions& common) {
  const Registry registry;
  registry.use(name);
  const ModelEntry entry = registry.find(name);
  if (common.json)
    print(jsonOf(entry));
  else if (!common.quiet)
    print(entry.card.task + " uses " + name);
  return 0;
}

}  // namespace

std::function<int()> addModels(CLI::App& app, CommonOptions& common) {
  const auto argument = std::make_shared<std::string>();
  const auto run = std::make_shared<std::function<int()>>();
  const auto add = [&](const char* name, const char* description, auto action) {
    auto* sub = app.add_subcommand(name, description);
    sub->fallthrough();  // --json and the like may come last
    sub->callback([=] { *run = action; });
    return sub;
  };
  app.require_subcommand(1);
  add("list", "All models; * marks what a task uses", [&common] { return list(common); });
  add("show", "What a model is", [=, &common] { return show(*argument, common); })
      ->add_option("NAME", *argument, "A model, or its .safetensors file")
      ->required();
  add("verify", "Compare all models with their hashes", [&common] { return verify(common); });
  add("import", "Copy a model and its card to your own", [=, &common] { return import(*argument, common); })
      ->add_option("FILE", *argument, "NAME.safetensors, with NAME.json beside it")
      ->required();
  add("use", "Make a model what its task uses", [=, &common] { return use(*argument, common); })
      ->add_option("NAME", *argument)
      ->required();
  return [run] { return (*run)(); };
}

}  // namespace pentimento
