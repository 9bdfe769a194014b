// Privacy masks of blocks.
#include <algorithm>

#include "image/draw/canvas.h"
#include "image/status.h"

namespace acapkit::image {
namespace {

/** Mean of one of the `bytes` values of a plane's pixels, rounded. At most 256 × 256 pixels of 255: 32 bits
 * hold it. */
uint8_t meanOf(const uint8_t* plane, size_t pitch, const Area& area, size_t bytes, size_t index) {
  uint32_t sum = 0;
  for (int64_t row = area.top; row < area.bottom; ++row) {
    const uint8_t* const line = plane + static_cast<size_t>(row) * pitch + index;
    for (auto column = static_cast<size_t>(area.left); column < static_cast<size_t>(area.right); ++column)
      sum += line[column * bytes];
  }
  const auto count = static_cast<uint32_t>((area.right - area.left) * (area.bottom - area.top));
  return static_cast<uint8_t>((sum + count / 2) / count);
}

/** Mean colour of an area that begins at even places. */
AcapkitImageColor meanColor(const AcapkitImageFrame& frame, const Area& area) {
  const auto mean = [&frame](size_t plane, const Area& part, size_t bytes, size_t index) {
    const size_t pitch = pitchOf(frame.format, frame.width, frame.pitches[plane], plane);
    return meanOf(frame.planes[plane], pitch, part, bytes, index);
  };
  AcapkitImageColor color{};
  if (frame.format == ACAPKIT_IMAGE_RGB) {
    color.red = mean(0, area, 3, 0);
    color.green = mean(0, area, 3, 1);
    color.blue = mean(0, area, 3, 2);
    return color;
  }
  color.y = mean(0, area, 1, 0);
  if (frame.format != ACAPKIT_IMAGE_NV12) return color;
  const Area pairs{area.left / 2, area.top / 2, (area.right + 1) / 2, (area.bottom + 1) / 2};
  color.cb = mean(1, pairs, 2, 0);
  color.cr = mean(1, pairs, 2, 1);
  return color;
}

void drawBlocks(const AcapkitImageFrame& frame, const Area& touched, int64_t block) {
  for (int64_t top = touched.top / block * block; top < touched.bottom; top += block) {
    for (int64_t left = touched.left / block * block; left < touched.right; left += block) {
      const Area area = clipped(frame, {left, top, left + block, top + block});
      fillArea(frame, area, meanColor(frame, area));
    }
  }
}

}  // namespace
}  // namespace acapkit::image

using namespace acapkit::image;  // NOLINT(google-build-using-namespace): C functions are in no namespace.

AcapkitImageStatus acapkit_image_draw_mosaic(const AcapkitImageFrame* frame, AcapkitImageBox box,
                                             uint32_t block, AcapkitImageError* error) {
  AcapkitImageStatus status = checkFrame(frame, "frame", error);
  if (status == ACAPKIT_IMAGE_OK) status = checkPen(block, 2, "block", error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  if (block % 2 != 0)
    return invalid(error, "block",
                   "expected an even number of pixels, because two share one chroma, found %u", block);
  const Area touched = clipped(*frame, areaOf(box));
  if (touched.left < touched.right && touched.top < touched.bottom) drawBlocks(*frame, touched, block);
  return ACAPKIT_IMAGE_OK;
}
