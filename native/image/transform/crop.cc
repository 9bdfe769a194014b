#include "image/transform/crop.h"

#include <cstdio>

#include "image/status.h"

namespace acapkit::image {
namespace {

/** One direction of a rectangle: it begins at `start` and has `length` pixels of a frame's `whole`. */
struct Extent {
  const char *startName, *lengthName;
  uint32_t start, length, whole;
};

AcapkitImageStatus checkExtent(const Extent& extent, bool evenStart, const char* name,
                               AcapkitImageError* error) {
  char field[sizeof AcapkitImageError::field];
  std::snprintf(field, sizeof field, "%s.%s", name, extent.startName);
  if (extent.start >= extent.whole)
    return invalid(error, field, "expected 0 … %u, found %u", extent.whole - 1, extent.start);
  if (evenStart && extent.start % 2 != 0)
    return invalid(error, field,
                   "expected an even place, because NV12 has one chroma pair for two pixels, found %u",
                   extent.start);
  std::snprintf(field, sizeof field, "%s.%s", name, extent.lengthName);
  const uint32_t room = extent.whole - extent.start;
  if (extent.length < 1 || extent.length > room)
    return invalid(error, field, "expected 1 … %u pixels from %s %u on, found %u", room, extent.startName,
                   extent.start, extent.length);
  return ACAPKIT_IMAGE_OK;
}

}  // namespace

AcapkitImageStatus resolveCrop(const AcapkitImageFrame& frame, const char* name, AcapkitImageRect* crop,
                               AcapkitImageError* error) {
  if ((crop->x | crop->y | crop->width | crop->height) == 0) {
    *crop = {0, 0, frame.width, frame.height};
    return ACAPKIT_IMAGE_OK;
  }
  const bool even = frame.format == ACAPKIT_IMAGE_NV12;
  const auto status = checkExtent({"x", "width", crop->x, crop->width, frame.width}, even, name, error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  return checkExtent({"y", "height", crop->y, crop->height, frame.height}, even, name, error);
}

}  // namespace acapkit::image
