// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "core/base/progress.h"
#include "core/effects/attributes.h"
#include "core/effects/parameters_json.h"

namespace pentimento {

/// The member "faces" of an effect's stored parameters. Throws as parameters_json.h says.
template <class Face>
std::vector<Face> facesFrom(const nlohmann::json& json, const char* effect) {
  const auto& faces = member(json, "faces", effect);
  if (!faces.is_array()) throw wrongParameters(fmt::format("\"faces\" of {} must be a list", effect));
  std::vector<Face> result;
  for (const auto& face : faces) result.push_back(face.template get<Face>());
  return result;
}

/// The photo with the layer of each face that changes it. `layerOf(face, progress)` looks at the face in the
/// photo itself, whatever became of a neighbour: as the editor does it.
template <class Face, class LayerOf>
Image withLayers(const Image& photo, const std::vector<Face>& faces, const Progress& progress,
                 const LayerOf& layerOf) {
  Image result = photo;
  const auto count = static_cast<double>(faces.size());
  for (std::size_t i = 0; i < faces.size(); ++i) {
    if (!faces[i].changesPhoto()) continue;
    const Progress part([&](double fraction, std::string_view what) {
      progress.report((static_cast<double>(i) + fraction) / count, what);
    });
    result = addLayer(result, faces[i].alignment, layerOf(faces[i], part));
  }
  return result;
}

}  // namespace pentimento
