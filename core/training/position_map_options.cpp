// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/position_map_options.h"

#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace pentimento {

void PositionMapRecipeOptions::check() const {
  network.check();
  dataset.check();
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(!canonical.empty(), "the layout of the face texture must be given: --canonical FILE");
  require(dataset.size == network.inputSize, "samples must have the network's input_size");
  require(pointWeight >= 0 && depthWeight >= 0, "weights must not be negative");
  require(rate > 0, "the learning rate must be above 0");
  require(decayEnd == 0 || (decayStart >= 0 && decayEnd > decayStart),
          "the rate must decay from a step to a later one");
  require(validationPictures >= 1 && samplePictures >= 1, "at least one picture is validated and drawn");
  require(loaderThreads >= 1 && loaderThreads <= 64, "loader_threads must be 1 to 64");
}

void to_json(nlohmann::json& json, const PositionMapRecipeOptions& options) {
  json = {{"sources", options.sources},
          {"canonical", options.canonical},
          {"labeller", options.labeller},
          {"label_cache", options.labelCache},
          {"network", options.network},
          {"strong_share", options.dataset.strongShare},
          {"maximum_rotation", options.dataset.maximumRotation},
          {"yaw_boost", options.dataset.yawBoost},
          {"disturb", options.dataset.disturb},
          {"point_weight", options.pointWeight},
          {"depth_weight", options.depthWeight},
          {"rate", options.rate},
          {"decay_start", options.decayStart},
          {"decay_end", options.decayEnd},
          {"validation_pictures", options.validationPictures},
          {"sample_pictures", options.samplePictures},
          {"loader_threads", options.loaderThreads},
          {"from", options.from}};
}

void from_json(const nlohmann::json& json, PositionMapRecipeOptions& options) {
  json.at("sources").get_to(options.sources);
  json.at("canonical").get_to(options.canonical);
  json.at("labeller").get_to(options.labeller);
  json.at("label_cache").get_to(options.labelCache);
  json.at("network").get_to(options.network);
  options.dataset.size = options.network.inputSize;
  json.at("strong_share").get_to(options.dataset.strongShare);
  json.at("maximum_rotation").get_to(options.dataset.maximumRotation);
  json.at("yaw_boost").get_to(options.dataset.yawBoost);
  json.at("disturb").get_to(options.dataset.disturb);
  json.at("point_weight").get_to(options.pointWeight);
  json.at("depth_weight").get_to(options.depthWeight);
  json.at("rate").get_to(options.rate);
  json.at("decay_start").get_to(options.decayStart);
  json.at("decay_end").get_to(options.decayEnd);
  json.at("validation_pictures").get_to(options.validationPictures);
  json.at("sample_pictures").get_to(options.samplePictures);
  json.at("loader_threads").get_to(options.loaderThreads);
  json.at("from").get_to(options.from);
}

}  // namespace pentimento
