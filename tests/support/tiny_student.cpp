// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_student.h"

#include "core/models/load_vgg_features.h"
#include "tests/support/model_files.h"

namespace pentimento::test {

std::filesystem::path writeTinyStudent(const std::filesystem::path& folder, const char* name) {
  const VggStudentOptions options{2};
  Safetensors weights;
  addFrom(*VggStudent(options), weights, "network.");
  return writeModelFiles(folder, name, vggStudentTask, options, weights);
}

}  // namespace pentimento::test
