// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/commands/evaluate_task.h"
#include "core/models/load_vgg_features.h"
#include "core/models/registry.h"
#include "core/training/perceptual_fidelity.h"

namespace pentimento {
namespace {

struct PerceptualFeaturesEvaluation {
  EvaluateArguments common;
  DisturbedPairsOptions pairs;
  std::string teacher;
};

nlohmann::json evaluate(const ModelEntry& entry, const PerceptualFeaturesEvaluation& arguments,
                        const Compute& compute) {
  const auto photos = std::make_shared<PhotoFolders>(
      PhotoFoldersOptions{{PhotoSource::parse(arguments.common.data)}, arguments.common.split()});
  const DisturbedPairs dataset(photos, arguments.pairs, 1);
  const torch::Device device(compute.device);
  const auto student = loadVggFeatures(entry.weights, device),
             teacher = loadVggFeatures(arguments.teacher, device);
  const auto count =
      arguments.common.limit > 0 ? static_cast<std::size_t>(arguments.common.limit) : photos->size();
  PerceptualFidelity fidelity;
  for (std::size_t i = 0; i < count; ++i) {
    const auto pair = dataset.batch(static_cast<std::int64_t>(i), 1);
    fidelity.add(student, teacher, {pair.photos.to(device), pair.disturbed.to(device)});
  }
  auto result = fidelity.json();
  result["unreadable"] = photos->unreadable();
  result["model"] = entry.card.name;
  result["data"] = arguments.common.data;
  return result;
}

void printPerceptualFeaturesTable(const nlohmann::json& result) {
  fmt::print("{} on {} ({} pairs of a photo and the same disturbed)\n", result.at("model").get<std::string>(),
             result.at("data").get<std::string>(), result.at("pairs").get<int>());
  for (const auto& [tap, error] : result.at("relative_error").items())
    fmt::print("{:<32}{:>8.1f} %\n", "relative error at " + tap, 100 * error.get<double>());
  const auto& distance = result.at("distance");
  fmt::print("{:<32}{:>8.4f}\n", "distances, Pearson", distance.at("pearson").get<double>());
  fmt::print("{:<32}{:>8.4f}\n", "distances, Spearman", distance.at("spearman").get<double>());
  fmt::print("{:<32}{:>8.4f}\n", "gradients, cosine", distance.at("gradient_cosine").get<double>());
}

}  // namespace

std::function<int()> addEvaluatePerceptualFeatures(CLI::App& app, CommonOptions& common) {
  auto arguments = std::make_shared<PerceptualFeaturesEvaluation>();
  addEvaluateArguments(app, arguments->common);
  app.add_option("--teacher", arguments->teacher,
                 "VGG-19 to compare with: weights (.safetensors) or features (TorchScript)")
      ->check(CLI::ExistingFile)
      ->required();
  app.add_option("--size", arguments->pairs.size, "Side of the pictures, pixels")->capture_default_str();
  return [arguments, &common] {
    const Registry registry;
    const auto entry = common.model.empty() ? registry.current(vggStudentTask) : registry.find(common.model);
    const auto result = evaluate(entry, *arguments, selectCompute(common.compute));
    if (common.json)
      fmt::print("{}\n", result.dump());
    else
      printPerceptualFeaturesTable(result);
    return 0;
  };
}

}  // namespace pentimento
