// A strip of 16 rows as libjpeg takes raw data: three planes, rows that are whole blocks wide, edges
// repeated.
#pragma once

#include <cstdio>
// libjpeg's header needs FILE and size_t before it.
#include <jpeglib.h>

#include "image/jpeg/colour.h"

namespace acapkit::image {

/** The part of a frame to encode. */
struct Picture {
  AcapkitImageFormat format;
  /** Pixels. */
  uint32_t width, height;
  /** First byte of the part in each plane, and bytes from row to row. */
  const uint8_t* planes[2];
  size_t pitches[2];
  ColourMap map;
};

constexpr uint32_t stripRows = 16, stripChromaRows = 8;

/** Rows of the strip's planes: what jpeg_write_raw_data() and jpeg_write_scanlines() take. */
struct Strip {
  JSAMPROW luma[stripRows], cb[stripChromaRows], cr[stripChromaRows];
};

/** Bytes of scratch memory that a strip of this width needs at most. */
size_t stripBytes(uint32_t width);

/** Makes the strip that begins at `row`. Rows of the frame are handed over where they are whole blocks wide
 * and need no conversion; all others are written to `scratch`. Rows past the last one repeat it. */
void makeColourStrip(const Picture& picture, uint32_t row, uint8_t* scratch, Strip* strip);

/** The rows from `row` on of a picture without chroma; returns how many. */
uint32_t makePlainStrip(const Picture& picture, uint32_t row, uint8_t* scratch, Strip* strip);

}  // namespace acapkit::image
