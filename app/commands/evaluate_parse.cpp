// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/commands/evaluate_task.h"
#include "core/analysis/face_analyser.h"
#include "core/analysis/parser_model.h"
#include "core/base/error.h"
#include "core/data/parse_dataset.h"
#include "core/models/registry.h"
#include "core/training/parse_measures.h"
#include "core/training/reference_parser.h"

namespace pentimento {
namespace {

constexpr int largestPicture = 1024;  // short side, pixels: no parser sees more

struct ParseEvaluation {
  EvaluateArguments common;
  std::string reference;
};

/// Both parsers see the same pictures; their label maps and the truth are compared at the size of ours.
nlohmann::json evaluate(ParserModel& model, const ParseEvaluation& arguments) {
  const ParsePhotos photos({PhotoSource::parse(arguments.common.data)}, arguments.common.split(),
                           largestPicture);
  std::optional<ReferenceParser> reference;
  if (!arguments.reference.empty()) reference.emplace(arguments.reference);
  ParseMeasures own, other;
  const auto limit = static_cast<std::size_t>(std::max(0, arguments.common.limit));
  const auto count = limit > 0 ? std::min(limit, photos.size()) : photos.size();
  int measured = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto photo = photos.load(i * photos.size() / count);
    if (photo.picture.empty()) continue;
    const auto truth = resizedLabels(photo.labels, labelSize);
    own.add(model.parse(Image(photo.picture)).mat(), truth);
    if (reference) other.add(resizedLabels(reference->parse(Image(photo.picture)).mat(), labelSize), truth);
    ++measured;
  }
  if (measured == 0)
    throw Error(ErrorKind::Unreadable, arguments.common.data + ": holds no readable pictures with masks");
  auto result = own.json();
  result["unreadable"] = photos.unreadable();
  result["without_mask"] = photos.withoutMask();
  if (reference) result["reference"] = other.json();
  return result;
}

void printParseTable(const std::string& model, const std::string& data, const nlohmann::json& result) {
  const bool compared = result.contains("reference");
  const auto row = [&](const std::string& title, const auto& number) {
    fmt::print("{:<18}{:>10.2f}", title, 100 * number(result));
    if (compared) fmt::print("{:>12.2f}", 100 * number(result.at("reference")));
    fmt::print("\n");
  };
  fmt::print("{} on {} ({} pictures), percent\n", model, data, result.at("pictures").get<int>());
  if (compared) fmt::print("{:<18}{:>10}{:>12}\n", "", "model", "reference");
  row("pixel accuracy", [](const nlohmann::json& one) { return one.at("pixel_accuracy").get<double>(); });
  row("mean F1", [](const nlohmann::json& one) { return one.at("mean_f1").get<double>(); });
  for (const auto& info : faceClasses()) {
    const std::string name(info.name);
    if (!result.at("f1").contains(name)) continue;
    row("F1 " + name, [&](const nlohmann::json& one) { return one.at("f1").at(name).get<double>(); });
  }
}

}  // namespace

std::function<int()> addEvaluateParse(CLI::App& app, CommonOptions& common) {
  auto arguments = std::make_shared<ParseEvaluation>();
  addEvaluateArguments(app, arguments->common);
  app.add_option(
      "--reference", arguments->reference,
      "TorchScript of another parser, measured on the same pictures; docs/parse.md says of what shape");
  return [arguments, &common] {
    const Registry registry;
    const auto entry = common.model.empty() ? registry.current("parse") : registry.find(common.model);
    ParserModel model(entry.weights, selectCompute(common.compute));
    auto result = evaluate(model, *arguments);
    result["model"] = entry.card.name;
    result["data"] = arguments->common.data;
    if (common.json)
      fmt::print("{}\n", result.dump());
    else
      printParseTable(entry.card.name, arguments->common.data, result);
    return 0;
  };
}

}  // namespace pentimento
