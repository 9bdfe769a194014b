// The part of a frame that a function works on.
#pragma once

#include "acapkit_image/base.h"

namespace acapkit::image {

/**
 * OK when `crop` lies in the frame; all zero becomes the whole frame. For NV12 it has to begin at even
 * places, because its first chroma pair would belong to a column or row outside. `name` begins the field's
 * path, such as "crop".
 */
AcapkitImageStatus resolveCrop(const AcapkitImageFrame& frame, const char* name, AcapkitImageRect* crop,
                               AcapkitImageError* error);

}  // namespace acapkit::image
