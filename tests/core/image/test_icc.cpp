// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <lcms2.h>

#include <cmath>
#include <opencv2/core.hpp>

#include "tests/core/image/exif_files.h"
#include "tests/support/sample_photos.h"
#include "tests/support/temporary_folder.h"

namespace pentimento::test {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes saved(cmsHPROFILE profile) {
  cmsUInt32Number size = 0;
  cmsSaveProfileToMem(profile, nullptr, &size);
  Bytes bytes(size);
  cmsSaveProfileToMem(profile, bytes.data(), &size);
  cmsCloseProfile(profile);
  return bytes;
}

/// sRGB's primaries and white with a plain power curve: what it means can be computed by hand.
Bytes powerProfile(double gamma) {
  const cmsCIExyY white{0.3127, 0.3290, 1};
  const cmsCIExyYTRIPLE primaries{{0.64, 0.33, 1}, {0.30, 0.60, 1}, {0.15, 0.06, 1}};
  cmsToneCurve* curve = cmsBuildGamma(nullptr, gamma);
  cmsToneCurve* curves[] = {curve, curve, curve};
  const Bytes bytes = saved(cmsCreateRGBProfile(&white, &primaries, curves));
  cmsFreeToneCurve(curve);
  return bytes;
}

/// The linear light that an sRGB code stands for.
double linear(int code) {
  const double v = code / 255.0;
  return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

void embed(const std::filesystem::path& path, const Bytes& icc) {
  const auto image = openMetadata(path);
  Exiv2::DataBuf buffer(icc.data(), static_cast<long>(icc.size()));
  image->setIccProfile(buffer);
  image->writeMetadata();
}

class IccProfile : public TemporaryFolderTest, public testing::WithParamInterface<const char*> {
 protected:
  std::filesystem::path in() const { return file(std::string("in") + GetParam()); }
  std::filesystem::path out() const { return file(std::string("out") + GetParam()); }
};

TEST_P(IccProfile, IsObeyedAndReturnedTo) {
  const Rgb8 stored{120, 200, 60};
  Photo photo;
  photo.image = Image(cv::Mat(40, 40, CV_8UC3, cv::Scalar(stored[0], stored[1], stored[2])));
  writePhoto(in(), photo);
  const Bytes icc = powerProfile(1.8);
  embed(in(), icc);

  const Photo opened = readPhoto(in());
  EXPECT_EQ(opened.metadata.icc, icc);
  const Rgb8 shown = pixelAt(opened.image, 20, 20);
  for (int i = 0; i < 3; ++i) EXPECT_NEAR(linear(shown[i]), std::pow(stored[i] / 255.0, 1.8), 0.012) << i;
  EXPECT_GT(difference(shown, stored), 10);  // else the profile made no difference

  writePhoto(out(), opened);
  const auto written = openMetadata(out());
  ASSERT_TRUE(written->iccProfileDefined());
  EXPECT_EQ(
      Bytes(written->iccProfile()->pData_, written->iccProfile()->pData_ + written->iccProfile()->size_),
      icc);
  // The raw codes, read as if they had no profile, are the stored ones again.
  written->clearIccProfile();
  written->writeMetadata();
  EXPECT_LE(difference(pixelAt(readPhoto(out()).image, 20, 20), stored), 3);
}

INSTANTIATE_TEST_SUITE_P(Formats, IccProfile, testing::Values(".jpg", ".png", ".tif", ".webp"),
                         [](const auto& suffix) { return std::string(suffix.param).substr(1); });

class IccKinds : public TemporaryFolderTest {
 protected:
  /// A sample with this profile in it.
  Photo withProfile(const std::string& sample, const Bytes& icc) {
    std::filesystem::copy_file(samplePath(sample), file(sample));
    embed(file(sample), icc);
    return readPhoto(file(sample));
  }
};

TEST_F(IccKinds, SixteenBitsStaySixteen) {
  const Photo photo = withProfile("rgb16.png", powerProfile(1.8));
  EXPECT_EQ(photo.image.depth(), PixelDepth::U16);
  const double expected = std::pow(topLeft[0] / 255.0, 1.8);
  EXPECT_NEAR(linear(pixelAt(photo.image, 4, 3)[0]), expected, 0.01);
}

TEST_F(IccKinds, SrgbItselfChangesNoPixel) {
  const Photo photo = withProfile("rgb.png", saved(cmsCreate_sRGBProfile()));
  EXPECT_EQ(difference(photo.image, samplePhoto().image), 0);
}

TEST_F(IccKinds, GreyProfile) {
  const cmsCIExyY white{0.3457, 0.3585, 1};
  cmsToneCurve* curve = cmsBuildGamma(nullptr, 1.0);
  const Bytes icc = saved(cmsCreateGrayProfile(&white, curve));
  cmsFreeToneCurve(curve);
  const int stored = pixelAt(readPhoto(samplePath("grey.png")).image, 4, 3)[0];
  const Photo photo = withProfile("grey.png", icc);
  const Rgb8 shown = pixelAt(photo.image, 4, 3);
  EXPECT_NEAR(linear(shown[0]), stored / 255.0, 0.01);
  EXPECT_TRUE(photo.greyscale);
  // A grey profile cannot hold colours: the export is plain sRGB.
  writePhoto(file("out.png"), photo);
  EXPECT_FALSE(openMetadata(file("out.png"))->iccProfileDefined());
  EXPECT_EQ(difference(pixelAt(readPhoto(file("out.png")).image, 4, 3), shown), 0);
}

/// A press whose inks are all grey: L falls with the sum of the inks, which the naive formula would not say.
Bytes greyInksProfile() {
  cmsHPROFILE profile = cmsCreateProfilePlaceholder(nullptr);
  cmsSetProfileVersion(profile, 2.1);
  cmsSetDeviceClass(profile, cmsSigOutputClass);
  cmsSetColorSpace(profile, cmsSigCmykData);
  cmsSetPCS(profile, cmsSigLabData);
  cmsPipeline* pipeline = cmsPipelineAlloc(nullptr, 4, 3);
  cmsStage* table = cmsStageAllocCLut16bit(nullptr, 5, 4, 3, nullptr);
  cmsStageSampleCLut16bit(
      table,
      [](const cmsUInt16Number in[], cmsUInt16Number out[], void*) -> cmsInt32Number {
        const double inks = (in[0] + in[1] + in[2] + in[3]) / 65535.0;
        const cmsCIELab lab{100 - 25 * inks, 0, 0};
        cmsFloat2LabEncodedV2(out, &lab);
        return TRUE;
      },
      nullptr, 0);
  cmsPipelineInsertStage(pipeline, cmsAT_BEGIN, table);
  for (const auto tag : {cmsSigAToB0Tag, cmsSigAToB1Tag}) cmsWriteTag(profile, tag, pipeline);
  cmsPipelineFree(pipeline);
  return saved(profile);
}

TEST_F(IccKinds, CmykGoesThroughItsProfile) {
  for (const char* sample : {"cmyk.jpg", "cmyk.tif"}) {
    const Photo photo = withProfile(sample, greyInksProfile());
    EXPECT_TRUE(photo.greyscale) << sample;
    // The red quadrant, (208, 32, 32), was stored as ink 0, 0.846, 0.846 and 0.184 of black: 1.876 in sum.
    EXPECT_NEAR(labFromRgb(pixelAt(photo.image, 4, 3)).L, 100 - 25 * 1.876, 4) << sample;
    writePhoto(file(std::string("out_") + sample), photo);
    EXPECT_FALSE(openMetadata(file(std::string("out_") + sample))->iccProfileDefined());
  }
}

TEST_F(IccKinds, RubbishAndProfilesForOtherPicturesArePassedOver) {
  Bytes rubbish = powerProfile(1.8);
  std::fill(rubbish.begin() + 40, rubbish.end(), std::uint8_t{0x5a});
  EXPECT_EQ(difference(withProfile("rgb.png", rubbish).image, samplePhoto().image), 0);
  const Photo grey = readPhoto(samplePath("grey.png"));
  EXPECT_EQ(difference(withProfile("grey.png", powerProfile(1.8)).image, grey.image), 0);
}

}  // namespace
}  // namespace pentimento::test
