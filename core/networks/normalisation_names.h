// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include "core/networks/layers.h"

namespace pentimento {

NLOHMANN_JSON_SERIALIZE_ENUM(Normalisation, {{Normalisation::None, "none"},
                                             {Normalisation::Batch, "bn"},
                                             {Normalisation::Instance, "in"},
                                             {Normalisation::InstanceBatch, "ibn"}})

}  // namespace pentimento
