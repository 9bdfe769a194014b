// Inner loops of the analysis functions. They know nothing of frames: rows of bytes in, sums or rows out.
// Each reads `width` bytes of a row and no more, unless it says otherwise. Widths are 1 … 16384, so that sums
// of a row fit 32 bits in every lane.
#pragma once

#include <cstddef>
#include <cstdint>

namespace acapkit::image {

/** Rows of our own memory are rounded up to so many elements, which is as wide as the widest vector. */
constexpr uint32_t paddingOf = 32;

constexpr uint32_t padded(uint32_t width) { return (width + paddingOf - 1) / paddingOf * paddingOf; }

/** Pixels that `differences` puts together. */
constexpr uint32_t groupOf = 8;

/** Sums over the Laplacians of a row's pixels. */
struct LaplaceSums {
  int64_t values;
  uint64_t squares;
};

struct AnalysisKernels {
  /** Writes the sum of |a - b| over `rows` (at most 32) rows for each 8 columns: padded(width) / 8 sums. */
  void (*differences)(const uint8_t* a, size_t pitchA, const uint8_t* b, size_t pitchB, uint32_t width,
                      uint32_t rows, uint64_t* groups);

  /** Writes a row of the mask, moves the row's model by 1 / 2^shift towards the pixels, returns the number of
   * foreground pixels. `model` has padded(width) elements, zero at first; how it orders them is the family's
   * own. */
  uint32_t (*background)(const uint8_t* pixels, uint16_t* model, uint8_t* mask, uint32_t width,
                         uint32_t shift, uint8_t threshold);

  /** Writes the smallest (largest) of `count` rows at each place. Reads and writes padded(width) bytes of
   * each row. */
  void (*smallest)(const uint8_t* const* rows, uint32_t count, uint8_t* out, uint32_t width);
  void (*largest)(const uint8_t* const* rows, uint32_t count, uint8_t* out, uint32_t width);

  /** The sum of a row. */
  uint32_t (*sum)(const uint8_t* pixels, uint32_t width);

  /** Laplacians of the `width` pixels from `centre` on: reads also the pixels left, right, above and below of
   * each. */
  LaplaceSums (*laplace)(const uint8_t* centre, size_t pitch, uint32_t width);
};

}  // namespace acapkit::image
