// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/step_cost.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/runs/process_usage.h"
#include "core/training/device_memory.h"

namespace pentimento {

void to_json(nlohmann::json& json, const StepCost& cost) {
  json = {{"event", "measured"},
          {"batch_size", cost.batchSize},
          {"seconds_per_step", cost.seconds},
          {"memory", cost.memory},
          {"free_memory", cost.freeMemory},
          {"total_memory", cost.totalMemory},
          {"device_memory", cost.deviceMemory}};
}

StepCost measureSteps(Recipe& recipe, const TrainingOptions& options, int steps,
                      const std::string& device, const std::stop_token& stop) {
  using Clock = std::chrono::steady_clock;
  StepCost cost;
  cost.batchSize = options.batchSize;
  const auto first = std::max<std::int64_t>(0, options.steps - steps - 1);
  recipe.begin(first);
  const DeviceMemoryMeter meter{torch::Device(device)};
  Clock::time_point start;
  for (int step = 0; step <= steps; ++step) {
    if (stop.stop_requested()) throw Error(ErrorKind::Cancelled, "cancelled");
    if (step == 1) start = Clock::now();
    recipe.step(first + step);
  }
  cost.seconds = std::chrono::duration<double>(Clock::now() - start).count() / steps;
  const auto used = usageOf(0).value_or(ProcessUsage());
  const auto machine = machineMemory();
  cost.memory = used.highestMemory;
  cost.freeMemory = machine.available + used.memory;
  cost.totalMemory = machine.total;
  if (!torch::Device(device).is_cpu()) cost.deviceMemory = meter.highest();
  recipe.rest();
  return cost;
}

}  // namespace pentimento
