// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "core/data/photo_folders.h"
#include "core/effects/colourise.h"

namespace pentimento {

/// Where the true hints of the guided measurement lie.
enum class HintPlaces {
  Random,  ///< anywhere
  Worst,   ///< one after the other, each where the result so far is farthest off, as who corrects a photo places them
};

struct EvaluateColouriseOptions {
  PhotoSource data;
  Split split = Split::All;
  int limit = 0;               ///< pictures at most, spread over the folder; 0: all
  int hints = 10;              ///< true hints in the guided measurement
  HintPlaces places = HintPlaces::Random;
  int longSide = 512;          ///< larger pictures are reduced to this first
  std::filesystem::path vgg;   ///< for eq. (7); empty: not measured
};

/// Colourises the grey version of every picture as the editor would, automatically and with true hints, and compares
/// with its own colours (paper 002, section IV-C). Unreadable pictures are warned about and left out.
nlohmann::json evaluateColourise(ColouriseModel& model, const EvaluateColouriseOptions& options,
                                 const Progress& progress);

}  // namespace pentimento
