// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/attribute_guesser.h"

#include "core/analysis/attribute_judge.h"

namespace pentimento {

AttributeGuesser::AttributeGuesser(const std::filesystem::path& safetensors, const Compute& compute)
    : judge_(std::make_unique<AttributeJudge>(safetensors, compute)) {}

AttributeGuesser::~AttributeGuesser() = default;

TraitMarks AttributeGuesser::marks(const Image& crop) {
  return judge_->marks(crop);
}

}  // namespace pentimento
