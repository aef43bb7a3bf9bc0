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
/// Format: u64 little-endian header size, JSON header, raw little-endian tensors
/// (github.com/huggingface/safetensors).
struct Safetensors {
  std::map<std::string, torch::Tensor> tensors;
  std::map<std::string, std::string> metadata;
};

/// Reads F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL. Refuses, with Error{Unreadable} naming the file: a
/// header over 16 MB or beyond the file, JSON that is no such header, duplicate names, offsets that overlap,
/// leave holes, overflow or disagree with shape and type, truth values other than 0 and 1. Error{Unsupported}
/// for any other type, Error{NotFound} without a file. Nothing is allocated on the word of a header that the
/// file's size does not bear out. Runs no code.
Safetensors readSafetensors(const std::filesystem::path& path);
Safetensors parseSafetensors(const std::uint8_t* bytes, std::size_t size, const std::string& name);

/// Writes atomically. Tensors are brought to the CPU and made contiguous; types are kept. Throws Error:
/// WriteFailed, InvalidArgument (a name that is not UTF-8 or is `__metadata__`, an undefined tensor, another
/// type).
void writeSafetensors(const std::filesystem::path& path, const Safetensors& content);

/// Copies `content[prefix + name]` into every parameter and buffer of `module` (converted to its type).
/// Throws Error{Unsupported} naming the first tensor that is missing, unexpected under `prefix`, or of
/// another shape; then the module is unchanged.
void loadInto(torch::nn::Module& module, const Safetensors& content, const std::string& prefix = "");

/// A copy, on the CPU, of every parameter and buffer of `module` under `prefix`; floating ones as `type`.
/// Throws Error{InvalidArgument} for a name that `content` has already.
void addFrom(const torch::nn::Module& module, Safetensors& content, const std::string& prefix = "",
             torch::ScalarType type = torch::kFloat32);

}  // namespace pentimento
