// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/project.h"

#include <fmt/format.h>

#include <algorithm>
#include <opencv2/core.hpp>
#include <span>

#include "core/base/error.h"
#include "core/document/zip_archive.h"
#include "core/effects/parameters_json.h"
#include "core/face/label_map.h"
#include "core/image/image_io.h"
#include "core/image/indexed_png.h"
#include "core/image/resample.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr int projectFormat = 1;
const std::string mimeType = "image/openraster";
constexpr const char* jsonEntry = "pentimento/project.json";
constexpr const char* photoEntry = "pentimento/photo";
constexpr std::uint64_t maximumJson = std::uint64_t{256} << 20;
constexpr std::uint64_t maximumPhoto = std::uint64_t{2} << 30;
constexpr int thumbnailSide = 256;  // OpenRaster's
constexpr const char* faceName = "a face";

std::span<const std::uint8_t> bytesOf(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string textOf(const std::vector<std::uint8_t>& bytes) {
  return {bytes.begin(), bytes.end()};
}

Image eightBit(const Image& image) {
  if (image.empty() || image.depth() == PixelDepth::U8) return image;
  cv::Mat result;
  image.mat().convertTo(result, CV_8U, 255 / image.maximum());
  return Image(result);
}

std::vector<std::uint8_t> pngOf(const ProjectLayer& layer) {
  Photo photo;
  photo.image = eightBit(layer.pixels);
  if (!layer.alpha.empty()) photo.alpha = eightBit(layer.alpha);
  return encodePhoto(photo, "layer.png", {.stripMetadata = true, .markAsGenerated = false});
}

std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  return result;
}

Json jsonOf(const Project& project) {
  return {{"format", projectFormat}, {"photo", {{"name", project.name}, {"origin", project.origin.string()}}},
          {"edits", project.edits},  {"searched", project.searched},
          {"faces", project.faces},  {"notes", project.notes}};
}

void readJson(const std::string& text, Project& project) {
  const auto json = Json::parse(text);
  const auto& format = json.at("format");
  if (!format.is_number_integer() || format < 1)
    throw Error(ErrorKind::Unreadable, "its format is no number");
  if (format > projectFormat)
    throw Error(ErrorKind::Unsupported, "was made by a newer version of Pentimento");
  json.at("photo").at("name").get_to(project.name);
  project.origin = json.at("photo").at("origin").get<std::string>();
  json.at("edits").get_to(project.edits);
  json.at("searched").get_to(project.searched);
  json.at("faces").get_to(project.faces);
  project.notes = json.at("notes");
  if (!project.notes.is_object()) throw Error(ErrorKind::Unreadable, "its notes are no object");
}

double numberFrom(const Json& json) {
  if (!json.is_number()) throw wrongParameters("a face has something else where a number belongs");
  return json.get<double>();
}

const Json& arrayFrom(const Json& json, const char* name, std::size_t size) {
  const auto& array = member(json, name, faceName);
  if (!array.is_array() || array.size() != size)
    throw wrongParameters(fmt::format("\"{}\" of a face must be {} numbers", name, size));
  return array;
}

bool truthFrom(const Json& json, const char* name) {
  const auto& truth = member(json, name, faceName);
  if (!truth.is_boolean()) throw wrongParameters(fmt::format("\"{}\" of a face must be true or false", name));
  return truth.get<bool>();
}

}  // namespace

void to_json(Json& json, const ProjectFace& one) {
  const auto& face = one.face;
  const auto& box = face.detected.box;
  auto landmarks = Json::array();
  for (const auto& point : face.detected.landmarks) {
    landmarks.push_back(point.x);
    landmarks.push_back(point.y);
  }
  std::vector<std::array<std::uint8_t, 3>> palette;
  for (const auto& info : faceClasses()) palette.push_back(info.colour);
  json = {{"box", {box.x, box.y, box.width, box.height}},
          {"confidence", face.detected.confidence},
          {"landmarks", landmarks},
          {"alignment", alignmentJson(face.alignment)},
          {"labels", fileJson(encodeIndexedPng(face.labels.mat(), palette, "a label map"))},
          {"turn", {face.turn.yaw, face.turn.pitch}},
          {"drawn", one.drawn},
          {"listed", one.listed}};
}

void from_json(const Json& json, ProjectFace& one) {
  auto& face = one.face;
  const auto& box = arrayFrom(json, "box", 4);
  face.detected.box = {numberFrom(box[0]), numberFrom(box[1]), numberFrom(box[2]), numberFrom(box[3])};
  if (!(face.detected.box.width > 0 && face.detected.box.height > 0))
    throw wrongParameters("the box of a face is empty");
  face.detected.confidence = numberFrom(member(json, "confidence", faceName));
  const auto& landmarks = arrayFrom(json, "landmarks", 2 * face.detected.landmarks.size());
  for (std::size_t i = 0; i < face.detected.landmarks.size(); ++i)
    face.detected.landmarks[i] = {numberFrom(landmarks[2 * i]), numberFrom(landmarks[2 * i + 1])};
  face.alignment = alignmentFrom(json, faceName);
  face.labels = numbersFrom(json, "labels", faceName);
  double largest = 0;
  cv::minMaxLoc(face.labels.mat(), nullptr, &largest);
  if (face.labels.width() != labelSize || face.labels.height() != labelSize || largest >= faceClassCount)
    throw wrongParameters("the label map of a face has another size, or classes that there are not");
  const auto& turn = arrayFrom(json, "turn", 2);
  face.turn = {numberFrom(turn[0]), numberFrom(turn[1])};
  one.drawn = truthFrom(json, "drawn");
  one.listed = truthFrom(json, "listed");
}

ProjectLayer differenceLayer(const Image& below, const Image& above) {
  if (below.width() != above.width() || below.height() != above.height() ||
      below.mat().type() != above.mat().type() || above.channels() != 3)
    throw Error(ErrorKind::InvalidArgument, "pictures of two sizes or kinds have no difference");
  cv::Mat differs, channels[3], same;
  cv::absdiff(below.mat(), above.mat(), differs);
  cv::split(differs, channels);
  same = (channels[0] | channels[1] | channels[2]) == 0;
  cv::Mat alpha(same.size(), CV_MAKETYPE(above.mat().depth(), 1), cv::Scalar::all(above.maximum()));
  alpha.setTo(0, same);
  cv::Mat pixels = above.mat().clone();
  pixels.setTo(cv::Scalar::all(0), same);
  return {Image(pixels), Image(alpha)};
}

void ProjectWriter::checkSize(const ProjectLayer& layer) {
  const auto& pixels = layer.pixels;
  if (width_ == 0) {
    width_ = pixels.width();
    height_ = pixels.height();
  }
  const auto fits = [this](const Image& image) {
    return image.width() == width_ && image.height() == height_;
  };
  if (pixels.empty() || pixels.channels() != 3 || pixels.depth() == PixelDepth::F32 || !fits(pixels) ||
      (!layer.alpha.empty() && !fits(layer.alpha)))
    throw Error(ErrorKind::InvalidArgument, "the layers of a project differ in size or kind");
}

void ProjectWriter::addLayer(const std::string& name, const ProjectLayer& layer) {
  checkSize(layer);
  layers_.push_back({name, fmt::format("data/layer{}.png", layers_.size()), pngOf(layer)});
}

void ProjectWriter::setResult(const ProjectLayer& result) {
  checkSize(result);
  merged_ = pngOf(result);
  const cv::Size size = sizeForLongSide(width_, height_, std::min(thumbnailSide, std::max(width_, height_)));
  thumbnail_ = pngOf({resize(result.pixels, size.width, size.height), {}});
}

void ProjectWriter::write(const fs::path& path, const Project& project) const {
  using enum ZipWriter::Packing;
  std::error_code code;
  if (!project.origin.empty() && fs::equivalent(path, project.origin, code))
    throw Error(ErrorKind::InvalidArgument,
                path.string() + ": is the opened photo itself, which is never overwritten");
  ZipWriter zip;
  // First and unpacked, so that file(1) and desktops know the kind by a file's first bytes.
  zip.add("mimetype", bytesOf(mimeType), Stored);
  std::string stack;  // the topmost layer comes first in it
  for (const auto& layer : layers_) {
    zip.add(layer.file, layer.png, Stored);
    stack = fmt::format(
                "    <layer name=\"{}\" src=\"{}\" x=\"0\" y=\"0\" opacity=\"1.0\" "
                "visibility=\"visible\" composite-op=\"svg:src-over\"/>\n",
                escaped(layer.name), layer.file) +
            stack;
  }
  stack = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<image version=\"0.0.3\" w=\"{}\" h=\"{}\">\n"
      "  <stack>\n{}  </stack>\n</image>\n",
      width_, height_, stack);
  if (!layers_.empty()) zip.add("stack.xml", bytesOf(stack), Deflated);
  if (!merged_.empty()) zip.add("mergedimage.png", merged_, Stored);
  if (!thumbnail_.empty()) zip.add("Thumbnails/thumbnail.png", thumbnail_, Stored);
  // Names of files need not be UTF-8.
  const auto json = jsonOf(project).dump(-1, ' ', false, Json::error_handler_t::replace);
  zip.add(jsonEntry, bytesOf(json), Deflated);
  zip.add(photoEntry, project.photo, Stored);
  const auto bytes = zip.finish(path.string());
  writeFileAtomically(path, bytes.data(), bytes.size());
}

bool isProjectPath(const fs::path& path) {
  auto suffix = path.extension().string();
  std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return suffix == ".ora";
}

Project readProject(const fs::path& path) {
  const ZipReader zip(path);
  if (!zip.contains("mimetype") || textOf(zip.read("mimetype", 1000)).rfind(mimeType, 0) != 0)
    throw Error(ErrorKind::Unreadable, path.string() + ": is no OpenRaster file");
  Project project;
  if (!zip.contains(jsonEntry)) {
    project.photo = zip.read("mergedimage.png", maximumPhoto);
    project.name = path.filename().string();
    project.origin = path;
    project.foreign = true;
    return project;
  }
  try {
    readJson(textOf(zip.read(jsonEntry, maximumJson)), project);
  } catch (const Json::exception&) {
    throw Error(ErrorKind::Unreadable, path.string() + ": its list of edits is damaged");
  } catch (const Error& error) {
    const std::string message = error.what();
    if (message.rfind(path.string(), 0) == 0) throw;
    const bool fault = error.kind() == ErrorKind::InvalidArgument;
    throw Error(fault ? ErrorKind::Unreadable : error.kind(), path.string() + ": " + message);
  }
  // Moved over the file that its photo came from: that is no more.
  if (project.origin == path) project.origin.clear();
  project.photo = zip.read(photoEntry, maximumPhoto);
  return project;
}

}  // namespace pentimento
