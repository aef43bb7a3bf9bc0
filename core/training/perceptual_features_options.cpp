// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/perceptual_features_options.h"

#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace pentimento {

void PerceptualFeaturesRecipeOptions::check() const {
  network.check();
  dataset.check();
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(!sources.empty(), "--data: at least one folder is needed");
  require(!teacher.empty(), "--teacher: a VGG-19 to learn from is needed");
  require(rate > 0, "the learning rate must be above 0");
  require(decayEnd == 0 || (decayStart >= 0 && decayEnd > decayStart),
          "the rate must decay from a step to a later one");
  require(validationPairs >= 2, "at least two pairs are needed to compare distances");
  require(samplePictures >= 1, "at least one picture is drawn");
  require(loaderThreads >= 1 && loaderThreads <= 64, "loader_threads must be 1 to 64");
}

void to_json(nlohmann::json& json, const PerceptualFeaturesRecipeOptions& options) {
  json = {{"sources", options.sources},
          {"network", options.network},
          {"size", options.dataset.size},
          {"maximum_zoom", options.dataset.maximumZoom},
          {"teacher", options.teacher},
          {"rate", options.rate},
          {"decay_start", options.decayStart},
          {"decay_end", options.decayEnd},
          {"validation_pairs", options.validationPairs},
          {"sample_pictures", options.samplePictures},
          {"loader_threads", options.loaderThreads},
          {"from", options.from}};
}

void from_json(const nlohmann::json& json, PerceptualFeaturesRecipeOptions& options) {
  json.at("sources").get_to(options.sources);
  json.at("network").get_to(options.network);
  json.at("size").get_to(options.dataset.size);
  json.at("maximum_zoom").get_to(options.dataset.maximumZoom);
  json.at("teacher").get_to(options.teacher);
  json.at("rate").get_to(options.rate);
  json.at("decay_start").get_to(options.decayStart);
  json.at("decay_end").get_to(options.decayEnd);
  json.at("validation_pairs").get_to(options.validationPairs);
  json.at("sample_pictures").get_to(options.samplePictures);
  json.at("loader_threads").get_to(options.loaderThreads);
  json.at("from").get_to(options.from);
}

}  // namespace pentimento
