// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/colourise.h"

#include "app/commands/run_inputs.h"
#include "core/image/image_io.h"
#include "core/models/registry.h"

namespace pentimento {

namespace {

struct ColouriseArguments {
  PhotoArguments photos;
  std::filesystem::path hints;  ///< HINTS.json, or empty
  ColouriseParameters parameters;
  ExportOptions exportOptions;

  void addTo(CLI::App& app) {
    photos.addTo(app);
    app.add_option("--hints", hints,
                   "Colours that you know: [{\"x\":…,\"y\":…,\"rgb\":[r,g,b]}, …] in photo pixels")
        ->type_name("HINTS.json");
    app.add_option("--saturation", parameters.saturation, "0 grey, 1 as the network says, up to 2")
        ->check(CLI::Range(0.0, 2.0))
        ->type_name("S")
        ->capture_default_str();
    addExportOptions(app, exportOptions);
  }
};

int run(ColouriseArguments arguments, const CommonOptions& common) {
  const auto tasks = planPhotoTasks(arguments.photos);
  if (!arguments.hints.empty()) arguments.parameters.hints = readHints(arguments.hints);

  const Registry registry;
  const auto entry = common.model.empty() ? registry.current("colourise") : registry.find(common.model);
  const auto model = std::make_shared<ColouriseModel>(entry.weights, selectCompute(common.compute));
  ColouriseEffect effect(model);
  arguments.exportOptions.history =
      "Colourised with Pentimento " PENTIMENTO_VERSION ", model " + entry.card.name;

  return runPhotoTasks(tasks, common, [&](const PhotoTask& task, const Progress& progress) {
    auto photo = readPhoto(task.input);
    photo.image = effect.apply(photo.image, arguments.parameters, progress);
    writePhoto(task.output, photo, arguments.exportOptions);
    return PhotoSize{photo.image.width(), photo.image.height()};
  });
}

}  // namespace

std::function<int()> addColourise(CLI::App& app, CommonOptions& common) {
  auto arguments = std::make_shared<ColouriseArguments>();
  arguments->addTo(app);
  return [arguments, &common] { return run(*arguments, common); };
}

}  // namespace pentimento
