// Colour in the kernels' fixed point.
#pragma once

#include "acapkit_image/plan.h"
#include "image/resize/resize-kernels.h"

namespace acapkit::image {

/** Which kernel finds a pixel's channels. */
Colour colourOf(const AcapkitImageSource& source, const AcapkitImageOutput& output);

/** Factors for a source and an order of channels; `store` says whether the kernel cuts off (so that half is
 * added). */
ColourFactors factorsOf(const AcapkitImageSource& source, AcapkitImageOrder order, Store store);

/** Such that every pixel has colour value `value`, for Colour::gray. */
ColourFactors constantColour(uint8_t value, Store store);

/** How values are stored. */
Store storeOf(const AcapkitImageOutput& output);

/** Scales, offsets and limits; the places are left open. */
Destination destinationOf(const AcapkitImageOutput& output);

}  // namespace acapkit::image
