// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "app/commands/evaluate_task.h"
#include "core/analysis/position_model.h"
#include "core/base/error.h"
#include "core/data/mesh_photos.h"
#include "core/data/position_map_dataset.h"
#include "core/models/registry.h"
#include "core/training/position_error.h"

namespace pentimento {
namespace {

/// Crops every picture about its own mesh, as the crop convention says, and compares the network's points
/// with the mesh.
nlohmann::json evaluate(PositionModel& model, const MeshPhotos& photos) {
  PositionErrors errors;
  for (std::size_t i = 0; i < photos.size(); ++i) {
    const auto photo = photos.load(i);
    if (photo.image.empty()) continue;
    const auto [crop, truth] = cropWithMesh(photo, alignmentOf(photo.mesh), 256);
    errors.add(model.points(model.predict(Image(crop))), truth);
  }
  auto result = errors.json();
  if (result.at("all").at("pictures") == 0)
    throw Error(ErrorKind::Unreadable, "the folder holds no readable pictures");
  result["unreadable"] = photos.unreadable();
  return result;
}

void printPositionMapTable(const std::string& model, const std::string& data, const nlohmann::json& result) {
  fmt::print("{} on {}: mean error of 468 points, % of the outer eye corners' distance\n", model, data);
  fmt::print("{:<22}{:>9}{:>8}{:>8}{:>16}\n", "", "pictures", "x, y", "x, y, z", "worst picture");
  for (const auto& [title, key] :
       {std::pair{"all", "all"}, {"yaw up to 30 degrees", "frontal"}, {"yaw beyond 30", "turned"}}) {
    const auto& one = result.at(key);
    fmt::print("{:<22}{:>9}{:>8.2f}{:>8.2f}{:>16.2f}\n", title, one.at("pictures").get<int>(),
               one.at("error").get<double>(), one.at("error_3d").get<double>(),
               one.at("worst").get<double>());
  }
}

}  // namespace

std::function<int()> addEvaluatePositionMap(CLI::App& app, CommonOptions& common) {
  struct Arguments {
    EvaluateArguments common;
    std::string labeller;
  };
  auto arguments = std::make_shared<Arguments>();
  addEvaluateArguments(app, arguments->common);
  app.add_option("--teacher", arguments->labeller,
                 "TorchScript face mesh that labels pictures without mesh.txt");
  return [arguments, &common] {
    MeshPhotosOptions options;
    options.sources = {PhotoSource::parse(arguments->common.data)};
    options.split = arguments->common.split();
    options.limit = static_cast<std::size_t>(std::max(0, arguments->common.limit));
    options.labeller = arguments->labeller;
    const Registry registry;
    const auto entry = common.model.empty() ? registry.current("position-map") : registry.find(common.model);
    PositionModel model(entry.weights, selectCompute(common.compute));
    auto result = evaluate(model, MeshPhotos(options));
    result["model"] = entry.card.name;
    result["data"] = arguments->common.data;
    if (common.json)
      fmt::print("{}\n", result.dump());
    else
      printPositionMapTable(entry.card.name, arguments->common.data, result);
    return 0;
  };
}

}  // namespace pentimento
