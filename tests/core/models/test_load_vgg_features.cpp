// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/load_vgg_features.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "core/image/image_io.h"
#include "core/models/registry.h"
#include "core/tensor/picture_tensor.h"
#include "tests/support/errors.h"
#include "tests/support/model_files.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_matchers.h"
#include "tests/support/tiny_student.h"

namespace pentimento::test {
namespace {

using LoadVggFeatures = TemporaryFolderTest;

TEST_F(LoadVggFeatures, TakesAModelOfOurs) {
  const auto path = writeTinyStudent(folder(), "student");
  VggStudent network(VggStudentOptions{2});
  loadInto(*network, readSafetensors(path), "network.");
  const auto vgg = loadVggFeatures(path);
  auto picture = torch::rand({1, 3, 32, 32}).requires_grad_();
  const auto taps = vgg(picture);
  const auto expected = network(picture);
  ASSERT_EQ(taps.size(), 5U);
  for (std::size_t level = 0; level < 5; ++level) EXPECT_TRUE(isIdentical(taps[level], expected[level]));
  taps[4].sum().backward();
  EXPECT_GT(picture.grad().abs().max().item<double>(), 0) << "a picture can be trained by it";
}

TEST_F(LoadVggFeatures, NamesTheFileThatIsNone) {
  const auto other = writeModelFiles(folder(), "other", "parse", {{"base_channels", 2}},
                                     readSafetensors(writeTinyStudent(folder(), "student")));
  EXPECT_TRUE(throwsError(ErrorKind::Unsupported, "is a model for parse", [&] { loadVggFeatures(other); }));
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "none.pt", [&] { loadVggFeatures(file("none.pt")); }));
  const auto damaged = file("student.safetensors");
  writeBytes(damaged, readBytes(damaged) + "x");
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "damaged", [&] { loadVggFeatures(damaged); }));
}

/// L_perc between a face and the same face blurred.
double distanceToBlurred(const VggFeatures& vgg, double sigma) {
  const torch::NoGradGuard noGradient;
  const auto face = readPhoto(PENTIMENTO_TEST_DATA "/faces/tpdne_1.jpg").image;
  cv::Mat blurred;
  cv::GaussianBlur(face.mat(), blurred, {}, sigma);
  const auto look = [&](const Image& picture) {
    return vgg((pictureTensor(picture, 128).unsqueeze(0) + 1) / 2);
  };
  const auto sharp = look(face), soft = look(Image(blurred));
  double sum = 0;
  for (std::size_t level = 0; level < sharp.size(); ++level)
    sum += ((sharp[level] - soft[level]).abs().mean() / sharp[level].mean()).item<double>();
  return sum;
}

TEST(ShippedVggFeatures, SeeAFaceGoBlurred) {
  const Registry registry(PENTIMENTO_SOURCE_DIR "/models", {});
  const auto vgg = loadVggFeatures(registry.current(vggStudentTask).weights);
  double last = 0;
  for (const double sigma : {1.0, 3.0, 8.0}) {
    const double distance = distanceToBlurred(vgg, sigma);
    EXPECT_GT(distance, 1.1 * last) << sigma;
    last = distance;
  }
}

}  // namespace
}  // namespace pentimento::test
