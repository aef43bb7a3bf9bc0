// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/effects/attributes.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/commands/face_arguments.h"
#include "app/commands/named_value.h"
#include "app/commands/run_inputs.h"
#include "core/base/log.h"
#include "core/models/registry.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;

std::string attributeNames() {
  std::string names;
  for (const auto attribute : attributes) names += (names.empty() ? "" : ", ") + nameOf(attribute);
  return names;
}

struct AttributesArguments {
  PhotoArguments photos;
  std::vector<std::string> settings;  ///< NAME=VALUE
  fs::path residual;                  ///< a file, a folder for several photos, or empty
  FaceArguments faces;
  ExportOptions exportOptions;

  void addTo(CLI::App& app) {
    photos.addTo(app);
    app.add_option(
           "--set", settings,
           "How much of an attribute, -1.5 (it goes) to 1.5 (it comes); once for each of them. There are " +
               attributeNames())
        ->required()
        ->allow_extra_args(false)  // what follows is a photo
        ->type_name("NAME=VALUE");
    app.add_option(
           "--residual", residual,
           "Write what is added, as large as the photo, grey where nothing is: a file, or a folder for "
           "several photos")
        ->type_name("FILE|FOLDER");
    faces.addTo(app);
    addExportOptions(app, exportOptions);
  }
};

std::pair<Attribute, double> settingFrom(const std::string& text) {
  const auto [name, value] = namedValue("--set", text, -maximumStrength, maximumStrength);
  try {
    return {attributeNamed(name), value};
  } catch (const Error& error) {
    throw CLI::ValidationError("--set", error.what());
  }
}

Strengths strengthsFrom(const std::vector<std::string>& settings) {
  Strengths strengths{};
  for (const auto& setting : settings) {
    const auto [attribute, value] = settingFrom(setting);
    strengths[static_cast<std::size_t>(attribute)] = value;
  }
  return strengths;
}

std::vector<Attribute> attributesSetIn(const Strengths& strengths) {
  std::vector<Attribute> result;
  for (const auto attribute : attributes)
    if (strengths[static_cast<std::size_t>(attribute)] != 0) result.push_back(attribute);
  return result;
}

/// A model for each attribute: the current one of its task, or the one that the user named.
std::map<Attribute, ModelEntry> modelsFor(const std::vector<Attribute>& wanted, const std::string& named) {
  const Registry registry;
  std::map<Attribute, ModelEntry> models;
  if (!named.empty()) {
    const auto entry = registry.find(named);
    const auto serves = [&](Attribute attribute) { return modelTaskOf(attribute) == entry.card.task; };
    const auto found = std::find_if(wanted.begin(), wanted.end(), serves);
    if (found == wanted.end())
      throw Error(ErrorKind::InvalidArgument, entry.weights.string() + ": is a model for " + entry.card.task +
                                                  ", which is no attribute that --set changes");
    models[*found] = entry;
  }
  for (const auto attribute : wanted)
    if (!models.contains(attribute)) models[attribute] = registry.current(modelTaskOf(attribute));
  return models;
}

std::shared_ptr<AttributesModel> load(const std::map<Attribute, ModelEntry>& models, const Compute& compute) {
  std::map<Attribute, fs::path> files;
  for (const auto& [attribute, entry] : models) files[attribute] = entry.weights;
  const bool needsHead =
      std::any_of(files.begin(), files.end(), [](const auto& each) { return isWithinHead(each.first); });
  return std::make_shared<AttributesModel>(
      files, needsHead ? Registry().current("parse").weights : fs::path(), compute);
}

/// "Attributes changed (glasses +1, smile -0.5) with Pentimento 0.1, models attribute-glasses,
/// attribute-smile"
std::string historyOf(const Strengths& strengths, const std::map<Attribute, ModelEntry>& models) {
  std::string changes, names;
  for (const auto& [attribute, entry] : models) {
    const char* comma = changes.empty() ? "" : ", ";
    changes +=
        fmt::format("{}{} {:+g}", comma, nameOf(attribute), strengths[static_cast<std::size_t>(attribute)]);
    names += comma + entry.card.name;
  }
  return fmt::format("Attributes changed ({}) with Pentimento " PENTIMENTO_VERSION ", {} {}", changes,
                     models.size() == 1 ? "model" : "models", names);
}

/// Where the residual of each task goes; none when the user wants none. A task whose residual would overwrite
/// something carries a refusal.
std::vector<fs::path> planResiduals(const AttributesArguments& arguments, std::vector<PhotoTask>& tasks) {
  if (arguments.residual.empty()) return {};
  std::vector<fs::path> residuals;
  for (const auto& planned : planPhotoTasks({arguments.photos.inputs, arguments.residual})) {
    auto& task = tasks[residuals.size()];  // planned from the same inputs
    if (task.refusal.empty()) task.refusal = planned.refusal;
    if (task.refusal.empty() && fs::weakly_canonical(planned.output) == fs::weakly_canonical(task.output))
      task.refusal =
          "the residual would overwrite the result " + task.output.string() + "; choose another file";
    residuals.push_back(planned.output);
  }
  return residuals;
}

/// All residuals of a photo as a layer over it: grey where nothing is added ("grain merge" in paint
/// programs).
Image residualOf(AttributesModel& model, const Image& photo, const AttributesParameters& parameters) {
  Image result(photo.width(), photo.height(), 3, PixelDepth::U8);
  result.mat().setTo(cv::Scalar::all(128));
  for (const auto& face : parameters.faces) {
    AttributesSession session(model, photo, face.alignment);
    result = addLayer(result, face.alignment, {session.sum(face.strengths, face.kept).residual, {}});
  }
  return result;
}

void writeResidual(const fs::path& file, const Image& residual, const ExportOptions& options) {
  Photo photo;
  photo.image = residual;
  makeFolderFor(file);
  writePhoto(file, photo, options);
}

AttributesParameters parametersFor(const std::vector<Face>& faces, const Strengths& strengths) {
  AttributesParameters parameters;
  for (const auto& face : faces) parameters.faces.push_back({face.alignment, strengths, {}});
  return parameters;
}

int run(AttributesArguments arguments, const CommonOptions& common) {
  const auto strengths = strengthsFrom(arguments.settings);
  auto tasks = planPhotoTasks(arguments.photos);
  const auto residuals = planResiduals(arguments, tasks);
  const auto models = modelsFor(attributesSetIn(strengths), common.model);
  const auto compute = selectCompute(common.compute);
  const auto model = load(models, compute);
  AttributesEffect effect(model);
  FaceAnalyser analyser({arguments.faces.landmarks, {}, {}}, compute);
  auto& exportOptions = arguments.exportOptions;
  if (models.empty()) {
    exportOptions.markAsGenerated = false;
    spdlog::warn("every attribute is set to 0, so photos are written as they are");
  } else {
    exportOptions.history = historyOf(strengths, models);
  }

  return runPhotoTasks(tasks, common, [&](const PhotoTask& task, const Progress& progress) {
    auto photo = readPhoto(task.input);
    const auto faces = arguments.faces.chosenFrom(analyser.analyse(photo.image), "to change");
    const auto parameters = parametersFor(faces, strengths);
    const Image result = effect.apply(photo.image, parameters, progress);
    if (!residuals.empty())
      writeResidual(residuals[static_cast<std::size_t>(&task - tasks.data())],
                    residualOf(*model, photo.image, parameters), exportOptions);
    photo.image = result;
    writePhoto(task.output, photo, exportOptions);
    return PhotoSize{photo.image.width(), photo.image.height()};
  });
}

}  // namespace

std::function<int()> addAttributes(CLI::App& app, CommonOptions& common) {
  auto arguments = std::make_shared<AttributesArguments>();
  arguments->addTo(app);
  return [arguments, &common] { return run(*arguments, common); };
}

}  // namespace pentimento
