// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/disturbed_pairs.h"

#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/data/disturb.h"
#include "core/data/random_square.h"
#include "core/data/sample_random.h"
#include "core/tensor/convert.h"

namespace pentimento {
namespace {

constexpr double lightShare = 0.6;
constexpr int mostSharpnessRounds = 3;  // each of which often does nothing

/// `other`: whose pixels may cover it. Something has changed in any case.
cv::Mat disturbed(const cv::Mat& picture, const cv::Mat& other, cv::RNG& random) {
  cv::Mat result;
  do {
    picture.copyTo(result);
    if (chance(random, lightShare)) disturbLight(result, random);
    for (int rounds = random.uniform(0, mostSharpnessRounds + 1); rounds > 0; --rounds)
      disturbSharpness(result, random);
    occlude(result, other, random);
    result = cv::min(cv::max(result, 0.0), 1.0);
  } while (cv::norm(result, picture, cv::NORM_INF) == 0);
  return result;
}

}  // namespace

void DisturbedPairsOptions::check() const {
  if (size < 32 || size > 1024) throw Error(ErrorKind::InvalidArgument, "size must be 32 to 1024 pixels");
  if (maximumZoom < 1 || maximumZoom > 8)
    throw Error(ErrorKind::InvalidArgument, "maximum_zoom must be 1 to 8");
}

DisturbedPairs::DisturbedPairs(std::shared_ptr<const PhotoFolders> photos,
                               const DisturbedPairsOptions& options, std::uint64_t seed)
    : photos_(std::move(photos)), options_(options), seed_(seed) {
  options.check();
}

cv::Mat DisturbedPairs::square(cv::RNG& random) const {
  const Image photo = photos_->draw(random);
  cv::Mat picture;
  randomSquare(photo, options_.size, options_.maximumZoom, random)
      .convertTo(picture, CV_32F, 1 / photo.maximum());
  return cv::min(cv::max(picture, 0.0), 1.0);
}

DisturbedPairBatch DisturbedPairs::batch(std::int64_t number, const BatchPart& part) const {
  std::vector<torch::Tensor> photos, disturbedPhotos;
  for (const auto i : part.samples(number)) {
    auto random = randomForSample(seed_, i);
    const cv::Mat picture = square(random), other = square(random);
    photos.push_back(tensorFromImage(Image(picture)));
    disturbedPhotos.push_back(tensorFromImage(Image(disturbed(picture, other, random))));
  }
  return {torch::stack(photos), torch::stack(disturbedPhotos)};
}

}  // namespace pentimento
