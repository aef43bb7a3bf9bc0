// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/disturb.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/data/sample_random.h"

namespace pentimento {
namespace {

/// A smooth field of values in [0, 1], `cells` bumps across.
cv::Mat smoothField(const cv::Size& size, int cells, cv::RNG& random) {
  cv::Mat coarse(cells + 1, cells + 1, CV_32F), field;
  random.fill(coarse, cv::RNG::UNIFORM, 0.0, 1.0);
  cv::resize(coarse, field, size, 0, 0, cv::INTER_CUBIC);
  return field;
}

/// A ramp from -1 to 1 across the picture in a random direction.
cv::Mat ramp(const cv::Size& size, cv::RNG& random) {
  const double angle = random.uniform(0.0, 2 * CV_PI), c = std::cos(angle), s = std::sin(angle);
  cv::Mat out(size, CV_32F);
  for (int y = 0; y < size.height; ++y) {
    auto* row = out.ptr<float>(y);
    for (int x = 0; x < size.width; ++x)
      row[x] = static_cast<float>(c * (2.0 * x / size.width - 1) + s * (2.0 * y / size.height - 1));
  }
  return out;
}

void scaleBy(cv::Mat& picture, const cv::Mat& factor) {
  cv::Mat three;
  cv::merge(std::vector<cv::Mat>{factor, factor, factor}, three);
  picture = picture.mul(three);
}

cv::Mat blobMask(const cv::Size& size, cv::RNG& random) {
  cv::Mat mask = cv::Mat::zeros(size, CV_32F);
  const double side = size.width;
  const cv::Point2d centre(random.uniform(0.1, 0.9) * side, random.uniform(0.1, 1.0) * side);
  const double angle = random.uniform(0.0, 180.0);
  if (chance(random, 0.4)) {  // a band: hair, a stick, a scarf
    const cv::Point2d reach(std::cos(angle) * side, std::sin(angle) * side);
    cv::line(mask, centre - reach, centre + reach, cv::Scalar(1),
             random.uniform(3, static_cast<int>(side / 5)), cv::LINE_AA);
  } else {
    const cv::Size2d axes(random.uniform(0.03, 0.22) * side, random.uniform(0.03, 0.22) * side);
    cv::ellipse(mask, centre, axes, angle, 0, 360, cv::Scalar(1), cv::FILLED, cv::LINE_AA);
  }
  if (chance(random, 0.6)) {  // frayed outline
    const cv::Mat field = smoothField(size, random.uniform(6, 24), random);
    cv::GaussianBlur(mask, mask, {}, random.uniform(2.0, 8.0));
    cv::Mat outline = (mask + field - 0.9) * random.uniform(2.0, 8.0);
    mask = cv::min(cv::max(outline, 0.0), 1.0);
  }
  return mask;
}

}  // namespace

void disturbLight(cv::Mat& picture, cv::RNG& random) {
  if (chance(random, 0.5)) {  // light from a side
    cv::Mat factor;
    cv::exp(ramp(picture.size(), random) * random.uniform(0.0, 1.1), factor);
    scaleBy(picture, factor);
  }
  if (chance(random, 0.2)) {  // a shadow's edge or a patch of sun
    cv::Mat field =
        (smoothField(picture.size(), random.uniform(2, 6), random) - 0.5) * random.uniform(2.0, 12.0);
    field = cv::min(cv::max(field + 0.5, 0.0), 1.0);
    const double dark = random.uniform(0.25, 0.9);
    scaleBy(picture, dark + (1 - dark) * field);
  }
  if (chance(random, 0.6)) {
    picture = cv::max(picture, 0.0);
    cv::pow(picture, std::exp(random.uniform(-0.5, 0.5)), picture);
  }
  cv::Scalar gain, offset;
  const double contrast = random.uniform(0.7, 1.25), brightness = random.uniform(-0.12, 0.12);
  for (int c = 0; c < 3; ++c) {
    gain[c] = contrast * (1 + random.uniform(-0.12, 0.12));
    offset[c] = brightness;
  }
  cv::multiply(picture, gain, picture);
  cv::add(picture, offset, picture);
  if (chance(random, 0.2)) {
    cv::Mat grey;
    cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
    cv::merge(std::vector<cv::Mat>{grey, grey, grey}, picture);
  }
}

void disturbSharpness(cv::Mat& picture, cv::RNG& random) {
  if (chance(random, 0.25)) cv::GaussianBlur(picture, picture, {}, random.uniform(0.4, 2.5));
  if (chance(random, 0.25)) {
    const double share = random.uniform(0.2, 0.7);
    cv::Mat small;
    cv::resize(picture, small, {}, share, share, cv::INTER_AREA);
    cv::resize(small, picture, picture.size(), 0, 0, cv::INTER_LINEAR);
  }
  if (chance(random, 0.3)) {
    cv::Mat noise(picture.size(), CV_32FC3);
    random.fill(noise, cv::RNG::NORMAL, 0.0, random.uniform(0.005, 0.06));
    picture += noise;
  }
  if (chance(random, 0.15)) {
    cv::Mat bytes;
    std::vector<std::uint8_t> file;
    picture.convertTo(bytes, CV_8U, 255);
    cv::imencode(".jpg", bytes, file, {cv::IMWRITE_JPEG_QUALITY, random.uniform(15, 80)});
    cv::imdecode(file, cv::IMREAD_COLOR).convertTo(picture, CV_32F, 1 / 255.0);
  }
}

void occlude(cv::Mat& picture, const cv::Mat& other, cv::RNG& random) {
  const int count = chance(random, 0.6) ? 0 : random.uniform(1, 4);
  for (int i = 0; i < count; ++i) {
    const cv::Mat mask = blobMask(picture.size(), random);
    cv::Mat cover = other, three;
    if (chance(random, 0.5)) {
      cover =
          cv::Mat(picture.size(), CV_32FC3,
                  cv::Scalar(random.uniform(0.0, 1.0), random.uniform(0.0, 1.0), random.uniform(0.0, 1.0)));
      scaleBy(cover, 0.6 + 0.8 * smoothField(picture.size(), random.uniform(2, 40), random));
    }
    cv::merge(std::vector<cv::Mat>{mask, mask, mask}, three);
    picture = picture + three.mul(cover - picture);
  }
}

}  // namespace pentimento
