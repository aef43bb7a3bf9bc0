// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainer.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>

#include "core/base/error.h"
#include "core/image/image_io.h"
#include "core/runs/run_folder.h"
#include "core/runs/run_lock.h"
#include "core/training/checkpoint.h"
#include "core/training/run_watch.h"
#include "core/training/shared_state.h"
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
  Run(Recipe& recipe, const TrainingOptions& options, const RunLog::Listener& listener, TrainingControl* control,
      ProcessGroup& group)
      : recipe_(recipe),
        options_(options),
        control_(control),
        group_(group),
        shared_(recipe, group),
        store_(options.run / "checkpoints"),
        watch_(options),
        blend_(recipe, options.blend) {
    if (group.isFirst()) log_.emplace(options.run / "log.jsonl", listener);
  }

  void restore(bool resume);
  TrainingEnd loop(const std::stop_token& stop);
  void tellFailure(const std::exception& error);

 private:
  void begin();
  nlohmann::json lastState();
  void inherit();
  void oneStep();
  void betweenSteps(const std::stop_token& stop);
  void report();
  void drawSamples();
  void checkpoint();
  nlohmann::json validate();
  std::pair<Safetensors, ModelCard> exportModel();
  void writeModel(const fs::path& folder);
  void hashData(ModelCard& card);
  void finish();
  bool stopping(const std::stop_token& stop) const;
  void tell(const nlohmann::json& line);

  std::optional<TrainingCommand> nextCommand();
  void obey(TrainingCommand command, const std::stop_token& stop);
  void pause(const std::stop_token& stop, const std::string& reason = "");
  void whileRoomLasts(const std::stop_token& stop, const std::function<void()>& write);

  Recipe& recipe_;
  const TrainingOptions& options_;
  TrainingControl* control_;
  ProcessGroup& group_;
  SharedState shared_;
  std::optional<RunLog> log_;  // of the first process
  CheckpointStore store_;
  RunWatch watch_;
  WeightBlend blend_;  // made before restore()

  std::int64_t step_ = 0;
  std::int64_t savedStep_ = -1;
  bool told_ = false;  // to stop, by command
  Clock::time_point start_ = Clock::now();
  double pausedSeconds_ = 0;
  std::vector<std::string> dataHashes_;  // of the sources, once they are needed

  Recipe::Losses sums_;
  std::int64_t summed_ = 0;
  double stepSeconds_ = 0;  // since the last report; sampling and saving are not in it
};

nlohmann::json Run::lastState() {
  store_.sweep();
  const auto latest = store_.latest();
  if (!latest) return {};  // stopped before its first checkpoint: begins anew, with the same seeds
  return store_.load(recipe_, *latest);
}

void Run::inherit() {
  const auto names = CheckpointStore::inherit(recipe_, options_.inherit);
  tell({{"event", "inherited"}, {"networks", names}, {"from", options_.inherit.string()}});
}

void Run::restore(bool resume) {
  nlohmann::json state;
  group_.inFirst([&] {
    if (resume) state = lastState();
    if (state.is_null() && !options_.inherit.empty()) inherit();
  });
  shared_.copyFromFirst(state);
  if (state.is_null()) return;
  step_ = savedStep_ = state.at("step");
  watch_.restore(state);
}

void Run::tell(const nlohmann::json& line) {
  if (log_) log_->write(line);
}

void Run::oneStep() {
  const auto start = Clock::now();
  torch::manual_seed(options_.seed * 1000003 + static_cast<std::uint64_t>(step_));
  const auto losses = shared_.average(recipe_.step(step_));
  watch_.lossesAt(step_, losses);
  for (const auto& [live, average] : recipe_.averages())
    updateAverage(*average, *live, averageDecayAt(options_.averageDecay, step_));
  // Where other losses begin, as when a discriminator joins, means and the time a step takes begin anew.
  const auto sameName = [](const auto& one, const auto& other) { return one.first == other.first; };
  if (!std::ranges::equal(sums_, losses, sameName)) {
    sums_ = losses;
    summed_ = 0;
    stepSeconds_ = 0;
  } else {
    for (std::size_t i = 0; i < losses.size(); ++i) sums_[i].second += losses[i].second;
  }
  ++summed_;
  ++step_;
  stepSeconds_ += secondsSince(start);
}

void Run::report() {
  if (summed_ == 0) return;
  nlohmann::json losses;
  for (const auto& [name, sum] : sums_) losses[name] = sum / static_cast<double>(summed_);
  const double perStep = stepSeconds_ / static_cast<double>(summed_);
  nlohmann::json line{{"event", "progress"},
                      {"step", step_},
                      {"steps", options_.steps},
                      {"samples", step_ * options_.batchSize},
                      {"losses", losses},
                      {"samples_per_second", static_cast<double>(options_.batchSize) / perStep},
                      {"unreadable_files", recipe_.unreadableFiles()}};
  if (step_ > recipe_.lastStage()) line["eta_seconds"] = perStep * static_cast<double>(options_.steps - step_);
  tell(line);
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
  tell({{"event", "samples"}, {"step", step_}, {"file", file.string()}});
}

void Run::checkpoint() {
  if (savedStep_ == step_) return;
  const auto measures = validate();
  tell({{"event", "validation"}, {"step", step_}, {"measures", measures}});
  auto watch = watch_;  // a checkpoint that cannot be written is tried again, and judged once
  watch.validated(step_, fmt::format("step_{:08}", step_), measures);
  std::swap(watch_, watch);
  try {
    auto state = watch_.state();
    state["seed"] = options_.seed;
    const auto folder = store_.save(recipe_, step_, state, [this](const fs::path& into) { writeModel(into); });
    savedStep_ = step_;
    store_.prune(options_.keepCheckpoints, watch_.best());
    tell({{"event", "checkpoint"}, {"step", step_}, {"folder", folder.string()}, {"best", watch_.best()}});
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
  if (!card.parent.empty()) hashData(card);
  writeCard(cardPathFor(file), card);
}

/// A model that was taught says of what, without keeping it. What others begin from is large and has names.
void Run::hashData(ModelCard& card) {
  if (dataHashes_.empty())
    for (const auto& source : recipe_.configuration().value("sources", nlohmann::json::array()))
      dataHashes_.push_back(sha256OfFolder(source.at("folder").get<std::string>()));
  for (std::size_t i = 0; i < std::min(card.data.size(), dataHashes_.size()); ++i)
    card.data[i].sha256 = dataHashes_[i];
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
  if (told_ || stop.stop_requested() || watch_.patienceIsOver()) return true;
  return group_.isFirst() && options_.minutes > 0 &&
         secondsSince(start_) - pausedSeconds_ > options_.minutes * 60;
}

std::optional<TrainingCommand> Run::nextCommand() {
  return control_ && group_.isFirst() && !told_ ? control_->take() : std::nullopt;
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
  tell({{"event", "paused"}, {"step", step_}, {"reason", reason}});
  recipe_.rest();
  while (!told_) {
    const auto command = control_->wait(stop);
    if (command == TrainingCommand::Resume) break;
    if (command == TrainingCommand::Pause) continue;
    try {
      obey(command.value_or(TrainingCommand::Stop), stop);  // nothing: nobody is left who could say "resume"
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::WriteFailed) throw;
      tell({{"event", "refused"}, {"step", step_}, {"message", error.what()}});
    }
  }
  pausedSeconds_ += secondsSince(from);
  if (told_) return;
  recipe_.begin(step_);
  tell({{"event", "resumed"}, {"step", step_}});
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
  tell({{"event", "started"},
        {"task", recipe_.task()},
        {"step", step_},
        {"steps", options_.steps},
        {"processes", group_.size()}});
  const auto configuration = recipe_.configuration();
  if (step_ > 0 || configuration.value("from", "").empty()) return;
  group_.inFirst([&] {
    const auto measures = recipe_.validate();  // of the model that is to become better
    watch_.beganWith(measures);
    tell({{"event", "validation"}, {"step", 0}, {"measures", measures}});
  });
}

void Run::betweenSteps(const std::stop_token& stop) {
  const bool sample = step_ % options_.sampleEvery == 0, save = step_ % options_.checkpointEvery == 0;
  auto command = nextCommand();
  if (save) shared_.check();
  if (!group_.any(sample || save || command)) return;
  group_.inFirst([&] {
    if (sample) whileRoomLasts(stop, [&] { drawSamples(); });
    if (save) whileRoomLasts(stop, [&] { checkpoint(); });
    for (; command; command = nextCommand()) whileRoomLasts(stop, [&] { obey(*command, stop); });
  });
}

TrainingEnd Run::loop(const std::stop_token& stop) {
  begin();
  while (step_ < options_.steps && !group_.any(stopping(stop))) {
    oneStep();
    if (step_ % options_.logEvery == 0) report();
    betweenSteps(stop);
  }
  report();
  shared_.check();
  group_.inFirst([&] { whileRoomLasts(stop, [&] { finish(); }); });
  const bool finished = step_ >= options_.steps || group_.any(watch_.patienceIsOver());
  tell({{"event", finished ? "finished" : "stopped"},
        {"step", step_},
        {"early", finished && step_ < options_.steps},
        {"best", watch_.best()},
        {"model", (options_.run / "model.safetensors").string()}});
  return finished ? TrainingEnd::Finished : TrainingEnd::Stopped;
}

void Run::tellFailure(const std::exception& error) {
  tell({{"event", "failed"}, {"step", step_}, {"message", error.what()}});
}

void makeFolder(const fs::path& run, bool resume) {
  if (!resume && fs::exists(run / "config.json"))
    throw Error(ErrorKind::InvalidArgument,
                run.string() + ": holds a run already; add --resume to go on with it, or choose another folder");
  std::error_code failed;
  fs::create_directories(run / "samples", failed);
  fs::create_directories(run / "checkpoints", failed);
  if (failed) throw Error(ErrorKind::WriteFailed, run.string() + ": cannot be made: " + failed.message());
}

}  // namespace

TrainingEnd train(Recipe& recipe, const TrainingOptions& options, bool resume, const std::stop_token& stop,
                  const RunLog::Listener& listener, TrainingControl* control, ProcessGroup& group) {
  options.check(group.size());
  recipe.join(group);
  std::optional<RunLock> lock;
  group.inFirst([&] {
    makeFolder(options.run, resume);
    lock.emplace(options.run);
    writeText(options.run / "config.json", nlohmann::json{{"program", PENTIMENTO_VERSION},
                                                          {"task", recipe.task()},
                                                          {"training", options},
                                                          {"recipe", recipe.configuration()}}
                                               .dump(1));
  });
  Run run(recipe, options, listener, control, group);
  try {
    run.restore(resume);
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
