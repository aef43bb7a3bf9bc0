// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/illumination_options.h"

#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace pentimento {

void IlluminationRecipeOptions::check() const {
  network.check();
  dataset.check();
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(sources.size() == 1, "--data: one folder of faces in different light is wanted");
  require(!canonical.empty(), "--canonical: the layout of the texture is needed");
  require(guidanceWeight >= 0, "guidance_weight must not be negative");
  require(rate > 0 && weightDecay >= 0, "the learning rate must be above 0, the weight decay not below");
  require(decayEnd == 0 || (decayStart >= 0 && decayEnd > decayStart),
          "the rate must decay from a step to a later one");
  require(samplePictures >= 1, "at least one picture is drawn");
  require(loaderThreads >= 1 && loaderThreads <= 64, "loader_threads must be 1 to 64");
}

void to_json(nlohmann::json& json, const IlluminationRecipeOptions& options) {
  json = {{"sources", options.sources},
          {"canonical", options.canonical},
          {"colours", options.colours},
          {"network", options.network},
          {"colour_share", options.dataset.colourShare},
          {"ratio_share", options.dataset.ratioShare},
          {"guidance_weight", options.guidanceWeight},
          {"rate", options.rate},
          {"weight_decay", options.weightDecay},
          {"decay_start", options.decayStart},
          {"decay_end", options.decayEnd},
          {"sample_pictures", options.samplePictures},
          {"loader_threads", options.loaderThreads},
          {"from", options.from}};
}

void from_json(const nlohmann::json& json, IlluminationRecipeOptions& options) {
  json.at("sources").get_to(options.sources);
  json.at("canonical").get_to(options.canonical);
  json.at("colours").get_to(options.colours);
  json.at("network").get_to(options.network);
  json.at("colour_share").get_to(options.dataset.colourShare);
  json.at("ratio_share").get_to(options.dataset.ratioShare);
  json.at("guidance_weight").get_to(options.guidanceWeight);
  json.at("rate").get_to(options.rate);
  json.at("weight_decay").get_to(options.weightDecay);
  json.at("decay_start").get_to(options.decayStart);
  json.at("decay_end").get_to(options.decayEnd);
  json.at("sample_pictures").get_to(options.samplePictures);
  json.at("loader_threads").get_to(options.loaderThreads);
  json.at("from").get_to(options.from);
}

}  // namespace pentimento
