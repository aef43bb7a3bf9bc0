// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/load_vgg_features.h"

#include "core/models/load_model.h"

namespace pentimento {

VggFeatures loadVggFeatures(const std::filesystem::path& file, torch::Device device) {
  if (!std::filesystem::exists(cardPathFor(file))) return VggFeatures(file, device);
  const auto model = loadModel(file, vggStudentTask);
  VggStudent student(model.options<VggStudentOptions>());
  loadInto(*student, model.weights, "network.");
  for (auto parameter : student->parameters()) parameter.set_requires_grad(false);
  student->to(device);
  return VggFeatures(student);
}

}  // namespace pentimento
