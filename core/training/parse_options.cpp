// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/parse_options.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace pentimento {

void ParseRecipeOptions::check() const {
  network.check();
  dataset.check();
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(mining.easy > 0 && mining.easy <= 1 && mining.atLeast > 0 && mining.atLeast <= 1,
          "easy and hard_share must be above 0, at most 1");
  require(repeatThreshold >= 0 && repeatThreshold <= 1, "repeat_threshold must be 0 to 1");
  require(classWeights.empty() || classWeights.size() == static_cast<std::size_t>(network.classes),
          "class_weights must be one for each class");
  require(std::all_of(classWeights.begin(), classWeights.end(), [](double w) { return w > 0 && w <= 100; }),
          "class_weights must be above 0, at most 100");
  require(auxiliaryWeight >= 0, "auxiliary_weight must not be negative");
  require(rate > 0, "the learning rate must be above 0");
  require(decayEnd == 0 || (decayStart >= 0 && decayEnd > decayStart),
          "the rate must decay from a step to a later one");
  require(validationSize >= 64 && validationSize % FaceParserImpl::multiple() == 0,
          "validation_size must be a multiple of 32, at least 64");
  require(validationPictures >= 1 && samplePictures >= 1, "at least one picture is validated and drawn");
  require(loaderThreads >= 1 && loaderThreads <= 64, "loader_threads must be 1 to 64");
}

void to_json(nlohmann::json& json, const ParseRecipeOptions& options) {
  json = {{"sources", options.sources},
          {"network", options.network},
          {"size", options.dataset.size},
          {"mirror_share", options.dataset.mirrorShare},
          {"maximum_scale", options.dataset.maximumScale},
          {"maximum_rotation", options.dataset.maximumRotation},
          {"maximum_shift", options.dataset.maximumShift},
          {"disturb_share", options.dataset.disturbShare},
          {"backdrop_share", options.dataset.backdropShare},
          {"cloth_share", options.dataset.clothShare},
          {"necklace_share", options.dataset.necklaceShare},
          {"backdrops", options.dataset.backdrops},
          {"easy", options.mining.easy},
          {"hard_share", options.mining.atLeast},
          {"repeat_threshold", options.repeatThreshold},
          {"class_weights", options.classWeights},
          {"auxiliary_weight", options.auxiliaryWeight},
          {"rate", options.rate},
          {"decay_start", options.decayStart},
          {"decay_end", options.decayEnd},
          {"validation_size", options.validationSize},
          {"validation_pictures", options.validationPictures},
          {"sample_pictures", options.samplePictures},
          {"loader_threads", options.loaderThreads},
          {"from", options.from}};
}

void from_json(const nlohmann::json& json, ParseRecipeOptions& options) {
  json.at("sources").get_to(options.sources);
  json.at("network").get_to(options.network);
  json.at("size").get_to(options.dataset.size);
  json.at("mirror_share").get_to(options.dataset.mirrorShare);
  json.at("maximum_scale").get_to(options.dataset.maximumScale);
  json.at("maximum_rotation").get_to(options.dataset.maximumRotation);
  json.at("maximum_shift").get_to(options.dataset.maximumShift);
  json.at("disturb_share").get_to(options.dataset.disturbShare);
  json.at("easy").get_to(options.mining.easy);
  json.at("hard_share").get_to(options.mining.atLeast);
  options.dataset.backdropShare = json.value("backdrop_share", 0.0);  // older runs lack these six
  options.dataset.clothShare = json.value("cloth_share", 0.0);
  options.dataset.necklaceShare = json.value("necklace_share", 0.0);
  options.dataset.backdrops = json.value("backdrops", std::vector<PhotoSource>{});
  options.repeatThreshold = json.value("repeat_threshold", 0.0);
  options.classWeights = json.value("class_weights", std::vector<double>{});
  json.at("auxiliary_weight").get_to(options.auxiliaryWeight);
  json.at("rate").get_to(options.rate);
  json.at("decay_start").get_to(options.decayStart);
  json.at("decay_end").get_to(options.decayEnd);
  json.at("validation_size").get_to(options.validationSize);
  json.at("validation_pictures").get_to(options.validationPictures);
  json.at("sample_pictures").get_to(options.samplePictures);
  json.at("loader_threads").get_to(options.loaderThreads);
  json.at("from").get_to(options.from);
}

}  // namespace pentimento
