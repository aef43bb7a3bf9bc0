// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/options.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace pentimento {

void TrainingOptions::check(int processes) const {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(!run.empty(), "a run folder must be given");
  require(steps > 0, "steps must be above 0");
  require(minutes >= 0, "minutes must not be negative");
  require(batchSize >= 2 && batchSize <= 4096, "batch_size must be 2 to 4096: batch normalisation needs two");
  require(batchSize % processes == 0 && batchSize / processes >= 2,
          fmt::format("batch_size must be a multiple of the {} processes, two or more for each", processes).c_str());
  require(logEvery > 0 && sampleEvery > 0 && checkpointEvery > 0, "intervals must be above 0");
  require(keepCheckpoints >= 1, "at least one checkpoint is kept");
  require(averageDecay >= 0 && averageDecay < 1, "average_decay must be 0 or more and below 1");
  require(divergence > 1, "divergence must be above 1");
  require(patience >= 0, "patience must not be negative");
  require(blend > 0 && blend <= 1, "blend must be above 0 and at most 1");
}

void to_json(nlohmann::json& json, const TrainingOptions& options) {
  json = {{"steps", options.steps},
          {"batch_size", options.batchSize},
          {"seed", options.seed},
          {"log_every", options.logEvery},
          {"sample_every", options.sampleEvery},
          {"checkpoint_every", options.checkpointEvery},
          {"keep_checkpoints", options.keepCheckpoints},
          {"average_decay", options.averageDecay},
          {"divergence", options.divergence},
          {"patience", options.patience},
          {"blend", options.blend},
          {"licence", options.licence},
          {"inherit", options.inherit.string()}};
}

void from_json(const nlohmann::json& json, TrainingOptions& options) {
  json.at("steps").get_to(options.steps);
  json.at("batch_size").get_to(options.batchSize);
  json.at("seed").get_to(options.seed);
  json.at("log_every").get_to(options.logEvery);
  json.at("sample_every").get_to(options.sampleEvery);
  json.at("checkpoint_every").get_to(options.checkpointEvery);
  json.at("keep_checkpoints").get_to(options.keepCheckpoints);
  json.at("average_decay").get_to(options.averageDecay);
  json.at("divergence").get_to(options.divergence);
  options.blend = json.value("blend", 1.0);
  options.patience = json.value("patience", 0);  // runs from before it have none
  options.licence = json.value("licence", "");
  options.inherit = json.value("inherit", "");
}

}  // namespace pentimento
