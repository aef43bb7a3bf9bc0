// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"
#include "core/data/photo_folders.h"

namespace pentimento {

/// What every task of `pentimento evaluate` takes.
struct EvaluateArguments {
  std::string data;
  bool heldOut = false;
  int limit = 0;

  Split split() const { return heldOut ? Split::HeldOut : Split::All; }
};
void addEvaluateArguments(CLI::App& app, EvaluateArguments& arguments);

std::function<int()> addEvaluateColourise(CLI::App& app, CommonOptions& common);
std::function<int()> addEvaluateParse(CLI::App& app, CommonOptions& common);
std::function<int()> addEvaluatePositionMap(CLI::App& app, CommonOptions& common);
std::function<int()> addEvaluateRegenerate(CLI::App& app, CommonOptions& common);
std::function<int()> addEvaluateAttributes(CLI::App& app, CommonOptions& common);
std::function<int()> addEvaluateAttributeClassifier(CLI::App& app, CommonOptions& common);
std::function<int()> addEvaluateIllumination(CLI::App& app, CommonOptions& common);
std::function<int()> addEvaluateMakeup(CLI::App& app, CommonOptions& common);
std::function<int()> addEvaluatePerceptualFeatures(CLI::App& app, CommonOptions& common);

}  // namespace pentimento
