// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/teaching_face.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "core/data/attribute_photos.h"
#include "core/data/parse_photos.h"
#include "core/image/image_io.h"
#include "core/image/resample.h"
#include "tests/support/errors.h"
#include "tests/support/made_faces.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

/// The sample photo: a face about 180 pixels wide in the crop convention.
class TeachingFaceTest : public test::TemporaryFolderTest {
 protected:
  Image photo() const { return scaled(1); }
  Image scaled(double scale) const {
    const auto sample =
        readPhoto(std::filesystem::path(PENTIMENTO_SOURCE_DIR) / "resources/samples/astronaut_nasa.jpg")
            .image;
    return resize(sample, static_cast<int>(sample.width() * scale),
                  static_cast<int>(sample.height() * scale));
  }
  static Face face(double scale = 1, const cv::Point2d& shift = {}) {
    Face face;
    face.alignment = {
        scale * (cv::Point2d(224.5, 105.5) + shift), {90 * scale, 2 * scale}, {-2 * scale, 90 * scale}};
    face.labels = test::madeFace(labelSize, 1).labels;
    return face;
  }
};

TEST_F(TeachingFaceTest, IsACropOfTheSizeThatNetworksSee) {
  const auto one = teachingFace(photo(), face());
  EXPECT_EQ(one.crop.width(), teachingFaceSide);
  EXPECT_EQ(one.crop.height(), teachingFaceSide);
  EXPECT_EQ(one.crop.channels(), 3);
  EXPECT_NEAR(one.side, 180, 1);
  EXPECT_FALSE(one.small || one.blurred || one.covered);
  cv::Mat sixteen;
  photo().mat().convertTo(sixteen, CV_16U, 257);
  const auto deep = teachingFace(Image(sixteen), face());
  EXPECT_EQ(deep.crop.depth(), PixelDepth::U8);
  EXPECT_LT(cv::norm(deep.crop.mat(), one.crop.mat(), cv::NORM_INF), 3);
}

TEST_F(TeachingFaceTest, CarriesItsLandmarksIntoTheCrop) {
  Face known = face();
  known.detected.landmarks.fill(known.alignment.centre);
  known.detected.landmarks[3] = known.alignment.centre + known.alignment.x;  // the right edge's middle
  const auto landmarks = teachingFace(photo(), known).landmarks;
  const cv::Point2d middle(teachingFaceSide / 2 - 0.5, teachingFaceSide / 2 - 0.5);
  EXPECT_LT(cv::norm(landmarks[0] - middle), 1e-9);
  EXPECT_LT(cv::norm(landmarks[3] - middle - cv::Point2d(teachingFaceSide / 2, 0)), 1e-9);
}

TEST_F(TeachingFaceTest, TakesACorrectedLabelMapAndJudgesItAnew) {
  const auto before = teachingFace(photo(), face());
  const Image hair(cv::Mat(512, 512, CV_8U, cv::Scalar(static_cast<int>(FaceClass::Hair))));
  const auto after = relabelled(before, hair);
  EXPECT_TRUE(samePixels(after.labels, hair));
  EXPECT_TRUE(after.covered);
  EXPECT_FALSE(relabelled(after, before.labels).covered);
  EXPECT_TRUE(samePixels(after.crop, before.crop));
  for (const cv::Mat& wrong : {cv::Mat(), cv::Mat(64, 32, CV_8U), cv::Mat(64, 64, CV_8UC3)})
    EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "label map",
                                  [&] { relabelled(before, Image(wrong)); }));
}

TEST_F(TeachingFaceTest, SaysWhatSpeaksAgainstIt) {
  EXPECT_TRUE(teachingFace(scaled(0.6), face(0.6)).small);
  EXPECT_FALSE(teachingFace(scaled(0.8), face(0.8)).small);

  // Sharp around a face that moved.
  const Image moved = photo();
  const cv::Rect inner(160, 40, 130, 130);
  cv::GaussianBlur(moved.mat()(inner), moved.mat()(inner), {}, 3);
  EXPECT_TRUE(teachingFace(moved, face()).blurred);

  Face hidden = face();
  hidden.labels = Image(labelSize, labelSize, 1, PixelDepth::U8);
  hidden.labels.mat().setTo(static_cast<int>(FaceClass::Hair));
  hidden.labels.mat().rowRange(0, labelSize / 10).setTo(static_cast<int>(FaceClass::Skin));
  EXPECT_TRUE(teachingFace(photo(), hidden).covered);
  hidden.labels.mat().rowRange(0, labelSize / 7).setTo(static_cast<int>(FaceClass::Skin));
  EXPECT_FALSE(teachingFace(photo(), hidden).covered);

  hidden.labels = {};
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "label map",
                                [&] { return teachingFace(photo(), hidden); }));
}

TEST_F(TeachingFaceTest, KnowsTheSameFaceInAnotherSizeAndALittleElsewhere) {
  const auto one = teachingFace(photo(), face());
  EXPECT_TRUE(looksAlike(one, teachingFace(scaled(0.8), face(0.8, {1, -0.5}))));
  cv::Mat flipped;
  cv::flip(photo().mat(), flipped, 1);
  Face other = face();
  other.alignment.centre.x = photo().width() - 1 - other.alignment.centre.x;
  EXPECT_FALSE(looksAlike(one, teachingFace(Image(flipped), other))) << "the light comes from elsewhere";
}

TEST_F(TeachingFaceTest, IsWrittenAsTrainingReadsIt) {
  const auto one = teachingFace(photo(), face());
  writeTeachingFace(file("faces"), "0001_a", one);
  const ParsePhotos photos({{file("faces"), 1}}, Split::All);
  ASSERT_EQ(photos.size(), 1U);
  const auto read = photos.load(0);
  EXPECT_EQ(cv::norm(read.picture, one.crop.mat(), cv::NORM_INF), 0);
  EXPECT_EQ(cv::norm(read.labels, one.labels.mat(), cv::NORM_INF), 0);
  test::writeBytes(file("taken"), "a file");
  EXPECT_TRUE(test::throwsError(ErrorKind::WriteFailed, "taken",
                                [&] { writeTeachingFace(file("taken"), "a", one); }));
}

TEST_F(TeachingFaceTest, WithMakeUpItIsWrittenAsMakeUpIsLearnt) {
  auto bare = std::make_shared<TeachingFace>(teachingFace(photo(), face()));
  auto madeUp = std::make_shared<TeachingFace>(*bare);
  bare->marks[Trait::MakeUp] = false;
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "whether it has make-up", [&] {
    writeMarkedFaces(file("marked"), Trait::MakeUp, {{"a", madeUp}});
  }));
  madeUp->marks[Trait::MakeUp] = true;
  writeMarkedFaces(file("marked"), Trait::MakeUp, {{"0001_a", bare}, {"0002_b", madeUp}});
  const auto table = readAttributeTable(file("marked/attributes.csv"));
  for (const char* name : {"Heavy_Makeup", "Wearing_Lipstick"}) {
    EXPECT_FALSE(table.says(table.rows.at("0001_a"), name)) << name;
    EXPECT_TRUE(table.says(table.rows.at("0002_b"), name)) << name;
  }
  EXPECT_TRUE(std::filesystem::exists(file("marked/images/0002_b.png")));
}

TEST_F(TeachingFaceTest, WithAMarkItIsWrittenAsAttributesAreLearnt) {
  auto with = std::make_shared<TeachingFace>(teachingFace(photo(), face()));
  auto without = std::make_shared<TeachingFace>(*with);
  EXPECT_FALSE(with->marks[Trait::Beard]) << "nobody said so yet";
  EXPECT_TRUE(test::throwsError(ErrorKind::InvalidArgument, "whether it has beard", [&] {
    writeMarkedFaces(file("faces"), Trait::Beard, {{"a", with}});
  }));
  with->marks[Trait::Beard] = true;
  without->marks[Trait::Beard] = false;
  writeMarkedFaces(file("marked"), Trait::Beard, {{"0001_a", with}, {"0002_b", without}});
  const AttributePhotos photos({{file("marked"), 1}}, Split::All, file("marked/alignments.csv"));
  ASSERT_EQ(photos.size(), 2U) << "a face is where the file says, nobody looks for it";
  for (std::size_t i = 0; i < photos.size(); ++i) {
    const auto lesson = lessonFor(Attribute::Beard, photos.table(), *photos.entry(i).row);
    const bool first = photos.file(i).stem() == "0001_a";
    EXPECT_EQ(lesson.with, first ? 1 : 0) << "the user's word, be it a man or not";
    EXPECT_EQ(lesson.without, first ? 0 : 1);
    const auto crop = cropFromPhoto(photos.load(i), photos.entry(i).alignment, teachingFaceSide);
    EXPECT_EQ(cv::norm(crop.mat(), with->crop.mat(), cv::NORM_INF), 0);
  }
}

}  // namespace
}  // namespace pentimento
