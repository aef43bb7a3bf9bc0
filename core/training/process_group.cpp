// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/process_group.h"

#include "core/base/error.h"
#include "core/training/c10d_group.h"

namespace pentimento {
namespace {

class Alone : public ProcessGroup {
 public:
  int rank() const override { return 0; }
  int size() const override { return 1; }
  std::vector<torch::Tensor> mean(const std::vector<torch::Tensor>& tensors) override { return tensors; }
  void copyFromFirst(const std::vector<torch::Tensor>&) override {}
  std::string textOfFirst(const std::string& text) override { return text; }
  void inFirst(const std::function<void()>& work) override { work(); }
};

}  // namespace

bool ProcessGroup::any(bool holds) {
  if (size() == 1) return holds;
  return mean({torch::full({1}, holds ? 1.0 : 0.0, torch::kFloat64)})[0].item<double>() > 0;
}

ProcessGroup& ProcessGroup::alone() {
  static Alone one;
  return one;
}

std::unique_ptr<ProcessGroup> joinProcessGroup(const ProcessPlace& place, const std::string& device,
                                               const GroupOptions& options) {
  if (place.size == 1) return std::make_unique<Alone>();
  return makeC10dGroup(place, device, options);
}

}  // namespace pentimento
