// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/networks/attribute_transforms.h"

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/networks/masked_residual_transform.h"
#include "core/networks/residual_transform.h"

namespace pentimento {
namespace {

std::shared_ptr<ResidualNetwork> make(const AttributeTransformsOptions& options) {
  if (options.design == TransformDesign::Table1)
    return std::make_shared<ResidualTransformImpl>(options.baseChannels);
  return std::make_shared<MaskedResidualTransformImpl>(options.baseChannels);
}

}  // namespace

NLOHMANN_JSON_SERIALIZE_ENUM(TransformDesign,
                             {{TransformDesign::Masked, "masked"}, {TransformDesign::Table1, "table1"}})

void AttributeTransformsOptions::check() const {
  if (baseChannels < 4 || baseChannels > 512 || baseChannels % 2 != 0)
    throw Error(ErrorKind::InvalidArgument, "base_channels must be even, 4 to 512");
  if (size < 32 || size > 1024 || size % 4 != 0)
    throw Error(ErrorKind::InvalidArgument, "size must be a multiple of 4, 32 to 1024");
  for (const double gain : {gainAdded, gainRemoved})
    if (!(gain >= 0.25 && gain <= 4))  // nor what is no number
      throw Error(ErrorKind::InvalidArgument, "gain_added and gain_removed must be 0.25 to 4");
}

void to_json(nlohmann::json& json, const AttributeTransformsOptions& options) {
  json = {{"design", options.design},
          {"base_channels", options.baseChannels},
          {"size", options.size},
          {"gain_added", options.gainAdded},
          {"gain_removed", options.gainRemoved}};
}

void from_json(const nlohmann::json& json, AttributeTransformsOptions& options) {
  json.at("design").get_to(options.design);
  json.at("base_channels").get_to(options.baseChannels);
  json.at("size").get_to(options.size);
  // Absent from models made before there were such.
  options.gainAdded = json.value("gain_added", 1.0);
  options.gainRemoved = json.value("gain_removed", 1.0);
}

AttributeTransformsImpl::AttributeTransformsImpl(const AttributeTransformsOptions& options)
    : options_(options) {
  options.check();
  add_ = register_module("add", make(options));
  remove_ = register_module("remove", make(options));
}

torch::Tensor AttributeTransformsImpl::residual(const torch::Tensor& picture, bool added) {
  return (added ? options_.gainAdded : options_.gainRemoved) * (added ? add_ : remove_)->forward(picture);
}

}  // namespace pentimento
