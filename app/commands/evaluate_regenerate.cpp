// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/commands/evaluate_task.h"
#include "core/base/error.h"
#include "core/data/parse_dataset.h"
#include "core/effects/regenerate.h"
#include "core/image/resample.h"
#include "core/models/registry.h"
#include "core/tensor/picture_tensor.h"
#include "core/training/attribute_judge.h"
#include "core/training/frechet_distance.h"
#include "core/training/reference_parser.h"
#include "core/training/segmentation_judge.h"

namespace pentimento {
namespace {

constexpr int side = 256;

struct RegenerateEvaluation {
  EvaluateArguments common;
  std::string parser, classifier, reference;
};

struct Judges {
  SegmentationJudge& parser;
  AttributeJudge* classifier;
  const ReferenceParser* reference;
};

/// Shares of pixels that are read as the mask says.
struct Accuracies {
  double own = 0, others = 0, real = 0;
};

struct LabelledFace {
  Image picture, labels;  // 256 x 256
};

std::vector<LabelledFace> facesOf(const EvaluateArguments& arguments) {
  const ParsePhotos photos({PhotoSource::parse(arguments.data)}, arguments.split());
  const auto limit = static_cast<std::size_t>(std::max(0, arguments.limit));
  const auto count = limit > 0 ? std::min(limit, photos.size()) : photos.size();
  std::vector<LabelledFace> faces;
  for (std::size_t i = 0; i < count; ++i) {
    const auto photo = photos.load(i * photos.size() / count);
    if (photo.picture.empty()) continue;
    faces.push_back({resize(Image(photo.picture), side, side), Image(resizedLabels(photo.labels, side))});
  }
  if (faces.size() < 2)
    throw Error(ErrorKind::Unreadable,
                arguments.data + ": holds fewer than two readable pictures with masks");
  return faces;
}

torch::Tensor networkPicture(const Image& image) {
  return pictureTensor(image, side).unsqueeze(0);
}

/// Paper 001/004, section 5.1: the share of attributes that a classifier finds alike in the photo and in the
/// face made anew under its own mask. The data have no labels of attributes; what the classifier sees in the
/// photo stands for them.
double agreement(AttributeJudge& judge, const torch::Tensor& truth, const torch::Tensor& generated) {
  return ((judge.logits(truth) > 0) == (judge.logits(generated) > 0))
      .to(torch::kFloat64)
      .mean()
      .item<double>();
}

double accuracy(const ReferenceParser& parser, const Image& picture, const Image& labels) {
  const cv::Mat read = resizedLabels(parser.parse(picture).mat(), side);
  return cv::countNonZero(read == labels.mat()) / static_cast<double>(side * side);
}

/// What people see when they paint: each face under its own mask, and under the next one's.
nlohmann::json evaluate(RegenerateModel& model, const Judges& judges,
                        const std::vector<LabelledFace>& faces) {
  auto& judge = judges.parser;
  double own = 0, others = 0, real = 0, agreed = 0;
  Accuracies read;
  std::vector<torch::Tensor> realFeatures, ownFeatures, otherFeatures;
  for (std::size_t i = 0; i < faces.size(); ++i) {
    const auto& face = faces[i];
    const auto& next = faces[(i + 1) % faces.size()];
    const Image photo(face.picture.mat().clone());
    RegenerateSession session(model, photo, Alignment::wholePicture(side, side), face.labels);
    const Image ownPicture = session.generate(face.labels), otherPicture = session.generate(next.labels);
    const auto truth = networkPicture(face.picture), same = networkPicture(ownPicture),
               moved = networkPicture(otherPicture);
    const auto labels = labelTensor(face.labels).unsqueeze(0);
    real += judge.accuracy(truth, labels);
    own += judge.accuracy(same, labels);
    others += judge.accuracy(moved, labelTensor(next.labels).unsqueeze(0));
    if (judges.classifier) agreed += agreement(*judges.classifier, truth, same);
    if (judges.reference) {
      read.real += accuracy(*judges.reference, face.picture, face.labels);
      read.own += accuracy(*judges.reference, ownPicture, face.labels);
      read.others += accuracy(*judges.reference, otherPicture, next.labels);
    }
    realFeatures.push_back(judge.features(truth));
    ownFeatures.push_back(judge.features(same));
    otherFeatures.push_back(judge.features(moved));
  }
  const double n = static_cast<double>(faces.size());
  const auto all = torch::cat(realFeatures);
  nlohmann::json result{{"pictures", faces.size()},
                        {"accuracy_real", real / n},
                        {"accuracy_own_mask", own / n},
                        {"accuracy_other_mask", others / n},
                        {"frechet_own_mask", frechetDistance(torch::cat(ownFeatures), all)},
                        {"frechet_other_mask", frechetDistance(torch::cat(otherFeatures), all)}};
  if (judges.classifier) result["attributes_kept"] = agreed / n;
  if (judges.reference)
    result["reference"] = {{"accuracy_real", read.real / n},
                           {"accuracy_own_mask", read.own / n},
                           {"accuracy_other_mask", read.others / n}};
  return result;
}

/// The one named, else the one in use; nothing where none is installed.
std::optional<AttributeJudge> attributeJudge(const Registry& registry, const std::string& wanted,
                                             const Compute& compute) {
  if (!wanted.empty()) return AttributeJudge(registry.find(wanted).weights, compute);
  try {
    return AttributeJudge(registry.current("attribute-classifier").weights, compute);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::NotFound) throw;
    return {};
  }
}

void printRegenerateTable(const std::string& model, const std::string& data, const nlohmann::json& result) {
  const auto number = [&](const char* key) { return result.at(key).get<double>(); };
  fmt::print("{} on {} ({} pictures)\n", model, data, result.at("pictures").get<int>());
  fmt::print("{:<34}{:>10}{:>12}{:>12}\n", "", "own mask", "another's", "the photos");
  const auto printAccuracies = [](const char* title, const nlohmann::json& shares) {
    const auto percent = [&](const char* key) { return 100 * shares.at(key).get<double>(); };
    fmt::print("{:<34}{:>10.2f}{:>12.2f}{:>12.2f}\n", title, percent("accuracy_own_mask"),
               percent("accuracy_other_mask"), percent("accuracy_real"));
  };
  printAccuracies("segmentation accuracy, percent", result);
  if (result.contains("reference")) printAccuracies("the reference's, percent", result.at("reference"));
  if (result.contains("attributes_kept"))
    fmt::print("{:<34}{:>10.2f}\n", "attributes kept, percent", 100 * number("attributes_kept"));
  fmt::print("{:<34}{:>10.4f}{:>12.4f}\n", "Frechet distance, parser features", number("frechet_own_mask"),
             number("frechet_other_mask"));
}

}  // namespace

std::function<int()> addEvaluateRegenerate(CLI::App& app, CommonOptions& common) {
  auto arguments = std::make_shared<RegenerateEvaluation>();
  addEvaluateArguments(app, arguments->common);
  app.add_option("--parser", arguments->parser,
                 "The face parser that judges (NAME or FILE); else the one in use");
  app.add_option("--reference", arguments->reference,
                 "Another parser (TorchScript; docs/parse.md says of what shape) that judges too: one from "
                 "which nothing was learnt")
      ->check(CLI::ExistingFile);
  app.add_option("--classifier", arguments->classifier,
                 "The attribute classifier that judges (NAME or FILE); else the one in use");
  return [arguments, &common] {
    const Registry registry;
    const auto entry = common.model.empty() ? registry.current("regenerate") : registry.find(common.model);
    const auto parser =
        arguments->parser.empty() ? registry.current("parse") : registry.find(arguments->parser);
    const auto compute = selectCompute(common.compute);
    RegenerateModel model(entry.weights, compute);
    SegmentationJudge judge(parser.weights, compute);
    auto classifier = attributeJudge(registry, arguments->classifier, compute);
    std::optional<ReferenceParser> reference;
    if (!arguments->reference.empty()) reference.emplace(arguments->reference);
    const Judges judges{judge, classifier ? &*classifier : nullptr, reference ? &*reference : nullptr};
    auto result = evaluate(model, judges, facesOf(arguments->common));
    result["model"] = entry.card.name;
    result["data"] = arguments->common.data;
    if (common.json)
      fmt::print("{}\n", result.dump());
    else
      printRegenerateTable(entry.card.name, arguments->common.data, result);
    return 0;
  };
}

}  // namespace pentimento
