#include "image/draw/canvas.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "image/status.h"

namespace acapkit::image {
namespace {

/** Fills the first row with a pixel's bytes and copies it to the others. `area` counts pixels of this plane.
 */
template <size_t bytes>
void fillPlane(uint8_t* plane, size_t pitch, const Area& area, const uint8_t (&pixel)[bytes]) {
  uint8_t* const first =
      plane + static_cast<size_t>(area.top) * pitch + static_cast<size_t>(area.left) * bytes;
  const auto columns = static_cast<size_t>(area.right - area.left);
  for (size_t column = 0; column < columns; ++column) std::memcpy(first + column * bytes, pixel, bytes);
  const auto rows = static_cast<size_t>(area.bottom - area.top);
  for (size_t row = 1; row < rows; ++row) std::memcpy(first + row * pitch, first, columns * bytes);
}

}  // namespace

Area areaOf(const AcapkitImageBox& box) {
  return {box.x, box.y, int64_t{box.x} + box.width, int64_t{box.y} + box.height};
}

Area clipped(const AcapkitImageFrame& frame, const Area& area) {
  return {std::max<int64_t>(area.left, 0), std::max<int64_t>(area.top, 0),
          std::min<int64_t>(area.right, frame.width), std::min<int64_t>(area.bottom, frame.height)};
}

void fillArea(const AcapkitImageFrame& frame, const Area& whole, const AcapkitImageColor& color) {
  const Area area = clipped(frame, whole);
  if (area.left >= area.right || area.top >= area.bottom) return;
  const size_t pitch = pitchOf(frame.format, frame.width, frame.pitches[0], 0);
  if (frame.format == ACAPKIT_IMAGE_RGB)
    return fillPlane<3>(frame.planes[0], pitch, area, {color.red, color.green, color.blue});
  fillPlane<1>(frame.planes[0], pitch, area, {color.y});
  if (frame.format != ACAPKIT_IMAGE_NV12) return;
  const Area pairs{area.left / 2, area.top / 2, (area.right + 1) / 2, (area.bottom + 1) / 2};
  fillPlane<2>(frame.planes[1], pitchOf(frame.format, frame.width, frame.pitches[1], 1), pairs,
               {color.cb, color.cr});
}

AcapkitImageStatus checkPen(uint32_t pixels, uint32_t least, const char* name, AcapkitImageError* error) {
  if (pixels >= least && pixels <= ACAPKIT_IMAGE_PEN_MAX) return ACAPKIT_IMAGE_OK;
  return invalid(error, name, "expected %u … %u, found %u", least, ACAPKIT_IMAGE_PEN_MAX, pixels);
}

AcapkitImageStatus checkPoint(const AcapkitImagePoint& point, const char* name, AcapkitImageError* error) {
  constexpr int32_t limit = ACAPKIT_IMAGE_COORDINATE_MAX;
  for (const bool vertical : {false, true}) {
    const int32_t value = vertical ? point.y : point.x;
    if (value >= -limit && value <= limit) continue;
    char field[sizeof AcapkitImageError::field];
    std::snprintf(field, sizeof field, "%s.%c", name, vertical ? 'y' : 'x');
    return invalid(error, field, "expected %d … %d, found %d", -limit, limit, value);
  }
  return ACAPKIT_IMAGE_OK;
}

}  // namespace acapkit::image
