// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/colour.h"

#include <opencv2/core.hpp>

#include "core/base/error.h"
#include "core/image/colour_curves.h"
#include "core/image/gamut.h"

namespace pentimento {
namespace {

Lab labFromLinear(const ColourCurves& curves, float r, float g, float b) {
  float f[3];
  for (int i = 0; i < 3; ++i) {
    f[i] = curves.labF(xyzFromRgb[i][0] * r + xyzFromRgb[i][1] * g + xyzFromRgb[i][2] * b);
  }
  return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};  // CIE 15:2018, eq. 8.3–8.5
}

float lightnessFromLinear(const ColourCurves& curves, float r, float g, float b) {
  return 116 * curves.labF(xyzFromRgb[1][0] * r + xyzFromRgb[1][1] * g + xyzFromRgb[1][2] * b) - 16;
}

/// Linear light of one stored channel value.
struct Linearise {
  const ColourCurves& curves;
  float operator()(std::uint8_t v) const { return curves.linearFrom8[v]; }
  float operator()(std::uint16_t v) const { return curves.linearFrom16[v]; }
  float operator()(float v) const { return curves.linearFromEncoded(v); }
};

/// Calls body(const T* source row, float* destination row) for every row, in parallel.
template <typename T, typename Body>
void forEachRow(const cv::Mat& source, cv::Mat& destination, Body body) {
  cv::parallel_for_(cv::Range(0, source.rows), [&](const cv::Range& rows) {
    for (int y = rows.start; y < rows.end; ++y) body(source.ptr<T>(y), destination.ptr<float>(y));
  });
}

template <typename T>
void labRows(const cv::Mat& rgb, cv::Mat& lab) {
  const ColourCurves& curves = ColourCurves::get();
  const Linearise linear{curves};
  const int width = rgb.cols;
  forEachRow<T>(rgb, lab, [&curves, linear, width](const T* in, float* out) {
    for (int x = 0; x < width; ++x, in += 3, out += 3) {
      const Lab pixel = labFromLinear(curves, linear(in[0]), linear(in[1]), linear(in[2]));
      out[0] = pixel.L;
      out[1] = pixel.a;
      out[2] = pixel.b;
    }
  });
}

template <typename T>
void lightnessRows(const cv::Mat& image, cv::Mat& result) {
  const ColourCurves& curves = ColourCurves::get();
  const Linearise linear{curves};
  const int width = image.cols;
  if (image.channels() == 1) {
    forEachRow<T>(image, result, [&curves, linear, width](const T* in, float* out) {
      for (int x = 0; x < width; ++x) out[x] = 116 * curves.labF(linear(in[x])) - 16;
    });
  } else {
    forEachRow<T>(image, result, [&curves, linear, width](const T* in, float* out) {
      for (int x = 0; x < width; ++x, in += 3) {
        out[x] = lightnessFromLinear(curves, linear(in[0]), linear(in[1]), linear(in[2]));
      }
    });
  }
}

template <typename T>
void joinRows(const cv::Mat& lightness, const cv::Mat& chroma, cv::Mat& rgb) {
  const GamutMapper mapper;
  cv::parallel_for_(cv::Range(0, lightness.rows), [&](const cv::Range& rows) {
    for (int y = rows.start; y < rows.end; ++y) {
      const float* l = lightness.ptr<float>(y);
      const float* ab = chroma.ptr<float>(y);
      T* out = rgb.ptr<T>(y);
      for (int x = 0; x < lightness.cols; ++x) mapper.encode({l[x], ab[2 * x], ab[2 * x + 1]}, out + 3 * x);
    }
  });
}

void require(bool holds, const char* what) {
  if (!holds) throw Error(ErrorKind::InvalidArgument, what);
}

}  // namespace

Lab labFromRgb(const Rgb8& rgb) {
  const ColourCurves& curves = ColourCurves::get();
  return labFromLinear(curves, curves.linearFrom8[rgb[0]], curves.linearFrom8[rgb[1]],
                       curves.linearFrom8[rgb[2]]);
}

Rgb8 rgbFromLab(const Lab& lab) {
  Rgb8 rgb;
  GamutMapper().encode(lab, rgb.data());
  return rgb;
}

Image labFromRgb(const Image& rgb) {
  require(!rgb.empty() && rgb.channels() == 3, "Lab is made from an image with three channels");
  Image lab(rgb.width(), rgb.height(), 3, PixelDepth::F32);
  switch (rgb.depth()) {
    case PixelDepth::U8:
      labRows<std::uint8_t>(rgb.mat(), lab.mat());
      break;
    case PixelDepth::U16:
      labRows<std::uint16_t>(rgb.mat(), lab.mat());
      break;
    case PixelDepth::F32:
      labRows<float>(rgb.mat(), lab.mat());
      break;
  }
  return lab;
}

Image lightness(const Image& rgb) {
  require(!rgb.empty() && rgb.channels() != 2, "lightness is made from an image with one or three channels");
  Image result(rgb.width(), rgb.height(), 1, PixelDepth::F32);
  switch (rgb.depth()) {
    case PixelDepth::U8:
      lightnessRows<std::uint8_t>(rgb.mat(), result.mat());
      break;
    case PixelDepth::U16:
      lightnessRows<std::uint16_t>(rgb.mat(), result.mat());
      break;
    case PixelDepth::F32:
      lightnessRows<float>(rgb.mat(), result.mat());
      break;
  }
  return result;
}

Image rgbFromLightnessAndChroma(const Image& lightness, const Image& chroma, PixelDepth depth) {
  require(!lightness.empty() && lightness.channels() == 1 && lightness.depth() == PixelDepth::F32,
          "lightness must be one channel of floats");
  require(chroma.channels() == 2 && chroma.depth() == PixelDepth::F32,
          "chroma must be two channels of floats");
  require(chroma.width() == lightness.width() && chroma.height() == lightness.height(),
          "lightness and chroma differ in size");
  require(depth != PixelDepth::F32, "lightness and chroma are joined into 8 or 16 bits");
  Image rgb(lightness.width(), lightness.height(), 3, depth);
  if (depth == PixelDepth::U8) {
    joinRows<std::uint8_t>(lightness.mat(), chroma.mat(), rgb.mat());
  } else {
    joinRows<std::uint16_t>(lightness.mat(), chroma.mat(), rgb.mat());
  }
  return rgb;
}

}  // namespace pentimento
