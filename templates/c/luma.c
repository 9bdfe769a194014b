// The hot path: the mean of the luma plane. Plain C that the compiler turns into NEON.
#include "app.h"

double mean_luma(const uint8_t* luma, unsigned width, unsigned height, unsigned pitch) {
  uint64_t sum = 0;
  for (unsigned y = 0; y < height; y++) {
    const uint8_t* row = luma + (size_t)y * pitch;
    uint32_t row_sum = 0;
    for (unsigned x = 0; x < width; x++) row_sum += row[x];
    sum += row_sum;
  }
  return (double)sum / ((double)width * height);
}
