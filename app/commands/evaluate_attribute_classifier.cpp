// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "app/commands/evaluate_task.h"
#include "core/analysis/attribute_judge.h"
#include "core/data/attribute_dataset.h"
#include "core/models/registry.h"
#include "core/training/attribute_accuracy.h"

namespace pentimento {
namespace {

constexpr std::int64_t chunk = 64;  // pictures judged at once

nlohmann::json evaluate(AttributeJudge& judge, const AttributeBatch& faces,
                        const std::vector<std::string>& names) {
  if (judge.names() != names)
    throw Error(ErrorKind::InvalidArgument,
                "the classifier knows other attributes than the folder's table names");
  std::vector<torch::Tensor> logits;
  for (const auto& part : faces.pictures.split(chunk)) logits.push_back(judge.logits(part));
  auto result = attributeAccuracy(torch::cat(logits), faces.labels, names);
  result["pictures"] = faces.pictures.size(0);
  return result;
}

void printAttributeClassifierTable(const std::string& model, const std::string& data,
                                   const nlohmann::json& result) {
  const auto percent = [](const nlohmann::json& value) { return 100 * value.get<double>(); };
  fmt::print("{} on {} ({} pictures)\n", model, data, result.at("pictures").get<int>());
  fmt::print("{:<24}{:>8.1f} %\n{:<24}{:>8.1f} %\n", "accuracy", percent(result.at("accuracy")), "balanced",
             percent(result.at("balanced")));
  for (const auto& [name, value] : result.at("attributes").items())
    fmt::print("  {:<22}{:>8.1f} %\n", name, percent(value));
}

}  // namespace

std::function<int()> addEvaluateAttributeClassifier(CLI::App& app, CommonOptions& common) {
  struct Arguments {
    EvaluateArguments common;
    std::string alignments;
  };
  auto arguments = std::make_shared<Arguments>();
  addEvaluateArguments(app, arguments->common);
  app.add_option("--alignments", arguments->alignments,
                 "CSV file that keeps where faces lie, for the next time");
  return [arguments, &common] {
    const Registry registry;
    const auto entry =
        common.model.empty() ? registry.current("attribute-classifier") : registry.find(common.model);
    AttributeJudge judge(entry.weights, selectCompute(common.compute));
    const AttributePhotos photos({PhotoSource::parse(arguments->common.data)}, arguments->common.split(),
                                 arguments->alignments);
    const auto limit = static_cast<std::size_t>(std::max(0, arguments->common.limit));
    const auto faces =
        plainBatch(photos, judge.size(), limit > 0 ? std::min(limit, photos.size()) : photos.size());
    auto result = evaluate(judge, faces, photos.table().names);
    result["model"] = entry.card.name;
    result["data"] = arguments->common.data;
    if (common.json)
      fmt::print("{}\n", result.dump());
    else
      printAttributeClassifierTable(entry.card.name, arguments->common.data, result);
    return 0;
  };
}

}  // namespace pentimento
