// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/face_textures.h"

#include <algorithm>
#include <cstring>

#include "core/base/error.h"
#include "core/tensor/safetensors.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;

struct Part {
  const char* name;
  Image StoredFace::*image;
  int channels;
  torch::ScalarType type;
};

// `places` are shares of 65535: half the size of floats, and finer than any texture.
constexpr Part textureParts[] = {
    {"texture", &StoredFace::texture, 3, torch::kUInt8}, {"labels", &StoredFace::labels, 1, torch::kUInt8},
    {"known", &StoredFace::known, 1, torch::kUInt8},     {"normals", &StoredFace::normals, 3, torch::kUInt8},
    {"crop", &StoredFace::crop, 3, torch::kUInt8},       {"places", &StoredFace::places, 3, torch::kInt16},
};

/// int16 has no unsigned sibling in LibTorch 1.13: 0 to 1 becomes -32768 to 32767.
cv::Mat packed(const cv::Mat& shares) {
  cv::Mat result;
  shares.convertTo(result, CV_16S, 65535, -32768);
  return result;
}

cv::Mat unpacked(const cv::Mat& stored) {
  cv::Mat result;
  stored.convertTo(result, CV_32F, 1.0 / 65535, 32768.0 / 65535);
  return result;
}

torch::Tensor tensorOf(const cv::Mat& mat, torch::ScalarType type) {
  const cv::Mat whole = mat.isContinuous() ? mat : mat.clone();
  return torch::from_blob(whole.data, {whole.rows, whole.cols, whole.channels()}, type).clone();
}

Image imageOf(const torch::Tensor& tensor, const Part& part) {
  const auto stored = tensor.contiguous();
  const int depth = part.type == torch::kUInt8 ? CV_8U : CV_16S;
  const cv::Mat view(static_cast<int>(stored.size(0)), static_cast<int>(stored.size(1)),
                     CV_MAKETYPE(depth, part.channels), stored.data_ptr());
  return Image(depth == CV_8U ? view.clone() : unpacked(view));
}

}  // namespace

void writeFace(const fs::path& file, const StoredFace& face) {
  Safetensors content;
  for (const auto& part : textureParts) {
    const auto& mat = (face.*part.image).mat();
    content.tensors[part.name] = tensorOf(part.type == torch::kUInt8 ? mat : packed(mat), part.type);
  }
  std::error_code failed;
  fs::create_directories(file.parent_path(), failed);
  if (failed)
    throw Error(ErrorKind::WriteFailed,
                file.parent_path().string() + ": cannot be made: " + failed.message());
  writeSafetensors(file, content);
}

StoredFace readFace(const fs::path& file) {
  const auto content = readSafetensors(file);
  StoredFace face;
  for (const auto& part : textureParts) {
    const auto found = content.tensors.find(part.name);
    if (found == content.tensors.end() || found->second.dim() != 3 ||
        found->second.size(2) != part.channels || found->second.scalar_type() != part.type ||
        found->second.numel() == 0)
      throw Error(ErrorKind::Unreadable, file.string() + ": holds no face: " + part.name + " is not there");
    face.*part.image = imageOf(found->second, part);
  }
  for (const auto* image : {&face.labels, &face.known, &face.normals})
    if (image->mat().size() != face.texture.mat().size())
      throw Error(ErrorKind::Unreadable, file.string() + ": holds no face: its parts differ in size");
  if (face.places.mat().size() != face.crop.mat().size())
    throw Error(ErrorKind::Unreadable, file.string() + ": holds no face: crop and places differ in size");
  return face;
}

std::vector<fs::path> faceFiles(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::recursive_directory_iterator entry(folder, failed), end; !failed && entry != end;
       entry.increment(failed))
    if (entry->path().extension() == ".face") files.push_back(entry->path());
  if (failed) throw Error(ErrorKind::Unreadable, folder.string() + ": " + failed.message());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace pentimento
