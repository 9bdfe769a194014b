// Turning and mirroring of one plane. Rows may be walked upwards (negative steps), so that two functions
// serve all eight orientations.
#pragma once

#include <cstddef>
#include <cstdint>

namespace acapkit::image {

/** Where a plane's pixels come from and go to. A step is the number of bytes from one row to the next. */
struct PlaneMove {
  const uint8_t* source;
  ptrdiff_t sourceStep;
  uint8_t* destination;
  ptrdiff_t destinationStep;
  /** Pixels of the source. */
  size_t columns, rows;
  /** Bytes of a pixel: 1, 2 or 3. */
  size_t pixelBytes;
};

/** Row r of the source becomes row r of the destination. */
void copyRows(const PlaneMove& move);

/** The same, each row from right to left. */
void reverseRows(const PlaneMove& move);

/** Column c of the source becomes row c of the destination. */
void transpose(const PlaneMove& move);

}  // namespace acapkit::image
