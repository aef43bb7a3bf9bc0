// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/illumination_measures.h"

#include <string>

#include "core/tensor/convert.h"

namespace pentimento {
namespace {

constexpr std::int64_t texturesAtOnce = 64;  // pictures looked at at once

double meanOf(const torch::Tensor& values) {
  return values.numel() == 0 ? 0 : values.to(torch::kFloat64).mean().item<double>();
}

/// Mean of each half of the pictures: [N], [N].
std::pair<torch::Tensor, torch::Tensor> halves(const torch::Tensor& maps) {
  const auto half = maps.size(3) / 2;
  return {maps.narrow(3, 0, half).mean({1, 2, 3}), maps.narrow(3, maps.size(3) - half, half).mean({1, 2, 3})};
}

}  // namespace

IlluminationClassifierImpl::Seen lookAt(IlluminationClassifier& network, const LitBatch& batch,
                                        const Compute& compute) {
  torch::NoGradGuard noGradient;
  std::vector<torch::Tensor> logits;
  std::vector<std::vector<torch::Tensor>> attention;
  for (const auto& part : batch.textures.split(texturesAtOnce)) {
    const auto seen = network->look(toCompute(part, compute));
    logits.push_back(seen.logits.cpu());
    attention.resize(seen.attention.size());
    for (std::size_t l = 0; l < attention.size(); ++l) attention[l].push_back(seen.attention[l].cpu());
  }
  IlluminationClassifierImpl::Seen all{torch::cat(logits), {}};
  for (const auto& layer : attention) all.attention.push_back(torch::cat(layer));
  return all;
}

nlohmann::json illuminationMeasures(const IlluminationClassifierImpl::Seen& seen, const LitBatch& batch) {
  const auto shares = torch::softmax(seen.logits, 1).view({-1, lightDirectionCount, 2}).sum(2);
  const auto wanted = batch.classes.div(2, "floor");
  const auto right = shares.argmax(1) == wanted;
  nlohmann::json json{{"pictures", batch.classes.size(0)},
                      {"direction", meanOf(right)},
                      {"class", meanOf(seen.logits.argmax(1) == batch.classes)},
                      {"directions", nlohmann::json::object()}};
  for (int direction = 0; direction < lightDirectionCount; ++direction) {
    const auto of = right.index({wanted == direction});
    json["directions"][nameOf(static_cast<LightClass>(2 * direction))] = {{"pictures", of.size(0)},
                                                                          {"accuracy", meanOf(of)}};
  }
  const auto sideLit = (wanted == directionOf(LightClass::Left)) | (wanted == directionOf(LightClass::Right));
  const auto [spoiltLeft, spoiltRight] = halves(batch.spoilt);
  const auto leftIsSpoilt = (spoiltLeft > spoiltRight).index({sideLit});
  json["side_lit"] = leftIsSpoilt.size(0);
  json["attention"] = nlohmann::json::array();
  for (const auto& map : seen.attention) {
    const auto [leftHalf, rightHalf] = halves(map.index({sideLit}));
    const auto spoilt = torch::where(leftIsSpoilt, leftHalf, rightHalf),
               other = torch::where(leftIsSpoilt, rightHalf, leftHalf);
    json["attention"].push_back({{"on_spoilt_half", meanOf(spoilt > other)},
                                 {"spoilt_half", meanOf(spoilt)},
                                 {"other_half", meanOf(other)},
                                 {"frontal", meanOf(map.index({wanted == 0}))}});
  }
  return json;
}

}  // namespace pentimento
