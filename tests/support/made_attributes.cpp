// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/made_attributes.h"

#include <fmt/format.h>

#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/face/alignment.h"
#include "tests/support/made_faces.h"

namespace pentimento::test {

void writeAttributeFaces(const std::filesystem::path& folder, int count, int size) {
  std::filesystem::create_directories(folder / "images");
  std::ofstream table(folder / "attributes.csv"), alignments(folder / "alignments.csv");
  table << "file,identity,5_o_Clock_Shadow,Eyeglasses,Goatee,Male,Mouth_Slightly_Open,Mustache,No_Beard,"
           "Sideburns,Smiling,Young\n";
  alignments << "file,centre_x,centre_y,x_x,x_y\n";
  const auto square = Alignment::wholePicture(size, size);
  for (int i = 0; i < count; ++i) {
    const bool glasses = i % 2 == 1, male = i % 4 >= 2, beard = i % 8 == 3, moustache = i % 8 == 7;
    cv::Mat picture;
    cv::cvtColor(madeFace(size, i).picture.mat(), picture, cv::COLOR_RGB2BGR);
    if (glasses)
      for (const double x : {0.35, 0.65})
        cv::circle(picture, cv::Point(cv::Point2d(x * size, 0.45 * size)), size / 9, cv::Scalar::all(0),
                   cv::FILLED);
    cv::imwrite((folder / "images" / fmt::format("face_{}.png", i)).string(), picture);
    const bool open = i % 3 == 0, smiling = i % 3 == 1, young = i % 5 != 0;
    // fmt writes a bool as a word.
    table << fmt::format("face_{}.png,{},0,{:d},0,{:d},{:d},{:d},{:d},0,{:d},{:d}\n", i, i, glasses, male,
                         open, moustache, !beard && !moustache, smiling, young);
    alignments << fmt::format("face_{},{},{},{},{}\n", i, square.centre.x, square.centre.y, square.x.x,
                              square.x.y);
  }
}

}  // namespace pentimento::test
