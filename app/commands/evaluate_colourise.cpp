// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/evaluate_colourise.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "app/commands/evaluate_task.h"
#include "app/commands/vgg_option.h"
#include "core/base/error.h"
#include "core/image/resample.h"
#include "core/losses/perceptual.h"
#include "core/models/load_vgg_features.h"
#include "core/models/registry.h"
#include "core/tensor/convert.h"
#include "core/training/metrics.h"

namespace pentimento {
namespace {

/// Largest difference between the lightness of two pictures, in L.
double lightnessChange(const Image& result, const Image& input) {
  return cv::norm(lightness(result).mat(), lightness(input).mat(), cv::NORM_INF);
}

/// Means of one kind of result (automatic, hinted, grey) over the pictures.
class ColouriseTally {
 public:
  explicit ColouriseTally(const VggFeatures* vgg) : vgg_(vgg) {}

  void add(const Image& result, const Image& truth) {
    ++count_;
    l1_ += chromaL1(result, truth);
    psnr_ += psnr(result, truth);
    colourfulness_ += colourfulness(result);
    histogram_.add(result);
    if (vgg_) perceptual_ += perceptualDistance(*vgg_, tensor(result), tensor(truth)).item<double>();
  }

  nlohmann::json json(const ColouriseTally& truth) const {
    const double n = std::max(1, count_);
    nlohmann::json out{{"l1", l1_ / n},
                       {"psnr", psnr_ / n},
                       {"colourfulness", colourfulness_ / n},
                       {"histogram_intersection", histogram_.intersection(truth.histogram_)}};
    if (vgg_) out["perceptual"] = perceptual_ / n;
    return out;
  }
  double meanColourfulness() const { return colourfulness_ / std::max(1, count_); }

 private:
  static torch::Tensor tensor(const Image& rgb) {
    cv::Mat scaled;
    rgb.mat().convertTo(scaled, CV_32F, 1 / rgb.maximum());
    return tensorFromImage(Image(scaled)).unsqueeze(0);
  }

  const VggFeatures* vgg_;
  int count_ = 0;
  double l1_ = 0, psnr_ = 0, colourfulness_ = 0, perceptual_ = 0;
  ChromaHistogram histogram_;
};

/// The true colour around a point.
ColourHint trueHint(const Image& truth, const cv::Point& point) {
  const int reach = std::max(1, std::max(truth.width(), truth.height()) / 100);
  const auto area = cv::Rect(point.x - reach, point.y - reach, 2 * reach + 1, 2 * reach + 1) &
                    cv::Rect(0, 0, truth.width(), truth.height());
  const auto mean = cv::mean(truth.mat()(area));
  ColourHint hint{static_cast<double>(point.x), static_cast<double>(point.y), {}};
  for (int c = 0; c < 3; ++c) hint.rgb[c] = static_cast<std::uint8_t>(std::lround(mean[c]));
  return hint;
}

std::vector<ColourHint> randomHints(const Image& truth, int count, cv::RNG& random) {
  std::vector<ColourHint> hints;
  for (int i = 0; i < count; ++i) {
    const int x = random.uniform(0, truth.width()), y = random.uniform(0, truth.height());
    hints.push_back(trueHint(truth, {x, y}));
  }
  return hints;
}

/// Where the chroma of `result` is farthest off, taken over what an eye sees as one spot (a thirtieth of the side).
cv::Point worstPoint(const Image& result, const Image& truth) {
  cv::Mat difference = labFromRgb(result).mat() - labFromRgb(truth).mat();
  cv::GaussianBlur(difference, difference, {}, std::max(truth.width(), truth.height()) / 30.0);
  cv::Mat lab[3], error;
  cv::split(difference, lab);
  cv::magnitude(lab[1], lab[2], error);
  cv::Point worst;
  cv::minMaxLoc(error, nullptr, nullptr, nullptr, &worst);
  return worst;
}

/// The result with `count` true hints, each where the one before was farthest off.
Image correctedWhereWorst(ColouriseSession& session, const Image& input, const Image& truth, Image result,
                          int count) {
  std::vector<ColourHint> hints;
  for (int i = 0; i < count; ++i) {
    hints.push_back(trueHint(truth, worstPoint(result, truth)));
    result = ColouriseSession::render(input, session.predict(hints), 1);
  }
  return result;
}

Image withoutColour(const Image& truth) {
  const cv::Mat none = cv::Mat::zeros(truth.mat().size(), CV_32FC2);
  return rgbFromLightnessAndChroma(lightness(truth), Image(none), PixelDepth::U8);
}

void printColouriseTable(const std::string& model, const std::string& data, const nlohmann::json& result) {
  fmt::print("{} on {} ({} pictures)\n", model, data, result.at("pictures").get<int>());
  fmt::print("{:<22}{:>9}{:>11}{:>9}{:>14}{:>12}\n", "", "L1 (ab)", "PSNR [dB]", "L_perc", "colourfulness",
             "histogram");
  const auto row = [&](const std::string& title, const char* key) {
    if (!result.contains(key)) return;
    const auto& one = result[key];
    const auto perceptual =
        one.contains("perceptual") ? fmt::format("{:.4f}", one["perceptual"].get<double>()) : "-";
    fmt::print("{:<22}{:>9.2f}{:>11.2f}{:>9}{:>14.1f}{:>12.3f}\n", title, one["l1"].get<double>(),
               one["psnr"].get<double>(), perceptual, one["colourfulness"].get<double>(),
               one["histogram_intersection"].get<double>());
  };
  row("automatic", "automatic");
  row(fmt::format("{} true hints", result["hints"].get<int>()), "hinted");
  row("left grey", "grey");
  fmt::print("{:<22}{:>9}{:>11}{:>9}{:>14.1f}{:>12.3f}\n", "truth", "", "", "",
             result["truth"]["colourfulness"].get<double>(), 1.0);
  fmt::print("L of the automatic result is the input's within {:.2f} at every pixel\n",
             result["largest_lightness_change"].get<double>());
}

}  // namespace

nlohmann::json evaluateColourise(ColouriseModel& model, const EvaluateColouriseOptions& options,
                                 const Progress& progress) {
  PhotoFoldersOptions folder{{options.data}, options.split};
  folder.maximumShortSide = options.longSide;
  folder.cacheMegabytes = 0;
  const PhotoFolders photos(folder);
  std::optional<VggFeatures> vgg;
  if (!options.vgg.empty()) vgg = loadVggFeatures(options.vgg);
  const VggFeatures* features = vgg ? &*vgg : nullptr;

  ColouriseTally automatic(features), hinted(features), grey(features), truths(nullptr);
  const std::size_t count =
      options.limit > 0 ? std::min<std::size_t>(options.limit, photos.size()) : photos.size();
  cv::RNG random(1);
  int measured = 0;
  double change = 0;
  for (std::size_t i = 0; i < count; ++i) {
    progress.report(static_cast<double>(i) / static_cast<double>(count), "measuring");
    Image truth = photos.load(i * photos.size() / count);
    if (truth.empty()) continue;
    const auto size = sizeForLongSide(truth.width(), truth.height(),
                                      std::min(options.longSide, std::max(truth.width(), truth.height())));
    truth = resize(truth, size.width, size.height);
    const Image input = withoutColour(truth);
    ColouriseSession session(model, input);
    const Image coloured = ColouriseSession::render(input, session.predict({}), 1);
    change = std::max(change, lightnessChange(coloured, input));
    automatic.add(coloured, truth);
    if (options.hints > 0 && options.places == HintPlaces::Worst)
      hinted.add(correctedWhereWorst(session, input, truth, coloured, options.hints), truth);
    else if (options.hints > 0)
      hinted.add(ColouriseSession::render(input, session.predict(randomHints(truth, options.hints, random)), 1),
                 truth);
    grey.add(input, truth);
    truths.add(truth, truth);
    ++measured;
  }
  if (measured == 0)
    throw Error(ErrorKind::Unreadable, options.data.folder.string() + ": holds no readable pictures");
  nlohmann::json out{{"pictures", measured},
                     {"unreadable", photos.unreadable()},
                     {"largest_lightness_change", change},
                     {"automatic", automatic.json(truths)},
                     {"grey", grey.json(truths)},
                     {"truth", {{"colourfulness", truths.meanColourfulness()}}}};
  if (options.hints > 0) out["hinted"] = hinted.json(truths);
  out["hints"] = options.hints;
  out["hint_places"] = options.places == HintPlaces::Worst ? "worst" : "random";
  return out;
}

std::function<int()> addEvaluateColourise(CLI::App& app, CommonOptions& common) {
  struct Arguments {
    EvaluateArguments common;
    EvaluateColouriseOptions colourise;
    std::string vgg;
  };
  auto arguments = std::make_shared<Arguments>();
  addEvaluateArguments(app, arguments->common);
  app.add_option("--hints", arguments->colourise.hints, "True hints in the guided measurement")
      ->capture_default_str();
  app.add_option("--hint-places", arguments->colourise.places,
                 "random, or worst: one after the other where the result is farthest off")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, HintPlaces>{{"random", HintPlaces::Random}, {"worst", HintPlaces::Worst}}))
      ->default_str("random");
  addVggOption(app, arguments->vgg);
  return [arguments, &common] {
    auto& options = arguments->colourise;
    options.data = PhotoSource::parse(arguments->common.data);
    options.split = arguments->common.split();
    options.limit = arguments->common.limit;
    options.vgg = vggFile(arguments->vgg);
    const Registry registry;
    const auto entry = common.model.empty() ? registry.current("colourise") : registry.find(common.model);
    ColouriseModel model(entry.weights, selectCompute(common.compute));
    auto result = evaluateColourise(model, options, Progress());
    result["model"] = entry.card.name;
    result["data"] = arguments->common.data;
    if (common.json)
      fmt::print("{}\n", result.dump());
    else
      printColouriseTable(entry.card.name, arguments->common.data, result);
    return 0;
  };
}

}  // namespace pentimento
