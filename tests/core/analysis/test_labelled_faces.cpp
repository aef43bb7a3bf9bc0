// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/labelled_faces.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "core/data/parse_photos.h"
#include "core/face/label_map.h"
#include "core/image/image_io.h"
#include "tests/support/errors.h"
#include "tests/support/made_attributes.h"
#include "tests/support/made_meshes.h"
#include "tests/support/on_cpu.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

constexpr int faces = 12, bareFaces = 6;  // every other one wears glasses

class LabelledFaces : public test::TemporaryFolderTest {
 protected:
  void SetUp() override { test::writeAttributeFaces(file("faces"), faces); }
  std::size_t label(std::size_t limit = 0, const Progress& progress = {}) {
    const auto mark = [this](const Image& photo, const Alignment& face) {
      ++asked_;
      return LabelledFace{cropFromPhoto(photo, face, 64), Image(cv::Mat(32, 32, CV_8U, cv::Scalar(1))),
                          test::madeMesh(64, 0)};
    };
    asked_ = 0;
    return labelBareFaces({file("faces"), 1}, file("labels"), limit, file("faces/alignments.csv"), mark,
                          progress);
  }
  int asked_ = 0;
};

TEST_F(LabelledFaces, AreAFolderToLearnFrom) {
  ASSERT_EQ(label(), std::size_t{bareFaces});
  const ParsePhotos photos({{file("labels"), 1}}, Split::All);
  EXPECT_EQ(photos.size(), std::size_t{bareFaces});
  const auto one = photos.load(0);
  EXPECT_EQ(one.picture.size(), cv::Size(64, 64));
  EXPECT_EQ(cv::countNonZero(one.labels == 1), 32 * 32);
  const auto meshes = readMeshes(file("labels"));
  ASSERT_TRUE(meshFor(meshes, photos.file(0).stem().string()));
  const auto& mesh = meshFor(meshes, photos.file(0).stem().string())->points;
  EXPECT_LT(cv::norm(mesh[10] - test::madeMesh(64, 0)[10]), 0.1);
}

TEST_F(LabelledFaces, AreLabelledOnce) {
  EXPECT_EQ(label(2), 2U) << "spread over the folder";
  EXPECT_EQ(label(), std::size_t{bareFaces - 2});
  EXPECT_EQ(asked_, bareFaces - 2);
  EXPECT_EQ(readMeshes(file("labels")).size(), std::size_t{bareFaces});
  EXPECT_EQ(label(), 0U);
}

TEST_F(LabelledFaces, HaveNoGlassesAndAreNotOfPeopleHeldOut) {
  std::string everybodyHeldOut = "file,identity,Eyeglasses\n", everybodyInGlasses = everybodyHeldOut;
  std::string heldOut = "0";
  for (int i = 1; !isHeldOut(heldOut); ++i) heldOut = std::to_string(i);
  for (int i = 0; i < faces; ++i) {
    everybodyHeldOut += "face_" + std::to_string(i) + ".png," + heldOut + ",0\n";
    everybodyInGlasses += "face_" + std::to_string(i) + ".png," + std::to_string(i) + ",1\n";
  }
  for (const auto& table : {everybodyHeldOut, everybodyInGlasses}) {
    writeFileAtomically(file("faces/attributes.csv"), table.data(), table.size());
    EXPECT_TRUE(test::throwsError(ErrorKind::NotFound, "no face without glasses", [&] { label(); }));
    EXPECT_EQ(asked_, 0);
  }
}

TEST_F(LabelledFaces, AreKeptWhenLabellingStops) {
  std::stop_source stop;
  const Progress progress(
      [&](double fraction, std::string_view) {
        if (fraction > 0.4) stop.request_stop();
      },
      stop.get_token());
  EXPECT_TRUE(test::throwsError(ErrorKind::Cancelled, "cancelled", [&] { label(0, progress); }));
  const auto kept = readMeshes(file("labels")).size();
  EXPECT_GT(kept, 1U);
  EXPECT_LT(kept, std::size_t{bareFaces});
  EXPECT_EQ(label(), bareFaces - kept);
}

TEST(FaceLabeller, FindsTheEyesWhereItsLabelsHaveThem) {
  const auto photo =
      readPhoto(std::filesystem::path(PENTIMENTO_SOURCE_DIR) / "resources/samples/astronaut_nasa.jpg").image;
  const Alignment alignment{{224.5, 105.5}, {90, 2}, {-2, 90}};  // placed by hand
  const auto face = faceLabeller(test::onCpu())(photo, alignment);
  EXPECT_EQ(face.crop.width(), 180);
  cv::Mat labels;
  cv::resize(face.labels.mat(), labels, face.crop.mat().size(), 0, 0, cv::INTER_NEAREST_EXACT);
  for (const auto& [outer, inner, part] :
       {std::tuple{33, 133, FaceClass::RightEye}, std::tuple{263, 362, FaceClass::LeftEye}}) {
    const auto middle = (face.mesh[outer] + face.mesh[inner]) / 2;
    const cv::Rect around(cvRound(middle.x) - 6, cvRound(middle.y) - 6, 13, 13);
    EXPECT_GT(cv::countNonZero(labels(around) == static_cast<int>(part)), 15);
  }
}

}  // namespace
}  // namespace pentimento
