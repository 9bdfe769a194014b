// What a plan should give, in double precision and without regard to speed: the definition in plan.h written
// down again.
#pragma once

#include <array>
#include <vector>

#include "random-plan.h"

namespace acapkit::test {

/** Colour values 0 … 255 (not rounded) of every output pixel of the picture, without padding: R', G', B', or
 * gray three times. `picture` and `crop` are what the plan says. */
std::vector<std::array<double, 3>> referencePicture(const Options& options, const uint8_t* const planes[2],
                                                    const AcapkitImageRect& picture,
                                                    const AcapkitImageRect& crop);

}  // namespace acapkit::test
