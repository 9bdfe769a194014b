// Figures about a region: histogram, mean, sharpness. Sums are exact, so that every processor gives the same
// figures.
#include <algorithm>
#include <cstring>

#include "acapkit_image/analyze.h"
#include "image/analysis/luma.h"
#include "image/kernels.h"
#include "image/status.h"

namespace acapkit::image {
namespace {

constexpr size_t levels = 256;
constexpr size_t tables = 4;

/** Neighbours are often equal, and a processor waits when it counts in the same place twice in a row: each of
 * four neighbours has a table of its own. */
void countRow(const uint8_t* pixels, uint32_t width, uint32_t (&counts)[tables][levels]) {
  uint32_t x = 0;
  for (; x + sizeof(uint64_t) <= width; x += sizeof(uint64_t)) {
    uint64_t eight = 0;
    std::memcpy(&eight, pixels + x, sizeof eight);
    for (size_t index = 0; index < sizeof eight; ++index)
      ++counts[index % tables][(eight >> (8 * index)) & 0xFF];
  }
  for (; x < width; ++x) ++counts[0][pixels[x]];
}

LaplaceSums laplaceOf(const Luma& luma) {
  const AnalysisKernels& kernels = currentKernels().analysis;
  LaplaceSums all{};
  for (uint32_t y = 1; y + 1 < luma.height; ++y) {
    const LaplaceSums row = kernels.laplace(luma.row(y) + 1, luma.pitch, luma.width - 2);
    all.values += row.values;
    all.squares += row.squares;
  }
  return all;
}

}  // namespace
}  // namespace acapkit::image

using namespace acapkit::image;  // NOLINT(google-build-using-namespace): C functions are in no namespace.

AcapkitImageStatus acapkit_image_histogram(const AcapkitImageFrame* frame, const AcapkitImageRect* region,
                                           uint32_t* counts, AcapkitImageError* error) {
  Luma luma{};
  if (const auto status = regionOf(frame, region, 1, 1, luma, error)) return status;
  if (const auto status = checkThere(counts, "counts", error)) return status;
  uint32_t parts[tables][levels] = {};
  for (uint32_t y = 0; y < luma.height; ++y) countRow(luma.row(y), luma.width, parts);
  for (size_t level = 0; level < levels; ++level)
    counts[level] = parts[0][level] + parts[1][level] + parts[2][level] + parts[3][level];
  return ACAPKIT_IMAGE_OK;
}

AcapkitImageStatus acapkit_image_mean(const AcapkitImageFrame* frame, const AcapkitImageRect* region,
                                      double* mean, AcapkitImageError* error) {
  Luma luma{};
  if (const auto status = regionOf(frame, region, 1, 1, luma, error)) return status;
  if (const auto status = checkThere(mean, "mean", error)) return status;
  const AnalysisKernels& kernels = currentKernels().analysis;
  uint64_t sum = 0;
  for (uint32_t y = 0; y < luma.height; ++y) sum += kernels.sum(luma.row(y), luma.width);
  *mean = static_cast<double>(sum) / (static_cast<double>(luma.width) * luma.height);
  return ACAPKIT_IMAGE_OK;
}

AcapkitImageStatus acapkit_image_sharpness(const AcapkitImageFrame* frame, const AcapkitImageRect* region,
                                           double* sharpness, AcapkitImageError* error) {
  Luma luma{};
  if (const auto status = regionOf(frame, region, 3, 3, luma, error)) return status;
  if (const auto status = checkThere(sharpness, "sharpness", error)) return status;
  const LaplaceSums sums = laplaceOf(luma);
  const double count = static_cast<double>(luma.width - 2) * (luma.height - 2);
  const double mean = static_cast<double>(sums.values) / count;
  // Both sums are below 2^53. The last bits of the difference may fall below zero.
  *sharpness = std::max(0.0, static_cast<double>(sums.squares) / count - mean * mean);
  return ACAPKIT_IMAGE_OK;
}
