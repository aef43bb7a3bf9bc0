// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "app/commands/evaluate_task.h"
#include "core/analysis/attribute_judge.h"
#include "core/analysis/parser_model.h"
#include "core/base/error.h"
#include "core/data/attribute_dataset.h"
#include "core/data/mesh_labeller.h"
#include "core/effects/attributes.h"
#include "core/face/landmark_predictor.h"
#include "core/image/image_io.h"
#include "core/models/registry.h"
#include "core/tensor/convert.h"
#include "core/tensor/picture_tensor.h"
#include "core/training/attribute_region.h"
#include "core/training/identity_distance.h"
#include "core/training/landmark_error.h"

namespace pentimento {
namespace {

constexpr int landmarkSide = 256;         // crops are enlarged to this for dlib
constexpr std::size_t sheetColumns = 12;  // of each class

struct AttributesEvaluation {
  EvaluateArguments common;
  std::string attribute, classifier, parser, identity, mesh, alignments, sheet;
  double strength = 1;
};

/// What judges.
struct Judges {
  AttributeJudge attributes;
  ParserModel parser;
  std::optional<IdentityDescriptor> identity;
  std::optional<MeshLabeller> mesh;
  std::optional<LandmarkPredictor> landmarks;
};

/// A face before and after, [3, S, S] in [-1, 1].
struct EditedFace {
  torch::Tensor truth, edited, residual;
};

EditedFace edit(AttributesModel& model, const AttributePhotos& photos, std::size_t index, Attribute attribute,
                bool added, double strength) {
  const auto photo = photos.load(index);
  if (photo.empty()) return {};
  AttributesSession session(model, photo, photos.entry(index).alignment);
  EditedFace face;
  const auto shares = tensorFromImage(session.layer(attribute, added).residual);  // of the range of 2
  face.residual = 2 * strength * shares;
  face.truth = plainCrop(photos, index, static_cast<int>(face.residual.size(1)));
  face.edited = (face.truth + face.residual).clamp(-1, 1);
  return face;
}

/// Means over the faces of one direction.
struct AttributesTally {
  double flipped = 0, psnr = 0, same = 0, identity = 0, eyesBefore = 0, restBefore = 0, eyesAfter = 0,
         restAfter = 0;
  int faces = 0, meshes = 0;
};

void measureLandmarks(const Judges& judges, const EditedFace& face, AttributesTally& tally) {
  const auto enlarged = [](const torch::Tensor& picture) {
    cv::Mat large;
    cv::resize(imageFromPicture(picture).mat(), large, {landmarkSide, landmarkSide}, 0, 0, cv::INTER_CUBIC);
    return large;
  };
  const auto before = enlarged(face.truth), after = enlarged(face.edited);
  const auto truth = judges.mesh->label(Image(before));  // of the picture as it was: the face has not moved
  if (!truth) return;
  const auto error = [&](const cv::Mat& picture) {
    cv::Mat grey;
    cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
    return landmarkError(judges.landmarks->predict(grey, faceBoxInCrop(landmarkSide)), truth->points);
  };
  const auto first = error(before), second = error(after);
  tally.eyesBefore += first.eyes;
  tally.restBefore += first.rest;
  tally.eyesAfter += second.eyes;
  tally.restAfter += second.rest;
  ++tally.meshes;
}

void measure(Judges& judges, const EditedFace& face, Attribute attribute, bool added,
             AttributesTally& tally) {
  ++tally.faces;
  const bool has = judges.attributes.has(face.edited.unsqueeze(0), attribute).item<bool>();
  tally.flipped += has == added;
  const auto labels = judges.parser.parse(imageFromPicture(face.truth));
  cv::Mat sized;
  const int side = static_cast<int>(face.truth.size(1));
  cv::resize(labels.mat(), sized, {side, side}, 0, 0, cv::INTER_NEAREST_EXACT);
  const auto region =
      attributeRegion(attribute, torch::from_blob(sized.data, {side, side}, torch::kUInt8).clone());
  tally.psnr += psnrOutside(face.edited, face.truth, region);
  if (judges.identity) {
    const double distance = judges.identity->distance(face.truth, face.edited);
    tally.identity += distance;
    tally.same += distance < samePersonDistance;
  }
  if (judges.mesh && attribute == Attribute::Glasses) measureLandmarks(judges, face, tally);
}

nlohmann::json jsonOf(const AttributesTally& tally, bool withIdentity) {
  const double n = std::max(1, tally.faces), meshes = std::max(1, tally.meshes);
  nlohmann::json json{
      {"faces", tally.faces}, {"flipped", tally.flipped / n}, {"psnr_outside", tally.psnr / n}};
  if (withIdentity) {
    json["same_person"] = tally.same / n;
    json["identity_distance"] = tally.identity / n;
  }
  if (tally.meshes > 0)
    json["landmarks"] = {{"faces", tally.meshes},
                         {"eyes_before", tally.eyesBefore / meshes},
                         {"rest_before", tally.restBefore / meshes},
                         {"eyes_after", tally.eyesAfter / meshes},
                         {"rest_after", tally.restAfter / meshes}};
  return json;
}

/// Rows: faces, edited, residuals; the first columns are faces to which the attribute is added.
void addToSheet(const EditedFace& face, std::vector<cv::Mat>& rows) {
  const torch::Tensor pictures[] = {face.truth, face.edited, face.residual};
  rows.resize(std::size(pictures));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto picture = imageFromPicture(pictures[i]).mat();
    if (rows[i].empty())
      rows[i] = picture;
    else
      cv::hconcat(rows[i], picture, rows[i]);
  }
}

/// Rows of one attribute may be shorter than those of another.
void writeSheet(const std::filesystem::path& file, const std::vector<cv::Mat>& rows) {
  const auto longest = std::max_element(rows.begin(), rows.end(),
                                        [](const cv::Mat& a, const cv::Mat& b) { return a.cols < b.cols; });
  if (longest == rows.end()) return;
  cv::Mat joined;
  for (const auto& row : rows) {
    cv::Mat padded;
    cv::copyMakeBorder(row, padded, 0, 0, 0, longest->cols - row.cols, cv::BORDER_CONSTANT);
    joined.push_back(padded);
  }
  Photo picture;
  picture.image = Image(joined);
  writePhoto(file, picture, {});
}

nlohmann::json evaluate(AttributesModel& model, Judges& judges,
                        const std::shared_ptr<AttributePhotos>& photos, Attribute attribute,
                        const AttributesEvaluation& arguments, std::vector<cv::Mat>& rows) {
  const int limit = arguments.common.limit;
  const AttributeDataset sorted(photos, attribute, 128, {}, 0);
  nlohmann::json json;
  for (const int side : {0, 1}) {
    const auto& entries = sorted.entries(side);
    const auto count =
        limit > 0 ? std::min<std::size_t>(entries.size(), static_cast<std::size_t>(limit)) : entries.size();
    AttributesTally tally;
    for (std::size_t i = 0; i < count; ++i) {
      const auto entry = entries[i * entries.size() / count];
      const auto face = edit(model, *photos, entry, attribute, side == 0, arguments.strength);
      if (!face.truth.defined()) continue;
      measure(judges, face, attribute, side == 0, tally);
      if (i < sheetColumns) addToSheet(face, rows);
    }
    json[side == 0 ? "added" : "removed"] = jsonOf(tally, judges.identity.has_value());
  }
  return json;
}

void printLandmarks(const nlohmann::json& result) {
  const auto &without = result.at("added"), &with = result.at("removed");
  if (!without.contains("landmarks") || !with.contains("landmarks")) return;
  fmt::print("\nlandmarks of dlib against the mesh, shares of the eyes' distance (paper 003, section 6.4)\n");
  fmt::print("{:<8}{:>10}{:>10}{:>10}\n", "", "D0", "D1", "D1 m");
  for (const char* part : {"eyes", "rest"})
    fmt::print("{:<8}{:>10.5f}{:>10.5f}{:>10.5f}\n", part,
               without.at("landmarks").at(fmt::format("{}_before", part)).get<double>(),
               with.at("landmarks").at(fmt::format("{}_before", part)).get<double>(),
               with.at("landmarks").at(fmt::format("{}_after", part)).get<double>());
}

void printAttributesTable(const nlohmann::json& results) {
  fmt::print("{:<12}{:<9}{:>6}{:>11}{:>16}{:>13}{:>10}\n", "", "", "faces", "flipped, %", "PSNR outside, dB",
             "same face, %", "distance");
  for (const auto& [name, result] : results.items())
    for (const char* direction : {"added", "removed"}) {
      const auto& one = result.at(direction);
      fmt::print("{:<12}{:<9}{:>6}{:>11.1f}{:>16.1f}", name, direction, one.at("faces").get<int>(),
                 100 * one.at("flipped").get<double>(), one.at("psnr_outside").get<double>());
      if (one.contains("same_person"))
        fmt::print("{:>13.1f}{:>10.3f}", 100 * one.at("same_person").get<double>(),
                   one.at("identity_distance").get<double>());
      fmt::print("\n");
    }
  if (results.contains("glasses")) printLandmarks(results.at("glasses"));
}

std::filesystem::path modelFor(const Registry& registry, const std::string& wanted, const std::string& task) {
  return (wanted.empty() ? registry.current(task) : registry.find(wanted)).weights;
}

/// The models to be measured: the one named, that of --attribute, or all that there are.
std::map<Attribute, std::filesystem::path> modelsFor(const AttributesEvaluation& arguments,
                                                     const CommonOptions& common) {
  const Registry registry;
  std::map<Attribute, std::filesystem::path> files;
  for (const auto attribute : attributes) {
    if (!arguments.attribute.empty() && nameOf(attribute) != arguments.attribute) continue;
    try {
      const auto entry =
          common.model.empty() ? registry.current(modelTaskOf(attribute)) : registry.find(common.model);
      if (entry.card.task == modelTaskOf(attribute)) files[attribute] = entry.weights;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::NotFound || !arguments.attribute.empty() || !common.model.empty()) throw;
    }
  }
  if (files.empty()) throw Error(ErrorKind::NotFound, "there is no model of such an attribute");
  return files;
}

int run(const AttributesEvaluation& arguments, const CommonOptions& common) {
  const auto compute = selectCompute(common.compute);
  const auto files = modelsFor(arguments, common);
  const Registry registry;
  const auto parser = modelFor(registry, arguments.parser, "parse");
  AttributesModel model(files, parser, compute);
  Judges judges{{modelFor(registry, arguments.classifier, "attribute-classifier"), compute},
                {parser, compute},
                {},
                {},
                {}};
  if (!arguments.identity.empty()) judges.identity.emplace(arguments.identity);
  if (!arguments.mesh.empty()) {
    judges.mesh.emplace(arguments.mesh);
    judges.landmarks.emplace(findLandmarkPredictor());
  }
  const auto photos = std::make_shared<AttributePhotos>(
      std::vector{PhotoSource::parse(arguments.common.data)}, arguments.common.split(), arguments.alignments);
  nlohmann::json results;
  std::vector<cv::Mat> sheet;
  for (const auto& [attribute, file] : files) {
    std::vector<cv::Mat> rows;
    results[nameOf(attribute)] = evaluate(model, judges, photos, attribute, arguments, rows);
    sheet.insert(sheet.end(), rows.begin(), rows.end());
  }
  if (!arguments.sheet.empty()) writeSheet(arguments.sheet, sheet);
  if (common.json)
    fmt::print("{}\n", results.dump());
  else
    printAttributesTable(results);
  return 0;
}

}  // namespace

std::function<int()> addEvaluateAttributes(CLI::App& app, CommonOptions& common) {
  auto arguments = std::make_shared<AttributesEvaluation>();
  addEvaluateArguments(app, arguments->common);
  app.add_option("--attribute", arguments->attribute, "Of this attribute alone");
  app.add_option("--strength", arguments->strength, "How far it is edited; 1 is 100 on the slider")
      ->check(CLI::Range(0.05, 1.5))
      ->capture_default_str();
  app.add_option("--classifier", arguments->classifier,
                 "Attribute classifier (NAME or FILE); else the one in use");
  app.add_option("--parser", arguments->parser, "Face parser (NAME or FILE); else the one in use");
  app.add_option("--identity", arguments->identity, "TorchScript face descriptor; see identity_distance.h")
      ->check(CLI::ExistingFile);
  app.add_option("--mesh", arguments->mesh, "TorchScript face mesh, for the landmark experiment")
      ->check(CLI::ExistingFile);
  app.add_option("--alignments", arguments->alignments,
                 "CSV file that keeps where faces lie, for the next time");
  app.add_option("--sheet", arguments->sheet, "Writes a picture: faces, the same edited, and the residuals");
  return [arguments, &common] { return run(*arguments, common); };
}

}  // namespace pentimento
