// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace pentimento {

/// What a run did, from the lines of its log or as a process tells them: the same lines.
class RunHistory {
 public:
  struct Losses {
    std::int64_t step = 0;
    std::vector<std::pair<std::string, double>> values;
  };
  struct Validation {
    std::int64_t step = 0;
    nlohmann::json measures;
    double score() const { return measures.value("score", 0.0); }  ///< lower is better
  };
  struct Sample {
    std::int64_t step = 0;
    std::filesystem::path file;
  };

  /// One line. What a later start or a rewind made undone is taken back: a run that was killed repeats steps.
  void add(const nlohmann::json& line);
  /// All lines of RUN/log.jsonl; those that a killed process cut short are left out. No file: no lines.
  static RunHistory read(const std::filesystem::path& log);

  const std::vector<Losses>& losses() const { return losses_; }
  const std::vector<Validation>& validations() const { return validations_; }
  const std::vector<Sample>& samples() const { return samples_; }
  const std::string& lastEvent() const {
    return lastEvent_;
  }                                                        ///< of the process: started, paused, stopped, …
  const std::string& message() const { return message_; }  ///< why it failed, or paused of its own accord
  bool endedEarly() const { return early_; }               ///< for want of patience
  std::int64_t step() const { return step_; }
  std::int64_t steps() const { return steps_; }
  std::optional<double> samplesPerSecond() const { return samplesPerSecond_; }
  /// Seconds; only while the last few reports agree on the speed. Sampling and saving are not in it.
  std::optional<double> remaining() const;

 private:
  void takeBackAfter(std::int64_t step);
  void addProgress(const nlohmann::json& line);

  std::vector<Losses> losses_;
  std::vector<Validation> validations_;
  std::vector<Sample> samples_;
  std::string lastEvent_, message_;
  bool early_ = false;
  std::int64_t step_ = 0, steps_ = 0;
  std::optional<double> samplesPerSecond_;
  std::vector<double> secondsPerStep_;  // the last few since the process began or went on
};

}  // namespace pentimento
