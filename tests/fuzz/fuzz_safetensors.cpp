// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "core/tensor/safetensors.h"
#include "tests/fuzz/harness.h"
#include "tests/support/temporary_folder.h"

namespace pentimento {
namespace {

using fuzz::below;
using fuzz::Bytes;
using fuzz::mutateBytes;
using fuzz::mutateText;
using fuzz::Random;
using fuzz::splice;

Bytes fileOf(const Safetensors& content) {
  const test::TemporaryFolder folder;
  writeSafetensors(folder / "model.safetensors", content);
  const std::string bytes = test::readBytes(folder / "model.safetensors");
  return {bytes.begin(), bytes.end()};
}

/// Valid files: every type, empty and scalar tensors, names that need escapes, many tensors, none.
std::vector<Bytes> makeCorpus() {
  Safetensors types, many;
  for (const auto type : {torch::kFloat64, torch::kFloat32, torch::kFloat16, torch::kBFloat16, torch::kInt64,
                          torch::kInt32, torch::kInt16, torch::kInt8, torch::kUInt8, torch::kBool})
    types.tensors[c10::toString(type)] = torch::ones({2, 3}, type);
  for (int i = 0; i < 40; ++i) many.tensors["layers." + std::to_string(i) + ".weight"] = torch::full({i}, i);
  many.metadata["format"] = "pt";
  return {
      fileOf({}), fileOf(types), fileOf(many),
      fileOf(
          {{{"scalar", torch::tensor(1.f)}, {"empty", torch::empty({0, 7})}, {"größe \"\n", torch::ones(1)}},
           {{"schlüssel", "\\ \t"}, {"task", "colourise"}}})};
}

/// Splits a well-formed file into header and data, so that mutations of either get past the first checks.
std::pair<std::string, Bytes> split(const Bytes& file) {
  std::uint64_t size = 0;
  std::memcpy(&size, file.data(), sizeof size);
  const auto data = file.begin() + static_cast<std::ptrdiff_t>(sizeof size + size);
  return {std::string(file.begin() + sizeof size, data), Bytes(data, file.end())};
}

Bytes join(const std::string& header, const Bytes& data) {
  const std::uint64_t size = header.size();
  Bytes file(sizeof size + header.size() + data.size());
  std::memcpy(file.data(), &size, sizeof size);
  std::copy(data.begin(), data.end(), std::copy(header.begin(), header.end(), file.begin() + sizeof size));
  return file;
}

Bytes makeInput(const std::vector<Bytes>& corpus, Random& random) {
  const Bytes& chosen = corpus[below(random, corpus.size())];
  if (below(random, 8) == 0) return splice(chosen, corpus[below(random, corpus.size())], random);
  const std::size_t changes = 1 + below(random, 4);
  if (below(random, 3) == 0) {
    Bytes file = chosen;
    for (std::size_t i = 0; i < changes; ++i) mutateBytes(file, random);
    return file;
  }
  auto [header, data] = split(chosen);
  for (std::size_t i = 0; i < changes; ++i) mutateText(header, random);
  if (below(random, 4) == 0) mutateBytes(data, random);
  return join(header, data);
}

/// Reads it, touches every byte of the result and holds it against the file's size.
void tryInput(const Bytes& input, const std::string& name) {
  const Bytes exact(input);  // no spare capacity: a read past the end is seen
  const Safetensors content = parseSafetensors(exact.data(), exact.size(), name);
  std::size_t total = 0;
  for (const auto& [tensorName, tensor] : content.tensors) {
    total += tensor.nbytes();
    const auto* bytes = static_cast<const std::uint8_t*>(tensor.data_ptr());
    const bool isTruth = tensor.scalar_type() == torch::kBool;
    if (std::any_of(bytes, bytes + tensor.nbytes(), [&](std::uint8_t byte) { return isTruth && byte > 1; }))
      throw std::logic_error("a truth value that is none");
  }
  if (total > input.size()) throw std::logic_error("more tensors than bytes");
}

}  // namespace
}  // namespace pentimento

int main(int argc, char** argv) {
  using namespace pentimento;
  const auto corpus = makeCorpus();
  return fuzz::run(argc, argv, {[&](fuzz::Random& random) { return makeInput(corpus, random); }, tryInput});
}
