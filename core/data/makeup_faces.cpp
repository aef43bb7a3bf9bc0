// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/makeup_faces.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/data/attribute_table.h"

namespace pentimento {
namespace {

namespace fs = std::filesystem;

class WearTable {
 public:
  explicit WearTable(const fs::path& folder) {
    auto found = findAttributeTable(folder);
    if (!found) return;
    table_ = *std::move(found);
    for (const auto& column : columnsOf(Trait::MakeUp)) columns_.push_back(table_.column(column.name));
  }

  Wear of(const std::string& stem) const {
    if (const auto row = table_.rows.find(stem); row != table_.rows.end()) {
      const auto said = std::count_if(columns_.begin(), columns_.end(),
                                      [&](std::size_t column) { return row->second.values[column] != 0; });
      return said == std::ssize(columns_) ? Wear::MadeUp : said == 0 ? Wear::Bare : Wear::Unknown;
    }
    if (stem.starts_with("makeup_")) return Wear::MadeUp;
    return stem.starts_with("bare_") ? Wear::Bare : Wear::Unknown;
  }

 private:
  AttributeTable table_;
  std::vector<std::size_t> columns_;
};

Image reduced(const Image& image, int size, int interpolation) {
  cv::Mat result;
  cv::resize(image.mat(), result, {size, size}, 0, 0, interpolation);
  return Image(result);
}

StoredFace reduced(const StoredFace& face, int size) {
  if (face.texture.width() <= size) return face;
  return {
      reduced(face.texture, size, cv::INTER_AREA),        reduced(face.labels, size, cv::INTER_NEAREST_EXACT),
      reduced(face.known, size, cv::INTER_NEAREST_EXACT), reduced(face.normals, size, cv::INTER_AREA),
      reduced(face.crop, size, cv::INTER_AREA),           reduced(face.places, size, cv::INTER_AREA)};
}

}  // namespace

MakeupFaces::MakeupFaces(const std::vector<PhotoSource>& sources, const fs::path& textures, Split split,
                         int size)
    : size_(size) {
  for (const auto& source : sources) add(source, textures, split);
  if (entries_.empty())
    throw Error(ErrorKind::NotFound, textures.string() + ": no unwrapped face is held out of training");
  loaded_.resize(entries_.size());
}

void MakeupFaces::add(const PhotoSource& source, const fs::path& textures, Split split) {
  const auto folder = textures / source.name();
  const WearTable table(source.folder);
  const auto first = entries_.size();
  for (const auto& file : fs::exists(folder) ? faceFiles(folder) : std::vector<fs::path>())
    if (isIn(split, file)) entries_.push_back({file, table.of(file.stem().string()), source.weight});
  const auto count = entries_.size() - first;
  if (count == 0 && split != Split::HeldOut)
    throw Error(ErrorKind::NotFound, folder.string() + ": holds no unwrapped face");
  if (count == 0) return;
  for (auto i = first; i < entries_.size(); ++i) entries_[i].weight /= static_cast<double>(count);
  counts_.emplace_back(source.name(), static_cast<std::int64_t>(count));
}

std::shared_ptr<const StoredFace> MakeupFaces::load(std::size_t index) const {
  {
    const std::lock_guard lock(mutex_);
    if (loaded_[index]) return loaded_[index];
  }
  auto face = std::make_shared<const StoredFace>(reduced(readFace(entries_[index].file), size_));
  const std::lock_guard lock(mutex_);
  return loaded_[index] = face;
}

std::size_t MakeupFaces::draw(cv::RNG& random, bool madeUp) const {
  const auto wanted = [&](const Entry& entry) { return (entry.wear == Wear::MadeUp) == madeUp; };
  double sum = 0;
  for (const auto& entry : entries_) sum += wanted(entry) ? entry.weight : 0;
  if (sum <= 0) return static_cast<std::size_t>(random.uniform(0, static_cast<int>(entries_.size())));
  double rest = random.uniform(0.0, sum);
  std::size_t last = 0;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (!wanted(entries_[i])) continue;
    last = i;
    rest -= entries_[i].weight;
    if (rest <= 0) break;
  }
  return last;
}

}  // namespace pentimento
