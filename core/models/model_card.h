// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace pentimento {

/// What a model is, beside its weights: NAME.json next to NAME.safetensors.
struct ModelCard {
  static constexpr int currentFormat = 1;

  struct Data {
    std::string name;     ///< "synthetic_faces"
    std::string licence;  ///< as far as known
    std::int64_t count = 0;
    std::string sha256 = {};  ///< of the folder, see sha256OfFolder; empty: not known
    bool operator==(const Data&) const = default;
  };

  int format = currentFormat;  ///< of the card and of the tensor names; a newer one is refused
  std::string name;            ///< "colourise"; serves as a file name, see check()
  std::string task;            ///< "colourise"
  std::string description;     ///< one sentence for people
  std::string licence;         ///< of the weights
  std::string parent;          ///< name of the model it was fine-tuned from, or empty
  nlohmann::json options =
      nlohmann::json::object();  ///< network options, as the network's from_json takes them
  std::vector<Data> data;
  std::int64_t steps = 0;
  std::int64_t samples = 0;                           ///< pictures seen
  nlohmann::json quality = nlohmann::json::object();  ///< measured numbers by data set
  std::string sha256;  ///< of the .safetensors file, 64 lower-case hexadecimal digits

  bool operator==(const ModelCard&) const = default;

  /// Throws Error: Unsupported for a newer format; InvalidArgument for an empty task, a negative count, a
  /// hash that is none, or a name that is no safe file name (1 to 100 bytes, no slash, no control character,
  /// no leading dot or hyphen).
  void check() const;
};
void to_json(nlohmann::json& json, const ModelCard& card);
/// Unknown fields are ignored; format, name, task, options and sha256 must be there. Throws nlohmann's
/// exceptions.
void from_json(const nlohmann::json& json, ModelCard& card);

/// Throws Error naming the file: NotFound, Unreadable (no such card, or what check() refuses), Unsupported
/// (newer format).
ModelCard readCard(const std::filesystem::path& json);
/// After check(); atomic. Throws Error{WriteFailed}.
void writeCard(const std::filesystem::path& json, const ModelCard& card);

/// Lower-case hexadecimal SHA-256 of a file's bytes. Throws Error: NotFound, Unreadable.
std::string sha256OfFile(const std::filesystem::path& path);
/// The same of the names and hashes of all files below a folder: it changes when any of them does. Throws
/// Error: NotFound, Unreadable.
std::string sha256OfFolder(const std::filesystem::path& folder);

/// The card's path for a weights file: same stem, .json.
std::filesystem::path cardPathFor(const std::filesystem::path& safetensors);

}  // namespace pentimento
