// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/safetensors_header.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/error.h"

namespace pentimento {
namespace {

using Json = nlohmann::json;
constexpr auto metadataKey = "__metadata__";
constexpr std::size_t maximumDimensions = 64;  // as many as LibTorch's iterators take

/// Reads the header event by event: a document tree would take many times the memory of a hostile header, and
/// it would keep only one of two equal names. A handler returns false to stop the parser.
class HeaderReader : public nlohmann::json_sax<Json> {
 public:
  SafetensorsHeader header;
  std::string problem;

  bool null() override { return refuse("null"); }
  bool boolean(bool) override { return refuse("a truth value"); }
  bool number_integer(number_integer_t) override { return refuse("a negative number"); }
  bool number_float(number_float_t, const string_t&) override { return refuse("a fraction"); }
  bool binary(binary_t&) override { return refuse("binary data"); }

  bool number_unsigned(number_unsigned_t value) override {
    if (level_ != Level::Array) return refuse("a number");
    numbers_.push_back(value);
    return numbers_.size() <= maximumDimensions || stop("has more than 64 dimensions");
  }

  bool string(string_t& value) override {
    if (level_ == Level::Metadata) {
      header.metadata[key_] = value;
      return true;
    }
    if (level_ != Level::Tensor || key_ != "dtype") return refuse("a text");
    header.entries.back().type = value;
    return true;
  }

  bool start_object(std::size_t) override {
    keys_.clear();
    if (level_ == Level::Outside) {
      level_ = Level::Names;
      return true;
    }
    if (level_ != Level::Names) return refuse("an object");
    if (key_ == metadataKey) {
      level_ = Level::Metadata;
      return true;
    }
    header.entries.emplace_back().name = key_;
    level_ = Level::Tensor;
    return true;
  }

  bool key(string_t& value) override {
    auto& seen = level_ == Level::Names ? names_ : keys_;
    key_ = value;
    if (level_ == Level::Tensor && key_ != "dtype" && key_ != "shape" && key_ != "data_offsets")
      return stop("has the unknown field " + Json(key_).dump());
    return seen.insert(key_).second || stop("says " + Json(key_).dump() + " twice");
  }

  bool end_object() override {
    if (level_ == Level::Tensor && keys_.size() != 3) return stop("lacks dtype, shape or data_offsets");
    level_ = level_ == Level::Names ? Level::Outside : Level::Names;
    return true;
  }

  bool start_array(std::size_t) override {
    if (level_ != Level::Tensor || key_ == "dtype") return refuse("a list");
    numbers_.clear();
    level_ = Level::Array;
    return true;
  }

  bool end_array() override {
    level_ = Level::Tensor;
    return key_ == "shape" ? takeShape() : takeOffsets();
  }

  bool parse_error(std::size_t, const std::string&, const Json::exception&) override {
    return stop("is not JSON");
  }

 private:
  enum class Level { Outside, Names, Metadata, Tensor, Array };

  bool takeShape() {
    for (const std::uint64_t size : numbers_) {
      if (size > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return stop("has a size that overflows");
      header.entries.back().shape.push_back(static_cast<std::int64_t>(size));
    }
    return true;
  }

  bool takeOffsets() {
    if (numbers_.size() != 2 || numbers_[0] > numbers_[1])
      return stop("has data_offsets that are not [begin, end]");
    header.entries.back().begin = numbers_[0];
    header.entries.back().end = numbers_[1];
    return true;
  }

  bool refuse(const std::string& what) { return stop("has " + what + " where none belongs"); }

  bool stop(const std::string& what) {
    if (!problem.empty()) return false;
    const bool inTensor = level_ == Level::Tensor || level_ == Level::Array;
    problem =
        inTensor ? "tensor " + Json(header.entries.back().name).dump() + " " + what : "the header " + what;
    return false;
  }

  Level level_ = Level::Outside;
  std::string key_;
  std::set<std::string> names_, keys_;
  std::vector<std::uint64_t> numbers_;
};

[[noreturn]] void fail(const std::string& file, const std::string& what,
                       ErrorKind kind = ErrorKind::Unreadable) {
  throw Error(kind, file + ": not a usable safetensors file: " + what);
}

void checkSize(const SafetensorsEntry& entry, const std::string& file) {
  const std::string tensor = "tensor " + Json(entry.name).dump();
  const std::uint64_t element = safetensorsElementSize(entry.type);
  if (element == 0)
    fail(file, tensor + " has the type " + Json(entry.type).dump() + ", which is not supported",
         ErrorKind::Unsupported);
  // Strides are products that take an empty dimension as 1, so they can overflow where the size is 0.
  std::int64_t bytes = static_cast<std::int64_t>(element), stride = bytes;
  for (const std::int64_t size : entry.shape) {
    if (__builtin_mul_overflow(stride, std::max<std::int64_t>(size, 1), &stride))
      fail(file, tensor + " has a shape that overflows");
    bytes *= size;
  }
  if (static_cast<std::uint64_t>(bytes) != entry.end - entry.begin)
    fail(file, tensor + " has a shape and type that disagree with its data_offsets");
}

}  // namespace

std::uint64_t safetensorsElementSize(std::string_view type) {
  static const std::map<std::string_view, std::uint64_t> sizes = {
      {"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2}, {"I64", 8},
      {"I32", 4}, {"I16", 2}, {"I8", 1},  {"U8", 1},   {"BOOL", 1}};
  const auto found = sizes.find(type);
  return found == sizes.end() ? 0 : found->second;
}

SafetensorsHeader parseSafetensorsHeader(std::string_view json, std::uint64_t dataSize,
                                         const std::string& file) {
  HeaderReader reader;
  if (!json.starts_with('{')) fail(file, "the header is not a JSON object");
  if (!Json::sax_parse(json.begin(), json.end(), &reader)) fail(file, reader.problem);
  SafetensorsHeader header = std::move(reader.header);
  for (const auto& entry : header.entries) checkSize(entry, file);

  // By end as well: an empty tensor lies before the one that begins at the same byte.
  std::sort(header.entries.begin(), header.entries.end(), [](const auto& a, const auto& b) {
    return std::tie(a.begin, a.end, a.name) < std::tie(b.begin, b.end, b.name);
  });
  std::uint64_t expected = 0;
  for (const auto& entry : header.entries) {
    if (entry.begin != expected)
      fail(file, "tensor " + Json(entry.name).dump() +
                     (entry.begin < expected ? " overlaps another" : " follows a hole"));
    expected = entry.end;
  }
  if (expected > dataSize) fail(file, "it is truncated");
  if (expected < dataSize) fail(file, "there are bytes after the last tensor");
  return header;
}

std::string formatSafetensorsHeader(const SafetensorsHeader& header) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  if (!header.metadata.empty()) json[metadataKey] = header.metadata;
  for (const auto& entry : header.entries) {
    if (entry.name == metadataKey)
      throw Error(ErrorKind::InvalidArgument, "a tensor cannot be called __metadata__");
    json[entry.name] = {
        {"dtype", entry.type}, {"shape", entry.shape}, {"data_offsets", {entry.begin, entry.end}}};
  }
  try {
    std::string text = json.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    return text;
  } catch (const nlohmann::json::type_error&) {
    throw Error(ErrorKind::InvalidArgument, "a tensor name or its metadata is not UTF-8");
  }
}

}  // namespace pentimento
