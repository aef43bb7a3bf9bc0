// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainer.h"

#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <functional>

#include "core/base/error.h"
#include "core/image/image_io.h"
#include "core/runs/run_folder.h"
#include "core/runs/run_lock.h"
#include "core/training/checkpoint.h"
#include "core/training/run_watch.h"
#include "core/training/weight_average.h"
#include "core/training/weight_blend.h"

namespace pentimento {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;
double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

void writeText(const fs::path& file, const std::string& text) { writeFileAtomically(file, text.data(), text.size()); }

/// One run while it lasts: what train() keeps between steps.
class Run {
 public:
  Run(Recipe& recipe, const TrainingOptions& options, const RunLog::Listener& listener, TrainingControl* control)
      : recipe_(recipe),
        options_(options),
        control_(control),
        log_(options.run / "log.jsonl", listener),
        store_(options.run / "checkpoints"),
        watch_(options),
        blend_(recipe, options.blend) {}

  void restore();
  TrainingEnd loop(const std::stop_token& stop);
  void tellFailure(const std::exception& error);

 private:
  void begin();
  void oneStep();
  void report();
  void drawSamples();
  void checkpoint();
  nlohmann::json validate();
  std::pair<Safetensors, ModelCard> exportModel();
  void writeModel(const fs::path& folder);
  void finish();
  bool stopping(const std::stop_token& stop) const;

  std::optional<TrainingCommand> nextCommand();
  void obey(TrainingCommand command, const std::stop_token& stop);
  void pause(const std::stop_token& stop, const std::string& reason = "");
  void whileRoomLasts(const std::stop_token& stop, const std::function<void()>& write);

  Recipe& recipe_;
  const TrainingOptions& options_;
  TrainingControl* control_;
  RunLog log_;
  CheckpointStore store_;
  RunWatch watch_;
  WeightBlend blend_;  // made before restore()

  std::int64_t step_ = 0;
  std::int64_t savedStep_ = -1;
  bool told_ = false;  // to stop, by command
  Clock::time_point start_ = Clock::now();
  double pausedSeconds_ = 0;

  Recipe::Losses sums_;
  std::int64_t summed_ = 0;
  double stepSeconds_ = 0;  // since the last report; sampling and saving are not in it
};

void Run::restore() {
  store_.sweep();
  const auto latest = store_.latest();
  if (!latest) return;  // stopped before its first checkpoint: begins anew, with the same seeds
  const auto state = store_.load(recipe_, *latest);
  step_ = savedStep_ = state.at("step");
  watch_.restore(state);
}

void Run::oneStep() {
  const auto start = Clock::now();
  torch::manual_seed(options_.seed * 1000003 + static_cast<std::uint64_t>(step_));
  const auto losses = recipe_.step(step_);
  watch_.lossesAt(step_, losses);
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
  {
    const WeightBlend::Scope blended(blend_);
    picture.image = recipe_.samples();
  }
  ExportOptions plain;
  plain.markAsGenerated = false;
  writePhoto(file, picture, plain);
  log_.write({{"event", "samples"}, {"step", step_}, {"file", file.string()}});
}

void Run::checkpoint() {
  if (savedStep_ == step_) return;
  const auto measures = validate();
  log_.write({{"event", "validation"}, {"step", step_}, {"measures", measures}});
  auto watch = watch_;  // a checkpoint that cannot be written is tried again, and judged once
  watch.validated(step_, fmt::format("step_{:08}", step_), measures);
  std::swap(watch_, watch);
  try {
    auto state = watch_.state();
    state["seed"] = options_.seed;
    const auto folder = store_.save(recipe_, step_, state, [this](const fs::path& into) { writeModel(into); });
    savedStep_ = step_;
    store_.prune(options_.keepCheckpoints, watch_.best());
    log_.write({{"event", "checkpoint"}, {"step", step_}, {"folder", folder.string()}, {"best", watch_.best()}});
  } catch (...) {
    std::swap(watch_, watch);
    throw;
  }
}

nlohmann::json Run::validate() {
  const WeightBlend::Scope blended(blend_);
  return recipe_.validate();
}

std::pair<Safetensors, ModelCard> Run::exportModel() {
  const WeightBlend::Scope blended(blend_);
  auto model = recipe_.exportModel(step_);
  // What is exported at full precision would change under the caller's hands.
  if (options_.blend < 1)
    for (auto& [name, tensor] : model.first.tensors) tensor = tensor.clone();
  return model;
}

void Run::writeModel(const fs::path& folder) {
  auto [weights, card] = exportModel();
  const auto file = folder / "model.safetensors";
  writeSafetensors(file, weights);
  card.sha256 = sha256OfFile(file);
  card.steps = step_;
  card.samples = step_ * options_.batchSize;
  card.quality["validation"] = watch_.measures();
  if (!watch_.measuresBefore().is_null()) card.quality["validation_before"] = watch_.measuresBefore();
  if (card.licence.empty()) card.licence = options_.licence;
  writeCard(cardPathFor(file), card);
}

void Run::finish() {
  checkpoint();
  drawSamples();
  const auto best = store_.path(watch_.best());
  if (!watch_.patienceIsOver() || !fs::exists(best / "model.safetensors")) return writeModel(options_.run);
  for (const auto* name : {"model.safetensors", "model.json"}) {
    std::error_code failed;
    fs::copy_file(best / name, options_.run / name, fs::copy_options::overwrite_existing, failed);
    if (failed) throw Error(ErrorKind::WriteFailed, (options_.run / name).string() + ": " + failed.message());
  }
}

bool Run::stopping(const std::stop_token& stop) const {
  return told_ || stop.stop_requested() || watch_.patienceIsOver() ||
         (options_.minutes > 0 && secondsSince(start_) - pausedSeconds_ > options_.minutes * 60);
}

std::optional<TrainingCommand> Run::nextCommand() {
  return control_ && !told_ ? control_->take() : std::nullopt;
}

void Run::obey(TrainingCommand command, const std::stop_token& stop) {
  switch (command) {
    case TrainingCommand::Pause: return pause(stop);
    case TrainingCommand::Resume: return;  // it runs
    case TrainingCommand::Checkpoint: return checkpoint();
    case TrainingCommand::Sample: return drawSamples();
    case TrainingCommand::Stop: told_ = true;
  }
}

void Run::pause(const std::stop_token& stop, const std::string& reason) {
  const auto from = Clock::now();
  // Told first: whoever prepares a batch just now may need a moment to end.
  log_.write({{"event", "paused"}, {"step", step_}, {"reason", reason}});
  recipe_.rest();
  while (!told_) {
    const auto command = control_->wait(stop);
    if (command == TrainingCommand::Resume) break;
    if (command == TrainingCommand::Pause) continue;
    try {
      obey(command.value_or(TrainingCommand::Stop), stop);  // nothing: nobody is left who could say "resume"
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::WriteFailed) throw;
      log_.write({{"event", "refused"}, {"step", step_}, {"message", error.what()}});
    }
  }
  pausedSeconds_ += secondsSince(from);
  if (told_) return;
  recipe_.begin(step_);
  log_.write({{"event", "resumed"}, {"step", step_}});
}

void Run::whileRoomLasts(const std::stop_token& stop, const std::function<void()>& write) {
  for (;;) {
    try {
      return write();
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::WriteFailed || !control_ || control_->abandoned() || stopping(stop)) throw;
      pause(stop, error.what());
    }
  }
}

void Run::begin() {
  recipe_.begin(step_);
  log_.write({{"event", "started"}, {"task", recipe_.task()}, {"step", step_}, {"steps", options_.steps}});
  const auto configuration = recipe_.configuration();
  if (step_ > 0 || configuration.value("from", "").empty()) return;
  const auto measures = recipe_.validate();  // of the model that is to become better
  watch_.beganWith(measures);
  log_.write({{"event", "validation"}, {"step", 0}, {"measures", measures}});
}

TrainingEnd Run::loop(const std::stop_token& stop) {
  begin();
  while (step_ < options_.steps && !stopping(stop)) {
    oneStep();
    if (step_ % options_.logEvery == 0) report();
    if (step_ % options_.sampleEvery == 0) whileRoomLasts(stop, [&] { drawSamples(); });
    if (step_ % options_.checkpointEvery == 0) whileRoomLasts(stop, [&] { checkpoint(); });
    for (auto command = nextCommand(); command; command = nextCommand())
      whileRoomLasts(stop, [&] { obey(*command, stop); });
  }
  report();
  whileRoomLasts(stop, [&] { finish(); });
  const bool finished = step_ >= options_.steps || watch_.patienceIsOver();
  log_.write({{"event", finished ? "finished" : "stopped"},
              {"step", step_},
              {"early", finished && step_ < options_.steps},
              {"best", watch_.best()},
              {"model", (options_.run / "model.safetensors").string()}});
  return finished ? TrainingEnd::Finished : TrainingEnd::Stopped;
}

void Run::tellFailure(const std::exception& error) {
  log_.write({{"event", "failed"}, {"step", step_}, {"message", error.what()}});
}

}  // namespace

TrainingEnd train(Recipe& recipe, const TrainingOptions& options, bool resume, const std::stop_token& stop,
                  const RunLog::Listener& listener, TrainingControl* control) {
  options.check();
  const auto configuration = options.run / "config.json";
  if (!resume && fs::exists(configuration))
    throw Error(ErrorKind::InvalidArgument,
                options.run.string() + ": holds a run already; add --resume to go on with it, or choose another folder");
  std::error_code failed;
  fs::create_directories(options.run / "samples", failed);
  fs::create_directories(options.run / "checkpoints", failed);
  if (failed) throw Error(ErrorKind::WriteFailed, options.run.string() + ": cannot be made: " + failed.message());
  const RunLock lock(options.run);
  writeText(configuration, nlohmann::json{{"program", PENTIMENTO_VERSION},
                                          {"task", recipe.task()},
                                          {"training", options},
                                          {"recipe", recipe.configuration()}}
                               .dump(1));
  Run run(recipe, options, listener, control);
  try {
    if (resume) run.restore();
    return run.loop(stop);
  } catch (const std::exception& error) {
    run.tellFailure(error);
    throw;
  }
}

nlohmann::json readRunConfiguration(const fs::path& run) {
  auto json = RunFolder(run).configuration();
  if (json.is_null()) throw Error(ErrorKind::NotFound, run.string() + ": holds no run to resume");
  return json;
}

}  // namespace pentimento
