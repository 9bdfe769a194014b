// Luma planes of frames, and regions of them: checked in one place for all analysis functions.
#pragma once

#include "acapkit_image/base.h"

namespace acapkit::image {

/** A plane, or a part of one, that has been checked. */
struct Luma {
  const uint8_t* pixels;
  size_t pitch;
  uint32_t width, height;

  const uint8_t* row(uint32_t y) const { return pixels + y * pitch; }
};

/** The luma plane of a frame. INVALID also for RGB. `name` begins the field's path. */
AcapkitImageStatus lumaOf(const AcapkitImageFrame* frame, const char* name, Luma& luma,
                          AcapkitImageError* error);

/** The luma of the frame's part `region` (NULL or all zero: of all). INVALID also when it is not in the
 * frame, or smaller than so many pixels. */
AcapkitImageStatus regionOf(const AcapkitImageFrame* frame, const AcapkitImageRect* region, uint32_t widthMin,
                            uint32_t heightMin, Luma& luma, AcapkitImageError* error);

/** OK when both are of one size. `name` begins the path of the other's field. */
AcapkitImageStatus checkSize(const Luma& luma, uint32_t width, uint32_t height, const char* name,
                             AcapkitImageError* error);

/** OK when `pointer` is there. */
AcapkitImageStatus checkThere(const void* pointer, const char* field, AcapkitImageError* error);

}  // namespace acapkit::image
