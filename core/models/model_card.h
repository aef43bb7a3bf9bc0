// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
  };

  int format = currentFormat;   ///< of the card and of the tensor names; a newer one is refused
  std::string name;             ///< "colourise"
  std::string task;             ///< "colourise"
  std::string description;      ///< one sentence for people
  std::string licence;          ///< of the weights
  std::string parent;           ///< name of the model it was fine-tuned from, or empty
  nlohmann::json options;       ///< network options, as the network's from_json takes them
  std::vector<Data> data;
  std::int64_t steps = 0;
  std::int64_t samples = 0;     ///< pictures seen
  nlohmann::json quality;       ///< measured numbers by data set
  std::string sha256;           ///< of the .safetensors file, hexadecimal
};
void to_json(nlohmann::json& json, const ModelCard& card);
void from_json(const nlohmann::json& json, ModelCard& card);

/// Throws Error naming the file: NotFound, Unreadable (no such card), Unsupported (newer format).
ModelCard readCard(const std::filesystem::path& json);
void writeCard(const std::filesystem::path& json, const ModelCard& card);

/// Lower-case hexadecimal SHA-256 of a file's bytes. Throws Error.
std::string sha256OfFile(const std::filesystem::path& path);

/// The card's path for a weights file: same stem, .json.
std::filesystem::path cardPathFor(const std::filesystem::path& safetensors);

}  // namespace pentimento
