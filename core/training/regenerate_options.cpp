// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/regenerate_options.h"

#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace pentimento {

void RegenerateRecipeOptions::check() const {
  network.check();
  discriminator.check();
  dataset.check();
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(dataset.size % network.multiple() == 0, "size must be a multiple of 2 to the down-samplings");
  require(dataset.size >> (discriminator.layers + discriminator.scales - 1) >= 2,
          "size is too small for so many discriminator scales");
  require(adversarialWeight >= 0 && featureMatchingWeight >= 0 && vggWeight >= 0 && l1Weight >= 0 &&
              gradientPenaltyWeight >= 0 && segmentationWeight >= 0,
          "weights of losses must not be negative");
  require(vggWeight == 0 || !vgg.empty(), "a perceptual loss needs VGG features: name a file, or weight 0");
  require(segmentationWeight == 0 || !parser.empty(), "how masks are followed takes a parser to tell");
  require(dropShare >= 0 && dropShare <= 1 && dropClass >= 0 && dropClass <= 1, "shares must be 0 to 1");
  require(otherShare >= 0 && otherShare < 1, "the share of other references must be 0 to below 1");
  require(rehearsalShare >= 0 && rehearsalShare < 1, "the share that rehearses must be 0 to below 1");
  require(rehearsalShare == 0 || !from.empty(), "only a model that it began from can be rehearsed");
  require(rehearsalShare == 0 || otherShare == 0, "other references are judged or rehearsed, not both");
  require(generatorRate > 0 && discriminatorRate > 0, "learning rates must be above 0");
  require(decayEnd == 0 || (decayStart >= 0 && decayEnd > decayStart),
          "the rate must decay from a step to a later one");
  require(validationPictures >= 1 && samplePictures >= 1, "at least one picture is validated and drawn");
  require(loaderThreads >= 1 && loaderThreads <= 64, "loader_threads must be 1 to 64");
}

void to_json(nlohmann::json& json, const RegenerateRecipeOptions& options) {
  json = {{"sources", options.sources},
          {"network", options.network},
          {"discriminator", options.discriminator},
          {"size", options.dataset.size},
          {"mirror_share", options.dataset.mirrorShare},
          {"reference_mirror_share", options.dataset.referenceMirrorShare},
          {"bend", options.dataset.bend},
          {"maximum_rotation", options.dataset.maximumRotation},
          {"maximum_scale", options.dataset.maximumScale},
          {"objective", nameOf(options.objective)},
          {"adversarial_weight", options.adversarialWeight},
          {"feature_matching_weight", options.featureMatchingWeight},
          {"vgg_weight", options.vggWeight},
          {"l1_weight", options.l1Weight},
          {"gradient_penalty_weight", options.gradientPenaltyWeight},
          {"segmentation_weight", options.segmentationWeight},
          {"drop_share", options.dropShare},
          {"drop_class", options.dropClass},
          {"other_share", options.otherShare},
          {"rehearsal_share", options.rehearsalShare},
          {"generator_rate", options.generatorRate},
          {"discriminator_rate", options.discriminatorRate},
          {"decay_start", options.decayStart},
          {"decay_end", options.decayEnd},
          {"validation_pictures", options.validationPictures},
          {"sample_pictures", options.samplePictures},
          {"loader_threads", options.loaderThreads},
          {"vgg", options.vgg},
          {"parser", options.parser},
          {"from", options.from}};
}

void from_json(const nlohmann::json& json, RegenerateRecipeOptions& options) {
  json.at("sources").get_to(options.sources);
  json.at("network").get_to(options.network);
  json.at("discriminator").get_to(options.discriminator);
  json.at("size").get_to(options.dataset.size);
  json.at("mirror_share").get_to(options.dataset.mirrorShare);
  json.at("reference_mirror_share").get_to(options.dataset.referenceMirrorShare);
  json.at("bend").get_to(options.dataset.bend);
  json.at("maximum_rotation").get_to(options.dataset.maximumRotation);
  json.at("maximum_scale").get_to(options.dataset.maximumScale);
  options.objective = ganObjectiveNamed(json.at("objective").get<std::string>());
  json.at("adversarial_weight").get_to(options.adversarialWeight);
  json.at("feature_matching_weight").get_to(options.featureMatchingWeight);
  json.at("vgg_weight").get_to(options.vggWeight);
  json.at("l1_weight").get_to(options.l1Weight);
  json.at("gradient_penalty_weight").get_to(options.gradientPenaltyWeight);
  json.at("drop_share").get_to(options.dropShare);
  json.at("drop_class").get_to(options.dropClass);
  options.segmentationWeight = json.value("segmentation_weight", 0.0);  // older runs lack these three
  options.otherShare = json.value("other_share", 0.0);
  options.rehearsalShare = json.value("rehearsal_share", 0.0);
  json.at("generator_rate").get_to(options.generatorRate);
  json.at("discriminator_rate").get_to(options.discriminatorRate);
  json.at("decay_start").get_to(options.decayStart);
  json.at("decay_end").get_to(options.decayEnd);
  json.at("validation_pictures").get_to(options.validationPictures);
  json.at("sample_pictures").get_to(options.samplePictures);
  json.at("loader_threads").get_to(options.loaderThreads);
  json.at("vgg").get_to(options.vgg);
  json.at("parser").get_to(options.parser);
  json.at("from").get_to(options.from);
}

}  // namespace pentimento
