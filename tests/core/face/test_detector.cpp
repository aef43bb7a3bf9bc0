// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "core/face/detector.h"
#include "tests/core/face/face_photos.h"
#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"

namespace pentimento::test {
namespace {

/// Intersection over union.
double overlap(const cv::Rect2d& a, const cv::Rect2d& b) {
  const double common = (a & b).area();
  return common / (a.area() + b.area() - common);
}

cv::Rect2d boxAround(cv::Point centre, double side) {
  return {centre.x - side / 2, centre.y - side / 2, side, side};
}

std::vector<DetectedFace> detect(const cv::Mat& rgb) {
  return FaceDetector().detect(Image(rgb));
}

/// Whether the eyes are where the astronaut's are, in units of her face's box.
void expectAstronautsLandmarks(const DetectedFace& face, const cv::Rect2d& box, double tolerance) {
  const auto mean = [&](std::size_t first, std::size_t last) {
    cv::Point2d sum;
    for (std::size_t i = first; i <= last; ++i) sum += face.landmarks[i];
    return sum * (1.0 / static_cast<double>(last - first + 1));
  };
  const auto expectNear = [&](const cv::Point2d& actual, double u, double v, const char* what) {
    EXPECT_LT(cv::norm(actual - box.tl() - cv::Point2d(u, v) * box.width), tolerance * box.width)
        << what << " at " << actual << " of " << box;
  };
  // Read off the picture by eye, in its pixels.
  const auto expectAt = [&](const cv::Point2d& actual, double x, double y, const char* what) {
    expectNear(actual, (x - astronautBox.x) / astronautBox.width, (y - astronautBox.y) / astronautBox.width,
               what);
  };
  expectAt(mean(36, 41), 204, 101.5, "right eye");
  expectAt(mean(42, 47), 246.5, 103.5, "left eye");
  expectAt(mean(48, 59), 222.5, 146, "mouth");
}

TEST(Detector, FindsTheAstronautWhateverTheDepth) {
  const FaceDetector detector;
  const Image photo = shippedSample("astronaut_nasa.jpg");
  cv::Mat deep, floats, grey;
  photo.mat().convertTo(deep, CV_16U, 257);
  photo.mat().convertTo(floats, CV_32F, 1 / 255.0);
  cv::extractChannel(photo.mat(), grey, 1);
  for (const auto& image : {photo, Image(deep), Image(floats), Image(grey)}) {
    const auto faces = detector.detect(image);
    ASSERT_EQ(faces.size(), 1u);
    EXPECT_GT(overlap(faces[0].box, astronautBox), 0.6) << faces[0].box;
    EXPECT_GT(faces[0].confidence, 0.5);
    expectAstronautsLandmarks(faces[0], astronautBox, 0.04);
  }
}

TEST(Detector, FindsFacesFrom40PixelsInTwentyFourMegapixels) {
  cv::Mat photo = texture(6000, 4000, 1);
  const std::vector<std::pair<cv::Point, double>> heads = {
      {{300, 3500}, 42}, {{1500, 700}, 60}, {{2600, 2000}, 130}, {{3900, 1500}, 900}, {{5400, 3600}, 48}};
  for (const auto& [centre, side] : heads) paste(photo, astronautHead(side), centre);
  const auto faces = detect(photo);
  ASSERT_EQ(faces.size(), heads.size());
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const auto box = boxAround(heads[i].first, heads[i].second);
    EXPECT_GT(overlap(faces[i].box, box), 0.5) << faces[i].box << " instead of " << box;
    expectAstronautsLandmarks(faces[i], box, 0.07);
  }
}

TEST(Detector, FindsFacesOfEverySizeBetweenThePyramidsSteps) {
  cv::Mat photo = texture(6000, 4000, 8);
  std::vector<cv::Rect2d> boxes;
  for (double side = 40; side < 360; side *= 1.09) {
    const int i = static_cast<int>(boxes.size());
    const cv::Point centre(450 + 850 * (i % 7), 450 + 900 * (i / 7));
    paste(photo, astronautHead(side), centre);
    boxes.push_back(boxAround(centre, side));
  }
  const auto faces = detect(photo);
  EXPECT_EQ(faces.size(), boxes.size());
  for (const auto& box : boxes)
    EXPECT_TRUE(std::any_of(faces.begin(), faces.end(),
                            [&](const DetectedFace& face) { return overlap(face.box, box) > 0.4; }))
        << box.width << " pixels";
}

TEST(Detector, FindsTwentyFaces) {
  cv::Mat photo = texture(2000, 1600, 2);
  for (int i = 0; i < 20; ++i) {
    paste(photo, astronautHead(60 + 5 * i), {200 + 400 * (i % 5), 200 + 400 * (i / 5)});
  }
  const auto faces = detect(photo);
  ASSERT_EQ(faces.size(), 20u);
  EXPECT_TRUE(std::is_sorted(faces.begin(), faces.end(), [](const auto& a, const auto& b) {
    return a.box.x + a.box.width / 2 < b.box.x + b.box.width / 2;
  })) << "left to right";
}

TEST(Detector, FindsFacesThatTheBorderCuts) {
  for (const cv::Point centre : {cv::Point(30, 300), cv::Point(769, 300), cv::Point(400, 569)}) {
    cv::Mat photo = texture(800, 600, 3);
    paste(photo, astronautHead(100), centre);
    const auto faces = detect(photo);
    ASSERT_EQ(faces.size(), 1u) << centre;
    EXPECT_GT(overlap(faces[0].box, boxAround(centre, 100)), 0.5) << faces[0].box;
  }
}

TEST(Detector, FindsNothingWhereNobodyIs) {
  EXPECT_TRUE(detect(texture(1500, 1000, 4)).empty());
  EXPECT_TRUE(detect(cv::Mat(1, 1, CV_8UC3, cv::Scalar::all(9))).empty());
  EXPECT_TRUE(detect(cv::Mat(3, 4000, CV_8UC3, cv::Scalar::all(200))).empty());
}

TEST(Detector, LeavesTinyAndUpsideDownFaces) {
  cv::Mat photo = texture(800, 600, 5);
  paste(photo, astronautHead(20), {400, 300});
  EXPECT_TRUE(detect(photo).empty());
  for (const char* file : {"astronaut_nasa.jpg", "abe.jpg", "WaltWhitman.jpg", "Rutherford_Hayes.jpg"}) {
    cv::Mat turned;
    cv::flip(shippedSample(file).mat(), turned, -1);
    EXPECT_TRUE(detect(turned).empty()) << file;
  }
}

TEST(Detector, ABoxByHandGivesTheFaceInIt) {
  const FaceDetector detector;
  const Image photo = shippedSample("astronaut_nasa.jpg");
  const auto exact = detector.inBox(photo, astronautBox);
  expectAstronautsLandmarks(exact, astronautBox, 0.04);
  EXPECT_EQ(exact.confidence, 0);
  const auto loose = detector.inBox(photo, cv::Rect2d(165, 60, 125, 135));
  expectAstronautsLandmarks(loose, astronautBox, 0.06);
}

TEST(Detector, ABoxByHandIsTakenAtItsWordWhereNoFaceIsSeen) {
  cv::Mat photo = texture(400, 300, 6);
  const auto face = FaceDetector().inBox(Image(photo), cv::Rect2d(100, 100, 80, 80));
  EXPECT_GT(overlap(face.box, cv::Rect2d(100, 100, 80, 80)), 0.95);
}

TEST(Detector, RefusesBoxesWithTheReason) {
  const FaceDetector detector;
  const Image photo(texture(400, 300, 6));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "20 pixels", [&] {
    detector.inBox(photo, {100, 100, 20, 60});
  }));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "off the photo", [&] {
    detector.inBox(photo, {390, 100, 100, 100});
  }));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "pixels", [&] {
    detector.inBox(photo, {1, 1, 60, -60});
  }));
}

TEST(Detector, StopsWhenAsked) {
  std::stop_source source;
  source.request_stop();
  const Progress progress({}, source.get_token());
  EXPECT_TRUE(throwsError(ErrorKind::Cancelled, "",
                          [&] { FaceDetector().detect(Image(texture(64, 64, 7)), progress); }));
}

class LandmarkFile : public TemporaryFolderTest {};

TEST_F(LandmarkFile, MissingOrDamagedIsSaid) {
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "none.dat", [&] { findLandmarkPredictor(file("none.dat")); }));
  writeBytes(file("bad.dat"), "this is no predictor");
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "bad.dat", [&] { FaceDetector(file("bad.dat")); }));
  const auto whole = readBytes(findLandmarkPredictor());
  writeBytes(file("half.dat"), whole.substr(0, 100000));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "half.dat", [&] { FaceDetector(file("half.dat")); }));
}

TEST_F(LandmarkFile, TheEnvironmentNamesIt) {
  setenv("PENTIMENTO_LANDMARKS", file("mine.dat").c_str(), 1);
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "PENTIMENTO_LANDMARKS", [] { findLandmarkPredictor(); }));
  writeBytes(file("mine.dat"), "x");
  EXPECT_EQ(findLandmarkPredictor(), file("mine.dat"));
  unsetenv("PENTIMENTO_LANDMARKS");
}

}  // namespace
}  // namespace pentimento::test
