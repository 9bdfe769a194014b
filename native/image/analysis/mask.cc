// Opening of masks. A square's smallest value is the smallest of a column of smallest values of rows; both
// are "the smallest of some rows", the second one of rows that are one pixel apart. The mask is read ahead of
// where it is written, so that two rings of rows are all the memory needed.
#include <algorithm>
#include <cstring>

#include "acapkit_image/analyze.h"
#include "image/analysis/luma.h"
#include "image/buffer.h"
#include "image/kernels.h"
#include "image/status.h"

namespace acapkit::image {
namespace {

constexpr uint32_t sizeMax = 255;

using Kernel = decltype(AnalysisKernels::smallest);

/** One half of an opening: rows go in, the smallest (or largest) over the square around each pixel comes out.
 */
struct Pass {
  Kernel kernel;
  uint8_t outside;  // changes nothing
  uint32_t width, height, size;
  uint8_t* line;  // a row with size / 2 pixels on both sides
  uint8_t* ring;  // the last `size` rows, each the result along its row

  uint8_t* slot(uint32_t y) const { return ring + size_t{y % size} * padded(width); }

  void push(uint32_t y, const uint8_t* row) const {
    const uint32_t radius = size / 2;
    const uint8_t* shifted[sizeMax];
    std::memset(line, outside, padded(width) + size);
    std::memcpy(line + radius, row, width);
    for (uint32_t x = 0; x < size; ++x) shifted[x] = line + x;
    kernel(shifted, size, slot(y), width);
  }

  /** The result for row `y`: the rows to y + size / 2 have been pushed, as far as there are any. */
  void pull(uint32_t y, uint8_t* out) const {
    const uint32_t radius = size / 2;
    const uint32_t first = y > radius ? y - radius : 0;
    const uint32_t last = std::min(y + radius, height - 1);
    const uint8_t* rows[sizeMax];
    for (uint32_t at = first; at <= last; ++at) rows[at - first] = slot(at);
    kernel(rows, last - first + 1, out, width);
  }
};

/** Returns the number of pixels that are left. `out` is a scratch row. */
uint32_t openRows(uint8_t* mask, size_t pitch, const Pass& erode, const Pass& dilate, uint8_t* out) {
  const AnalysisKernels& kernels = currentKernels().analysis;
  const uint32_t radius = erode.size / 2;
  const uint32_t height = erode.height;
  uint32_t left = 0;
  for (uint32_t step = 0; step < height + 2 * radius; ++step) {
    if (step < height) erode.push(step, mask + step * pitch);
    if (step >= radius && step - radius < height) {
      erode.pull(step - radius, out);
      dilate.push(step - radius, out);
    }
    if (step < 2 * radius) continue;
    const uint32_t y = step - 2 * radius;
    dilate.pull(y, out);
    std::memcpy(mask + y * pitch, out, erode.width);
    left += kernels.sum(out, erode.width) / 255;
  }
  return left;
}

}  // namespace
}  // namespace acapkit::image

using namespace acapkit::image;  // NOLINT(google-build-using-namespace): C functions are in no namespace.

AcapkitImageStatus acapkit_image_mask_open(AcapkitImageFrame* mask, uint32_t size, uint32_t* foreground,
                                           AcapkitImageError* error) {
  Luma luma{};
  if (const auto status = lumaOf(mask, "mask", luma, error)) return status;
  if (mask->format != ACAPKIT_IMAGE_Y800) return invalid(error, "mask.format", "expected Y800, found NV12");
  if (size % 2 == 0 || size > sizeMax)
    return invalid(error, "size", "expected an odd number of pixels, 1 … %u, found %u", sizeMax, size);
  const size_t row = padded(luma.width);
  const size_t ring = row * size;
  Buffer<uint8_t> memory;
  if (!memory.allocate(2 * ring + 2 * row + size)) return noMemory(error);
  uint8_t* out = memory.data() + 2 * ring;
  uint8_t* line = out + row;
  const AnalysisKernels& kernels = currentKernels().analysis;
  const Pass erode{kernels.smallest, 255, luma.width, luma.height, size, line, memory.data()};
  const Pass dilate{kernels.largest, 0, luma.width, luma.height, size, line, memory.data() + ring};
  const uint32_t left = openRows(mask->planes[0], luma.pitch, erode, dilate, out);
  if (foreground != nullptr) *foreground = left;
  return ACAPKIT_IMAGE_OK;
}
