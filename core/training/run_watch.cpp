// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/run_watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace pentimento {
namespace {

constexpr double collapseFactor = 3;
constexpr int collapseCount = 2;  // one bad validation may be chance

double scoreOf(const nlohmann::json& measures) {
  const auto& score = measures.at("score");
  return score.is_number() ? score.get<double>() : std::nan("");
}

}  // namespace

void RunWatch::lossesAt(std::int64_t step, const Recipe::Losses& losses) {
  for (const auto& [name, value] : losses)
    if (!std::isfinite(value))
      throw Error(ErrorKind::Internal,
                  fmt::format("loss '{}' is not a finite number at step {}", name, step));
  const auto& [name, watched] = losses.front();
  if (name != watched_) {
    watched_ = name;
    watchedFrom_ = step;
    smoothed_ = watched;
    lowest_ = unknown;
  }
  smoothed_ = 0.98 * smoothed_ + 0.02 * watched;
  if (step - watchedFrom_ < 200) return;
  lowest_ = std::min(lowest_, smoothed_);
  if (smoothed_ > divergence_ * lowest_)
    throw Error(ErrorKind::Internal,
                fmt::format("loss '{}' diverged: {:.4g} after {:.4g} at its best, at step {}", name,
                            smoothed_, lowest_, step));
}

void RunWatch::beganWith(const nlohmann::json& measures) {
  before_ = measures;
  firstScore_ = scoreOf(measures);
}

void RunWatch::validated(std::int64_t step, const std::string& name, const nlohmann::json& measures) {
  const double score = scoreOf(measures);
  if (!std::isfinite(score))
    throw Error(ErrorKind::Internal,
                fmt::format("the validation's score is not a finite number at step {}", step));
  // Scores without a true zero say nothing by their ratio: those recipes use 0 and below.
  const bool bad = bestScore_ > 0 && score > collapseFactor * bestScore_ && score > firstScore_;
  collapsed_ = bad ? collapsed_ + 1 : 0;
  if (collapsed_ >= collapseCount)
    throw Error(ErrorKind::Internal,
                fmt::format("collapsed: the validation's score is {:.4g} after {:.4g} at its best, "
                            "at step {}",
                            score, bestScore_, step));
  measures_ = measures;
  if (firstScore_ == unknown) firstScore_ = score;
  if (score < bestScore_) {
    bestScore_ = score;
    best_ = name;
    stale_ = 0;
  } else {
    ++stale_;
  }
}

nlohmann::json RunWatch::state() const {
  // JSON has no infinity: what is not known yet is stored as null.
  return {{"best_score", bestScore_},
          {"first_score", firstScore_},
          {"best", best_},
          {"quality", measures_},
          {"quality_before", before_},
          {"smoothed", smoothed_},
          {"lowest", lowest_},
          {"stale", stale_},
          {"watched", watched_},
          {"watched_from", watchedFrom_},
          {"collapsed", collapsed_}};
}

void RunWatch::restore(const nlohmann::json& state) {
  const auto numberOr = [&](const char* name, double otherwise) {
    const auto found = state.find(name);
    return found != state.end() && found->is_number() ? found->get<double>() : otherwise;
  };
  bestScore_ = numberOr("best_score", unknown);
  firstScore_ = numberOr("first_score", unknown);
  best_ = state.value("best", "");
  measures_ = state.value("quality", nlohmann::json());
  before_ = state.value("quality_before", nlohmann::json());
  smoothed_ = numberOr("smoothed", 0);
  lowest_ = numberOr("lowest", unknown);
  watched_ = state.value("watched", "");
  watchedFrom_ = state.value("watched_from", std::int64_t{0});
  stale_ = state.value("stale", 0);
  collapsed_ = state.value("collapsed", 0);
}

}  // namespace pentimento
