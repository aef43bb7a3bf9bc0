// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/project.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>
#include <random>
#include <span>

#include "core/document/zip_archive.h"
#include "core/image/image_io.h"
#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

using nlohmann::json;
using test::throwsError;
namespace fs = std::filesystem;

Image plain(int value, int width = 40, int height = 30) {
  return Image(cv::Mat(height, width, CV_8UC3, cv::Scalar(value, value / 2, value / 3)));
}

std::vector<std::uint8_t> fileOf(const Image& image) {
  Photo photo;
  photo.image = image;
  return encodePhoto(photo, "photo.png");
}

ProjectFace someFace() {
  ProjectFace one;
  one.face.detected.box = {3.25, 4, 20.5, 21};
  one.face.detected.confidence = 0.7;
  for (std::size_t i = 0; i < 68; ++i)
    one.face.detected.landmarks[i] = {0.1 * static_cast<double>(i), 1.0 / 3};
  one.face.alignment = {{13.5, 14.1}, {9, 0.3}, {-0.3, 9}};
  cv::Mat labels(labelSize, labelSize, CV_8U, cv::Scalar(0));
  labels(cv::Rect(50, 60, 100, 90)).setTo(18);
  one.face.labels = Image(labels);
  one.face.turn = {12.5, -3};
  one.drawn = true;
  return one;
}

Project someProject() {
  Project project;
  project.photo = fileOf(plain(90));
  project.name = "Tante \"Änne\" & <Otto>.png";
  project.edits.append("colourise", 1, {{"saturation", 1.25}});
  project.edits.append("attributes", 1, {{"faces", json::array()}});
  project.edits.setEnabled(2, false);
  project.searched = true;
  project.faces = {someFace()};
  project.notes = {{"looks", {1, 2}}};
  return project;
}

void write(const Project& project, const fs::path& path) {
  ProjectWriter writer;
  writer.addLayer("Photo", {plain(90), {}});
  writer.addLayer("Colours & <more>", differenceLayer(plain(90), plain(120)));
  writer.setResult({plain(120), {}});
  writer.write(path, project);
}

std::string text(const ZipReader& zip, const std::string& entry) {
  const auto bytes = zip.read(entry, 1 << 20);
  return {bytes.begin(), bytes.end()};
}

std::span<const std::uint8_t> bytesOf(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

void save(const ZipWriter& zip, const fs::path& path) {
  const auto packed = zip.finish("made");
  writeFileAtomically(path, packed.data(), packed.size());
}

using ProjectTest = test::TemporaryFolderTest;

TEST_F(ProjectTest, ReadsBackAllThatWasWritten) {
  const auto project = someProject();
  write(project, file("work.ora"));
  const auto read = readProject(file("work.ora"));
  EXPECT_EQ(read.photo, project.photo);
  EXPECT_EQ(read.name, project.name);
  EXPECT_EQ(read.edits, project.edits);
  EXPECT_EQ(read.notes, project.notes);
  EXPECT_TRUE(read.searched);
  ASSERT_EQ(read.faces.size(), 1U);
  const auto &now = read.faces[0], &was = project.faces[0];
  EXPECT_EQ(now.face.detected.box, was.face.detected.box);
  EXPECT_EQ(now.face.detected.confidence, was.face.detected.confidence);
  EXPECT_EQ(now.face.detected.landmarks, was.face.detected.landmarks);
  EXPECT_EQ(now.face.alignment.centre, was.face.alignment.centre);  // exactly: edits are found by it
  EXPECT_EQ(now.face.alignment.x, was.face.alignment.x);
  EXPECT_TRUE(samePixels(now.face.labels, was.face.labels));
  EXPECT_EQ(now.face.turn.yaw, 12.5);
  EXPECT_TRUE(now.drawn);
  EXPECT_TRUE(now.listed);
}

TEST_F(ProjectTest, IsOpenRaster) {
  write(someProject(), file("work.ora"));
  const auto raw = test::readBytes(file("work.ora"));
  // What file(1) and the specification look for: the first entry, not packed.
  EXPECT_EQ(raw.substr(30, 24), "mimetypeimage/openraster");
  const ZipReader zip(file("work.ora"));
  const auto stack = text(zip, "stack.xml");
  EXPECT_NE(stack.find("w=\"40\" h=\"30\""), std::string::npos);
  EXPECT_LT(stack.find("name=\"Colours &amp; &lt;more&gt;\" src=\"data/layer1.png\""),
            stack.find("name=\"Photo\" src=\"data/layer0.png\""));  // the topmost first
  const auto merged = decodePhoto(zip.read("mergedimage.png", 1 << 20), "merged");
  EXPECT_TRUE(samePixels(merged.image, plain(120)));
  const auto layer = decodePhoto(zip.read("data/layer1.png", 1 << 20), "layer");
  ASSERT_TRUE(layer.alpha.has_value());
  EXPECT_EQ(cv::countNonZero(layer.alpha->mat()), 40 * 30);
  EXPECT_EQ(decodePhoto(zip.read("Thumbnails/thumbnail.png", 1 << 20), "thumbnail").image.width(), 40);
}

TEST_F(ProjectTest, TheThumbnailIsSmall) {
  ProjectWriter writer;
  writer.addLayer("Photo", {plain(90, 1000, 500), {}});
  writer.setResult({plain(90, 1000, 500), {}});
  writer.write(file("work.ora"), someProject());
  const auto thumbnail =
      decodePhoto(ZipReader(file("work.ora")).read("Thumbnails/thumbnail.png", 1 << 20), "thumbnail");
  EXPECT_EQ(thumbnail.image.width(), 256);
  EXPECT_EQ(thumbnail.image.height(), 128);
}

TEST_F(ProjectTest, SixteenBitsBecomeEightInTheLayersAlone) {
  cv::Mat deep(30, 40, CV_16UC3, cv::Scalar::all(30000));
  auto project = someProject();
  project.photo = fileOf(Image(deep));
  ProjectWriter writer;
  writer.addLayer("Photo", {Image(deep), {}});
  writer.setResult({Image(deep), {}});
  writer.write(file("work.ora"), project);
  const auto layer = decodePhoto(ZipReader(file("work.ora")).read("data/layer0.png", 1 << 20), "layer");
  EXPECT_EQ(layer.image.depth(), PixelDepth::U8);
  EXPECT_EQ(layer.image.mat().at<cv::Vec3b>(0, 0)[0], 117);
  EXPECT_TRUE(samePixels(decodePhoto(readProject(file("work.ora")).photo, "photo").image, Image(deep)));
}

TEST_F(ProjectTest, WithoutLayersOnlyTheWorkIsKept) {
  ProjectWriter().write(file("work.ora"), someProject());
  EXPECT_FALSE(ZipReader(file("work.ora")).contains("stack.xml"));
  EXPECT_EQ(readProject(file("work.ora")).edits, someProject().edits);
}

TEST_F(ProjectTest, TheFileOfAnotherProgramIsAPhotoWithoutEdits) {
  const auto merged = fileOf(plain(200));
  const std::string kind = "image/openraster";
  ZipWriter zip;
  zip.add("mimetype", bytesOf(kind), ZipWriter::Packing::Stored);
  zip.add("mergedimage.png", merged, ZipWriter::Packing::Stored);
  save(zip, file("other.ora"));
  const auto project = readProject(file("other.ora"));
  EXPECT_EQ(project.photo, merged);
  EXPECT_TRUE(project.edits.empty());
  EXPECT_EQ(project.origin, file("other.ora"));
  EXPECT_TRUE(project.foreign);
  // … whose layers are somebody's work: it is the opened photo, and that is never overwritten.
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "never overwritten",
                          [&] { ProjectWriter().write(file("other.ora"), project); }));
}

TEST_F(ProjectTest, AProjectThatTookThePlaceOfItsPhotoKeepsItsEdits) {
  auto project = someProject();
  project.origin = file("krita.ora");
  ProjectWriter().write(file("work.ora"), project);
  std::filesystem::rename(file("work.ora"), file("krita.ora"));
  const auto read = readProject(file("krita.ora"));
  EXPECT_FALSE(read.foreign);
  EXPECT_EQ(read.edits, project.edits);
  ProjectWriter().write(file("krita.ora"), read);  // it is saved where it is
}

TEST_F(ProjectTest, AFailureKeepsTheOldFile) {
  write(someProject(), file("work.ora"));
  const auto before = test::readBytes(file("work.ora"));
  ProjectWriter writer;
  writer.addLayer("Photo", {plain(90), {}});
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "differ in size", [&] {
    writer.addLayer("Another", {plain(90, 41, 30), {}});
  }));
  EXPECT_TRUE(throwsError(ErrorKind::WriteFailed, "gone",
                          [&] { writer.write(file("gone/work.ora"), someProject()); }));
  EXPECT_EQ(test::readBytes(file("work.ora")), before);
}

TEST_F(ProjectTest, BadFilesSayWhatIsWrong) {
  EXPECT_TRUE(throwsError(ErrorKind::NotFound, "none.ora", [&] { readProject(file("none.ora")); }));
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "regular file", [&] { readProject(folder()); }));
  test::writeBytes(file("text.ora"), "words");
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "text.ora", [&] { readProject(file("text.ora")); }));
  test::writeBytes(file("empty.ora"), "");
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "empty.ora", [&] { readProject(file("empty.ora")); }));
  write(someProject(), file("work.ora"));
  auto cut = test::readBytes(file("work.ora"));
  cut.resize(cut.size() / 2);
  test::writeBytes(file("cut.ora"), cut);
  EXPECT_TRUE(throwsError(ErrorKind::Unreadable, "cut.ora", [&] { readProject(file("cut.ora")); }));
}

/// A project file with this list of edits.
void writeJson(const fs::path& path, const std::string& content) {
  const std::string kind = "image/openraster";
  const auto photo = fileOf(plain(1));
  ZipWriter zip;
  zip.add("mimetype", bytesOf(kind), ZipWriter::Packing::Stored);
  zip.add("pentimento/project.json", bytesOf(content), ZipWriter::Packing::Deflated);
  zip.add("pentimento/photo", photo, ZipWriter::Packing::Stored);
  save(zip, path);
}

TEST_F(ProjectTest, ForeignEditsAreRefusedWithTheReason) {
  write(someProject(), file("work.ora"));
  const auto good = json::parse(text(ZipReader(file("work.ora")), "pentimento/project.json"));
  const auto refused = [&](ErrorKind kind, const std::string& reason,
                           const std::function<void(json&)>& spoil) {
    auto bad = good;
    spoil(bad);
    writeJson(file("bad.ora"), bad.dump());
    const auto message = throwsError(kind, reason, [&] { readProject(file("bad.ora")); });
    EXPECT_TRUE(throwsError(kind, "bad.ora", [&] { readProject(file("bad.ora")); }));
    return message;
  };
  writeJson(file("bad.ora"), good.dump());
  EXPECT_EQ(readProject(file("bad.ora")).faces.size(), 1U);
  EXPECT_TRUE(refused(ErrorKind::Unsupported, "newer version", [](json& j) { j["format"] = 2; }));
  EXPECT_TRUE(refused(ErrorKind::Unreadable, "format", [](json& j) { j["format"] = "1"; }));
  EXPECT_TRUE(refused(ErrorKind::Unreadable, "damaged", [](json& j) { j.erase("photo"); }));
  EXPECT_TRUE(refused(ErrorKind::Unreadable, "notes", [](json& j) { j["notes"] = 3; }));
  EXPECT_TRUE(refused(ErrorKind::Unreadable, "list of edits", [](json& j) { j["edits"]["edits"] = 1; }));
  EXPECT_TRUE(
      refused(ErrorKind::Unreadable, "landmarks", [](json& j) { j["faces"][0]["landmarks"].erase(0); }));
  EXPECT_TRUE(refused(ErrorKind::Unreadable, "number", [](json& j) { j["faces"][0]["box"][1] = "x"; }));
  EXPECT_TRUE(refused(ErrorKind::Unreadable, "empty", [](json& j) { j["faces"][0]["box"][2] = 0; }));
  EXPECT_TRUE(refused(ErrorKind::Unreadable, "base64", [](json& j) { j["faces"][0]["labels"] = "§"; }));
  EXPECT_TRUE(refused(ErrorKind::Unreadable, "true or false", [](json& j) { j["faces"][0]["drawn"] = 1; }));
}

TEST_F(ProjectTest, ADamagedFileGivesAnErrorOrTheSameWork) {
  const auto project = someProject();
  write(project, file("work.ora"));
  const auto good = test::readBytes(file("work.ora"));
  std::mt19937 random(7);
  int refused = 0;
  for (int i = 0; i < 400; ++i) {
    auto bad = good;
    for (int k = 0; k <= i % 4; ++k) bad[random() % bad.size()] = static_cast<char>(random());
    if (i % 10 == 0) bad.resize(random() % bad.size());
    test::writeBytes(file("bad.ora"), bad);
    try {
      // Checksums: what is read is what was written.
      const auto read = readProject(file("bad.ora"));
      EXPECT_TRUE(read.edits.empty() || read.edits == project.edits);
      EXPECT_FALSE(read.photo.empty());
    } catch (const Error&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 50);
}

TEST(ProjectPath, IsKnownByItsSuffix) {
  EXPECT_TRUE(isProjectPath("a/b.ora"));
  EXPECT_TRUE(isProjectPath("B.ORA"));
  EXPECT_FALSE(isProjectPath("ora"));
  EXPECT_FALSE(isProjectPath("a.ora.png"));
}

TEST(DifferenceLayer, IsOpaqueWherePicturesDiffer) {
  const auto below = plain(100);
  auto above = below.clone();
  above.mat().at<cv::Vec3b>(3, 5) = {100, 50, 34};  // one channel, by one
  const auto layer = differenceLayer(below, above);
  EXPECT_EQ(cv::countNonZero(layer.alpha.mat()), 1);
  EXPECT_EQ(layer.alpha.mat().at<std::uint8_t>(3, 5), 255);
  EXPECT_EQ(layer.pixels.mat().at<cv::Vec3b>(3, 5), cv::Vec3b(100, 50, 34));
  EXPECT_EQ(layer.pixels.mat().at<cv::Vec3b>(0, 0), cv::Vec3b(0, 0, 0));
  EXPECT_TRUE(throwsError(ErrorKind::InvalidArgument, "two sizes",
                          [&] { differenceLayer(below, plain(100, 39, 30)); }));
}

TEST(DifferenceLayer, HasThePicturesDepth) {
  const Image below(cv::Mat(4, 4, CV_16UC3, cv::Scalar::all(500)));
  const Image above(cv::Mat(4, 4, CV_16UC3, cv::Scalar::all(501)));
  EXPECT_EQ(differenceLayer(below, above).alpha.mat().at<std::uint16_t>(2, 2), 65535);
}

}  // namespace
}  // namespace pentimento
