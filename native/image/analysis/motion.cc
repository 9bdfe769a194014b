// What moves between two frames: sums of absolute differences over square blocks, one band of blocks after
// the other, so that each plane is read once.
#include <algorithm>

#include "acapkit_image/analyze.h"
#include "image/analysis/luma.h"
#include "image/kernels.h"
#include "image/status.h"

namespace acapkit::image {
namespace {

bool isBlock(uint32_t block) { return block == 8 || block == 16 || block == 32; }

uint32_t blocksOf(uint32_t size, uint32_t block) { return (size + block - 1) / block; }

/** Puts each `groupsOfBlock` sums together. The number is fixed so that compilers find vector instructions
 * for it. */
template <uint32_t groupsOfBlock>
void fold(const uint64_t* groups, uint32_t count, uint32_t* sad) {
  for (uint32_t index = 0; index < count; ++index) {
    uint32_t sum = 0;
    for (uint32_t group = 0; group < groupsOfBlock; ++group)
      sum += static_cast<uint32_t>(groups[index * groupsOfBlock + group]);
    sad[index] = sum;
  }
}

void foldBand(const uint64_t* groups, uint32_t count, uint32_t block, uint32_t* sad) {
  if (block == 8) return fold<1>(groups, count, sad);
  if (block == 16) return fold<2>(groups, count, sad);
  fold<4>(groups, count, sad);
}

/** How many blocks of a band move. */
uint32_t countMoving(const uint32_t* sad, uint32_t width, uint32_t rows, uint32_t block, double threshold) {
  // A sum is above a product when it is above the integer part of it.
  const auto limitOf = [&](uint32_t columns) { return static_cast<uint32_t>(threshold * (columns * rows)); };
  const uint32_t limit = limitOf(block);
  const uint32_t whole = width / block;
  uint32_t moving = 0;
  for (uint32_t index = 0; index < whole; ++index) moving += sad[index] > limit ? 1 : 0;
  if (width % block != 0) moving += sad[whole] > limitOf(width % block) ? 1 : 0;
  return moving;
}

uint32_t compare(const Luma& a, const Luma& b, uint32_t block, double threshold, uint32_t* sad) {
  uint64_t groups[ACAPKIT_IMAGE_SIZE_MAX / groupOf];
  const AnalysisKernels& kernels = currentKernels().analysis;
  const uint32_t columns = blocksOf(a.width, block);
  uint32_t moving = 0;
  for (uint32_t y = 0; y < a.height; y += block) {
    const uint32_t rows = std::min(block, a.height - y);
    kernels.differences(a.row(y), a.pitch, b.row(y), b.pitch, a.width, rows, groups);
    foldBand(groups, columns, block, sad);
    moving += countMoving(sad, a.width, rows, block, threshold);
    sad += columns;
  }
  return moving;
}

}  // namespace
}  // namespace acapkit::image

using namespace acapkit::image;  // NOLINT(google-build-using-namespace): C functions are in no namespace.

size_t acapkit_image_motion_blocks(uint32_t width, uint32_t height, uint32_t block) {
  if (!isBlock(block) || width > ACAPKIT_IMAGE_SIZE_MAX || height > ACAPKIT_IMAGE_SIZE_MAX) return 0;
  return size_t{blocksOf(width, block)} * blocksOf(height, block);
}

AcapkitImageStatus acapkit_image_motion(const AcapkitImageFrame* frame, const AcapkitImageFrame* previous,
                                        uint32_t block, double threshold, uint32_t* sad, uint32_t* moving,
                                        AcapkitImageError* error) {
  Luma a{};
  Luma b{};
  if (const auto status = lumaOf(frame, "frame", a, error)) return status;
  if (const auto status = lumaOf(previous, "previous", b, error)) return status;
  if (const auto status = checkSize(b, a.width, a.height, "previous", error)) return status;
  if (!isBlock(block)) return invalid(error, "block", "expected 8, 16 or 32 pixels, found %u", block);
  if (!(threshold >= 0 && threshold <= 255))  // so that NaN is refused too
    return invalid(error, "threshold", "expected 0 … 255 grey levels, found %g", threshold);
  if (const auto status = checkThere(sad, "sad", error)) return status;
  const uint32_t count = compare(a, b, block, threshold, sad);
  if (moving != nullptr) *moving = count;
  return ACAPKIT_IMAGE_OK;
}
