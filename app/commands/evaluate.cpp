// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include "app/commands/evaluate_task.h"

namespace pentimento {
namespace {

struct Task {
  const char* name;
  const char* description;
  CommandFactory add;
};

constexpr Task tasks[] = {
    {"colourise", "L1, PSNR, colourfulness and perceptual distance of recoloured pictures", addEvaluateColourise},
    {"parse", "Pixel accuracy and F1 of every class against label maps", addEvaluateParse},
    {"position-map", "Error of the 468 points that a position map gives against a face mesh", addEvaluatePositionMap},
    {"attributes", "Whether edits add and remove glasses, beard, smile, … and leave the rest alone", addEvaluateAttributes},
    {"attribute-classifier", "Which attributes are told rightly", addEvaluateAttributeClassifier},
    {"illumination", "Whether the direction of light is told, and attention lies where it spoils", addEvaluateIllumination},
    {"makeup", "How near results are to their references, whether light changes them, and whether people stay themselves", addEvaluateMakeup},
    {"perceptual-features", "Whether the small VGG-19 judges pictures as a whole one does", addEvaluatePerceptualFeatures},
    {"regenerate", "Whether regenerated faces follow their masks, and how far they are from photos", addEvaluateRegenerate},
};

}  // namespace

void addEvaluateArguments(CLI::App& app, EvaluateArguments& arguments) {
  app.add_option("--data", arguments.data, "A folder of pictures, searched through")->required();
  app.add_flag("--held-out", arguments.heldOut, "Only the pictures that training leaves out");
  app.add_option("--limit", arguments.limit, "At most so many pictures, spread over the folder; 0: all");
}

std::function<int()> addEvaluate(CLI::App& app, CommonOptions& common) {
  const auto chosen = std::make_shared<std::function<int()>>();
  app.require_subcommand(1);
  for (const auto& task : tasks) {
    auto* sub = app.add_subcommand(task.name, task.description);
    sub->fallthrough();  // --json and the like may come last
    sub->callback([chosen, run = task.add(*sub, common)] { *chosen = run; });
  }
  return [chosen] { return (*chosen)(); };
}

}  // namespace pentimento
