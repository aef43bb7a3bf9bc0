// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/vgg_option.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/models/load_vgg_features.h"
#include "core/models/registry.h"

namespace pentimento {
namespace {

constexpr auto none = "none";

}  // namespace

void addVggOption(CLI::App& app, std::string& vgg) {
  app.add_option(
         "--vgg", vgg,
         "How pictures are looked at: VGG-19 weights (.safetensors under torchvision's names), features "
         "(TorchScript), a model for perceptual-features, or none; default: the program's own model")
      ->check(CLI::ExistingFile | CLI::IsMember({none}))
      ->type_name("FILE|none");
}

std::string vggFile(const std::string& vgg) {
  if (vgg == none) return {};
  if (!vgg.empty()) return vgg;
  try {
    return Registry().current(vggStudentTask).weights.string();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::NotFound) throw;
    spdlog::warn("without perceptual features: {}", error.what());
    return {};
  }
}

}  // namespace pentimento
