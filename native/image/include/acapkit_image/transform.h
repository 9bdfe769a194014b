/*
 * Cut, turned and mirrored frames in the format they have: for cameras that hang upside down or on their
 * side, and for code that cannot take a crop rectangle.
 */
#ifndef ACAPKIT_IMAGE_TRANSFORM_H
#define ACAPKIT_IMAGE_TRANSFORM_H

#include "acapkit_image/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What happens, in this order. With everything zero it is a copy. */
typedef struct {
  /** The part of the source to take; all zero means all of it. For NV12, x and y are even. */
  AcapkitImageRect crop;
  /** Degrees clockwise: 0, 90, 180 or 270. */
  uint32_t rotation;
  /** 1 swaps left and right of the turned picture, 0 does not. Upside down is a rotation by 180 with a
   * mirror. */
  uint32_t mirror;
} AcapkitImageTransform;

/**
 * Writes the part of `source` to `destination`, turned and mirrored. No value is changed, and pixels outside
 * the part and outside the destination's rows are neither read nor written. Needs no memory. Any thread.
 *
 * NV12: a chroma pair belongs to two columns and two rows that begin at even places. With an odd width or
 * height that stays so only while the part's last column or row stays the last one. So these sizes have to be
 * even, or 1, and INVALID names the one that is not:
 *
 *   rotation     0       90      180              270
 *   plain        -       height  width, height    width
 *   mirrored     width   -       height           width, height
 *
 * Chroma that is not sited in the centre is turned and mirrored with the picture.
 *
 * @param destination of the source's format and exactly the size of the result: width and height of the part,
 * swapped for 90 and 270 degrees. From the first to the last byte of its planes it lies apart from the part
 * of the source.
 * @param error may be NULL
 * @return INVALID with a field such as "source.pitches[1]", "transform.crop.x" or "destination.width"
 */
ACAPKIT_IMAGE_API AcapkitImageStatus acapkit_image_transform(const AcapkitImageFrame* source,
                                                             const AcapkitImageTransform* transform,
                                                             const AcapkitImageFrame* destination,
                                                             AcapkitImageError* error);

#ifdef __cplusplus
}
#endif
#endif
