// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/colourise_options.h"

#include <array>
#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace pentimento {

void ColouriseRecipeOptions::check() const {
  network.check();
  discriminator.check();
  dataset.check();
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(lambda >= 0 && adversarialWeight >= 0 && lambda + adversarialWeight > 0,
          "lambda and adversarial_weight must not be negative, nor both 0");
  require(generatorRate > 0 && discriminatorRate > 0, "learning rates must be above 0");
  require(decayEnd == 0 || (decayStart >= 0 && decayEnd > decayStart), "the rates must decay from a step to a later one");
  require(dataset.size % network.multiple() == 0, "size must be a multiple of 2^levels");
  // Five 4x4 convolutions, three of them with stride 2, need 24 pixels to leave one.
  require(adversarialWeight == 0 || dataset.size >> (discriminator.scales - 1) >= 24,
          "size is too small for the discriminators: the smallest scale must be 24 pixels");
  require(validationPictures >= 1 && samplePictures >= 1, "at least one picture is validated and drawn");
  require(loaderThreads >= 1 && loaderThreads <= 64, "loader_threads must be 1 to 64");
}

void ColouriseRecipeOptions::useAblation(const std::string& name) {
  struct Row {
    const char* name;
    Normalisation normalisation;
    bool spectralNorm;
    int scales;
  };
  static constexpr std::array rows{Row{"bn", Normalisation::Batch, false, 1},
                                   Row{"in", Normalisation::Instance, false, 1},
                                   Row{"bn+sn", Normalisation::Batch, true, 1},
                                   Row{"in+sn", Normalisation::Instance, true, 1},
                                   Row{"bn+sn+md", Normalisation::Batch, true, 3},
                                   Row{"ibn+sn+md", Normalisation::InstanceBatch, true, 3}};
  for (const auto& row : rows)
    if (name == row.name) {
      network.normalisation = discriminator.normalisation = row.normalisation;
      network.spectralNorm = discriminator.spectralNorm = row.spectralNorm;
      discriminator.scales = row.scales;
      return;
    }
  throw Error(ErrorKind::InvalidArgument,
              "'" + name + "' is none of bn, in, bn+sn, in+sn, bn+sn+md, ibn+sn+md");
}

void to_json(nlohmann::json& json, const ColouriseRecipeOptions& options) {
  json = {{"sources", options.sources},
          {"network", options.network},
          {"discriminator", options.discriminator},
          {"size", options.dataset.size},
          {"maximum_zoom", options.dataset.maximumZoom},
          {"recolour_share", options.dataset.recolourShare},
          {"tone_share", options.dataset.toneShare},
          {"many_hints_share", options.dataset.manyHintsShare},
          {"outlying_hints_share", options.dataset.outlyingHintsShare},
          {"age_share", options.dataset.ageShare},
          {"minimum_chroma", options.dataset.minimumChroma},
          {"lambda", options.lambda},
          {"adversarial_weight", options.adversarialWeight},
          {"adversarial_start", options.adversarialStart},
          {"generator_rate", options.generatorRate},
          {"discriminator_rate", options.discriminatorRate},
          {"decay_start", options.decayStart},
          {"decay_end", options.decayEnd},
          {"validation_pictures", options.validationPictures},
          {"sample_pictures", options.samplePictures},
          {"loader_threads", options.loaderThreads},
          {"from", options.from}};
}

void from_json(const nlohmann::json& json, ColouriseRecipeOptions& options) {
  json.at("sources").get_to(options.sources);
  json.at("network").get_to(options.network);
  json.at("discriminator").get_to(options.discriminator);
  json.at("size").get_to(options.dataset.size);
  json.at("maximum_zoom").get_to(options.dataset.maximumZoom);
  json.at("recolour_share").get_to(options.dataset.recolourShare);
  options.dataset.toneShare = json.value("tone_share", 0.0);  // runs from before it have none
  options.dataset.manyHintsShare = json.value("many_hints_share", 0.0);
  options.dataset.outlyingHintsShare = json.value("outlying_hints_share", 0.0);
  json.at("age_share").get_to(options.dataset.ageShare);
  json.at("minimum_chroma").get_to(options.dataset.minimumChroma);
  json.at("lambda").get_to(options.lambda);
  json.at("adversarial_weight").get_to(options.adversarialWeight);
  json.at("adversarial_start").get_to(options.adversarialStart);
  json.at("generator_rate").get_to(options.generatorRate);
  json.at("discriminator_rate").get_to(options.discriminatorRate);
  options.decayStart = json.value("decay_start", options.decayStart);
  options.decayEnd = json.value("decay_end", options.decayEnd);
  json.at("validation_pictures").get_to(options.validationPictures);
  json.at("sample_pictures").get_to(options.samplePictures);
  json.at("loader_threads").get_to(options.loaderThreads);
  json.at("from").get_to(options.from);
}

}  // namespace pentimento
