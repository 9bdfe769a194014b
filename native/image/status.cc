#include "image/status.h"

#include <cstdarg>
#include <cstdio>

namespace acapkit::image {
namespace {

AcapkitImageStatus write(AcapkitImageStatus status, AcapkitImageError* error, const char* field,
                         const char* format, va_list values) {
  if (error != nullptr) {
    std::snprintf(error->field, sizeof error->field, "%s", field);
    std::vsnprintf(error->message, sizeof error->message, format, values);
  }
  return status;
}

}  // namespace

AcapkitImageStatus fail(AcapkitImageStatus status, AcapkitImageError* error, const char* field,
                        const char* format, ...) {
  va_list values;
  va_start(values, format);
  write(status, error, field, format, values);
  va_end(values);
  return status;
}

AcapkitImageStatus invalid(AcapkitImageError* error, const char* field, const char* format, ...) {
  va_list values;
  va_start(values, format);
  write(ACAPKIT_IMAGE_INVALID, error, field, format, values);
  va_end(values);
  return ACAPKIT_IMAGE_INVALID;
}

AcapkitImageStatus noMemory(AcapkitImageError* error) {
  return fail(ACAPKIT_IMAGE_NO_MEMORY, error, "", "there is not enough memory");
}

size_t rowBytes(AcapkitImageFormat format, uint32_t width, size_t plane) {
  if (plane == 0) return format == ACAPKIT_IMAGE_RGB ? size_t{3} * width : width;
  return plane == 1 && format == ACAPKIT_IMAGE_NV12 ? 2 * ((size_t{width} + 1) / 2) : 0;
}

uint32_t planeRows(AcapkitImageFormat format, uint32_t height, size_t plane) {
  if (plane == 0) return height;
  return plane == 1 && format == ACAPKIT_IMAGE_NV12 ? (height + 1) / 2 : 0;
}

AcapkitImageStatus checkFrame(const AcapkitImageFrame* frame, const char* name, AcapkitImageError* error) {
  char field[sizeof AcapkitImageError::field];
  const auto at = [&](const char* part) {
    std::snprintf(field, sizeof field, "%s%s", name, part);
    return field;
  };
  if (frame == nullptr) return invalid(error, at(""), "expected a frame, found NULL");
  if (frame->format < ACAPKIT_IMAGE_NV12 || frame->format > ACAPKIT_IMAGE_RGB)
    return invalid(error, at(".format"), "expected NV12, Y800 or RGB, found %d",
                   static_cast<int>(frame->format));
  if (frame->width < 1 || frame->width > ACAPKIT_IMAGE_SIZE_MAX)
    return invalid(error, at(".width"), "expected 1 … %u pixels, found %u", ACAPKIT_IMAGE_SIZE_MAX,
                   frame->width);
  if (frame->height < 1 || frame->height > ACAPKIT_IMAGE_SIZE_MAX)
    return invalid(error, at(".height"), "expected 1 … %u pixels, found %u", ACAPKIT_IMAGE_SIZE_MAX,
                   frame->height);
  for (size_t plane = 0; plane < 2; ++plane) {
    const size_t bytes = rowBytes(frame->format, frame->width, plane);
    if (bytes == 0) continue;
    if (frame->planes[plane] == nullptr)
      return invalid(error, at(plane == 0 ? ".planes[0]" : ".planes[1]"),
                     "expected the plane's pixels, found NULL");
    if (frame->pitches[plane] != 0 && frame->pitches[plane] < bytes)
      return invalid(error, at(plane == 0 ? ".pitches[0]" : ".pitches[1]"),
                     "expected at least %zu bytes for a row of %u pixels, found %u", bytes, frame->width,
                     frame->pitches[plane]);
  }
  return ACAPKIT_IMAGE_OK;
}

}  // namespace acapkit::image
