// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <csignal>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "app/commands/command.h"
#include "core/base/error.h"
#include "core/models/registry.h"
#include "core/training/colourise_recipe.h"
#include "core/training/trainer.h"

namespace pentimento {
namespace {

struct TrainArguments {
  std::string task;
  std::vector<std::string> data;
  TrainingOptions training;
  ColouriseRecipeOptions colourise;
  std::string ablation, from, precision = "auto";
  std::int64_t discriminatorChannels = 0;
  bool resume = false;
};

volatile std::sig_atomic_t signalled = 0;
void onSignal(int) { signalled = 1; }

/// Turns SIGINT and SIGTERM into a stop request while it lives; the second one ends the program as usual.
class SignalStop {
 public:
  SignalStop() {
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESETHAND;
    for (const int signal : {SIGINT, SIGTERM}) sigaction(signal, &action, nullptr);
    watcher_ = std::jthread([this](const std::stop_token& ended) {
      while (!ended.stop_requested() && !signalled) std::this_thread::sleep_for(std::chrono::milliseconds(100));
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
  app.add_option("TASK", arguments.task, "What to train: colourise")->required()->check(CLI::IsMember({"colourise"}));
  app.add_option("--data", arguments.data, "DIR or DIR=WEIGHT: a folder of pictures, searched through; repeatable")
      ->allow_extra_args(false);
  app.add_option("--run", training.run, "The run folder: configuration, log, samples, checkpoints, model")->required();
  app.add_option("--steps", training.steps, "Steps in all")->capture_default_str();
  app.add_option("--minutes", training.minutes, "Stop after this time; --resume goes on later");
  app.add_option("--batch-size", training.batchSize, "Pictures a step")->capture_default_str();
  app.add_option("--seed", training.seed)->capture_default_str();
  app.add_option("--log-every", training.logEvery, "Steps")->capture_default_str();
  app.add_option("--sample-every", training.sampleEvery, "Steps")->capture_default_str();
  app.add_option("--checkpoint-every", training.checkpointEvery, "Steps")->capture_default_str();
  app.add_flag("--resume", arguments.resume, "Go on with the run; its options are read from its config.json");
  app.add_option("--from", arguments.from, "Begin from the weights of this model (NAME or FILE)");
  app.add_option("--precision", arguments.precision, "auto: bf16 where the processor has it")
      ->check(CLI::IsMember({"auto", "bf16", "fp32"}));
}

void addColouriseOptions(CLI::App& app, TrainArguments& arguments) {
  auto& colourise = arguments.colourise;
  const auto group = "Colourise";
  app.add_option("--size", colourise.dataset.size, "Side of the training crops, pixels")->group(group)->capture_default_str();
  app.add_option("--base-channels", colourise.network.baseChannels, "Width; 64 in the paper")->group(group)->capture_default_str();
  app.add_option("--discriminator-channels", arguments.discriminatorChannels,
                 "Width of the discriminators; as the network's unless given")
      ->group(group);
  app.add_option("--levels", colourise.network.levels, "Down-samplings; 7 in the paper")->group(group)->capture_default_str();
  app.add_option("--input-channels", colourise.network.inputChannels, "4: L and hints; 1: L alone, as in the paper")
      ->group(group)->capture_default_str();
  app.add_option("--ablation", arguments.ablation, "A row of the paper's Table I: bn, in, bn+sn, in+sn, bn+sn+md, ibn+sn+md")
      ->group(group);
  app.add_option("--lambda", colourise.lambda, "Weight of L1")->group(group)->capture_default_str();
  app.add_option("--adversarial-weight", colourise.adversarialWeight, "Weight of the adversarial loss; 1 in the paper")
      ->group(group)->capture_default_str();
  app.add_option("--adversarial-start", colourise.adversarialStart, "Step at which the discriminators join")
      ->group(group)->capture_default_str();
  app.add_option("--learning-rate", colourise.generatorRate, "Adam, generator and discriminators")
      ->group(group)->capture_default_str();
  app.add_option("--decay-start", colourise.decayStart, "Step from which the rates fall linearly")->group(group);
  app.add_option("--decay-end", colourise.decayEnd, "Step at which they have fallen to a twentieth; 0: never")->group(group);
  app.add_option("--zoom", colourise.dataset.maximumZoom, "Crops show down to 1/ZOOM of the short side")
      ->group(group)->capture_default_str();
  app.add_option("--age-share", colourise.dataset.ageShare, "Share of samples that are made to look old")
      ->group(group)->capture_default_str();
  app.add_option("--recolour-share", colourise.dataset.recolourShare, "Share of hinted samples with one colour replaced")
      ->group(group)->capture_default_str();
  app.add_option("--loader-threads", colourise.loaderThreads)->group(group)->capture_default_str();
}

void completeForNewRun(TrainArguments& arguments) {
  auto& colourise = arguments.colourise;
  if (arguments.data.empty()) throw Error(ErrorKind::InvalidArgument, "--data: at least one folder is needed");
  for (const auto& text : arguments.data) colourise.sources.push_back(PhotoSource::parse(text));
  if (!arguments.ablation.empty()) colourise.useAblation(arguments.ablation);
  colourise.discriminatorRate = colourise.generatorRate;
  if (!arguments.from.empty()) {
    const auto parent = Registry().find(arguments.from);
    colourise.from = parent.weights.string();
    parent.card.options.get_to(colourise.network);
  }
  colourise.discriminator.baseChannels =
      arguments.discriminatorChannels > 0 ? arguments.discriminatorChannels : colourise.network.baseChannels;
}

void completeForResume(TrainArguments& arguments, bool stepsGiven) {
  const auto configuration = readRunConfiguration(arguments.training.run);
  const auto steps = arguments.training.steps;
  configuration.at("training").get_to(arguments.training);
  if (stepsGiven) arguments.training.steps = steps;
  configuration.at("recipe").get_to(arguments.colourise);
}

}  // namespace

std::function<int()> addTrain(CLI::App& app, CommonOptions& common) {
  auto arguments = std::make_shared<TrainArguments>();
  addTrainingOptions(app, *arguments);
  addColouriseOptions(app, *arguments);
  return [arguments, &app, &common] {
    using Precision = ComputeOptions::Precision;
    if (arguments->precision == "bf16") common.compute.precision = Precision::BFloat16;
    if (arguments->precision == "fp32") common.compute.precision = Precision::Float32;
    if (arguments->resume) completeForResume(*arguments, app.count("--steps") > 0);
    else completeForNewRun(*arguments);
    arguments->training.check();
    const auto compute = selectCompute(common.compute);
    const SignalStop signals;
    ColouriseRecipe recipe(arguments->colourise, arguments->training.batchSize, arguments->training.seed, compute);
    train(recipe, arguments->training, arguments->resume, signals.token(), [&](const nlohmann::json& line) {
      if (common.quiet) return;
      std::puts(line.dump().c_str());
      std::fflush(stdout);
    });
    return 0;
  };
}

}  // namespace pentimento
