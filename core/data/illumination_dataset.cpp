// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/illumination_dataset.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/data/face_textures.h"
#include "core/data/painted_light.h"
#include "core/data/sample_random.h"
#include "core/tensor/convert.h"

namespace pentimento {
namespace {

cv::Mat floats(const cv::Mat& bytes) {
  cv::Mat out;
  bytes.convertTo(out, CV_32F, 1 / 255.0);
  return out;
}

cv::Mat grey(const cv::Mat& rgb) {
  cv::Mat out;
  cv::cvtColor(rgb, out, cv::COLOR_RGB2GRAY);
  return out;
}

/// Frontal light that leaves a texture dark is dim.
LightClass named(LightClass light, const cv::Mat& texture) {
  if (directionOf(light) != 0) return light;
  return cv::mean(grey(texture))[0] < dimBelow ? LightClass::DimFrontal : LightClass::Frontal;
}

/// Grey as skin of some colour would be in it, or left grey.
cv::Mat tinted(const cv::Mat& grey, cv::RNG& random) {
  cv::Vec3f tint(1, 1, 1);
  if (random.uniform(0.0, 1.0) < 0.75) {
    const auto green = random.uniform(0.62F, 0.92F);
    tint = cv::Vec3f(1, green, green * random.uniform(0.7F, 1.0F));
    tint /= 0.3F * tint[0] + 0.6F * tint[1] + 0.1F * tint[2];  // as bright as before
  }
  cv::Mat out(grey.size(), CV_32FC3);
  for (int y = 0; y < out.rows; ++y)
    for (int x = 0; x < out.cols; ++x) out.at<cv::Vec3f>(y, x) = grey.at<float>(y, x) * tint;
  return out;
}

/// Texture and map moved alike: landmarks and meshes are never exact.
void displace(cv::Mat& texture, cv::Mat& spoilt, cv::RNG& random) {
  const double scale = std::exp(random.gaussian(0.02)), reach = 0.015 * texture.cols;
  const double middle = (texture.cols - 1) / 2.0;
  const cv::Matx23d warp(scale, random.gaussian(0.01), 0, random.gaussian(0.01), scale, 0);
  cv::Matx23d centred = warp;
  centred(0, 2) = middle - warp(0, 0) * middle - warp(0, 1) * middle + random.gaussian(reach);
  centred(1, 2) = middle - warp(1, 0) * middle - warp(1, 1) * middle + random.gaussian(reach);
  for (auto* picture : {&texture, &spoilt})
    cv::warpAffine(picture->clone(), *picture, centred, picture->size(), cv::INTER_LINEAR,
                   cv::BORDER_REPLICATE);
}

/// Exposure, contrast, blur and noise of the camera.
void photograph(cv::Mat& texture, cv::RNG& random) {
  const double contrast = std::exp(random.gaussian(0.2)), gain = std::exp(random.gaussian(0.25));
  cv::Mat out;
  cv::pow(cv::min(cv::max(texture * gain, 0.0), 1.0), contrast, out);
  if (random.uniform(0, 3) == 0) cv::GaussianBlur(out, out, {}, random.uniform(0.3, 1.2));
  cv::Mat noise(out.size(), CV_32FC3);
  random.fill(noise, cv::RNG::NORMAL, 0, random.uniform(0.0, 0.03));
  texture = cv::min(cv::max(out + noise, 0.0), 1.0);
}

torch::Tensor textureTensor(const cv::Mat& texture) {
  return tensorFromImage(Image(texture)).mul_(2).sub_(1);
}

}  // namespace

void IlluminationDatasetOptions::check() const {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(size >= 32 && size <= 512, "size must be 32 to 512 texels");
  require(colourShare >= 0 && colourShare <= 1, "colour_share must be 0 to 1");
  require(ratioShare >= 0 && ratioShare <= 1, "ratio_share must be 0 to 1");
}

IlluminationDataset::IlluminationDataset(std::shared_ptr<const YalePhotos> photos,
                                         const std::filesystem::path& colours,
                                         const IlluminationDatasetOptions& options, std::uint64_t seed)
    : photos_(std::move(photos)),
      lights_(*photos_),
      byDirection_(lightDirectionCount),
      options_(options),
      seed_(seed) {
  options_.check();
  for (std::size_t i = 0; i < photos_->entries().size(); ++i)
    byDirection_[static_cast<std::size_t>(directionOf(photos_->entries()[i].light))].push_back(i);
  std::erase_if(byDirection_, [](const auto& entries) { return entries.empty(); });
  if (colours.empty()) return;
  for (const auto& file : faceFiles(colours)) {
    const auto face = readFace(file);
    ColourFace kept;
    cv::resize(face.texture.mat(), kept.texture, {options_.size, options_.size}, 0, 0, cv::INTER_AREA);
    cv::resize(face.normals.mat(), kept.normals, {options_.size, options_.size}, 0, 0, cv::INTER_AREA);
    colours_.push_back(std::move(kept));
  }
  if (colours_.empty()) throw Error(ErrorKind::NotFound, colours.string() + ": has no stored faces");
}

IlluminationDataset::Sample IlluminationDataset::yaleSample(cv::RNG& random) const {
  const auto& entries =
      byDirection_[static_cast<std::size_t>(random.uniform(0, static_cast<int>(byDirection_.size())))];
  const auto& entry =
      photos_
          ->entries()[entries[static_cast<std::size_t>(random.uniform(0, static_cast<int>(entries.size())))]];
  const cv::Mat lit = floats(entry.texture.mat()),
                frontal = floats(photos_->entries()[entry.frontal].texture.mat());
  Sample sample{lit, spoiltByLight(lit, frontal), entry.light};
  // Yale's camera was linear; photos for looking at have the sRGB curve, which lightens shadows.
  cv::pow(sample.texture, 1 / random.uniform(1.0, 2.2), sample.texture);
  if (directionOf(entry.light) == 0 && random.uniform(0, 2) == 1) sample.texture *= random.uniform(0.15, 0.5);
  sample.texture = tinted(sample.texture, random);
  const cv::Size size(options_.size, options_.size);
  for (auto* picture : {&sample.texture, &sample.spoilt})
    if (picture->size() != size) cv::resize(*picture, *picture, size, 0, 0, cv::INTER_AREA);
  return sample;
}

IlluminationDataset::Sample IlluminationDataset::colourSample(cv::RNG& random) const {
  const auto& face = colours_[static_cast<std::size_t>(random.uniform(0, static_cast<int>(colours_.size())))];
  const cv::Mat plain = floats(face.texture);
  Sample sample;
  if (random.uniform(0.0, 1.0) < options_.ratioShare) {
    const auto ratio = lights_.draw(random, options_.size);
    sample.light = ratio.kind;
    sample.texture = timesLight(plain, ratio.light);
  } else {
    const auto light = randomLight(random);
    cv::Mat normals = 2 * floats(face.normals) - cv::Scalar::all(1);
    sample.light = lightClassOf(light);
    sample.texture = lit(plain, normals, light);
  }
  sample.spoilt = spoiltByLight(grey(sample.texture), grey(plain));
  return sample;
}

IlluminationDataset::Sample IlluminationDataset::sample(std::int64_t number) const {
  auto random = randomForSample(seed_, number);
  const bool colour = !colours_.empty() && random.uniform(0.0, 1.0) < options_.colourShare;
  auto sample = colour ? colourSample(random) : yaleSample(random);
  if (random.uniform(0, 2) == 1) {
    cv::flip(sample.texture, sample.texture, 1);
    cv::flip(sample.spoilt, sample.spoilt, 1);
    sample.light = mirrored(sample.light);
  }
  displace(sample.texture, sample.spoilt, random);
  photograph(sample.texture, random);
  sample.light = named(sample.light, sample.texture);
  return sample;
}

LitBatch IlluminationDataset::batch(std::int64_t number, const BatchPart& part) const {
  std::vector<torch::Tensor> textures, spoilt;
  std::vector<std::int64_t> classes;
  for (const auto i : part.samples(number)) {
    const auto one = sample(i);
    textures.push_back(textureTensor(one.texture));
    spoilt.push_back(tensorFromImage(Image(one.spoilt)));
    classes.push_back(static_cast<std::int64_t>(one.light));
  }
  return {torch::stack(textures), torch::tensor(classes), torch::stack(spoilt)};
}

LitBatch plainLitBatch(const YalePhotos& photos, std::size_t limit) {
  std::vector<torch::Tensor> textures, spoilt;
  std::vector<std::int64_t> classes;
  const auto all = photos.entries().size(), count = limit > 0 ? std::min(limit, all) : all;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& entry = photos.entries()[i * all / count];
    const cv::Mat one = floats(entry.texture.mat());
    cv::Mat rgb;
    cv::cvtColor(one, rgb, cv::COLOR_GRAY2RGB);
    textures.push_back(textureTensor(rgb));
    spoilt.push_back(
        tensorFromImage(Image(spoiltByLight(one, floats(photos.entries()[entry.frontal].texture.mat())))));
    classes.push_back(static_cast<std::int64_t>(named(entry.light, rgb)));
  }
  return {torch::stack(textures), torch::tensor(classes), torch::stack(spoilt)};
}

}  // namespace pentimento
