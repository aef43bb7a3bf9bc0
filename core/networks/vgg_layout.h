// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace pentimento {

/// A 3x3 convolution of VGG-19, followed by a ReLU.
struct VggLayer {
  const char* name;
  int index;           ///< in torchvision's `features`
  std::int64_t width;  ///< output channels, as a multiple of the first layer's
  bool poolFirst;      ///< Whether a 2x2 maximum comes before it
  bool tap;            ///< Whether its ReLU is one of the five activations that are looked at
};

/// Simonyan and Zisserman 2014, Table 1, configuration E, up to conv5_1.
inline constexpr std::array vggLayers{
    VggLayer{"conv1_1", 0, 1, false, true},   VggLayer{"conv1_2", 2, 1, false, false},
    VggLayer{"conv2_1", 5, 2, true, true},    VggLayer{"conv2_2", 7, 2, false, false},
    VggLayer{"conv3_1", 10, 4, true, true},   VggLayer{"conv3_2", 12, 4, false, false},
    VggLayer{"conv3_3", 14, 4, false, false}, VggLayer{"conv3_4", 16, 4, false, false},
    VggLayer{"conv4_1", 19, 8, true, true},   VggLayer{"conv4_2", 21, 8, false, false},
    VggLayer{"conv4_3", 23, 8, false, false}, VggLayer{"conv4_4", 25, 8, false, false},
    VggLayer{"conv5_1", 28, 8, true, true}};
inline constexpr std::int64_t vggBaseChannels = 64;  ///< of the first layer
inline constexpr std::size_t vggTapCount = 5;

}  // namespace pentimento
