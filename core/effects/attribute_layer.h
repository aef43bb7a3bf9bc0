// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/effects/attributes.h"

namespace pentimento {

/// For what is drawn anew: pixel shuffle leaves a pattern of two pixels' period, to which a binomial filter
/// is blind. What is removed must stay as sharp as what it cancels. RGB, F32.
Image softened(const Image& residual);

/// The layer of what a network adds to a crop. It fades out towards the crop's border, so that no edge of the
/// square shows, and `detail` says where it cancels the crop's structure: about the slope of the residual
/// over the crop in a small window, as the guided filter takes it (He, Sun & Tang 2010, eq. 5). `residual`,
/// `crop`: RGB, F32, one square.
AttributeLayer attributeLayer(const Image& residual, const Image& crop);

/// sum += strength * layer, for a strength from 0; the smaller one is enlarged to the other's size.
void addTo(AttributeLayer& sum, const AttributeLayer& layer, double strength);

/// The layer times the share of each pixel that is kept (AttributesFace::kept).
void keep(AttributeLayer& layer, const Image& kept);

/// What a network darkens in hair comes in patches, and hair that is black here and white there is nobody's:
/// so all of it gets the mean of what darkens the hair around it, and what is drawn on the forehead is no
/// darker than that hair becomes. What makes hair lighter stays: people do grey in patches.
/// `residual`, `crop`: RGB, F32, one square. `labels`: the crop's label map, of any size.
Image withEvenHair(const Image& residual, const Image& crop, const Image& labels);

/// What of a crop a global attribute may change, as `kept`: 255 inside head and neck, falling to 0 towards
/// background, clothes, hats and necklaces and nowhere beyond, where they would change with the slider.
/// `labels`: the crop's label map.
Image insideHead(const Image& labels);

}  // namespace pentimento
