// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands/analyse_report.h"
#include "app/commands/run_inputs.h"
#include "core/base/caught_error.h"
#include "core/image/image_io.h"
#include "core/models/registry.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;

struct AnalyseArguments {
  fs::path input;
  fs::path mask, uv, crop, overlay;  ///< files to write, or empty
  std::size_t face = 0;              ///< from 1, left to right; 0: the largest
  fs::path landmarks;

  void addTo(CLI::App& app) {
    app.add_option("input", input, "The photo")->required()->type_name("IN");
    app.add_option("--mask", mask,
                   "Write the label map, as large as the photo: class numbers in a palette PNG")
        ->type_name("MASK.png");
    app.add_option("--uv", uv, "Write the face unwrapped into its texture")->type_name("TEXTURE.png");
    app.add_option("--crop", crop, "Write the aligned crop that networks see")->type_name("CROP.png");
    app.add_option("--overlay", overlay, "Write the photo with boxes, landmarks and label maps on it")
        ->type_name("OUT.jpg");
    app.add_option("--face", face,
                   "Which face to write, from 1, left to right; default: the largest, for --mask all of them")
        ->check(CLI::PositiveNumber)
        ->type_name("N");
    app.add_option("--landmarks", landmarks, "dlib's predictor of 68 landmarks")->type_name("FILE.dat");
  }
  std::vector<fs::path> outputs() const {
    std::vector<fs::path> files = {mask, uv, crop, overlay};
    std::erase(files, fs::path());
    return files;
  }
  bool wantsAFace() const { return face > 0 || !mask.empty() || !uv.empty() || !crop.empty(); }
};

double millisecondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

void checkOutputs(const AnalyseArguments& arguments) {
  for (const auto& file : arguments.outputs()) {
    std::error_code ignored;
    if (fs::equivalent(file, arguments.input, ignored)) {
      throw Error(ErrorKind::InvalidArgument, "the result would overwrite this photo; choose another file");
    }
  }
}

AnalyserOptions optionsOf(const AnalyseArguments& arguments, const CommonOptions& common) {
  AnalyserOptions options;
  options.landmarks = arguments.landmarks;
  if (common.model.empty()) return options;
  const auto entry = Registry().find(common.model);
  if (entry.card.task == "parse") {
    options.parser = entry.weights;
  } else if (entry.card.task == "position-map") {
    options.positionMap = entry.weights;
  } else {
    throw Error(ErrorKind::InvalidArgument, entry.weights.string() + ": is a model for the task " +
                                                entry.card.task +
                                                "; faces are analysed with parse and position-map");
  }
  return options;
}

const Face& chosenFace(const AnalyseArguments& arguments, const std::vector<Face>& faces) {
  if (faces.empty()) throw Error(ErrorKind::InvalidArgument, "no face was found, so there is none to write");
  if (arguments.face > faces.size()) {
    throw Error(ErrorKind::InvalidArgument, "has " + std::to_string(faces.size()) +
                                                (faces.size() == 1 ? " face" : " faces") +
                                                ", so there is no face " + std::to_string(arguments.face));
  }
  if (arguments.face > 0) return faces[arguments.face - 1];
  return *std::max_element(faces.begin(), faces.end(), [](const Face& a, const Face& b) {
    return a.alignment.side() < b.alignment.side();
  });
}

void write(const fs::path& file, const Image& image) {
  Photo photo;
  photo.image = image;
  ExportOptions options;
  options.markAsGenerated = false;  // measured, not made up
  writePhoto(file, photo, options);
}

void writeFaces(const AnalyseArguments& arguments, const Image& photo, const std::vector<Face>& faces) {
  if (!arguments.overlay.empty()) write(arguments.overlay, overlayOf(photo, faces));
  if (!arguments.wantsAFace()) return;
  const Face& face = chosenFace(arguments, faces);
  if (!arguments.mask.empty()) {
    const auto shown = arguments.face > 0 ? std::vector<Face>{face} : faces;
    writeLabelMap(arguments.mask, labelsInPhoto(shown, photo.width(), photo.height()));
  }
  if (!arguments.crop.empty()) {
    // Its own resolution, as far as there is any and somebody needs it.
    const int side = std::clamp(cvRound(face.alignment.side()), labelSize, 1024);
    write(arguments.crop, cropFromPhoto(photo, face.alignment, side));
  }
  if (!arguments.uv.empty()) write(arguments.uv, unwrap(photo, face.alignment, face.positions).texture);
}

void analyse(const AnalyseArguments& arguments, const CommonOptions& common) {
  using Clock = std::chrono::steady_clock;
  checkOutputs(arguments);
  AnalysisReport report;
  report.input = arguments.input;
  auto start = Clock::now();
  const Image photo = readPhoto(arguments.input).image;
  report.timings.read = millisecondsSince(start);
  report.width = photo.width();
  report.height = photo.height();

  start = Clock::now();
  FaceAnalyser analyser(optionsOf(arguments, common), selectCompute(common.compute));
  report.timings.load = millisecondsSince(start);
  report.faces = analyser.analyse(photo);
  const auto& timings = analyser.timings();
  report.timings.detect = timings.detect;
  report.timings.parse = timings.parse;
  report.timings.positionMap = timings.positionMap;

  writeFaces(arguments, photo, report.faces);
  if (common.json) {
    // File names are bytes; one that is no UTF-8 must not end the run.
    std::puts(jsonOf(report).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
  } else if (!common.quiet) {
    std::fputs(textOf(report).c_str(), stdout);
  }
}

int run(const AnalyseArguments& arguments, const CommonOptions& common) {
  try {
    analyse(arguments, common);
    return 0;
  } catch (...) {
    const auto error = errorFrom(std::current_exception());
    // Only what is wrong with the photo is put down to it; other files are named by their errors.
    const bool aboutPhoto =
        error.kind() == ErrorKind::InvalidArgument || error.kind() == ErrorKind::OutOfMemory;
    const auto message = aboutPhoto ? messageAbout(arguments.input, error.what()) : std::string(error.what());
    std::fprintf(stderr, "pentimento: %s\n", message.c_str());
    return 1;
  }
}

}  // namespace

std::function<int()> addAnalyse(CLI::App& app, CommonOptions& common) {
  auto arguments = std::make_shared<AnalyseArguments>();
  arguments->addTo(app);
  return [arguments, &common] { return run(*arguments, common); };
}

}  // namespace pentimento
