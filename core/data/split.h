// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace pentimento {

/// Which part of a folder is used.
enum class Split { All, Training, HeldOut };

/// One picture in 40 is held out of training, chosen by a hash of its file name without suffix (FNV-1a, 64 bit):
/// the choice survives moving the folder and adding pictures.
bool isHeldOut(const std::filesystem::path& file);
bool isIn(Split split, const std::filesystem::path& file);

}  // namespace pentimento
