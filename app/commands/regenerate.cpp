// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/regenerate.h"

#include <algorithm>
#include <opencv2/core.hpp>

#include "app/commands/face_arguments.h"
#include "app/commands/run_inputs.h"
#include "core/analysis/face_analyser.h"
#include "core/base/log.h"
#include "core/image/image_io.h"
#include "core/models/registry.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;

struct RegenerateArguments {
  fs::path input, mask, output, style;
  FaceArguments faces;
  bool wholeFace = false;
  ExportOptions exportOptions;

  void addTo(CLI::App& app) {
    app.add_option("input", input, "The photo")->required()->type_name("IN");
    app.add_option("--mask", mask,
                   "The painted label map, as large as the photo; `analyse --mask` writes one to paint on")
        ->required()
        ->type_name("MASK.png");
    app.add_option("-o,--output", output, "Where to write")->required()->type_name("OUT");
    app.add_option("--style", style, "A photo whose largest face lends its look; default: each face its own")
        ->type_name("REF");
    app.add_flag("--whole-face", wholeFace, "Replace the whole face, not the painted change alone");
    faces.addTo(app);
    addExportOptions(app, exportOptions);
  }
};

/// The one task; files that are read are never written over.
std::vector<PhotoTask> taskOf(const RegenerateArguments& arguments) {
  std::error_code ignored;
  if (fs::is_directory(arguments.input, ignored))
    throw CLI::ValidationError("input", "a mask belongs to one photo, not to a folder");
  auto tasks = planPhotoTasks({{arguments.input}, arguments.output});
  for (const auto& file : {arguments.mask, arguments.style}) {
    if (fs::equivalent(tasks[0].output, file, ignored))
      tasks[0].refusal = "the result would overwrite " + file.string() + "; choose another output";
  }
  return tasks;
}

StyleReference styleOf(const fs::path& file, FaceAnalyser& analyser) {
  const Image photo = readPhoto(file).image;
  const auto faces = analyser.analyse(photo);
  const Face* face = largestFace(faces);
  if (!face)
    throw Error(ErrorKind::InvalidArgument,
                file.string() + ": no face was found, so it has no style to lend");
  return styleReference(photo, face->alignment, face->labels);
}

/// A mask may come from `analyse --mask` with or without `--face`.
Image paintedOn(const Image& mask, const std::vector<Face>& faces, const std::vector<Face>& chosen) {
  Image painted = paintedPixels(mask, labelsInPhoto(faces, mask.width(), mask.height()));
  if (chosen.size() < faces.size())
    painted.mat().setTo(0, mask.mat() == labelsInPhoto(chosen, mask.width(), mask.height()).mat());
  return painted;
}

RegenerateParameters parametersFor(const Image& photo, const std::vector<Face>& faces,
                                   const RegenerateArguments& arguments, const Image& mask) {
  if (mask.width() != photo.width() || mask.height() != photo.height())
    throw Error(ErrorKind::InvalidArgument, "is " + std::to_string(photo.width()) + " x " +
                                                std::to_string(photo.height()) + " pixels, but the mask " +
                                                arguments.mask.string() + " " + std::to_string(mask.width()) +
                                                " x " + std::to_string(mask.height()));
  const auto chosen = arguments.faces.chosenFrom(faces, "to regenerate");
  const Image painted = paintedOn(mask, faces, chosen);
  RegenerateParameters parameters;
  for (const auto& face : chosen)
    parameters.faces.push_back({face.alignment,
                                face.labels,
                                paintedLabels(painted, face.alignment, face.labels),
                                arguments.wholeFace,
                                {}});
  return parameters;
}

int run(const RegenerateArguments& arguments, const CommonOptions& common) {
  const auto tasks = taskOf(arguments);
  const Image mask = readLabelMap(arguments.mask);
  const Registry registry;
  const auto entry = common.model.empty() ? registry.current("regenerate") : registry.find(common.model);
  const auto compute = selectCompute(common.compute);
  RegenerateEffect effect(std::make_shared<RegenerateModel>(entry.weights, compute));
  FaceAnalyser analyser({arguments.faces.landmarks, {}, {}}, compute);
  std::optional<StyleReference> style;
  if (!arguments.style.empty()) style = styleOf(arguments.style, analyser);

  return runPhotoTasks(tasks, common, [&](const PhotoTask& task, const Progress& progress) {
    auto photo = readPhoto(task.input);
    auto parameters = parametersFor(photo.image, analyser.analyse(photo.image), arguments, mask);
    for (auto& face : parameters.faces) face.style = style;
    auto exportOptions = arguments.exportOptions;
    if (std::any_of(parameters.faces.begin(), parameters.faces.end(),
                    [](const auto& face) { return face.changesPhoto(); })) {
      exportOptions.history = "Regenerated with Pentimento " PENTIMENTO_VERSION ", model " + entry.card.name;
    } else {
      exportOptions.markAsGenerated = false;
      spdlog::warn("{}: no face has a painted change, so the photo is written as it is",
                   arguments.mask.string());
    }
    photo.image = effect.apply(photo.image, parameters, progress);
    writePhoto(task.output, photo, exportOptions);
    return PhotoSize{photo.image.width(), photo.image.height()};
  });
}

}  // namespace

std::function<int()> addRegenerate(CLI::App& app, CommonOptions& common) {
  auto arguments = std::make_shared<RegenerateArguments>();
  arguments->addTo(app);
  return [arguments, &common] { return run(*arguments, common); };
}

}  // namespace pentimento
