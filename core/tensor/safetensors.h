// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace pentimento {

/// The content of a .safetensors file: named tensors and the string map `__metadata__`.
/// Format: u64 little-endian header size, JSON header, raw little-endian tensors (github.com/huggingface/safetensors).
struct Safetensors {
  std::map<std::string, torch::Tensor> tensors;
  std::map<std::string, std::string> metadata;
};

/// Reads F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL. Refuses, with Error{Unreadable} naming the file: a header
/// over 16 MB or beyond the file, JSON that is no such header, duplicate names, offsets that overlap, leave holes,
/// overflow or disagree with shape and type. Allocates no more than the file's own size. Runs no code.
Safetensors readSafetensors(const std::filesystem::path& path);
Safetensors parseSafetensors(const std::uint8_t* bytes, std::size_t size, const std::string& name);

/// Writes atomically. Tensors are brought to the CPU and made contiguous; types are kept.
void writeSafetensors(const std::filesystem::path& path, const Safetensors& content);

/// Copies `content[prefix + name]` into every parameter and buffer of `module` (converted to its type).
/// Throws Error{Unsupported} naming the first tensor that is missing, unexpected under `prefix`, or of another shape;
/// then the module is unchanged.
void loadInto(torch::nn::Module& module, const Safetensors& content, const std::string& prefix = "");

/// Every parameter and buffer of `module` under `prefix`, detached; floating ones as `type`.
void addFrom(const torch::nn::Module& module, Safetensors& content, const std::string& prefix = "",
             torch::ScalarType type = torch::kFloat32);

}  // namespace pentimento
