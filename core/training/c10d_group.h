// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/training/process_group.h"

namespace pentimento {

/// Several processes over LibTorch's c10d; see joinProcessGroup.
std::unique_ptr<ProcessGroup> makeC10dGroup(const ProcessPlace& place, const std::string& device,
                                            const GroupOptions& options);

}  // namespace pentimento
