// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/parse_measures.h"

#include <nlohmann/json.hpp>
#include <string>

#include "core/base/error.h"

namespace pentimento {

void ParseMeasures::add(const cv::Mat& found, const cv::Mat& truth) {
  if (found.size() != truth.size() || found.type() != CV_8UC1 || truth.type() != CV_8UC1)
    throw Error(ErrorKind::InvalidArgument, "label maps to compare must be of the same size, 8 bit");
  for (int y = 0; y < truth.rows; ++y)
    for (int x = 0; x < truth.cols; ++x)
      ++counts_.at(truth.at<std::uint8_t>(y, x)).at(found.at<std::uint8_t>(y, x));
  ++pictures_;
}

double ParseMeasures::pixelAccuracy() const {
  std::int64_t right = 0, all = 0;
  for (int i = 0; i < faceClassCount; ++i) {
    right += counts_[i][i];
    for (const auto count : counts_[i]) all += count;
  }
  return all == 0 ? 0 : static_cast<double>(right) / static_cast<double>(all);
}

double ParseMeasures::f1(FaceClass id) const {
  const auto c = static_cast<std::size_t>(id);
  std::int64_t both = 0;
  for (int i = 0; i < faceClassCount; ++i) both += counts_[c][i] + counts_[i][c];
  return both == 0 ? 0 : 2.0 * static_cast<double>(counts_[c][c]) / static_cast<double>(both);
}

bool ParseMeasures::present(FaceClass id) const {
  for (const auto count : counts_[static_cast<std::size_t>(id)])
    if (count > 0) return true;
  return false;
}

double ParseMeasures::meanF1() const {
  double sum = 0;
  int count = 0;
  for (const auto& info : faceClasses()) {
    if (!present(info.id)) continue;
    sum += f1(info.id);
    ++count;
  }
  return count == 0 ? 0 : sum / count;
}

nlohmann::json ParseMeasures::json() const {
  nlohmann::json classes = nlohmann::json::object();
  for (const auto& info : faceClasses())
    if (present(info.id)) classes[std::string(info.name)] = f1(info.id);
  return {
      {"pixel_accuracy", pixelAccuracy()}, {"mean_f1", meanF1()}, {"pictures", pictures_}, {"f1", classes}};
}

}  // namespace pentimento
