// JFIF files hold BT.601 at full range; frames of another matrix or range are brought to it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "acapkit_image/base.h"

namespace acapkit::image {

/**
 * Y' = luma · Y + lumaCb · (Cb - 128) + lumaCr · (Cr - 128) + lumaBias, and both chromas alike with a bias of
 * 128, in fixed point. 16-bit factors keep the products cheap on vectors.
 */
struct ColourMap {
  static constexpr int fraction = 13;
  int16_t luma, lumaCb, lumaCr;
  int16_t cbCb, cbCr, crCb, crCr;
  /** With the half that rounds. */
  int32_t lumaBias;
  /** Nothing changes. */
  bool identity;
};

ColourMap colourMap(AcapkitImageMatrix matrix, AcapkitImageRange range);

/** Splits `count` pairs into two rows of mapped chroma. `offsets` receives for 2 · count pixels what chroma
 * and bias add to their luma; it is not touched when the map is the identity. */
void mapChroma(const ColourMap& map, const uint8_t* pairs, size_t count, uint8_t* cb, uint8_t* cr,
               int32_t* offsets);

/** Maps `count` pixels of luma. */
void mapLuma(const ColourMap& map, const uint8_t* source, const int32_t* offsets, size_t count,
             uint8_t* destination);

}  // namespace acapkit::image
