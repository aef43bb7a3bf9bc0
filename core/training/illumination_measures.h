// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include "core/data/illumination_dataset.h"
#include "core/networks/illumination_classifier.h"
#include "core/tensor/device.h"

namespace pentimento {

/// Logits and attention of all textures of a batch, on the CPU.
IlluminationClassifierImpl::Seen lookAt(IlluminationClassifier& network, const LitBatch& batch,
                                        const Compute& compute);

/// {"pictures", "direction": share of right directions (of 5; strengths added up), "class": of the ten
/// classes,
///  "directions": {"left": {"pictures", "accuracy"}, …},
///  "side_lit": number of pictures lit from left or right,
///  "attention": for each layer {"on_spoilt_half": share of side-lit pictures whose mean attention is higher
///  on
///               the half that is darker or blown out than on the other, "spoilt_half", "other_half": mean
///               attention there, "frontal": of pictures in frontal light}}
nlohmann::json illuminationMeasures(const IlluminationClassifierImpl::Seen& seen, const LitBatch& batch);

}  // namespace pentimento
