// How the C functions say what is wrong.
#pragma once

#include "acapkit_image/base.h"

namespace acapkit::image {

/** Fills `error`, where there is one, and returns `status`. `format` is of printf. */
__attribute__((format(printf, 4, 5))) AcapkitImageStatus fail(AcapkitImageStatus status,
                                                              AcapkitImageError* error, const char* field,
                                                              const char* format, ...);

/** A value that is not possible. */

__attribute__((format(printf, 3, 4))) AcapkitImageStatus invalid(AcapkitImageError* error, const char* field,
                                                                 const char* format, ...);

/** The heap is exhausted. */
AcapkitImageStatus noMemory(AcapkitImageError* error);

/** OK when the frame can be what it says: a known format, sizes and pitches in range, planes there. `name`
 * begins the field's path, such as "frame". */
AcapkitImageStatus checkFrame(const AcapkitImageFrame* frame, const char* name, AcapkitImageError* error);

/** Bytes of a plane's row, without a gap. 0 when the format has no such plane. */
size_t rowBytes(AcapkitImageFormat format, uint32_t width, size_t plane);

/** Rows of a plane. */
uint32_t planeRows(AcapkitImageFormat format, uint32_t height, size_t plane);

/** Bytes from one row to the next: `pitch`, or the row's bytes when that is 0. */
inline size_t pitchOf(AcapkitImageFormat format, uint32_t width, uint32_t pitch, size_t plane) {
  return pitch != 0 ? pitch : rowBytes(format, width, plane);
}

}  // namespace acapkit::image
