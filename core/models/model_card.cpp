// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model_card.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <memory>
#include <string_view>

#include "core/base/error.h"
#include "core/image/image_io.h"

namespace pentimento {
namespace {

using Json = nlohmann::json;
constexpr std::uintmax_t maximumCardSize = 1 << 20;
constexpr int maximumDepth = 32;  // copying and writing a document recurse

bool isControl(char character) {
  return static_cast<unsigned char>(character) < 0x20 || character == 0x7f;
}

bool isHexadecimal(char character) {
  return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
}

std::string readText(const std::filesystem::path& path) {
  std::error_code code;
  if (!std::filesystem::exists(path, code))
    throw Error(ErrorKind::NotFound, path.string() + ": no such file");
  if (!std::filesystem::is_regular_file(path, code))
    throw Error(ErrorKind::Unreadable, path.string() + ": not a file");
  if (std::filesystem::file_size(path, code) > maximumCardSize)
    throw Error(ErrorKind::Unreadable, path.string() + ": too long for a model card");
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) throw Error(ErrorKind::Unreadable, path.string() + ": cannot be read");
  return text;
}

Json parse(const std::string& text) {
  return Json::parse(text, [](int depth, Json::parse_event_t, const Json&) {
    if (depth > maximumDepth) throw Error(ErrorKind::Unreadable, "nested too deeply");
    return true;
  });
}

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    require(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
  }
  void add(std::string_view bytes) {
    require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
  }
  /// Once. Lower-case hexadecimal.
  std::string text() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    require(EVP_DigestFinal_ex(context_.get(), digest.data(), &size) == 1);
    constexpr auto digits = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
      text += digits[digest[i] >> 4];
      text += digits[digest[i] & 15];
    }
    return text;
  }

 private:
  static void require(bool holds) {
    if (!holds) throw Error(ErrorKind::Internal, "OpenSSL makes no SHA-256");
  }
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

void ModelCard::check() const {
  const auto refuse = [](const std::string& what) { throw Error(ErrorKind::InvalidArgument, what); };
  if (format > currentFormat)
    throw Error(ErrorKind::Unsupported,
                "made by a newer version of Pentimento (format " + std::to_string(format) + ")");
  if (format < 1) refuse("the format is not a positive number");
  if (name.empty() || name.size() > 100 || name.front() == '.' || name.front() == '-' ||
      name.find('/') != std::string::npos || std::any_of(name.begin(), name.end(), isControl))
    refuse("the model's name cannot serve as a file name");
  if (task.empty()) refuse("the task is empty");
  if (!options.is_object()) refuse("the options are not a JSON object");
  if (steps < 0 || samples < 0 ||
      std::any_of(data.begin(), data.end(), [](const Data& entry) { return entry.count < 0; }))
    refuse("a count is negative");
  if (sha256.size() != 64 || !std::all_of(sha256.begin(), sha256.end(), isHexadecimal))
    refuse("sha256 is not 64 lower-case hexadecimal digits");
}

void to_json(Json& json, const ModelCard& card) {
  Json data = Json::array();
  for (const auto& entry : card.data) {
    data.push_back({{"name", entry.name}, {"licence", entry.licence}, {"count", entry.count}});
    if (!entry.sha256.empty()) data.back()["sha256"] = entry.sha256;
  }
  json = {{"format", card.format},   {"name", card.name},
          {"task", card.task},       {"description", card.description},
          {"licence", card.licence}, {"parent", card.parent},
          {"options", card.options}, {"data", data},
          {"steps", card.steps},     {"samples", card.samples},
          {"quality", card.quality}, {"sha256", card.sha256}};
}

void from_json(const Json& json, ModelCard& card) {
  ModelCard read;
  json.at("format").get_to(read.format);
  json.at("name").get_to(read.name);
  json.at("task").get_to(read.task);
  read.options = json.at("options");
  json.at("sha256").get_to(read.sha256);
  read.description = json.value("description", "");
  read.licence = json.value("licence", "");
  read.parent = json.value("parent", "");
  for (const auto& entry : json.value("data", Json::array()))
    read.data.push_back({entry.at("name").get<std::string>(), entry.value("licence", ""),
                         entry.value("count", std::int64_t{0}), entry.value("sha256", "")});
  read.steps = json.value("steps", std::int64_t{0});
  read.samples = json.value("samples", std::int64_t{0});
  read.quality = json.value("quality", Json::object());
  card = std::move(read);
}

ModelCard readCard(const std::filesystem::path& path) {
  const std::string text = readText(path);
  try {
    const Json json = parse(text);
    // First of all: a newer format may mean other fields.
    if (json.is_object() && json.value("format", 0) > ModelCard::currentFormat) {
      ModelCard newer;
      newer.format = json["format"];
      newer.check();
    }
    const auto card = json.get<ModelCard>();
    card.check();
    return card;
  } catch (const Json::exception&) {
    throw Error(ErrorKind::Unreadable, path.string() + ": not a model card");
  } catch (const Error& error) {
    const auto kind = error.kind() == ErrorKind::Unsupported ? ErrorKind::Unsupported : ErrorKind::Unreadable;
    throw Error(kind, path.string() + ": not a usable model card: " + error.what());
  }
}

void writeCard(const std::filesystem::path& path, const ModelCard& card) {
  card.check();
  // Text that is not UTF-8 cannot come from a card that was read: replace it rather than fail.
  const std::string text = Json(card).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  writeFileAtomically(path, text.data(), text.size());
}

std::string sha256OfFile(const std::filesystem::path& path) {
  std::error_code code;
  if (!std::filesystem::exists(path, code))
    throw Error(ErrorKind::NotFound, path.string() + ": no such file");
  if (!std::filesystem::is_regular_file(path, code))
    throw Error(ErrorKind::Unreadable, path.string() + ": not a file");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(ErrorKind::Unreadable, path.string() + ": cannot be read");
  Sha256 hash;
  std::vector<char> block(1 << 20);
  while (!file.eof()) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    if (file.bad()) throw Error(ErrorKind::Unreadable, path.string() + ": cannot be read");
    hash.add({block.data(), static_cast<std::size_t>(file.gcount())});
  }
  return hash.text();
}

std::string sha256OfFolder(const std::filesystem::path& folder) {
  if (!std::filesystem::is_directory(folder))
    throw Error(ErrorKind::NotFound, folder.string() + ": is not a folder");
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  Sha256 hash;
  for (const auto& file : files)
    hash.add(file.lexically_relative(folder).generic_string() + '\0' + sha256OfFile(file) + '\n');
  return hash.text();
}

std::filesystem::path cardPathFor(const std::filesystem::path& safetensors) {
  return std::filesystem::path(safetensors).replace_extension(".json");
}

}  // namespace pentimento
