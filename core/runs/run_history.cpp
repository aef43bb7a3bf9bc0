// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/run_history.h"

#include <algorithm>
#include <fstream>
#include <numeric>

namespace pentimento {
namespace {

constexpr std::size_t reportsForSpeed = 5;
constexpr std::size_t fewestForSpeed = 3;
constexpr double speedMayDiffer = 0.25;  // of the mean

}  // namespace

void RunHistory::add(const nlohmann::json& line) try {
  const std::string event = line.value("event", "");
  const auto step = line.value("step", step_);
  if (event == "started" || event == "rewound") {
    takeBackAfter(step);
    steps_ = line.value("steps", steps_);
    early_ = false;
  } else if (event == "progress") {
    addProgress(line);
  } else if (event == "validation") {
    validations_.push_back({step, line.at("measures")});
  } else if (event == "samples") {
    if (samples_.empty() || samples_.back().step != step)
      samples_.push_back({step, line.at("file").get<std::string>()});
  } else if (event == "finished") {
    early_ = line.value("early", false);
  } else if (event != "paused" && event != "resumed" && event != "stopped" && event != "failed") {
    return;  // checkpoint, refused, and what a later version may say
  }
  step_ = step;
  if (event == "validation" || event == "samples" || event == "progress") return;
  secondsPerStep_.clear();
  lastEvent_ = event;
  message_ = line.value(event == "paused" ? "reason" : "message", "");
} catch (const nlohmann::json::exception&) {  // a damaged line says nothing
}

void RunHistory::addProgress(const nlohmann::json& line) {
  Losses losses;
  losses.step = line.at("step");
  for (const auto& [name, value] : line.at("losses").items())
    if (value.is_number()) losses.values.emplace_back(name, value.get<double>());
  steps_ = line.value("steps", steps_);
  if (line.contains("samples_per_second") && line["samples_per_second"].is_number())
    samplesPerSecond_ = line["samples_per_second"].get<double>();
  const auto left = steps_ - losses.step;
  if (left > 0 && line.contains("eta_seconds") && line["eta_seconds"].is_number())
    secondsPerStep_.push_back(line["eta_seconds"].get<double>() / static_cast<double>(left));
  if (secondsPerStep_.size() > reportsForSpeed) secondsPerStep_.erase(secondsPerStep_.begin());
  losses_.push_back(std::move(losses));
}

void RunHistory::takeBackAfter(std::int64_t step) {
  const auto cut = [step](auto& points) {
    std::erase_if(points, [step](const auto& point) { return point.step > step; });
  };
  cut(losses_);
  cut(validations_);
  cut(samples_);
}

std::optional<double> RunHistory::remaining() const {
  if (secondsPerStep_.size() < fewestForSpeed || steps_ <= step_) return std::nullopt;
  const auto [least, most] = std::minmax_element(secondsPerStep_.begin(), secondsPerStep_.end());
  const double mean = std::accumulate(secondsPerStep_.begin(), secondsPerStep_.end(), 0.0) /
                      static_cast<double>(secondsPerStep_.size());
  if (*most - *least > speedMayDiffer * mean) return std::nullopt;
  return mean * static_cast<double>(steps_ - step_);
}

RunHistory RunHistory::read(const std::filesystem::path& log) {
  RunHistory history;
  std::ifstream stream(log);
  for (std::string line; std::getline(stream, line);) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (json.is_object()) history.add(json);
  }
  return history;
}

}  // namespace pentimento
