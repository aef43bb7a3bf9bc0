// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <optional>

#include "app/commands/evaluate_task.h"
#include "core/base/error.h"
#include "core/data/painted_light.h"
#include "core/data/sample_random.h"
#include "core/data/yale_lights.h"
#include "core/image/image_io.h"
#include "core/image/resample.h"
#include "core/models/load_model.h"
#include "core/models/registry.h"
#include "core/tensor/picture_tensor.h"
#include "core/training/identity_distance.h"
#include "core/training/makeup_measures.h"

namespace pentimento {
namespace {

constexpr int storedSize = 256;  // of crops, for identity and the sheet
constexpr std::uint64_t pairSeed = 1, lightSeed = 2, paintSeed = 3;

struct MakeupEvaluation {
  std::vector<std::string> data;
  std::string textures, identity, yale, canonical, sheet;
  bool heldOut = false;
  int pairs = 200, sheetSize = 6;

  std::vector<PhotoSource> sources() const {
    std::vector<PhotoSource> result;
    for (const auto& text : data) result.push_back(PhotoSource::parse(text));
    return result;
  }
  Split split() const { return heldOut ? Split::HeldOut : Split::All; }
};

struct Method {
  const char *key, *name;
  MakeupMethod transfer;
};

std::vector<Method> methodsWith(MakeupGenerator& network, const Compute& compute) {
  return {{"network", "the network", networkMethod(network, compute)},
          {"reinhard_regions", "Reinhard, by region",
           [](const MakeupBatch& pair) { return reinhardTransferred(pair, true); }},
          {"reinhard", "Reinhard, whole face",
           [](const MakeupBatch& pair) { return reinhardTransferred(pair, false); }},
          {"histogram_matching", "histogram matching", histogramTransferred},
          {"unchanged", "unchanged", unchanged}};
}

/// What one way of making up comes to.
struct MakeupTally {
  ColourTally colours;
  PaintedTally painted;
  LightLeaks leaks;
  double added = 0, identity = 0;
  int same = 0;
};

/// Faces as the network sees them, and (where they are needed) as they were stored.
struct Faces {
  MakeupFaces small;
  std::optional<MakeupFaces> stored;

  Faces(const MakeupEvaluation& arguments, int size)
      : small(arguments.sources(), arguments.textures, arguments.split(), size) {
    if (!arguments.identity.empty() || !arguments.sheet.empty())
      stored.emplace(arguments.sources(), arguments.textures, arguments.split(), storedSize);
  }
};

/// A light for each pair, always the same.
LightChange lightFor(const std::optional<YaleLights>& yale, int pair) {
  auto random = randomForSample(lightSeed, pair);
  if (yale)
    return [&yale, random](const cv::Mat& texture, const cv::Mat&) {
      auto same = random;
      return timesLight(texture, yale->draw(same, texture.cols).light);
    };
  return [light = randomLight(random)](const cv::Mat& texture, const cv::Mat& normals) {
    return lit(texture, normals, light);
  };
}

std::optional<YaleLights> yaleLights(const MakeupEvaluation& arguments, int size) {
  if (arguments.yale.empty()) return {};
  YalePhotosOptions options;
  options.folder = arguments.yale;
  options.canonical = arguments.canonical;
  options.split = arguments.split();
  options.size = size;
  return YaleLights(YalePhotos(options));
}

std::vector<MakeupTally> measure(const std::vector<Method>& methods, const Faces& faces,
                                 const MakeupDataset& maker, const MakeupEvaluation& arguments,
                                 const std::optional<YaleLights>& yale) {
  std::optional<IdentityDescriptor> identity;
  if (!arguments.identity.empty()) identity.emplace(arguments.identity);
  std::vector<MakeupTally> tallies(methods.size());
  for (int i = 0; i < arguments.pairs; ++i) {
    auto random = randomForSample(pairSeed, i);
    const auto sourceIndex = faces.small.draw(random, false), referenceIndex = faces.small.draw(random, true);
    const auto source = faces.small.load(sourceIndex), reference = faces.small.load(referenceIndex);
    const auto pair = maker.pair(*source, *reference);
    const auto light = lightFor(yale, i);
    const auto bare = faces.small.load(faces.small.draw(random, false));
    for (const auto part : makeupParts) {
      auto paint = randomForSample(paintSeed, i);
      const auto [example, wanted] = paintedPart(maker, *source, *bare, part, paint);
      for (std::size_t m = 0; m < methods.size(); ++m)
        tallies[m].painted.add(methods[m].transfer, part, example, wanted);
    }
    for (std::size_t m = 0; m < methods.size(); ++m) {
      const auto result = methods[m].transfer(pair);
      tallies[m].colours.add(result, pair);
      tallies[m].added += meanChange(result, pair.source, pair.sourceRegions) / arguments.pairs;
      const auto leaks = lightLeaks(methods[m].transfer, pair, *source, *reference, light);
      tallies[m].leaks.reference += leaks.reference / arguments.pairs;
      tallies[m].leaks.source += leaks.source / arguments.pairs;
      if (!identity) continue;
      const auto face = faces.stored->load(sourceIndex);
      const double distance = identity->distance(pictureTensor(face->crop, face->crop.width()),
                                                 cropWith(*face, result - pair.source));
      tallies[m].identity += distance / arguments.pairs;
      tallies[m].same += distance < samePersonDistance;
    }
  }
  return tallies;
}

nlohmann::json jsonOf(const std::vector<Method>& methods, const std::vector<MakeupTally>& tallies,
                      const MakeupEvaluation& arguments) {
  nlohmann::json json{{"pairs", arguments.pairs},
                      {"light", arguments.yale.empty() ? "painted" : "yale"},
                      {"methods", nlohmann::json::object()}};
  for (std::size_t m = 0; m < methods.size(); ++m) {
    const auto& tally = tallies[m];
    auto& one = json["methods"][methods[m].key];
    one = {{"histogram_distance", tally.colours.json()},
           {"painted", tally.painted.json()},
           {"added", tally.added},
           {"relit_reference", tally.leaks.reference},
           {"relit_source", tally.leaks.source}};
    if (arguments.identity.empty()) continue;
    one["identity_distance"] = tally.identity;
    one["same_person"] = static_cast<double>(tally.same) / arguments.pairs;
  }
  return json;
}

/// So many of the faces that wear make-up, or of the others, spread over them.
std::vector<std::size_t> chosen(const MakeupFaces& faces, bool madeUp, int count) {
  std::vector<std::size_t> all, some;
  for (std::size_t i = 0; i < faces.size(); ++i)
    if ((faces.wear(i) == Wear::MadeUp) == madeUp) all.push_back(i);
  const auto wanted = std::min(all.size(), static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < wanted; ++i) some.push_back(all[i * all.size() / wanted]);
  return some;
}

/// One in three references is lit hard from a side, so that shadows and highlights are seen not to go over.
bool isRelit(std::size_t column) {
  return column % 3 == 2;
}

torch::Tensor inSheetLight(const torch::Tensor& texture, const StoredFace& face, std::size_t column) {
  PaintedLight light;
  const float side = column % 2 == 0 ? 1.0F : -1.0F;
  light.direction = cv::normalize(cv::Vec3f(side, -0.3F, -0.5F));
  light.ambient = 0.15;
  light.hardness = 0.4;
  light.highlight = 0.5;
  return relit(texture, face, [light](const cv::Mat& pixels, const cv::Mat& normals) {
    return lit(pixels, normals, light);
  });
}

/// References above, sources on the left.
void writeSheet(const Faces& faces, const MakeupDataset& maker, const MakeupMethod& network,
                const MakeupEvaluation& arguments) {
  const auto sources = chosen(faces.small, false, arguments.sheetSize),
             references = chosen(faces.small, true, arguments.sheetSize);
  if (sources.empty() || references.empty()) return;
  const int side = faces.stored->load(references.front())->crop.width();
  std::vector<cv::Mat> cells{cv::Mat(side, side, CV_8UC3, cv::Scalar::all(255))};
  cv::Mat sheet;
  const auto show = [&](const torch::Tensor& picture) {
    cells.push_back(resize(imageFromPicture(picture), side, side).mat());
  };
  const auto endRow = [&] {
    cv::Mat row;
    cv::hconcat(cells, row);
    sheet.push_back(row);
    cells.clear();
  };
  for (std::size_t column = 0; column < references.size(); ++column) {
    const auto face = faces.stored->load(references[column]);
    const auto texture = pictureTensor(face->texture, face->texture.width());
    show(cropWith(*face, isRelit(column) ? inSheetLight(texture, *face, column) - texture
                                         : torch::zeros_like(texture)));
  }
  endRow();
  for (const auto index : sources) {
    const auto source = faces.small.load(index), stored = faces.stored->load(index);
    show(pictureTensor(stored->crop, stored->crop.width()));
    for (std::size_t column = 0; column < references.size(); ++column) {
      const auto reference = faces.small.load(references[column]);
      auto pair = maker.pair(*source, *reference);
      if (isRelit(column)) pair.reference = inSheetLight(pair.reference, *reference, column);
      show(cropWith(*stored, network(pair) - pair.source));
    }
    endRow();
  }
  Photo picture;
  picture.image = Image(sheet);
  writePhoto(arguments.sheet, picture, {});
}

void printMakeupTable(const std::vector<Method>& methods, const nlohmann::json& result) {
  fmt::print("{} ({} pairs)\n", result.at("model").get<std::string>(), result.at("pairs").get<int>());
  fmt::print("{:<24}{:>30}{:>8}{:>26}\n", "", "histogram distance, of 255", "",
             "changed by " + result.at("light").get<std::string>() + " light");
  fmt::print("{:<24}{:>10}{:>10}{:>10}{:>8}{:>14}{:>12}", "", "lips", "eyes", "skin", "added", "on reference",
             "on source");
  if (result.at("methods").front().contains("same_person"))
    fmt::print("{:>16}{:>10}", "same person, %", "distance");
  fmt::print("\n");
  for (const auto& method : methods) {
    const auto& one = result.at("methods").at(method.key);
    fmt::print("{:<24}", method.name);
    for (const char* region : {"lips", "eyes", "skin"})
      fmt::print("{:>10.2f}", one.at("histogram_distance").value(region, 0.0));
    fmt::print("{:>8.2f}{:>14.2f}{:>12.2f}", one.at("added").get<double>(),
               one.at("relit_reference").get<double>(), one.at("relit_source").get<double>());
    if (one.contains("same_person"))
      fmt::print("{:>16.1f}{:>10.3f}", 100 * one.at("same_person").get<double>(),
                 one.at("identity_distance").get<double>());
    fmt::print("\n");
  }
}

void printPaintedTable(const std::vector<Method>& methods, const nlohmann::json& result) {
  fmt::print("\n{:<24}{}\n{:<24}", "painted on the reference", "what comes over / what is done beside it, %",
             "");
  for (const auto part : makeupParts) fmt::print("{:>14}", nameOf(part));
  fmt::print("\n");
  for (const auto& method : methods) {
    const auto& parts = result.at("methods").at(method.key).at("painted");
    fmt::print("{:<24}", method.name);
    for (const auto part : makeupParts) {
      const auto one =
          parts.value(std::string(nameOf(part)), nlohmann::json());  // null: hidden on all sources
      fmt::print("{:>14}", one.is_null()
                               ? "-"
                               : fmt::format("{:.0f} / {:.0f}", 100 * one.at("comes_over").get<double>(),
                                             100 * one.at("beside").get<double>()));
    }
    fmt::print("\n");
  }
}

int run(const MakeupEvaluation& arguments, const CommonOptions& common) {
  const Registry registry;
  const auto entry = common.model.empty() ? registry.current("makeup") : registry.find(common.model);
  const auto compute = selectCompute(common.compute);
  const auto model = loadModel(entry.weights, "makeup");
  MakeupGenerator network(model.options<MakeupGeneratorOptions>());
  loadInto(*network, model.weights, "network.");
  prepareForInference(*network);
  network->to(torch::Device(compute.device));

  const auto size = static_cast<int>(network->options().size);
  const Faces faces(arguments, size);
  MakeupDatasetOptions options;
  options.size = size;
  const MakeupDataset maker(nullptr, options, 0);
  const auto methods = methodsWith(network, compute);
  const auto tallies = measure(methods, faces, maker, arguments, yaleLights(arguments, size));
  if (!arguments.sheet.empty()) writeSheet(faces, maker, methods.front().transfer, arguments);
  auto result = jsonOf(methods, tallies, arguments);
  result["model"] = entry.card.name;
  result["data"] = arguments.data;
  if (common.json) {
    fmt::print("{}\n", result.dump());
  } else {
    printMakeupTable(methods, result);
    printPaintedTable(methods, result);
  }
  return 0;
}

}  // namespace

std::function<int()> addEvaluateMakeup(CLI::App& app, CommonOptions& common) {
  auto arguments = std::make_shared<MakeupEvaluation>();
  app.add_option("--data", arguments->data,
                 "A folder of pictures (DIR, or DIR=WEIGHT); once for each of them")
      ->required()
      ->allow_extra_args(false);
  app.add_option("--textures", arguments->textures,
                 "The unwrapped faces of those, as `train makeup` keeps them")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_flag("--held-out", arguments->heldOut, "Only the faces that training leaves out");
  app.add_option("--pairs", arguments->pairs, "Of a face and a reference, drawn at random")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--identity", arguments->identity, "TorchScript face descriptor; see identity_distance.h")
      ->check(CLI::ExistingFile);
  auto* yale = app.add_option("--yale", arguments->yale,
                              "Extended Yale B: its light instead of painted light on faces and references");
  auto* canonical = app.add_option("--canonical", arguments->canonical,
                                   "The layout of the texture: 468 points and triangles, for --yale");
  yale->needs(canonical);
  app.add_option("--sheet", arguments->sheet,
                 "Writes a picture: sources made up as references, every third of which is lit from a side");
  app.add_option("--sheet-size", arguments->sheetSize, "Sources and references in it")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  return [arguments, &common] { return run(*arguments, common); };
}

}  // namespace pentimento
