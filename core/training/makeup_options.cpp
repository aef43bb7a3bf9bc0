// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/makeup_options.h"

#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace pentimento {

void MakeupRecipeOptions::check() const {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(!sources.empty(), "--data: at least one folder is needed");
  require(!textures.empty(), "--textures: a folder for the unwrapped faces is needed");
  require(dataset.size == network.size, "size must be the network's");
  network.check();
  dataset.check();
  require(paintedBeta > 0 && paintedBeta <= 2, "painted_beta must be above 0 and at most 2");
  require(discriminatorChannels >= 4 && discriminatorChannels <= 512,
          "discriminator_channels must be 4 to 512");
  for (const double weight : {paintedWeight, adversarialWeight, histogramWeight, lipsWeight, eyesWeight,
                              faceWeight, perceptualWeight, cycleWeight})
    require(weight >= 0, "weights must not be negative");
  require(rate > 0 && rate <= 0.1, "learning_rate must be above 0 and at most 0.1");
  require(validationPairs >= 1 && samplePairs >= 1, "validation and samples need a pair at least");
  require(loaderThreads >= 1 && loaderThreads <= 64, "loader_threads must be 1 to 64");
  require(network.withoutIrm || !illumination.empty() || !from.empty(),
          "--illumination: the repair module needs a trained illumination classifier");
}

void to_json(nlohmann::json& json, const MakeupRecipeOptions& options) {
  json = {{"sources", options.sources},
          {"textures", options.textures},
          {"network", options.network},
          {"dataset", options.dataset},
          {"discriminator_channels", options.discriminatorChannels},
          {"painted_weight", options.paintedWeight},
          {"painted_beta", options.paintedBeta},
          {"adversarial_weight", options.adversarialWeight},
          {"histogram_weight", options.histogramWeight},
          {"lips_weight", options.lipsWeight},
          {"eyes_weight", options.eyesWeight},
          {"face_weight", options.faceWeight},
          {"perceptual_weight", options.perceptualWeight},
          {"cycle_weight", options.cycleWeight},
          {"rate", options.rate},
          {"decay_start", options.decayStart},
          {"decay_end", options.decayEnd},
          {"validation_pairs", options.validationPairs},
          {"sample_pairs", options.samplePairs},
          {"loader_threads", options.loaderThreads},
          {"vgg", options.vgg},
          {"illumination", options.illumination},
          {"from", options.from}};
}

void from_json(const nlohmann::json& json, MakeupRecipeOptions& options) {
  json.at("sources").get_to(options.sources);
  json.at("textures").get_to(options.textures);
  json.at("network").get_to(options.network);
  json.at("dataset").get_to(options.dataset);
  json.at("discriminator_channels").get_to(options.discriminatorChannels);
  json.at("painted_weight").get_to(options.paintedWeight);
  options.paintedBeta = json.value("painted_beta", options.paintedBeta);  // older runs have none
  json.at("adversarial_weight").get_to(options.adversarialWeight);
  json.at("histogram_weight").get_to(options.histogramWeight);
  json.at("lips_weight").get_to(options.lipsWeight);
  json.at("eyes_weight").get_to(options.eyesWeight);
  json.at("face_weight").get_to(options.faceWeight);
  json.at("perceptual_weight").get_to(options.perceptualWeight);
  json.at("cycle_weight").get_to(options.cycleWeight);
  json.at("rate").get_to(options.rate);
  json.at("decay_start").get_to(options.decayStart);
  json.at("decay_end").get_to(options.decayEnd);
  json.at("validation_pairs").get_to(options.validationPairs);
  json.at("sample_pairs").get_to(options.samplePairs);
  json.at("loader_threads").get_to(options.loaderThreads);
  json.at("vgg").get_to(options.vgg);
  json.at("illumination").get_to(options.illumination);
  json.at("from").get_to(options.from);
}

}  // namespace pentimento
