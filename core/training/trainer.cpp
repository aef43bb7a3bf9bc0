// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainer.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <fstream>
#include <limits>

#include "core/base/error.h"
#include "core/image/image_io.h"
#include "core/training/checkpoint.h"
#include "core/training/weight_average.h"

namespace pentimento {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;
double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

void writeText(const fs::path& file, const std::string& text) { writeFileAtomically(file, text.data(), text.size()); }

/// One run while it lasts: what train() keeps between steps.
class Run {
 public:
  Run(Recipe& recipe, const TrainingOptions& options, const RunLog::Listener& listener)
      : recipe_(recipe),
        options_(options),
        log_(options.run / "log.jsonl", listener),
        store_(options.run / "checkpoints") {}

  void restore();
  TrainingEnd loop(const std::stop_token& stop);

 private:
  void oneStep();
  void guard(const Recipe::Losses& losses);
  void report();
  void drawSamples();
  void checkpoint();
  void exportModel();

  Recipe& recipe_;
  const TrainingOptions& options_;
  RunLog log_;
  CheckpointStore store_;

  std::int64_t step_ = 0;
  std::int64_t savedStep_ = -1;
  double bestScore_ = std::numeric_limits<double>::infinity();
  fs::path best_;
  nlohmann::json quality_;
  double smoothed_ = 0, lowest_ = std::numeric_limits<double>::infinity();

  Recipe::Losses sums_;
  std::int64_t summed_ = 0;
  double stepSeconds_ = 0;  // since the last report; sampling and saving are not in it
};

void Run::restore() {
  const auto latest = store_.latest();
  if (!latest) return;  // stopped before its first checkpoint: begins anew, with the same seeds
  const auto state = store_.load(recipe_, *latest);
  // JSON has no infinity: what is not known yet is stored as null.
  const auto numberOr = [&](const char* name, double otherwise) {
    const auto found = state.find(name);
    return found != state.end() && found->is_number() ? found->get<double>() : otherwise;
  };
  constexpr double infinity = std::numeric_limits<double>::infinity();
  step_ = savedStep_ = state.at("step");
  bestScore_ = numberOr("best_score", infinity);
  best_ = state.value("best", "");
  quality_ = state.value("quality", nlohmann::json());
  smoothed_ = numberOr("smoothed", 0);
  lowest_ = numberOr("lowest", infinity);
}

void Run::guard(const Recipe::Losses& losses) {
  for (const auto& [name, value] : losses)
    if (!std::isfinite(value))
      throw Error(ErrorKind::Internal, fmt::format("loss '{}' is not a finite number at step {}", name, step_));
  const double watched = losses.front().second;
  smoothed_ = step_ == 0 ? watched : 0.98 * smoothed_ + 0.02 * watched;
  if (step_ < 200) return;
  lowest_ = std::min(lowest_, smoothed_);
  if (smoothed_ > options_.divergence * lowest_)
    throw Error(ErrorKind::Internal, fmt::format("loss '{}' diverged: {:.4g} after {:.4g} at its best, at step {}",
                                                 losses.front().first, smoothed_, lowest_, step_));
}

void Run::oneStep() {
  const auto start = Clock::now();
  torch::manual_seed(options_.seed * 1000003 + static_cast<std::uint64_t>(step_));
  const auto losses = recipe_.step(step_);
  guard(losses);
  for (const auto& [live, average] : recipe_.averages())
    updateAverage(*average, *live, averageDecayAt(options_.averageDecay, step_));
  if (sums_.size() != losses.size()) sums_ = losses;
  else
    for (std::size_t i = 0; i < losses.size(); ++i) sums_[i].second += losses[i].second;
  summed_ = summed_ == 0 ? 1 : summed_ + 1;
  ++step_;
  stepSeconds_ += secondsSince(start);
}

void Run::report() {
  if (summed_ == 0) return;
  nlohmann::json losses;
  for (const auto& [name, sum] : sums_) losses[name] = sum / static_cast<double>(summed_);
  const double perStep = stepSeconds_ / static_cast<double>(summed_);
  log_.write({{"event", "progress"},
              {"step", step_},
              {"steps", options_.steps},
              {"samples", step_ * options_.batchSize},
              {"losses", losses},
              {"samples_per_second", static_cast<double>(options_.batchSize) / perStep},
              {"eta_seconds", perStep * static_cast<double>(options_.steps - step_)},
              {"unreadable_files", recipe_.unreadableFiles()}});
  sums_.clear();
  summed_ = 0;
  stepSeconds_ = 0;
}

void Run::drawSamples() {
  const auto file = options_.run / "samples" / fmt::format("{:08}.png", step_);
  Photo picture;
  picture.image = recipe_.samples();
  ExportOptions plain;
  plain.markAsGenerated = false;
  writePhoto(file, picture, plain);
  log_.write({{"event", "samples"}, {"step", step_}, {"file", file.string()}});
}

void Run::checkpoint() {
  if (savedStep_ == step_) return;
  quality_ = recipe_.validate();
  log_.write({{"event", "validation"}, {"step", step_}, {"measures", quality_}});
  const double score = quality_.at("score");
  const auto name = fmt::format("step_{:08}", step_);
  if (score < bestScore_) {
    bestScore_ = score;
    best_ = name;
  }
  const auto folder = store_.save(recipe_, step_,
                                  {{"best_score", bestScore_},
                                   {"best", best_.string()},
                                   {"quality", quality_},
                                   {"smoothed", smoothed_},
                                   {"lowest", lowest_},
                                   {"seed", options_.seed}});
  savedStep_ = step_;
  store_.prune(options_.keepCheckpoints, best_);
  log_.write({{"event", "checkpoint"}, {"step", step_}, {"folder", folder.string()}, {"best", best_.string()}});
}

void Run::exportModel() {
  auto [weights, card] = recipe_.exportModel(step_);
  const auto file = options_.run / "model.safetensors";
  writeSafetensors(file, weights);
  card.sha256 = sha256OfFile(file);
  card.steps = step_;
  card.samples = step_ * options_.batchSize;
  card.quality["validation"] = quality_;
  writeCard(cardPathFor(file), card);
}

TrainingEnd Run::loop(const std::stop_token& stop) {
  const auto start = Clock::now();
  const auto stopping = [&] {
    return stop.stop_requested() || (options_.minutes > 0 && secondsSince(start) > options_.minutes * 60);
  };
  recipe_.begin(step_);
  log_.write({{"event", "started"}, {"task", recipe_.task()}, {"step", step_}, {"steps", options_.steps}});
  while (step_ < options_.steps && !stopping()) {
    oneStep();
    if (step_ % options_.logEvery == 0) report();
    if (step_ % options_.sampleEvery == 0) drawSamples();
    if (step_ % options_.checkpointEvery == 0) checkpoint();
  }
  report();
  checkpoint();
  drawSamples();
  exportModel();
  const auto end = step_ >= options_.steps ? TrainingEnd::Finished : TrainingEnd::Stopped;
  log_.write({{"event", end == TrainingEnd::Finished ? "finished" : "stopped"},
              {"step", step_},
              {"model", (options_.run / "model.safetensors").string()}});
  return end;
}

}  // namespace

TrainingEnd train(Recipe& recipe, const TrainingOptions& options, bool resume, const std::stop_token& stop,
                  const RunLog::Listener& listener) {
  options.check();
  const auto configuration = options.run / "config.json";
  if (!resume && fs::exists(configuration))
    throw Error(ErrorKind::InvalidArgument,
                options.run.string() + ": holds a run already; add --resume to go on with it, or choose another folder");
  std::error_code failed;
  fs::create_directories(options.run / "samples", failed);
  fs::create_directories(options.run / "checkpoints", failed);
  if (failed) throw Error(ErrorKind::WriteFailed, options.run.string() + ": cannot be made: " + failed.message());
  writeText(configuration, nlohmann::json{{"program", PENTIMENTO_VERSION},
                                          {"task", recipe.task()},
                                          {"training", options},
                                          {"recipe", recipe.configuration()}}
                               .dump(1));
  Run run(recipe, options, listener);
  if (resume) run.restore();
  try {
    return run.loop(stop);
  } catch (const std::exception& error) {
    if (listener) listener({{"event", "failed"}, {"message", error.what()}});
    throw;
  }
}

nlohmann::json readRunConfiguration(const fs::path& run) {
  const auto file = run / "config.json";
  std::ifstream stream(file);
  if (!stream) throw Error(ErrorKind::NotFound, run.string() + ": holds no run to resume");
  auto json = nlohmann::json::parse(stream, nullptr, false);
  if (!json.is_object() || !json.contains("task") || !json.contains("recipe") || !json.contains("training"))
    throw Error(ErrorKind::Unreadable, file.string() + ": is damaged");
  return json;
}

}  // namespace pentimento
