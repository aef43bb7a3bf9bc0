// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/analyse_report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace pentimento {
namespace {

/// Hundredths are enough for people and programs, and 1.4400000000000001 helps neither.
double rounded(double value, double steps = 100) {
  return std::round(value * steps) / steps;
}

nlohmann::json pointJson(const cv::Point2d& point) {
  return {rounded(point.x), rounded(point.y)};
}

nlohmann::json areasOf(const Image& labels) {
  nlohmann::json areas = nlohmann::json::object();
  const auto shares = classShares(labels);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i] > 0) areas[std::string(faceClasses()[i].name)] = rounded(shares[i], 1e5);
  }
  return areas;
}

nlohmann::json cornersOf(const Alignment& alignment) {
  const auto& [centre, x, y] = alignment;
  return {pointJson(centre - x - y), pointJson(centre + x - y), pointJson(centre + x + y),
          pointJson(centre - x + y)};
}

nlohmann::json faceJson(const Face& face) {
  const auto& box = face.detected.box;
  nlohmann::json landmarks = nlohmann::json::array();
  for (const auto& point : face.detected.landmarks) landmarks.push_back(pointJson(point));
  return {{"box",
           {{"x", rounded(box.x)},
            {"y", rounded(box.y)},
            {"width", rounded(box.width)},
            {"height", rounded(box.height)}}},
          {"confidence", rounded(face.detected.confidence, 1000)},
          {"landmarks", landmarks},
          {"pose",
           {{"yaw", rounded(face.turn.yaw)},
            {"pitch", rounded(face.turn.pitch)},
            {"roll", rounded(face.alignment.rollDegrees())}}},
          {"areas", areasOf(face.labels)},
          {"alignment", cornersOf(face.alignment)}};
}

/// The four classes with the largest share, background left out: "skin 31 %, hair 20 %".
std::string largestAreas(const Image& labels) {
  const auto shares = classShares(labels);
  std::vector<std::size_t> order;
  for (std::size_t i = 1; i < shares.size(); ++i) {
    if (shares[i] >= 0.005) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return shares[a] > shares[b]; });
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(4, order.size()); ++i) {
    text += (i ? ", " : "") + std::string(faceClasses()[order[i]].name) + " " +
            std::to_string(std::lround(100 * shares[order[i]])) + " %";
  }
  return text;
}

std::string lineOf(std::size_t number, const Face& face) {
  char line[200];
  const auto& box = face.detected.box;
  std::snprintf(line, sizeof line, "%4zu %7.0f %7.0f %7.0f %6.2f %6.0f %6.0f %6.0f  ", number, box.x, box.y,
                box.width, face.detected.confidence, face.turn.yaw, face.turn.pitch,
                face.alignment.rollDegrees());
  return line + largestAreas(face.labels) + "\n";
}

}  // namespace

nlohmann::json jsonOf(const AnalysisReport& report) {
  nlohmann::json faces = nlohmann::json::array();
  for (const auto& face : report.faces) faces.push_back(faceJson(face));
  const auto& timings = report.timings;
  return {{"input", report.input.string()},
          {"width", report.width},
          {"height", report.height},
          {"faces", faces},
          {"timings",
           {{"load", rounded(timings.load, 10)},
            {"read", rounded(timings.read, 10)},
            {"detect", rounded(timings.detect, 10)},
            {"parse", rounded(timings.parse, 10)},
            {"position_map", rounded(timings.positionMap, 10)}}}};
}

std::string textOf(const AnalysisReport& report) {
  const std::size_t count = report.faces.size();
  std::string text = report.input.string() + ": " + std::to_string(report.width) + " x " +
                     std::to_string(report.height) + " pixels, " +
                     (count == 0 ? "no" : std::to_string(count)) + (count == 1 ? " face" : " faces") + "\n";
  if (count > 0) text += "face       x       y    side   sure    yaw  pitch   roll  largest areas\n";
  for (std::size_t i = 0; i < count; ++i) text += lineOf(i + 1, report.faces[i]);
  return text;
}

}  // namespace pentimento
