// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/commands/evaluate_task.h"
#include "core/data/illumination_dataset.h"
#include "core/models/load_model.h"
#include "core/models/registry.h"
#include "core/training/illumination_measures.h"

namespace pentimento {
namespace {

nlohmann::json evaluate(const ModelEntry& entry, const EvaluateArguments& arguments,
                        const std::string& canonical, const Compute& compute) {
  const auto model = loadModel(entry.weights, "illumination");
  IlluminationClassifier network(model.options<IlluminationClassifierOptions>());
  loadInto(*network, model.weights, "network.");
  network->to(torch::Device(compute.device));
  YalePhotosOptions options;
  options.folder = PhotoSource::parse(arguments.data).folder;
  options.canonical = canonical;
  options.split = arguments.split();
  options.size = static_cast<int>(network->options().size);
  const YalePhotos photos(options);
  const auto batch = plainLitBatch(photos, static_cast<std::size_t>(std::max(0, arguments.limit)));
  auto result = illuminationMeasures(lookAt(network, batch, compute), batch);
  result["subjects"] = photos.subjects().size();
  result["model"] = entry.card.name;
  result["data"] = arguments.data;
  return result;
}

void printIlluminationTable(const nlohmann::json& result) {
  const auto percent = [](const nlohmann::json& value) { return 100 * value.get<double>(); };
  fmt::print("{} on {} ({} subjects, {} pictures)\n", result.at("model").get<std::string>(),
             result.at("data").get<std::string>(), result.at("subjects").get<int>(),
             result.at("pictures").get<int>());
  fmt::print("{:<28}{:>8.1f} %\n", "direction (of 5)", percent(result.at("direction")));
  for (const auto& [name, of] : result.at("directions").items())
    fmt::print("  {:<26}{:>8.1f} %  ({} pictures)\n", name, percent(of.at("accuracy")),
               of.at("pictures").get<int>());
  fmt::print("{:<28}{:>8.1f} %\n", "direction and strength", percent(result.at("class")));
  fmt::print("attention ({} pictures lit from a side)\n", result.at("side_lit").get<int>());
  int layer = 0;
  for (const auto& of : result.at("attention"))
    fmt::print(
        "  layer {}: higher on the spoilt half in {:.1f} %; mean {:.2f} there, {:.2f} on the other, "
        "{:.2f} in frontal light\n",
        ++layer, percent(of.at("on_spoilt_half")), of.at("spoilt_half").get<double>(),
        of.at("other_half").get<double>(), of.at("frontal").get<double>());
}

}  // namespace

std::function<int()> addEvaluateIllumination(CLI::App& app, CommonOptions& common) {
  struct Arguments {
    EvaluateArguments common;
    std::string canonical;
  };
  auto arguments = std::make_shared<Arguments>();
  addEvaluateArguments(app, arguments->common);
  app.add_option("--canonical", arguments->canonical, "The layout of the texture: 468 points and triangles")
      ->required();
  return [arguments, &common] {
    const Registry registry;
    const auto entry = common.model.empty() ? registry.current("illumination") : registry.find(common.model);
    const auto result =
        evaluate(entry, arguments->common, arguments->canonical, selectCompute(common.compute));
    if (common.json)
      fmt::print("{}\n", result.dump());
    else
      printIlluminationTable(result);
    return 0;
  };
}

}  // namespace pentimento
