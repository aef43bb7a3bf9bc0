// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/safetensors.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>
#include <functional>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/image/image_io.h"
#include "core/tensor/safetensors_header.h"

namespace pentimento {
namespace {

static_assert(std::endian::native == std::endian::little, "tensors are stored as they lie in memory");

constexpr std::pair<const char*, torch::ScalarType> types[] = {
    {"F64", torch::kFloat64}, {"F32", torch::kFloat32}, {"F16", torch::kFloat16}, {"BF16", torch::kBFloat16},
    {"I64", torch::kInt64},   {"I32", torch::kInt32},   {"I16", torch::kInt16},   {"I8", torch::kInt8},
    {"U8", torch::kUInt8},    {"BOOL", torch::kBool}};

torch::ScalarType scalarType(const std::string& name) {
  return std::find_if(std::begin(types), std::end(types),
                      [&](const auto& type) { return name == type.first; })
      ->second;
}

std::string typeName(const std::string& tensor, torch::ScalarType scalar) {
  for (const auto& [name, type] : types)
    if (type == scalar) return name;
  throw Error(ErrorKind::InvalidArgument, "tensor " + tensor + " has a type that safetensors cannot hold");
}

/// Copies `size` bytes at `offset` of a file or a block of memory; the range lies inside.
using ReadAt = std::function<void(std::uint64_t offset, void* to, std::size_t size)>;

Safetensors read(const ReadAt& readAt, std::uint64_t fileSize, const std::string& name) {
  const auto fail = [&](const std::string& what) {
    throw Error(ErrorKind::Unreadable, name + ": not a usable safetensors file: " + what);
  };
  std::uint64_t headerSize = 0;
  if (fileSize < sizeof headerSize) fail("it is shorter than a header");
  readAt(0, &headerSize, sizeof headerSize);
  if (headerSize > maximumSafetensorsHeader) fail("the header is longer than 16 MB");
  const std::uint64_t room = fileSize - sizeof headerSize;
  if (headerSize > room) fail("it is truncated in the header");

  std::string json(headerSize, '\0');
  readAt(sizeof headerSize, json.data(), json.size());
  SafetensorsHeader header = parseSafetensorsHeader(json, room - headerSize, name);

  Safetensors content;
  content.metadata = std::move(header.metadata);
  for (const auto& entry : header.entries) {
    torch::Tensor tensor = torch::empty(entry.shape, scalarType(entry.type));
    const std::size_t size = entry.end - entry.begin;
    if (size > 0) readAt(sizeof headerSize + headerSize + entry.begin, tensor.data_ptr(), size);
    // Reading any other byte as a C++ bool is undefined.
    const auto* bytes = static_cast<const std::uint8_t*>(tensor.data_ptr());
    if (entry.type == "BOOL" && std::any_of(bytes, bytes + size, [](std::uint8_t byte) { return byte > 1; }))
      fail("tensor " + entry.name + " has truth values other than 0 and 1");
    content.tensors.emplace(entry.name, std::move(tensor));
  }
  return content;
}

/// Every parameter and buffer by its full name; they share the module's memory.
torch::OrderedDict<std::string, torch::Tensor> stateOf(const torch::nn::Module& module) {
  torch::OrderedDict<std::string, torch::Tensor> state;
  state.update(module.named_parameters());
  state.update(module.named_buffers());
  return state;
}

}  // namespace

Safetensors readSafetensors(const std::filesystem::path& path) {
  std::error_code code;
  if (!std::filesystem::exists(path, code))
    throw Error(ErrorKind::NotFound, path.string() + ": no such file");
  if (!std::filesystem::is_regular_file(path, code))
    throw Error(ErrorKind::Unreadable, path.string() + ": not a file");
  const std::uint64_t size = std::filesystem::file_size(path, code);
  std::ifstream file(path, std::ios::binary);
  if (code || !file) throw Error(ErrorKind::Unreadable, path.string() + ": cannot be opened");

  const auto readAt = [&](std::uint64_t offset, void* to, std::size_t count) {
    file.seekg(static_cast<std::streamoff>(offset));
    if (!file.read(static_cast<char*>(to), static_cast<std::streamsize>(count)))
      throw Error(ErrorKind::Unreadable, path.string() + ": cannot be read to the end");
  };
  return read(readAt, size, path.string());
}

Safetensors parseSafetensors(const std::uint8_t* bytes, std::size_t size, const std::string& name) {
  return read(
      [bytes](std::uint64_t offset, void* to, std::size_t count) { std::memcpy(to, bytes + offset, count); },
      size, name);
}

void writeSafetensors(const std::filesystem::path& path, const Safetensors& content) {
  SafetensorsHeader header;
  header.metadata = content.metadata;
  for (const auto& [name, tensor] : content.tensors) {
    if (!tensor.defined()) throw Error(ErrorKind::InvalidArgument, "tensor " + name + " is undefined");
    header.entries.push_back(
        {name, typeName(name, tensor.scalar_type()), tensor.sizes().vec(), 0, tensor.nbytes()});
  }
  // Wide types first, as the reference writer does: every tensor is then aligned to its element.
  std::stable_sort(header.entries.begin(), header.entries.end(), [](const auto& a, const auto& b) {
    return safetensorsElementSize(a.type) > safetensorsElementSize(b.type);
  });
  std::uint64_t offset = 0;
  for (auto& entry : header.entries) {
    entry.begin = offset;
    offset = entry.end += offset;
  }

  const std::string json = formatSafetensorsHeader(header);
  const std::uint64_t headerSize = json.size();
  std::vector<std::uint8_t> bytes(sizeof headerSize + json.size() + offset);
  std::memcpy(bytes.data(), &headerSize, sizeof headerSize);
  std::memcpy(bytes.data() + sizeof headerSize, json.data(), json.size());
  for (const auto& entry : header.entries) {
    const torch::Tensor tensor = content.tensors.at(entry.name).detach().cpu().contiguous();
    if (entry.end > entry.begin)
      std::memcpy(bytes.data() + sizeof headerSize + headerSize + entry.begin, tensor.data_ptr(),
                  tensor.nbytes());
  }
  writeFileAtomically(path, bytes.data(), bytes.size());
}

void loadInto(torch::nn::Module& module, const Safetensors& content, const std::string& prefix) {
  const auto state = stateOf(module);
  for (const auto& item : state) {
    const std::string name = prefix + item.key();
    const auto found = content.tensors.find(name);
    if (found == content.tensors.end()) throw Error(ErrorKind::Unsupported, "tensor " + name + " is missing");
    if (found->second.sizes() != item.value().sizes())
      throw Error(ErrorKind::Unsupported, c10::str("tensor ", name, " has the shape ", found->second.sizes(),
                                                   " instead of ", item.value().sizes()));
  }
  for (auto it = content.tensors.lower_bound(prefix); it != content.tensors.end(); ++it) {
    if (!it->first.starts_with(prefix)) break;
    if (!state.contains(it->first.substr(prefix.size())))
      throw Error(ErrorKind::Unsupported, "tensor " + it->first + " is not part of this network");
  }
  torch::NoGradGuard noGrad;
  for (const auto& item : state) {
    torch::Tensor target = item.value();
    target.copy_(content.tensors.at(prefix + item.key()));
  }
}

void addFrom(const torch::nn::Module& module, Safetensors& content, const std::string& prefix,
             torch::ScalarType type) {
  for (const auto& item : stateOf(module)) {
    const torch::Tensor tensor = item.value().detach();
    const auto stored = tensor.is_floating_point() ? type : tensor.scalar_type();
    // A copy, so that training may go on while the content is written.
    const auto copy = tensor.to(torch::kCPU, stored, /*non_blocking=*/false, /*copy=*/true);
    if (!content.tensors.emplace(prefix + item.key(), copy).second)
      throw Error(ErrorKind::InvalidArgument, "tensor " + prefix + item.key() + " is there already");
  }
}

}  // namespace pentimento
