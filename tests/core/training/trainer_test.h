// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/training/colourise_recipe.h"
#include "core/training/trainer.h"
#include "tests/support/made_photos.h"
#include "tests/support/temporary_folder.h"

namespace pentimento::test {

/// A colouriser of a few thousand weights and six made photos to train it on.
class TinyTrainingTest : public TemporaryFolderTest {
 protected:
  void SetUp() override {
    at::set_num_threads(1);  // sums in one order: results are compared bit for bit
    writeScenes(file("data"), 6);
  }

  template <class Recipe = ColouriseRecipe>
  std::unique_ptr<Recipe> recipe(const std::string& from = "", std::int64_t batchSize = 2) {
    ColouriseRecipeOptions options;
    options.sources = {{file("data"), 1}};
    options.network.baseChannels = options.discriminator.baseChannels = 4;
    options.network.levels = 5;
    options.discriminator.scales = 1;
    options.dataset.size = 32;
    options.adversarialStart = 3;
    options.validationPictures = options.samplePictures = 2;
    options.from = from;
    Compute compute;
    compute.device = "cpu";
    return std::make_unique<Recipe>(options, batchSize, 1, compute);
  }

  TrainingOptions options(const std::string& run, std::int64_t steps = 8, std::int64_t logEvery = 2) {
    TrainingOptions options;
    options.run = file(run);
    options.steps = steps;
    options.batchSize = 2;
    options.logEvery = logEvery;
    options.sampleEvery = 4;
    options.checkpointEvery = 4;
    return options;
  }
};

}  // namespace pentimento::test
