// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/attributes_options.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace pentimento {

void AttributesRecipeOptions::check() const {
  network.check();
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(network.size >= 64 && network.size % 32 == 0, "size must be a multiple of 32, at least 64");
  require(discriminatorChannels >= 4 && discriminatorChannels <= 256,
          "discriminator_channels must be 4 to 256");
  require(dualWeight >= 0 && realWeight > 0 && otherClassWeight >= 0 && classWeight >= 0 &&
              residualWeight >= 0 && outsideWeight >= 0 && identityWeight >= 0,
          "weights of losses must not be negative, real_weight must be above 0");
  require(classSteps >= 1, "class_steps must be at least 1");
  require(identityMargin >= 0, "identity_margin must not be negative");
  require(identity.empty() || objective == AttributesObjective::Pair,
          "the paper's objective has no identity term");
  require(painted.empty() || (objective == AttributesObjective::Pair && attribute == Attribute::Glasses),
          "painted faces are for the pair objective, and for glasses");
  require(paintedWeight >= 0 && paintedDetailWeight >= 0 && paintedSteps >= 0,
          "painted_weight, painted_detail_weight and painted_steps must not be negative");
  require(paintedDetailWeight == 0 || (!painted.empty() && !vgg.empty()),
          "a painted_detail_weight needs folders of faces to paint on, and a model of perceptual features");
  require(paintedSteps == 0 || !painted.empty(), "painted_steps need folders of faces to paint on");
  require(outsideWeight == 0 || (objective == AttributesObjective::Pair && !isGlobal(attribute)),
          "an outside_weight is for the pair objective, and for attributes of a part of the face");
  require(!closeUp || objective == AttributesObjective::Pair, "the paper's objective has no close_up");
  require(dualShare > 0 && dualShare <= 1, "dual_share must be above 0, at most 1");
  require(rate > 0 && discriminatorRate > 0, "learning rates must be above 0");
  require(decayEnd == 0 || (decayStart >= 0 && decayEnd > decayStart),
          "the rate must decay from a step to a later one");
  require(discriminatorSteps >= 0, "discriminator_steps must not be negative");
  require(validationPictures >= 1 && samplePictures >= 1, "at least one picture is validated and drawn");
  require(loaderThreads >= 1 && loaderThreads <= 64, "loader_threads must be 1 to 64");
}

double AttributesRecipeOptions::classWeightAt(std::int64_t step) const {
  const auto joined = paintedSteps + discriminatorSteps;
  const double gone = static_cast<double>(step - joined) / static_cast<double>(classSteps);
  return classWeight * std::clamp(1 - gone, 0.0, 1.0);
}

double paperAlpha(Attribute attribute) {
  return isGlobal(attribute) ? 1e-6 : 5e-4;
}

AttributesObjective attributesObjectiveNamed(const std::string& name) {
  for (const auto objective : {AttributesObjective::Paper, AttributesObjective::Pair})
    if (nameOf(objective) == name) return objective;
  throw Error(ErrorKind::InvalidArgument, name + " is no objective of attributes: paper or pair");
}

std::string nameOf(AttributesObjective objective) {
  return objective == AttributesObjective::Paper ? "paper" : "pair";
}

void to_json(nlohmann::json& json, const AttributesRecipeOptions& options) {
  json = {{"attribute", nameOf(options.attribute)},
          {"sources", options.sources},
          {"alignments", options.alignments},
          {"network", options.network},
          {"objective", nameOf(options.objective)},
          {"rotation", options.variation.rotation},
          {"shift", options.variation.shift},
          {"scale", options.variation.scale},
          {"mirror_share", options.variation.mirrorShare},
          {"discriminator_channels", options.discriminatorChannels},
          {"discriminator_rate", options.discriminatorRate},
          {"real_weight", options.realWeight},
          {"other_class_weight", options.otherClassWeight},
          {"class_weight", options.classWeight},
          {"class_steps", options.classSteps},
          {"dual_weight", options.dualWeight},
          {"dual_share", options.dualShare},
          {"residual_weight", options.residualWeight},
          {"outside_weight", options.outsideWeight},
          {"painted", options.painted},
          {"painted_weight", options.paintedWeight},
          {"painted_detail_weight", options.paintedDetailWeight},
          {"vgg", options.vgg},
          {"painted_steps", options.paintedSteps},
          {"close_up", options.closeUp},
          {"rate", options.rate},
          {"decay_start", options.decayStart},
          {"decay_end", options.decayEnd},
          {"discriminator_steps", options.discriminatorSteps},
          {"validation_pictures", options.validationPictures},
          {"sample_pictures", options.samplePictures},
          {"loader_threads", options.loaderThreads},
          {"classifier", options.classifier},
          {"identity", options.identity},
          {"identity_weight", options.identityWeight},
          {"identity_margin", options.identityMargin},
          {"from", options.from}};
}

void from_json(const nlohmann::json& json, AttributesRecipeOptions& options) {
  options.attribute = attributeNamed(json.at("attribute").get<std::string>());
  json.at("sources").get_to(options.sources);
  json.at("alignments").get_to(options.alignments);
  json.at("network").get_to(options.network);
  options.objective = attributesObjectiveNamed(json.at("objective").get<std::string>());
  json.at("rotation").get_to(options.variation.rotation);
  json.at("shift").get_to(options.variation.shift);
  json.at("scale").get_to(options.variation.scale);
  json.at("mirror_share").get_to(options.variation.mirrorShare);
  json.at("discriminator_channels").get_to(options.discriminatorChannels);
  json.at("dual_weight").get_to(options.dualWeight);
  json.at("dual_share").get_to(options.dualShare);
  json.at("residual_weight").get_to(options.residualWeight);
  json.at("rate").get_to(options.rate);
  json.at("decay_start").get_to(options.decayStart);
  json.at("decay_end").get_to(options.decayEnd);
  json.at("validation_pictures").get_to(options.validationPictures);
  json.at("sample_pictures").get_to(options.samplePictures);
  json.at("loader_threads").get_to(options.loaderThreads);
  json.at("classifier").get_to(options.classifier);
  json.at("from").get_to(options.from);
  // Absent from runs that began before there were such.
  options.discriminatorRate = json.value("discriminator_rate", options.discriminatorRate);
  options.realWeight = json.value("real_weight", 1.0);
  options.otherClassWeight = json.value("other_class_weight", options.otherClassWeight);
  options.classWeight = json.value("class_weight", options.classWeight);
  options.outsideWeight = json.value("outside_weight", options.outsideWeight);
  options.painted = json.value("painted", std::vector<PhotoSource>{});
  options.paintedWeight = json.value("painted_weight", options.paintedWeight);
  options.paintedDetailWeight = json.value("painted_detail_weight", options.paintedDetailWeight);
  options.vgg = json.value("vgg", options.vgg);
  options.paintedSteps = json.value("painted_steps", options.paintedSteps);
  options.closeUp = json.value("close_up", options.closeUp);
  options.classSteps = json.value("class_steps", options.classSteps);
  options.discriminatorSteps = json.value("discriminator_steps", options.discriminatorSteps);
  options.identity = json.value("identity", options.identity);
  options.identityWeight = json.value("identity_weight", options.identityWeight);
  options.identityMargin = json.value("identity_margin", options.identityMargin);
}

}  // namespace pentimento
