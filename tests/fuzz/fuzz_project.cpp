// SPDX-License-Identifier: GPL-3.0-or-later
#include <opencv2/core.hpp>
#include <span>

#include "core/document/project.h"
#include "core/document/zip_archive.h"
#include "core/image/image_io.h"
#include "tests/fuzz/harness.h"
#include "tests/support/temporary_folder.h"

// Project files that strangers hand to the program: the zip itself damaged, and whole ones with damaged
// edits.
namespace pentimento {
namespace {

using fuzz::below;
using fuzz::Bytes;
using fuzz::Random;

struct Corpus {
  Bytes file;        ///< a whole project
  std::string json;  ///< its list of edits
  Bytes photo;
};

std::string textOf(const Bytes& bytes) {
  return {bytes.begin(), bytes.end()};
}

std::span<const std::uint8_t> bytesOf(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Corpus makeCorpus(const std::filesystem::path& folder) {
  Photo photo;
  photo.image = Image(cv::Mat(20, 30, CV_8UC3, cv::Scalar(90, 80, 70)));
  Project project;
  project.photo = encodePhoto(photo, "photo.png");
  project.name = "größer.png";
  project.edits.append("colourise", 1, {{"saturation", 1.2}, {"hints", nlohmann::json::array()}});
  ProjectFace face;
  face.face.detected.box = {1, 2, 10, 11};
  face.face.alignment = {{6, 7}, {5, 0}, {0, 5}};
  face.face.labels = Image(cv::Mat(labelSize, labelSize, CV_8U, cv::Scalar(1)));
  project.faces = {face};
  ProjectWriter writer;
  writer.addLayer("Photo", {photo.image, {}});
  writer.setResult({photo.image, {}});
  writer.write(folder / "whole.ora", project);
  const auto whole = test::readBytes(folder / "whole.ora");
  return {{whole.begin(), whole.end()},
          textOf(ZipReader(folder / "whole.ora").read("pentimento/project.json", 1 << 20)),
          project.photo};
}

Bytes makeInput(const Corpus& corpus, Random& random) {
  if (below(random, 2) == 0) {
    auto bytes = corpus.file;
    for (std::size_t changes = 1 + below(random, 4); changes > 0; --changes) fuzz::mutateBytes(bytes, random);
    return bytes;
  }
  auto json = corpus.json;
  for (std::size_t changes = 1 + below(random, 4); changes > 0; --changes) fuzz::mutateText(json, random);
  const std::string kind = "image/openraster";
  ZipWriter zip;
  zip.add("mimetype", bytesOf(kind), ZipWriter::Packing::Stored);
  zip.add("pentimento/project.json", bytesOf(json), ZipWriter::Packing::Deflated);
  zip.add("pentimento/photo", corpus.photo, ZipWriter::Packing::Stored);
  return zip.finish("made");
}

/// What was read must survive being written and read again.
void tryInput(const Bytes& input, const std::filesystem::path& file) {
  writeFileAtomically(file, input.data(), input.size());
  const auto project = readProject(file);
  if (project.foreign) return;  // its list of edits is gone: another program's
  const auto again = file.parent_path() / "again.ora";
  ProjectWriter().write(again, project);
  const auto read = readProject(again);
  if (read.edits != project.edits || read.photo != project.photo || read.faces.size() != project.faces.size())
    throw std::logic_error("another project came back");
}

}  // namespace
}  // namespace pentimento

int main(int argc, char** argv) {
  using namespace pentimento;
  const test::TemporaryFolder folder;
  const auto corpus = makeCorpus(folder.path());
  const auto tryOne = [&](const fuzz::Bytes& input, const std::string& name) {
    tryInput(input, folder / name);
  };
  return fuzz::run(argc, argv, {[&](fuzz::Random& random) { return makeInput(corpus, random); }, tryOne});
}
