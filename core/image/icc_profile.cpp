// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/icc_profile.h"

#include <lcms2.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <opencv2/imgproc.hpp>

namespace pentimento {
namespace {

struct CloseProfile {
  void operator()(void* profile) const { cmsCloseProfile(profile); }
};
struct DeleteTransform {
  void operator()(void* transform) const { cmsDeleteTransform(transform); }
};
struct DeleteContext {
  void operator()(cmsContext context) const { cmsDeleteContext(context); }
};
using Profile = std::unique_ptr<void, CloseProfile>;
using Transform = std::unique_ptr<void, DeleteTransform>;

/// LittleCMS reports errors to a handler of its context; without one it is silent, which is what we want.
using Context = std::unique_ptr<std::remove_pointer_t<cmsContext>, DeleteContext>;

cmsColorSpaceSignature signatureOf(ColourModel model) {
  switch (model) {
    case ColourModel::Grey:
      return cmsSigGrayData;
    case ColourModel::Cmyk:
      return cmsSigCmykData;
    case ColourModel::Rgb:
      break;
  }
  return cmsSigRgbData;
}

cmsUInt32Number formatOf(ColourModel model, int depth) {
  const bool wide = depth == CV_16U;
  switch (model) {
    case ColourModel::Grey:
      return wide ? TYPE_GRAY_16 : TYPE_GRAY_8;
    case ColourModel::Cmyk:
      return wide ? TYPE_CMYK_16 : TYPE_CMYK_8;
    case ColourModel::Rgb:
      break;
  }
  return wide ? TYPE_RGB_16 : TYPE_RGB_8;
}

Profile open(cmsContext context, const std::vector<std::uint8_t>& icc, ColourModel model) {
  if (icc.empty()) return nullptr;
  Profile profile(cmsOpenProfileFromMemTHR(context, icc.data(), static_cast<cmsUInt32Number>(icc.size())));
  if (profile && cmsGetColorSpace(profile.get()) != signatureOf(model)) profile.reset();
  return profile;
}

Transform makeTransform(cmsContext context, cmsHPROFILE from, cmsUInt32Number fromFormat, cmsHPROFILE to,
                        cmsUInt32Number toFormat) {
  // Without the cache one transform may serve several threads.
  return Transform(cmsCreateTransformTHR(context, from, fromFormat, to, toFormat,
                                         INTENT_RELATIVE_COLORIMETRIC,
                                         cmsFLAGS_NOCACHE | cmsFLAGS_BLACKPOINTCOMPENSATION));
}

cv::Mat run(const Transform& transform, const cv::Mat& pixels) {
  cv::Mat result(pixels.size(), CV_MAKETYPE(pixels.depth(), 3));
  cv::parallel_for_(cv::Range(0, pixels.rows), [&](const cv::Range& rows) {
    for (int y = rows.start; y < rows.end; ++y) {
      cmsDoTransform(transform.get(), pixels.ptr(y), result.ptr(y),
                     static_cast<cmsUInt32Number>(pixels.cols));
    }
  });
  return result;
}

/// Whether an RGB profile is sRGB under another name: converting would only cost time and rounding.
bool isSrgb(cmsContext context, cmsHPROFILE profile, cmsHPROFILE srgb) {
  const Transform transform = makeTransform(context, profile, TYPE_RGB_8, srgb, TYPE_RGB_8);
  if (!transform) return false;
  std::vector<std::uint8_t> in, out(9 * 9 * 9 * 3);
  const auto level = [](int step) { return static_cast<std::uint8_t>(step * 255 / 8); };
  for (int i = 0; i < 9 * 9 * 9; ++i) in.insert(in.end(), {level(i / 81), level(i / 9 % 9), level(i % 9)});
  cmsDoTransform(transform.get(), in.data(), out.data(), 9 * 9 * 9);
  return std::equal(in.begin(), in.end(), out.begin(), [](int a, int b) { return std::abs(a - b) <= 1; });
}

cv::Mat withoutProfile(const Raster& raster) {
  if (raster.model == ColourModel::Rgb) return raster.pixels;
  cv::Mat result;
  if (raster.model == ColourModel::Grey) {
    cv::cvtColor(raster.pixels, result, cv::COLOR_GRAY2RGB);
    return result;
  }
  std::vector<cv::Mat> inks;
  cv::split(raster.pixels, inks);
  const double full = raster.pixels.depth() == CV_16U ? 65535 : 255;
  for (cv::Mat& ink : inks) cv::subtract(cv::Scalar::all(full), ink, ink);
  for (int i = 0; i < 3; ++i) cv::multiply(inks[i], inks[3], inks[i], 1 / full);
  inks.pop_back();
  cv::merge(inks, result);
  return result;
}

}  // namespace

cv::Mat toSrgb(const Raster& raster, const std::vector<std::uint8_t>& icc) {
  const Context context(cmsCreateContext(nullptr, nullptr));
  const Profile profile = open(context.get(), icc, raster.model);
  if (!profile) return withoutProfile(raster);
  const Profile srgb(cmsCreate_sRGBProfileTHR(context.get()));
  if (raster.model == ColourModel::Rgb && isSrgb(context.get(), profile.get(), srgb.get()))
    return raster.pixels;
  const int depth = raster.pixels.depth();
  const Transform transform = makeTransform(context.get(), profile.get(), formatOf(raster.model, depth),
                                            srgb.get(), formatOf(ColourModel::Rgb, depth));
  return transform ? run(transform, raster.pixels) : withoutProfile(raster);
}

cv::Mat fromSrgb(const cv::Mat& pixels, const std::vector<std::uint8_t>& icc) {
  const Context context(cmsCreateContext(nullptr, nullptr));
  const Profile profile = open(context.get(), icc, ColourModel::Rgb);
  if (!profile) return {};
  const Profile srgb(cmsCreate_sRGBProfileTHR(context.get()));
  if (isSrgb(context.get(), profile.get(), srgb.get())) return pixels;
  const cmsUInt32Number format = formatOf(ColourModel::Rgb, pixels.depth());
  const Transform transform = makeTransform(context.get(), srgb.get(), format, profile.get(), format);
  return transform ? run(transform, pixels) : cv::Mat();
}

}  // namespace pentimento
