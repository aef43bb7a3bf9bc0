// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "core/training/options.h"
#include "core/training/recipe.h"

namespace pentimento {

/// Watches a run's losses and measures: which checkpoint is best, whether it still gets better, whether it is
/// broken.
class RunWatch {
 public:
  explicit RunWatch(const TrainingOptions& options)
      : divergence_(options.divergence), patience_(options.patience) {}

  /// After each step. Throws Error{Internal} when a loss is not finite or the first one diverges; one of
  /// another name is watched anew.
  void lossesAt(std::int64_t step, const Recipe::Losses& losses);
  /// The measures before the first step of a run that begins from a model: what it must improve on.
  void beganWith(const nlohmann::json& measures);
  /// The measures of the checkpoint `name`, before it is written. Throws Error{Internal} when the score is
  /// not finite, or when the run collapsed: twice in a row three times as bad as at its best, and worse than
  /// at first.
  void validated(std::int64_t step, const std::string& name, const nlohmann::json& measures);

  /// Whether the last `patience` checkpoints were no better than the best before them.
  bool patienceIsOver() const { return patience_ > 0 && stale_ >= patience_; }
  const std::string& best() const { return best_; }  ///< a checkpoint's name, or empty
  const nlohmann::json& measures() const { return measures_; }
  const nlohmann::json& measuresBefore() const { return before_; }  ///< null where there are none

  /// For the checkpoint's state.json, and back; what an older one does not say is taken as unknown.
  nlohmann::json state() const;
  void restore(const nlohmann::json& state);

 private:
  static constexpr double unknown = std::numeric_limits<double>::infinity();

  double divergence_;
  int patience_;
  std::string watched_;  // a loss's name
  std::int64_t watchedFrom_ = 0;
  double smoothed_ = 0, lowest_ = unknown;
  double bestScore_ = unknown, firstScore_ = unknown;
  std::string best_;
  nlohmann::json measures_, before_;
  int stale_ = 0, collapsed_ = 0;
};

}  // namespace pentimento
