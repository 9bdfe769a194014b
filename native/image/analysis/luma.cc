#include "image/analysis/luma.h"

#include <cstdio>

#include "image/status.h"

namespace acapkit::image {
namespace {

/** One direction of a region: `at` and `size` in a frame of `whole` pixels. */
AcapkitImageStatus checkSpan(uint32_t at, uint32_t size, uint32_t whole, const char* atField,
                             const char* sizeField, AcapkitImageError* error) {
  if (at >= whole)
    return invalid(error, atField, "expected less than the frame's %u pixels, found %u", whole, at);
  if (size < 1 || size > whole - at)
    return invalid(error, sizeField, "expected 1 … %u pixels in a frame of %u, found %u", whole - at, whole,
                   size);
  return ACAPKIT_IMAGE_OK;
}

AcapkitImageStatus checkRegion(const Luma& luma, const AcapkitImageRect& region, AcapkitImageError* error) {
  if (const auto status = checkSpan(region.x, region.width, luma.width, "region.x", "region.width", error))
    return status;
  return checkSpan(region.y, region.height, luma.height, "region.y", "region.height", error);
}

bool isAll(const AcapkitImageRect* region) {
  return region == nullptr || (region->x | region->y | region->width | region->height) == 0;
}

}  // namespace

AcapkitImageStatus lumaOf(const AcapkitImageFrame* frame, const char* name, Luma& luma,
                          AcapkitImageError* error) {
  if (const auto status = checkFrame(frame, name, error)) return status;
  if (frame->format == ACAPKIT_IMAGE_RGB) {
    char field[sizeof AcapkitImageError::field];
    std::snprintf(field, sizeof field, "%s.format", name);
    return invalid(error, field, "expected luma (NV12 or Y800), found RGB");
  }
  luma = {frame->planes[0], pitchOf(frame->format, frame->width, frame->pitches[0], 0), frame->width,
          frame->height};
  return ACAPKIT_IMAGE_OK;
}

AcapkitImageStatus regionOf(const AcapkitImageFrame* frame, const AcapkitImageRect* region, uint32_t widthMin,
                            uint32_t heightMin, Luma& luma, AcapkitImageError* error) {
  if (const auto status = lumaOf(frame, "frame", luma, error)) return status;
  const bool all = isAll(region);
  if (!all) {
    if (const auto status = checkRegion(luma, *region, error)) return status;
    luma = {luma.row(region->y) + region->x, luma.pitch, region->width, region->height};
  }
  if (luma.width < widthMin)
    return invalid(error, all ? "frame.width" : "region.width", "expected at least %u pixels, found %u",
                   widthMin, luma.width);
  if (luma.height < heightMin)
    return invalid(error, all ? "frame.height" : "region.height", "expected at least %u pixels, found %u",
                   heightMin, luma.height);
  return ACAPKIT_IMAGE_OK;
}

AcapkitImageStatus checkSize(const Luma& luma, uint32_t width, uint32_t height, const char* name,
                             AcapkitImageError* error) {
  char field[sizeof AcapkitImageError::field];
  if (luma.width != width) {
    std::snprintf(field, sizeof field, "%s.width", name);
    return invalid(error, field, "expected %u pixels, found %u", width, luma.width);
  }
  if (luma.height != height) {
    std::snprintf(field, sizeof field, "%s.height", name);
    return invalid(error, field, "expected %u pixels, found %u", height, luma.height);
  }
  return ACAPKIT_IMAGE_OK;
}

AcapkitImageStatus checkThere(const void* pointer, const char* field, AcapkitImageError* error) {
  return pointer != nullptr ? ACAPKIT_IMAGE_OK : invalid(error, field, "expected a pointer, found NULL");
}

}  // namespace acapkit::image
