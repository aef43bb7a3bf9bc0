// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/commands/command.h"
#include "app/commands/evaluate_colourise.h"
#include "core/models/registry.h"

namespace pentimento {
namespace {

void printTable(const std::string& model, const std::string& data, const nlohmann::json& result) {
  fmt::print("{} on {} ({} pictures)\n", model, data, result.at("pictures").get<int>());
  fmt::print("{:<22}{:>9}{:>11}{:>9}{:>14}{:>12}\n", "", "L1 (ab)", "PSNR [dB]", "L_perc", "colourfulness", "histogram");
  const auto row = [&](const std::string& title, const char* key) {
    if (!result.contains(key)) return;
    const auto& one = result[key];
    const auto perceptual = one.contains("perceptual") ? fmt::format("{:.4f}", one["perceptual"].get<double>()) : "-";
    fmt::print("{:<22}{:>9.2f}{:>11.2f}{:>9}{:>14.1f}{:>12.3f}\n", title, one["l1"].get<double>(),
               one["psnr"].get<double>(), perceptual, one["colourfulness"].get<double>(),
               one["histogram_intersection"].get<double>());
  };
  row("automatic", "automatic");
  row(fmt::format("{} true hints", result["hints"].get<int>()), "hinted");
  row("left grey", "grey");
  fmt::print("{:<22}{:>9}{:>11}{:>9}{:>14.1f}{:>12.3f}\n", "truth", "", "", "",
             result["truth"]["colourfulness"].get<double>(), 1.0);
}

}  // namespace

std::function<int()> addEvaluate(CLI::App& app, CommonOptions& common) {
  struct Arguments {
    std::string task, data;
    bool heldOut = false;
    EvaluateColouriseOptions colourise;
  };
  auto arguments = std::make_shared<Arguments>();
  app.add_option("TASK", arguments->task, "What to measure: colourise")->required()->check(CLI::IsMember({"colourise"}));
  app.add_option("--data", arguments->data, "A folder of colour pictures, searched through")->required();
  app.add_flag("--held-out", arguments->heldOut, "Only the pictures that training leaves out");
  app.add_option("--limit", arguments->colourise.limit, "At most so many pictures, spread over the folder");
  app.add_option("--hints", arguments->colourise.hints, "True hints in the guided measurement")->capture_default_str();
  app.add_option("--vgg", arguments->colourise.vgg,
                 "VGG-19 weights for the perceptual measure: safetensors under torchvision's names, or TorchScript");
  return [arguments, &common] {
    auto& options = arguments->colourise;
    options.data = PhotoSource::parse(arguments->data);
    options.split = arguments->heldOut ? Split::HeldOut : Split::All;
    const Registry registry;
    const auto entry = common.model.empty() ? registry.current("colourise") : registry.find(common.model);
    ColouriseModel model(entry.weights, selectCompute(common.compute));
    auto result = evaluateColourise(model, options, Progress());
    result["model"] = entry.card.name;
    result["data"] = arguments->data;
    if (common.json) fmt::print("{}\n", result.dump());
    else printTable(entry.card.name, arguments->data, result);
    return 0;
  };
}

}  // namespace pentimento
