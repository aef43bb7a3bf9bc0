// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace pentimento::test {

/// FOLDER/images/face_0.png …, FOLDER/attributes.csv with CelebA's columns that attributes need, and
/// FOLDER/alignments.csv, which says that every picture is an aligned crop. Every other face wears dark
/// glasses (Eyeglasses); half of the men have a beard of each kind. Person N is "N".
void writeAttributeFaces(const std::filesystem::path& folder, int count, int size = 96);

}  // namespace pentimento::test
