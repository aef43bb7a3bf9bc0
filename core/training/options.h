// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace pentimento {

/// What concerns every training run, whatever is trained.
struct TrainingOptions {
  std::filesystem::path run;           ///< the run folder
  std::int64_t steps = 10000;          ///< total steps of the run, those before a resume included
  double minutes = 0;                  ///< stops after this time of this process; 0: no limit
  std::int64_t batchSize = 16;
  std::uint64_t seed = 1;
  std::int64_t logEvery = 50;          ///< steps
  std::int64_t sampleEvery = 500;      ///< steps
  std::int64_t checkpointEvery = 500;  ///< steps; validation goes with it
  int keepCheckpoints = 3;             ///< the last few; the best one and those with a file named `pinned` stay
  double averageDecay = 0.999;         ///< of the exponential average of the weights; warmed up, see weight_average.h
  double divergence = 4;               ///< stops when the smoothed watched loss exceeds this multiple of its best
  int patience = 0;     ///< ends after this many checkpoints in a row that are no better than the best; 0: never
  double blend = 1;     ///< share of what was learnt in the run's model, the rest is the model that it begins from: less
                        ///< of both what is new and what is forgotten (Wortsman et al. 2022, WiSE-FT); 1: all of it
  std::string licence;  ///< of the model that the run begins from; its own model inherits it
  std::filesystem::path inherit;  ///< a checkpoint of another run, whose networks it goes on with; empty: none

  /// For a run in so many processes. Throws Error{InvalidArgument} with what is wrong.
  void check(int processes = 1) const;
};
void to_json(nlohmann::json& json, const TrainingOptions& options);
/// Leaves `run` and `minutes`, which are not stored, as they are.
void from_json(const nlohmann::json& json, TrainingOptions& options);

}  // namespace pentimento
