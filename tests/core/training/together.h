// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <future>
#include <memory>
#include <vector>

#include "core/training/process_group.h"
#include "core/training/recipe.h"
#include "core/training/shared_state.h"
#include "tests/support/free_port.h"

namespace pentimento::test {

inline GroupOptions soon() {
  using namespace std::chrono_literals;
  return {.gathering = 20s, .answer = 20s};
}

/// `work` in `size` threads that meet as processes would. What one throws is thrown, after all have ended.
inline void together(int size, const std::function<void(ProcessGroup&)>& work,
                     const GroupOptions& options = soon()) {
  ProcessPlace place;
  place.size = size;
  place.address = "127.0.0.1";
  place.port = freePort();
  std::vector<std::future<void>> all;
  for (place.rank = 0; place.rank < size; ++place.rank)
    all.push_back(std::async(std::launch::async,
                             [&work, &options, place] { work(*joinProcessGroup(place, "cpu", options)); }));
  for (auto& one : all) one.wait();
  for (auto& one : all) one.get();
}

/// The losses of the first `steps` steps of so many processes with a recipe each. For recipes that draw none
/// of LibTorch's random numbers in a step: here the processes would share them.
inline std::vector<Recipe::Losses> lossesOf(int processes,
                                            const std::function<std::unique_ptr<Recipe>()>& make, int steps) {
  std::vector<std::unique_ptr<Recipe>> recipes;
  for (int i = 0; i < processes; ++i) recipes.push_back(make());
  std::vector<Recipe::Losses> losses;
  together(processes, [&](ProcessGroup& group) {
    auto& recipe = *recipes[static_cast<std::size_t>(group.rank())];
    recipe.join(group);
    SharedState shared(recipe, group);
    recipe.begin(0);
    for (int step = 0; step < steps; ++step) {
      const auto means = shared.average(recipe.step(step));
      if (group.isFirst()) losses.push_back(means);
    }
    shared.check();
  });
  return losses;
}

/// For EXPECT_TRUE: the same names, and values within `tolerance` of the greater.
inline testing::AssertionResult areNear(const std::vector<Recipe::Losses>& a,
                                        const std::vector<Recipe::Losses>& b, double tolerance) {
  if (a.size() != b.size()) return testing::AssertionFailure() << a.size() << " and " << b.size() << " steps";
  for (std::size_t step = 0; step < a.size(); ++step) {
    if (a[step].size() != b[step].size())
      return testing::AssertionFailure() << "other losses at step " << step;
    for (std::size_t i = 0; i < a[step].size(); ++i) {
      const auto& [name, one] = a[step][i];
      const auto& [otherName, other] = b[step][i];
      if (name != otherName ||
          !(std::abs(one - other) <= tolerance * std::max(std::abs(one), std::abs(other))))
        return testing::AssertionFailure()
               << name << " " << one << ", " << otherName << " " << other << " at step " << step;
    }
  }
  return testing::AssertionSuccess();
}

}  // namespace pentimento::test
