// The one place that writes pixels for all shapes: rectangles, cut to the frame.
#pragma once

#include "acapkit_image/draw.h"

namespace acapkit::image {

/** Columns left … right - 1 and rows top … bottom - 1; empty when they do not grow. 64 bits hold what any
 * coordinate and size of the interface add up to. */
struct Area {
  int64_t left, top, right, bottom;
};

/** What `box` covers. */
Area areaOf(const AcapkitImageBox& box);

/** The part of `area` that lies in the frame. */
Area clipped(const AcapkitImageFrame& frame, const Area& area);

/** Fills what lies in the frame. In NV12 each chroma pair that belongs to one of the pixels gets the colour
 * too. */
void fillArea(const AcapkitImageFrame& frame, const Area& area, const AcapkitImageColor& color);

/** OK for a pen, scale or block from `least` to ACAPKIT_IMAGE_PEN_MAX pixels. */
AcapkitImageStatus checkPen(uint32_t pixels, uint32_t least, const char* name, AcapkitImageError* error);

/** OK for coordinates whose products fit into 64 bits. */
AcapkitImageStatus checkPoint(const AcapkitImagePoint& point, const char* name, AcapkitImageError* error);

}  // namespace acapkit::image
