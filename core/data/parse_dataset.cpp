// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/parse_dataset.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/data/added_parts.h"
#include "core/data/disturb.h"
#include "core/data/sample_random.h"
#include "core/face/label_map.h"
#include "core/tensor/picture_tensor.h"

namespace pentimento {
namespace {

constexpr double leastOfDonor = 0.001;  // of the picture: a smaller necklace is worth no pasting

/// Sample pixels -> pixels of a picture of this size: about the middle, turned, scaled, shifted (shares of
/// the side).
cv::Matx23d pictureFromSample(const cv::Size& picture, int size, double scale, double degrees,
                              const cv::Point2d& shift) {
  const double a = degrees * CV_PI / 180, factor = static_cast<double>(picture.width) / size / scale;
  const double c = std::cos(a) * factor, s = std::sin(a) * factor, middle = (size - 1) / 2.0;
  const cv::Point2d centre((picture.width - 1) / 2.0 + shift.x * picture.width,
                           (picture.height - 1) / 2.0 + shift.y * picture.height);
  return {c, -s, centre.x - c * middle + s * middle, s, c, centre.y - s * middle - c * middle};
}

}  // namespace

void ParseDatasetOptions::check() const {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorKind::InvalidArgument, message);
  };
  require(size >= 64 && size <= 1024 && size % 32 == 0, "size must be a multiple of 32, 64 to 1024 pixels");
  require(mirrorShare >= 0 && mirrorShare <= 1 && disturbShare >= 0 && disturbShare <= 1,
          "shares must be 0 to 1");
  for (const double share : {backdropShare, clothShare, necklaceShare})
    require(share >= 0 && share <= 1, "shares of backdrops, cloth and necklaces must be 0 to 1");
  require(!backdrops.empty() || (backdropShare == 0 && clothShare == 0),
          "other backgrounds and clothes need photos to show: name folders of backdrops");
  require(maximumScale >= 1 && maximumScale <= 4, "maximum_scale must be 1 to 4");
  require(maximumRotation >= 0 && maximumRotation <= 180, "maximum_rotation must be 0 to 180 degrees");
  require(maximumShift >= 0 && maximumShift <= 0.5, "maximum_shift must be 0 to 0.5 of the side");
}

ParseDataset::ParseDataset(std::shared_ptr<const ParsePhotos> photos, const ParseDatasetOptions& options,
                           std::uint64_t seed)
    : photos_(std::move(photos)), options_(options), seed_(seed) {
  options.check();
  if (options.backdropShare > 0 || options.clothShare > 0) {
    PhotoFoldersOptions folders;
    folders.sources = options.backdrops;
    folders.split = Split::All;
    folders.cacheMegabytes = 1000;
    backdrops_ = std::make_unique<PhotoFolders>(folders);
  }
  if (options.necklaceShare > 0) wearers_ = photos_->showing(FaceClass::Necklace, leastOfDonor);
}

void ParseDataset::addNecklace(
    ParsePhotos::LabelledPhoto& face, cv::RNG& random,
    const std::function<ParsePhotos::LabelledPhoto(const ParsePhotos::LabelledPhoto&)>& warped) const {
  if (!wearers_.empty() && chance(random, 0.5)) {
    const auto wearer = photos_->load(
        wearers_[static_cast<std::size_t>(random.uniform(0, static_cast<int>(wearers_.size())))]);
    if (!wearer.picture.empty()) {
      const auto donor = warped(wearer);
      if (pasteNecklace(face.picture, face.labels, donor.picture, donor.labels, random)) return;
    }
  }
  drawNecklace(face.picture, face.labels, random);
}

std::pair<torch::Tensor, torch::Tensor> ParseDataset::sample(std::int64_t number) const {
  auto random = randomForSample(seed_, number);
  const auto photo = photos_->draw(random);
  const int size = static_cast<int>(options_.size);
  const double scale = std::pow(options_.maximumScale, random.uniform(-1.0, 1.0));
  const double turn = options_.maximumRotation * random.uniform(-1.0, 1.0);
  const cv::Point2d shift(options_.maximumShift * random.uniform(-1.0, 1.0),
                          options_.maximumShift * random.uniform(-1.0, 1.0));
  const auto warpedMat = [&](const cv::Mat& input, int interpolation) {
    cv::Mat out;
    cv::warpAffine(input, out, pictureFromSample(input.size(), size, scale, turn, shift), {size, size},
                   interpolation | cv::WARP_INVERSE_MAP, cv::BORDER_REFLECT);
    return out;
  };
  const auto warped = [&](const ParsePhotos::LabelledPhoto& one) {
    return ParsePhotos::LabelledPhoto{warpedMat(one.picture, cv::INTER_LINEAR),
                                      warpedMat(one.labels, cv::INTER_NEAREST)};
  };
  auto face = warped(photo);
  // Only what is wanted draws random numbers: runs without it see what they always saw.
  if (options_.backdropShare > 0 && chance(random, options_.backdropShare))
    replaceBackdrop(face.picture, face.labels, backdrops_->draw(random).mat(), random);
  if (options_.clothShare > 0 && chance(random, options_.clothShare))
    replaceCloth(face.picture, face.labels, backdrops_->draw(random).mat(), random);
  if (options_.necklaceShare > 0 && chance(random, options_.necklaceShare)) addNecklace(face, random, warped);
  auto& [picture, labels] = face;
  if (random.uniform(0.0, 1.0) < options_.mirrorShare) {
    cv::flip(picture, picture, 1);
    labels = mirrored(Image(labels)).mat();
  }
  if (random.uniform(0.0, 1.0) < options_.disturbShare) {
    picture.convertTo(picture, CV_32F, 1 / 255.0);
    disturbLight(picture, random);
    disturbSharpness(picture, random);
    picture = cv::max(cv::min(picture, 1.0), 0.0);
  }
  return {pictureTensor(Image(picture), size), labelTensor(Image(labels))};
}

ParseBatch ParseDataset::batch(std::int64_t number, const BatchPart& part) const {
  std::vector<torch::Tensor> pictures, labels;
  for (const auto i : part.samples(number)) {
    const auto [picture, map] = sample(i);
    pictures.push_back(picture);
    labels.push_back(map);
  }
  return {torch::stack(pictures), torch::stack(labels)};
}

cv::Mat resizedLabels(const cv::Mat& labels, int size) {
  cv::Mat out;
  cv::resize(labels, out, {size, size}, 0, 0, cv::INTER_NEAREST_EXACT);
  return out;
}

}  // namespace pentimento
