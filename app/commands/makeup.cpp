// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/makeup.h"

#include <fmt/format.h>

#include "app/commands/face_arguments.h"
#include "app/commands/named_value.h"
#include "app/commands/run_inputs.h"
#include "core/base/log.h"
#include "core/effects/makeup_layer.h"
#include "core/models/model_card.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;

struct MakeupArguments {
  PhotoArguments photos;
  fs::path reference;
  std::size_t referenceFace = 0;  ///< from 1, left to right; 0: the largest
  double shade = 1;
  std::vector<std::string> regions;  ///< NAME=VALUE
  FaceArguments faces;
  ExportOptions exportOptions;

  void addTo(CLI::App& app) {
    photos.addTo(app);
    app.add_option("--reference", reference, "A photo of the face whose make-up is put on")
        ->required()
        ->type_name("FILE");
    app.add_option("--reference-face", referenceFace,
                   "Which face of it, from 1, left to right; default: the largest")
        ->check(CLI::PositiveNumber)
        ->type_name("N");
    app.add_option("--shade", shade, "How much of the make-up, 0 to 1.5")->capture_default_str();
    app.add_option("--region", regions,
                   "How much of it on a region, 0 to 1: lips, eyes, brows, skin; 1 for those not named")
        ->delimiter(',')
        ->allow_extra_args(false)  // what follows is a photo
        ->type_name("NAME=VALUE,...");
    faces.addTo(app);
    addExportOptions(app, exportOptions);
  }
};

MakeupShades shadesFrom(const MakeupArguments& arguments) {
  MakeupShades shades;
  shades.shade = arguments.shade;
  if (!(shades.shade >= 0 && shades.shade <= maximumShade))  // which NaN is not either
    throw CLI::ValidationError("--shade",
                               fmt::format("{} is not from 0 to {}", arguments.shade, maximumShade));
  for (const auto& text : arguments.regions) {
    const auto [name, value] = namedValue("--region", text, 0, 1);
    try {
      shades.regions[static_cast<std::size_t>(makeupRegionNamed(name))] = value;
    } catch (const Error& error) {
      throw CLI::ValidationError("--region", error.what());
    }
  }
  return shades;
}

/// Tells which regions of the reference nobody can see.
void warnOfCovered(const fs::path& file, const MakeupReference& reference) {
  const auto lent = lentRegions(reference);
  for (const auto region : makeupRegions)
    if (!lent[static_cast<std::size_t>(region)])
      spdlog::warn("{}: no make-up is taken from the {}: too much there is covered", file.string(),
                   nameOf(region));
}

MakeupReference lentBy(const MakeupArguments& arguments, FaceAnalyser& analyser) {
  const auto& file = arguments.reference;
  const auto photo = readPhoto(file);
  try {
    const auto faces = analyser.analyse(photo.image);
    const FaceArguments wanted{std::to_string(arguments.referenceFace), {}};
    const auto face = arguments.referenceFace == 0 && !faces.empty()
                          ? *largestFace(faces)
                          : wanted.chosenFrom(faces, "to take make-up from").front();
    auto reference = makeupReference(photo.image, face);
    warnOfCovered(file, reference);
    return reference;
  } catch (const Error& error) {
    throw Error(error.kind(), messageAbout(file, error.what()));
  }
}

/// "Make-up put on (shade 1, lips 1, eyes 0.5, brows 1, skin 0) with Pentimento 0.1, model makeup"
std::string historyOf(const MakeupShades& shades, const std::string& model) {
  auto parts = fmt::format("shade {:g}", shades.shade);
  for (const auto region : makeupRegions)
    parts += fmt::format(", {} {:g}", nameOf(region), shades.regions[static_cast<std::size_t>(region)]);
  return fmt::format("Make-up put on ({}) with Pentimento " PENTIMENTO_VERSION ", model {}", parts, model);
}

std::vector<PhotoTask> tasksFor(const MakeupArguments& arguments) {
  auto tasks = planPhotoTasks(arguments.photos);
  for (auto& task : tasks) {
    std::error_code ignored;
    if (fs::equivalent(task.output, arguments.reference, ignored))
      task.refusal = "the result would overwrite the reference " + arguments.reference.string() +
                     "; choose another output";
  }
  return tasks;
}

int run(MakeupArguments arguments, const CommonOptions& common) {
  const auto shades = shadesFrom(arguments);
  const auto tasks = tasksFor(arguments);
  const auto files = makeupFiles(common.model);
  const auto compute = selectCompute(common.compute);
  FaceAnalyser analyser({arguments.faces.landmarks, files.parser, files.positionMap}, compute);
  MakeupEffect effect(std::make_shared<MakeupModel>(files, compute));
  const auto reference = lentBy(arguments, analyser);
  auto& exportOptions = arguments.exportOptions;
  if (MakeupFace{{}, {}, shades}.changesPhoto()) {
    exportOptions.history = historyOf(shades, readCard(cardPathFor(files.makeup)).name);
  } else {
    exportOptions.markAsGenerated = false;
    spdlog::warn("every region's shade is 0, so photos are written as they are");
  }

  return runPhotoTasks(tasks, common, [&](const PhotoTask& task, const Progress& progress) {
    auto photo = readPhoto(task.input);
    MakeupParameters parameters;
    for (const auto& face : arguments.faces.chosenFrom(analyser.analyse(photo.image), "to make up"))
      parameters.faces.push_back({face.alignment, reference, shades});
    photo.image = effect.apply(photo.image, parameters, progress);
    writePhoto(task.output, photo, exportOptions);
    return PhotoSize{photo.image.width(), photo.image.height()};
  });
}

}  // namespace

std::function<int()> addMakeup(CLI::App& app, CommonOptions& common) {
  auto arguments = std::make_shared<MakeupArguments>();
  arguments->addTo(app);
  return [arguments, &common] { return run(*arguments, common); };
}

}  // namespace pentimento
