// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "app/commands/command.h"
#include "app/commands/train_task.h"
#include "app/commands/worker_input.h"
#include "core/base/error.h"
#include "core/training/checkpoint.h"
#include "core/training/process_group.h"
#include "core/training/step_cost.h"
#include "core/training/trainer.h"

namespace pentimento {
namespace {

struct NamedTask {
  const char* name;
  const char* description;
  std::unique_ptr<TrainTask> (*make)();
};

constexpr NamedTask tasks[] = {
    {"colourise", "Colours for black-and-white photos", makeColouriseTask},
    {"parse", "What every pixel of a face is: skin, hair, eyes, lips, …", makeParseTask},
    {"position-map", "Where the texture of a face lies in its picture", makePositionMapTask},
    {"regenerate", "A face painted anew where its label map was painted on", makeRegenerateTask},
    {"attributes", "Glasses, beard, smile, … added to faces and removed", makeAttributesTask},
    {"attribute-classifier", "Which attributes a face has, to judge edits", makeAttributeClassifierTask},
    {"illumination", "Where the light on a face comes from, and what it spoils", makeIlluminationTask},
    {"makeup", "The make-up of one face on another", makeMakeupTask},
    {"perceptual-features", "A small VGG-19, by which other training judges pictures",
     makePerceptualFeaturesTask},
};

/// What every task takes.
struct TrainArguments {
  std::vector<std::string> data;
  TrainingOptions training;
  std::string from, precision = "auto";
  bool resume = false, worker = false;
  int measureSteps = 0;
};

volatile std::sig_atomic_t signalled = 0;
void onSignal(int) {
  signalled = 1;
}

/// Turns SIGINT and SIGTERM into a stop request while it lives; the second one ends the program as usual.
class SignalStop {
 public:
  SignalStop() {
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESETHAND;
    for (const int signal : {SIGINT, SIGTERM}) sigaction(signal, &action, nullptr);
    watcher_ = std::jthread([this](const std::stop_token& ended) {
      while (!ended.stop_requested() && !signalled)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
      if (signalled) source_.request_stop();
    });
  }
  std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  std::jthread watcher_;
};

void addTrainingOptions(CLI::App& app, TrainArguments& arguments) {
  auto& training = arguments.training;
  app.add_option("--data", arguments.data,
                 "DIR or DIR=WEIGHT: a folder of pictures, searched through; repeatable")
      ->allow_extra_args(false);
  app.add_option("--run", training.run, "The run folder: configuration, log, samples, checkpoints, model")
      ->required();
  app.add_option("--steps", training.steps, "Steps in all")->capture_default_str();
  app.add_option("--minutes", training.minutes, "Stop after this time; --resume goes on later");
  app.add_option("--batch-size", training.batchSize, "Pictures a step")->capture_default_str();
  app.add_option("--seed", training.seed)->capture_default_str();
  app.add_option("--log-every", training.logEvery, "Steps")->capture_default_str();
  app.add_option("--sample-every", training.sampleEvery, "Steps")->capture_default_str();
  app.add_option("--checkpoint-every", training.checkpointEvery, "Steps")->capture_default_str();
  app.add_option("--patience", training.patience,
                 "End after this many checkpoints without a better one; 0: never");
  app.add_option("--blend", training.blend,
                 "Share of what was learnt in the model, the rest is the one it began from: forgets less; "
                 "with --from")
      ->capture_default_str();
  app.add_flag("--worker", arguments.worker,
               "Work for a parent process: lowest priority, commands as JSON lines on standard input");
  app.add_option("--measure-steps", arguments.measureSteps,
                 "Take so many steps, say what they cost in time and memory, and leave the run folder alone")
      ->check(CLI::Range(1, 1000));
  app.add_flag("--resume", arguments.resume, "Go on with the run; its options are read from its config.json");
  app.add_option("--from", arguments.from,
                 "Begin from the weights of this model (NAME or FILE), or from all that a run has learnt (RUN or its "
                 "checkpoint's folder): discriminators too");
  app.add_option("--precision", arguments.precision, "auto: bf16 where the processor has it")
      ->check(CLI::IsMember({"auto", "bf16", "fp32"}));
}

/// Where `from` is a run or a checkpoint: begins from its model, and inherits the networks that no model holds.
void resolveFolder(TrainArguments& arguments) {
  namespace fs = std::filesystem;
  fs::path folder = arguments.from;
  if (!fs::is_directory(folder)) return;
  if (const auto checkpoints = folder / "checkpoints"; fs::is_directory(checkpoints)) {
    const auto latest = CheckpointStore(checkpoints).latest();
    if (!latest) throw Error(ErrorKind::NotFound, arguments.from + ": holds no checkpoint yet");
    folder = *latest;
  }
  arguments.training.inherit = folder;
  arguments.from = (folder / "model.safetensors").string();
}

void completeForNewRun(TrainArguments& arguments, const std::string& name, TrainTask& task) {
  if (arguments.data.empty())
    throw Error(ErrorKind::InvalidArgument, "--data: at least one folder is needed");
  std::vector<PhotoSource> sources;
  for (const auto& text : arguments.data) sources.push_back(PhotoSource::parse(text));
  if (arguments.from.empty()) {
    if (arguments.training.blend < 1)
      throw Error(ErrorKind::InvalidArgument, "--blend: needs a model to blend with, see --from");
    return task.beginNew(sources, nullptr);
  }
  resolveFolder(arguments);
  const auto parent = Registry().find(arguments.from);
  if (const auto wanted = task.modelTask(name); parent.card.task != wanted)
    throw Error(ErrorKind::InvalidArgument,
                arguments.from + ": is a model for " + parent.card.task + ", not for " + wanted);
  arguments.training.licence = parent.card.licence;
  task.beginNew(sources, &parent);
}

void completeForResume(TrainArguments& arguments, const std::string& name, TrainTask& task, bool stepsGiven) {
  const auto configuration = readRunConfiguration(arguments.training.run);
  if (configuration.at("task") != name)
    throw Error(ErrorKind::InvalidArgument, arguments.training.run.string() + ": is a run for " +
                                                configuration.at("task").get<std::string>() + ", not for " +
                                                name);
  const auto steps = arguments.training.steps;
  configuration.at("training").get_to(arguments.training);
  if (stepsGiven) arguments.training.steps = steps;
  task.resume(configuration.at("recipe"));
}

/// In the first process first: what is looked for once and kept in files is then there for the others.
std::unique_ptr<Recipe> makeRecipe(TrainTask& task, const TrainingOptions& training, const Compute& compute,
                                   const Progress& progress, ProcessGroup& group) {
  std::unique_ptr<Recipe> recipe;
  group.inFirst([&] { recipe = task.recipe(training, compute, progress); });
  return recipe ? std::move(recipe) : task.recipe(training, compute, progress);
}

std::function<int()> addTask(CLI::App& app, const std::string& name, std::shared_ptr<TrainTask> task,
                             CommonOptions& common) {
  auto arguments = std::make_shared<TrainArguments>();
  addTrainingOptions(app, *arguments);
  task->addOptions(app);
  return [arguments, task, name, &app, &common] {
    using Precision = ComputeOptions::Precision;
    if (arguments->precision == "bf16") common.compute.precision = Precision::BFloat16;
    if (arguments->precision == "fp32") common.compute.precision = Precision::Float32;
    if (arguments->resume)
      completeForResume(*arguments, name, *task, app.count("--steps") > 0);
    else
      completeForNewRun(*arguments, name, *task);
    const auto place = ProcessPlace::fromEnvironment();
    arguments->training.check(place.size);
    TrainingControl control;
    std::optional<WorkerInput> input;
    if (arguments->worker) {
      becomeBackgroundProcess();  // before there are threads to compute with: they inherit it
      if (place.rank == 0) input.emplace(control);
    }
    common.compute.localRank = place.localRank;
    const auto compute = selectCompute(common.compute);
    const SignalStop signals;
    const auto group = joinProcessGroup(place, compute.device);
    const auto tell = [&](const nlohmann::json& line) {
      if (common.quiet && !arguments->worker) return;
      std::puts(line.dump().c_str());
      std::fflush(stdout);
    };
    const Progress progress(
        [&, told = -1](double fraction, std::string_view what) mutable {
          if (const int percent = static_cast<int>(100 * fraction); std::exchange(told, percent) != percent)
            tell({{"event", "preparing"}, {"fraction", percent / 100.0}, {"what", what}});
        },
        signals.token());
    const auto recipe = makeRecipe(*task, arguments->training, compute, progress, *group);
    if (arguments->measureSteps > 0) {
      tell(measureSteps(*recipe, arguments->training, arguments->measureSteps, compute.device,
                        signals.token()));
      return 0;
    }
    train(*recipe, arguments->training, arguments->resume, signals.token(), tell,
          arguments->worker ? &control : nullptr, *group);
    return 0;
  };
}

}  // namespace

std::function<int()> addTrain(CLI::App& app, CommonOptions& common) {
  const auto chosen = std::make_shared<std::function<int()>>();
  app.require_subcommand(1);
  for (const auto& task : tasks) {
    auto* sub = app.add_subcommand(task.name, task.description);
    sub->fallthrough();  // --quiet and the like may come last
    sub->callback([chosen, run = addTask(*sub, task.name, task.make(), common)] { *chosen = run; });
  }
  return [chosen] { return (*chosen)(); };
}

}  // namespace pentimento
