// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/commands/evaluate_task.h"
#include "app/commands/vgg_option.h"
#include "core/analysis/attribute_judge.h"
#include "core/base/error.h"
#include "core/data/parse_dataset.h"
#include "core/effects/regenerate.h"
#include "core/image/resample.h"
#include "core/models/load_vgg_features.h"
#include "core/models/registry.h"
#include "core/networks/inception_v3.h"
#include "core/tensor/picture_tensor.h"
#include "core/tensor/safetensors.h"
#include "core/training/frechet_distance.h"
#include "core/training/reference_parser.h"
#include "core/training/segmentation_judge.h"

namespace pentimento {
namespace {

constexpr int side = 256;

struct RegenerateEvaluation {
  EvaluateArguments common;
  std::string parser, classifier, reference, vgg, inception;
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

/// What people see when they paint: a face under its own mask, and under the next one's.
struct Painted {
  Image photo, labels, own;
  Image otherLabels, other;
};

std::vector<Painted> painted(RegenerateModel& model, const std::vector<LabelledFace>& faces) {
  std::vector<Painted> result;
  for (std::size_t i = 0; i < faces.size(); ++i) {
    const auto& face = faces[i];
    const auto& next = faces[(i + 1) % faces.size()];
    const Image photo(face.picture.mat().clone());
    RegenerateSession session(model, photo, Alignment::wholePicture(side, side), face.labels);
    result.push_back({face.picture, face.labels, session.generate(face.labels), next.labels,
                      session.generate(next.labels)});
  }
  return result;
}

double meanOver(const std::vector<Painted>& faces, const std::function<double(const Painted&)>& measure) {
  double sum = 0;
  for (const auto& face : faces) sum += measure(face);
  return sum / static_cast<double>(faces.size());
}

using Accuracy = std::function<double(const Image& picture, const Image& labels)>;
nlohmann::json accuracies(const std::vector<Painted>& faces, const Accuracy& accuracy) {
  return {
      {"accuracy_real", meanOver(faces, [&](const auto& face) { return accuracy(face.photo, face.labels); })},
      {"accuracy_own_mask",
       meanOver(faces, [&](const auto& face) { return accuracy(face.own, face.labels); })},
      {"accuracy_other_mask",
       meanOver(faces, [&](const auto& face) { return accuracy(face.other, face.otherLabels); })}};
}

using Features = std::function<torch::Tensor(const torch::Tensor& pictures)>;
nlohmann::json frechetDistances(const std::vector<Painted>& faces, const Features& features) {
  torch::NoGradGuard noGradient;
  const auto of = [&](const auto& pictureOf) {
    std::vector<torch::Tensor> all;
    for (const auto& face : faces) all.push_back(features(networkPicture(pictureOf(face))));
    return torch::cat(all);
  };
  const auto real = of([](const Painted& face) { return face.photo; });
  return {{"frechet_own_mask", frechetDistance(of([](const Painted& face) { return face.own; }), real)},
          {"frechet_other_mask", frechetDistance(of([](const Painted& face) { return face.other; }), real)}};
}

/// The fourth level of VGG-19, averaged over the picture.
Features perceptualFeatures(const std::string& vgg) {
  return [taps = loadVggFeatures(vgg)](const torch::Tensor& pictures) {
    return taps((pictures + 1) / 2)[3].mean({2, 3});
  };
}

/// `file`: torchvision's weights; its heads for classifying are not needed.
Features inceptionFeatures(const std::string& file) {
  auto weights = readSafetensors(file);
  std::erase_if(weights.tensors, [](const auto& one) {
    return one.first.starts_with("AuxLogits.") || one.first.starts_with("fc.");
  });
  InceptionV3 network;
  try {
    loadInto(*network, weights);
  } catch (const Error& error) {
    throw Error(error.kind(), file + ": is no Inception-v3 under torchvision's names: " + error.what());
  }
  network->eval();
  return [network](const torch::Tensor& pictures) mutable { return network(pictures); };
}

nlohmann::json evaluate(RegenerateModel& model, SegmentationJudge& judge, AttributeJudge* classifier,
                        const RegenerateEvaluation& arguments) {
  // Files that are not what they should be are told before the slow part.
  std::optional<ReferenceParser> reference;
  if (!arguments.reference.empty()) reference.emplace(arguments.reference);
  std::vector<std::pair<const char*, Features>> looks;
  if (!arguments.vgg.empty()) looks.emplace_back("perceptual_features", perceptualFeatures(arguments.vgg));
  if (!arguments.inception.empty()) looks.emplace_back("inception", inceptionFeatures(arguments.inception));
  const auto faces = painted(model, facesOf(arguments.common));
  nlohmann::json result{{"pictures", faces.size()}};
  result.update(accuracies(faces, [&](const Image& picture, const Image& labels) {
    return judge.accuracy(networkPicture(picture), labelTensor(labels).unsqueeze(0));
  }));
  result.update(frechetDistances(faces, [&](const auto& pictures) { return judge.features(pictures); }));
  if (classifier)
    result["attributes_kept"] = meanOver(faces, [&](const Painted& face) {
      return agreement(*classifier, networkPicture(face.photo), networkPicture(face.own));
    });
  if (reference)
    result["reference"] = accuracies(faces, [&](const Image& picture, const Image& labels) {
      const cv::Mat read = resizedLabels(reference->parse(picture).mat(), side);
      return cv::countNonZero(read == labels.mat()) / static_cast<double>(side * side);
    });
  for (const auto& [name, features] : looks) result[name] = frechetDistances(faces, features);
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
  fmt::print("{} on {} ({} pictures)\n", model, data, result.at("pictures").get<int>());
  fmt::print("{:<38}{:>10}{:>12}{:>12}\n", "", "own mask", "another's", "the photos");
  const auto printAccuracies = [](const char* title, const nlohmann::json& shares) {
    const auto percent = [&](const char* key) { return 100 * shares.at(key).get<double>(); };
    fmt::print("{:<38}{:>10.2f}{:>12.2f}{:>12.2f}\n", title, percent("accuracy_own_mask"),
               percent("accuracy_other_mask"), percent("accuracy_real"));
  };
  printAccuracies("segmentation accuracy, percent", result);
  if (result.contains("reference")) printAccuracies("the reference's, percent", result.at("reference"));
  if (result.contains("attributes_kept"))
    fmt::print("{:<38}{:>10.2f}\n", "attributes kept, percent",
               100 * result.at("attributes_kept").get<double>());
  const auto printDistances = [](const char* title, const nlohmann::json& distances) {
    fmt::print("{:<38}{:>10.4f}{:>12.4f}\n", title, distances.at("frechet_own_mask").get<double>(),
               distances.at("frechet_other_mask").get<double>());
  };
  printDistances("Frechet distance, parser features", result);
  if (result.contains("perceptual_features"))
    printDistances("Frechet distance, perceptual features", result.at("perceptual_features"));
  if (result.contains("inception")) printDistances("Frechet distance, Inception", result.at("inception"));
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
  addVggOption(app, arguments->vgg);
  app.add_option(
         "--inception", arguments->inception,
         "Weights of Inception-v3 (.safetensors, torchvision's names; docs/regenerate.md says how to get "
         "them), for the usual Frechet distance")
      ->check(CLI::ExistingFile);
  return [arguments, &common] {
    const Registry registry;
    const auto entry = common.model.empty() ? registry.current("regenerate") : registry.find(common.model);
    const auto parser =
        arguments->parser.empty() ? registry.current("parse") : registry.find(arguments->parser);
    const auto compute = selectCompute(common.compute);
    RegenerateModel model(entry.weights, compute);
    SegmentationJudge judge(parser.weights, compute);
    auto classifier = attributeJudge(registry, arguments->classifier, compute);
    arguments->vgg = vggFile(arguments->vgg);
    auto result = evaluate(model, judge, classifier ? &*classifier : nullptr, *arguments);
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
