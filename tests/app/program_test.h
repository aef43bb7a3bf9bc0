// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "core/image/image_io.h"
#include "tests/app/program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_model.h"

namespace pentimento::test {

/// A test of `pentimento colourise` with a model and photos of its own.
class ProgramTest : public TemporaryFolderTest {
 protected:
  void SetUp() override { writeTinyModel(file("models"), "colourise", /*constant=*/true); }

  /// Writes a grey photo: a ramp from dark to light, so that no two columns are alike.
  std::filesystem::path addPhoto(const std::string& name, int width = 48, int height = 32,
                                 int type = CV_8UC3) const {
    cv::Mat pixels(height, width, type);
    const double maximum = pixels.depth() == CV_8U ? 255 : 65535;
    for (int x = 0; x < width; ++x) pixels.col(x).setTo(cv::Scalar::all(maximum * (0.3 + 0.4 * x / width)));
    Photo photo;
    photo.image = Image(pixels);
    ExportOptions options;
    options.markAsGenerated = false;
    std::filesystem::create_directories(file(name).parent_path());
    writePhoto(file(name), photo, options);
    return file(name);
  }

  Outcome run(const std::vector<std::string>& arguments) const {
    return runProgram(folder(), arguments, {"PENTIMENTO_MODELS=" + file("models").string()});
  }
  /// Arguments of a run of a few thousand weights on small pictures; the caller adds what it is about.
  static std::vector<std::string> tinyTraining() {
    return {"train", "colourise", "--threads", "1", "--levels", "5", "--base-channels", "8", "--size", "32",
            "--adversarial-weight", "0", "--batch-size", "2"};
  }
  Outcome colourise(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"colourise", "--threads", "1"});
    return run(arguments);
  }
};

}  // namespace pentimento::test
