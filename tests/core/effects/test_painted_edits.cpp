// SPDX-License-Identifier: GPL-3.0-or-later
// Twenty edits by hand, with the models that ship: what is painted is what comes out.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/analysis/parser_model.h"
#include "core/effects/regenerate.h"
#include "core/image/image_io.h"
#include "tests/support/on_cpu.h"

namespace pentimento::test {
namespace {

namespace fs = std::filesystem;

constexpr int editSide = 256, notPainted = 255;

fs::path shipped(const char* task) {
  return fs::path(PENTIMENTO_SOURCE_DIR) / "models" / (std::string(task) + ".safetensors");
}

/// Of the pixels that were painted, the share that is read as what was painted there.
double followed(RegenerateModel& generator, ParserModel& parser, const Image& face, const cv::Mat& edit) {
  const auto read = [&](const Image& picture) {
    cv::Mat labels;
    cv::resize(parser.parse(picture).mat(), labels, {editSide, editSide}, 0, 0, cv::INTER_NEAREST_EXACT);
    return labels;
  };
  const Alignment whole = Alignment::wholePicture(editSide, editSide);
  const Image parsed(read(face));
  const Image painted = parsed.clone();
  const cv::Mat brush = edit != notPainted;
  edit.copyTo(painted.mat(), brush);
  RegenerateSession session(generator, face, whole, parsed);
  const Image result =
      blendRegenerated(face, whole, session.generate(painted), regenerationMask(parsed, painted, false));
  const cv::Mat right = (read(result) == edit) & brush;
  return cv::countNonZero(right) / static_cast<double>(cv::countNonZero(brush));
}

TEST(PaintedEdits, AreFollowedByTheModelsThatShip) {
  RegenerateModel generator(shipped("regenerate"), onCpu());
  ParserModel parser(shipped("parse"), onCpu());
  std::map<std::string, double> shares;
  for (const auto& entry : fs::directory_iterator(PENTIMENTO_TEST_DATA "/edits")) {
    if (entry.path().extension() != ".png") continue;
    const std::string name = entry.path().stem().string();
    const auto face = readPhoto(entry.path().parent_path() / (name.substr(0, name.find('_')) + ".jpg")).image;
    shares[name] = followed(generator, parser, face, cv::imread(entry.path().string(), cv::IMREAD_GRAYSCALE));
  }
  ASSERT_EQ(shares.size(), 20U);
  double mean = 0;
  for (const auto& [name, share] : shares) {
    std::printf("%-22s %4.1f %%\n", name.c_str(), 100 * share);
    EXPECT_GT(share, 0.3) << name;
    mean += share / static_cast<double>(shares.size());
  }
  std::printf("mean %4.1f %%\n", 100 * mean);
  EXPECT_GT(mean, 0.73);
}

}  // namespace
}  // namespace pentimento::test
