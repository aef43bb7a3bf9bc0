// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "core/tensor/device.h"

namespace pentimento {

/// Options that every subcommand takes (SPEC 5).
struct CommonOptions {
  ComputeOptions compute;
  std::string model;  ///< NAME or FILE; empty: what the task uses
  bool quiet = false;
  bool json = false;
};

/// A subcommand: describes its options to CLI11 and returns what to run after parsing; the returned function
/// gives the exit status (0 all went well, 1 some failed). Errors that concern the whole command may be
/// thrown as Error.
using CommandFactory = std::function<int()> (*)(CLI::App& app, CommonOptions& common);

std::function<int()> addColourise(CLI::App& app, CommonOptions& common);
std::function<int()> addAttributes(CLI::App& app, CommonOptions& common);
std::function<int()> addMakeup(CLI::App& app, CommonOptions& common);
std::function<int()> addRegenerate(CLI::App& app, CommonOptions& common);
std::function<int()> addTrain(CLI::App& app, CommonOptions& common);
std::function<int()> addRuns(CLI::App& app, CommonOptions& common);
std::function<int()> addEvaluate(CLI::App& app, CommonOptions& common);
std::function<int()> addAnalyse(CLI::App& app, CommonOptions& common);
std::function<int()> addModels(CLI::App& app, CommonOptions& common);

}  // namespace pentimento
