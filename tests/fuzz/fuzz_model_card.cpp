// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/document/edit_stack.h"
#include "core/models/model_card.h"
#include "tests/fuzz/harness.h"
#include "tests/support/temporary_folder.h"

// JSON files that strangers hand to the program: a model's card, and the edits of a project.
namespace pentimento {
namespace {

using fuzz::below;
using fuzz::Bytes;
using fuzz::mutateText;
using fuzz::Random;

std::vector<std::string> makeCorpus() {
  ModelCard card;
  card.name = "größer";
  card.task = "colourise";
  card.description = "a \"quoted\" sentence";
  card.options = {{"base_channels", 32}, {"levels", 7}, {"nested", {{"list", {1, 2.5, nullptr, true}}}}};
  card.data = {{"faces", "CC0", 100}, {"scenes", "", 0}};
  card.samples = 3'000'000'000;
  card.quality = {{"faces", {{"psnr", 31.25}}}};
  card.sha256 = std::string(64, 'a');
  EditStack edits;
  edits.append("colourise", 1,
               {{"saturation", 1.2}, {"hints", {{{"x", 1.5}, {"y", 2}, {"rgb", {1, 2, 3}}}}}});
  edits.append("makeup", 3, nlohmann::json::object());
  return {nlohmann::json(card).dump(2), nlohmann::json(edits).dump()};
}

Bytes makeInput(const std::vector<std::string>& corpus, Random& random) {
  std::string text = corpus[below(random, corpus.size())];
  for (std::size_t changes = 1 + below(random, 4); changes > 0; --changes) mutateText(text, random);
  return {text.begin(), text.end()};
}

/// What was read must survive being written and read again.
void tryInput(const Bytes& input, const std::filesystem::path& file, const std::string& name) {
  const std::string text(input.begin(), input.end());
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_object() && json.contains("edits")) {
    try {
      const auto stack = json.get<EditStack>();
      if (nlohmann::json(stack).get<EditStack>() != stack) throw std::logic_error("another stack came back");
    } catch (const Error& error) {
      throw Error(error.kind(), name + ": " + error.what());  // a stack knows no file
    }
    return;
  }
  test::writeBytes(file, text);
  const ModelCard card = readCard(file);
  card.check();
  if (nlohmann::json(card).get<ModelCard>() != card) throw std::logic_error("another card came back");
}

}  // namespace
}  // namespace pentimento

int main(int argc, char** argv) {
  using namespace pentimento;
  const auto corpus = makeCorpus();
  const test::TemporaryFolder folder;
  const auto tryOne = [&](const fuzz::Bytes& input, const std::string& name) {
    tryInput(input, folder / name, name);
  };
  return fuzz::run(argc, argv, {[&](fuzz::Random& random) { return makeInput(corpus, random); }, tryOne});
}
