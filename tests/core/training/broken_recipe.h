// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "core/training/colourise_recipe.h"

namespace pentimento::test {

/// Passes all to the real recipe, but says NaN at step 6.
class BrokenRecipe : public ColouriseRecipe {
 public:
  using ColouriseRecipe::ColouriseRecipe;
  Losses step(std::int64_t step) override {
    auto losses = ColouriseRecipe::step(step);
    if (step == 6) losses.front().second = std::nan("");
    return losses;
  }
};

}  // namespace pentimento::test
