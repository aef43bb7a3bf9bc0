// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/attribute_dataset.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/error.h"
#include "core/data/sample_random.h"
#include "core/tensor/picture_tensor.h"

namespace pentimento {
namespace {

constexpr int mostUnreadable = 100;  // draws running before it is given up
constexpr double mostOften = 8;      // a group of a few faces is not learnt by heart

/// A face of one side, and how often it is drawn.
struct Candidate {
  std::size_t entry, source;
  double weight;
  int group;
};

/// Every source has its share, so that its look does not tell the sides apart; within it all groups that are
/// there come equally often, as far as no face comes `mostOften` times too often.
void balance(std::vector<Candidate>& candidates, const std::vector<double>& shares) {
  std::map<std::size_t, std::map<int, double>> groups;  // by source
  for (const auto& each : candidates) groups[each.source][each.group] += each.weight;
  std::map<std::size_t, double> sums;
  for (auto& each : candidates) {
    const auto& sizes = groups[each.source];
    double even = 0;
    for (const auto& [group, size] : sizes) even += size / static_cast<double>(sizes.size());
    sums[each.source] += each.weight *= std::min(mostOften, even / sizes.at(each.group));
  }
  for (auto& each : candidates) each.weight *= shares[each.source] / sums[each.source];
}

torch::Tensor labelsOf(const AttributeTable::Row& row) {
  std::vector<float> values(row.values.begin(), row.values.end());
  return torch::tensor(values);
}

}  // namespace

Alignment varied(Alignment alignment, const CropVariation& variation, cv::RNG& random) {
  const double angle = variation.rotation * random.uniform(-1.0, 1.0) * CV_PI / 180;
  const double scale = std::pow(variation.scale, random.uniform(-1.0, 1.0));
  const double c = std::cos(angle) * scale, s = std::sin(angle) * scale;
  const double right = 2 * variation.shift * random.uniform(-1.0, 1.0),
               down = 2 * variation.shift * random.uniform(-1.0, 1.0);
  alignment.centre += alignment.x * right + alignment.y * down;
  const auto x = alignment.x, y = alignment.y;
  alignment.x = x * c + y * s;
  alignment.y = y * c - x * s;
  return alignment;
}

torch::Tensor variedCrop(const AttributePhotos& photos, std::size_t index, int size,
                         const CropVariation& variation, cv::RNG& random) {
  const auto photo = photos.load(index);
  if (photo.empty()) return {};
  const auto alignment = varied(photos.entry(index).alignment, variation, random);
  const auto crop = pictureTensor(cropFromPhoto(photo, alignment, size), size);
  return random.uniform(0.0, 1.0) < variation.mirrorShare ? crop.flip(2) : crop;
}

torch::Tensor plainCrop(const AttributePhotos& photos, std::size_t index, int size) {
  const auto photo = photos.load(index);
  if (photo.empty()) return {};
  return pictureTensor(cropFromPhoto(photo, photos.entry(index).alignment, size), size);
}

AttributeDataset::AttributeDataset(std::shared_ptr<const AttributePhotos> photos, Attribute attribute,
                                   int size, const CropVariation& variation, std::uint64_t seed)
    : photos_(std::move(photos)), size_(size), variation_(variation), seed_(seed) {
  std::vector<Candidate> candidates[2];
  for (std::size_t i = 0; i < photos_->size(); ++i) {
    const auto& entry = photos_->entry(i);
    const auto lesson = lessonFor(attribute, photos_->table(), *entry.row);
    for (const int side : {0, 1})
      if (const double weight = side == 0 ? lesson.without : lesson.with; weight > 0)
        candidates[side].push_back({i, entry.source, weight, lesson.group});
  }
  for (const int side : {0, 1}) {
    if (candidates[side].empty())
      throw Error(ErrorKind::NotFound, std::string("the folders hold no face ") +
                                           (side == 0 ? "without " : "with ") + nameOf(attribute) +
                                           ", so it cannot be learnt");
    balance(candidates[side], photos_->weights());
    double upTo = 0;
    for (const auto& each : candidates[side]) {
      sides_[side].entries.push_back(each.entry);
      sides_[side].upTo.push_back(upTo += each.weight);
    }
  }
}

torch::Tensor AttributeDataset::draw(const Side& side, cv::RNG& random) const {
  for (int attempt = 0; attempt < mostUnreadable; ++attempt) {
    const double at = random.uniform(0.0, side.upTo.back());
    const auto found = std::upper_bound(side.upTo.begin(), side.upTo.end(), at);
    const auto index = std::min<std::ptrdiff_t>(found - side.upTo.begin(), std::ssize(side.entries) - 1);
    const auto crop =
        variedCrop(*photos_, side.entries[static_cast<std::size_t>(index)], size_, variation_, random);
    if (crop.defined()) return crop;
  }
  throw Error(ErrorKind::Unreadable, "the folders hold no readable pictures");
}

double AttributeDataset::share(int side, std::size_t i) const {
  const auto& upTo = sides_[side].upTo;
  return (upTo[i] - (i == 0 ? 0 : upTo[i - 1])) / upTo.back();
}

AttributePairs AttributeDataset::batch(std::int64_t number, const BatchPart& part) const {
  std::vector<torch::Tensor> without, with;
  for (const auto i : part.samples(number)) {
    auto random = randomForSample(seed_, i);
    without.push_back(draw(sides_[0], random));
    with.push_back(draw(sides_[1], random));
  }
  return {torch::stack(without), torch::stack(with)};
}

AttributeBatch attributeBatch(const AttributePhotos& photos, int side, const CropVariation& variation,
                              std::uint64_t seed, std::int64_t number, const BatchPart& part) {
  std::vector<torch::Tensor> pictures, labels;
  for (const auto i : part.samples(number)) {
    auto random = randomForSample(seed, i);
    for (int attempt = 0; attempt < mostUnreadable; ++attempt) {
      const auto index = static_cast<std::size_t>(random.uniform(0, static_cast<int>(photos.size())));
      const auto crop = variedCrop(photos, index, side, variation, random);
      if (!crop.defined()) continue;
      pictures.push_back(crop);
      labels.push_back(labelsOf(*photos.entry(index).row));
      break;
    }
  }
  if (std::ssize(pictures) < part.count())
    throw Error(ErrorKind::Unreadable, "the folders hold no readable pictures");
  return {torch::stack(pictures), torch::stack(labels)};
}

AttributeBatch plainBatch(const AttributePhotos& photos, int side, std::size_t count) {
  std::vector<torch::Tensor> pictures, labels;
  for (std::size_t i = 0; i < count; ++i) {
    const auto index = i * photos.size() / count;
    const auto crop = plainCrop(photos, index, side);
    if (!crop.defined()) continue;
    pictures.push_back(crop);
    labels.push_back(labelsOf(*photos.entry(index).row));
  }
  if (pictures.empty()) throw Error(ErrorKind::Unreadable, "the folders hold no readable pictures");
  return {torch::stack(pictures), torch::stack(labels)};
}

}  // namespace pentimento
