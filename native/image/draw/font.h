// A small fixed-width font of our own for labels, clocks and counters.
#pragma once

#include <cstdint>

namespace acapkit::image {

constexpr char firstGlyph = ' ', lastGlyph = '~';

/** The glyph of a character from firstGlyph to lastGlyph: eight rows from above, the leftmost column is
 * bit 5. Bit 0, the gap to the next character, is never set. */
const uint8_t* glyphRows(char character);

}  // namespace acapkit::image
