// The difference hash (Krawetz, "Kind of Like That", 2013). Cells consist of whole pixels, so that exact sums
// can be compared; their sizes differ by a pixel where the picture cannot be divided evenly.
#include <bit>

#include "acapkit_image/analyze.h"
#include "image/analysis/luma.h"
#include "image/kernels.h"
#include "image/status.h"

namespace acapkit::image {
namespace {

constexpr uint32_t columns = 9;
constexpr uint32_t rows = 8;

/** First pixel of a column (or row) of cells. */
uint32_t edge(uint32_t index, uint32_t cells, uint32_t size) { return index * size / cells; }

/** The sums of the cells of one row of them. */
void sumCells(const Luma& luma, uint32_t row, uint64_t (&sums)[columns]) {
  const AnalysisKernels& kernels = currentKernels().analysis;
  for (uint32_t y = edge(row, rows, luma.height); y < edge(row + 1, rows, luma.height); ++y) {
    for (uint32_t column = 0; column < columns; ++column) {
      const uint32_t left = edge(column, columns, luma.width);
      sums[column] += kernels.sum(luma.row(y) + left, edge(column + 1, columns, luma.width) - left);
    }
  }
}

uint64_t hashOf(const Luma& luma) {
  uint64_t hash = 0;
  for (uint32_t row = 0; row < rows; ++row) {
    uint64_t sums[columns] = {};
    sumCells(luma, row, sums);
    for (uint32_t column = 1; column < columns; ++column) {
      const uint32_t middle = edge(column, columns, luma.width);
      const uint32_t leftWidth = middle - edge(column - 1, columns, luma.width);
      const uint32_t rightWidth = edge(column + 1, columns, luma.width) - middle;
      const bool brighter = sums[column] * leftWidth > sums[column - 1] * rightWidth;
      hash = hash << 1 | (brighter ? 1 : 0);
    }
  }
  return hash;
}

}  // namespace
}  // namespace acapkit::image

using namespace acapkit::image;  // NOLINT(google-build-using-namespace): C functions are in no namespace.

AcapkitImageStatus acapkit_image_hash(const AcapkitImageFrame* frame, const AcapkitImageRect* region,
                                      uint64_t* hash, AcapkitImageError* error) {
  Luma luma{};
  if (const auto status = regionOf(frame, region, columns, rows, luma, error)) return status;
  if (const auto status = checkThere(hash, "hash", error)) return status;
  *hash = hashOf(luma);
  return ACAPKIT_IMAGE_OK;
}

uint32_t acapkit_image_hash_distance(uint64_t first, uint64_t second) {
  return static_cast<uint32_t>(std::popcount(first ^ second));
}
