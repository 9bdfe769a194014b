/*
 * Pictures from a camera's frames, in C: plan once per geometry, run per frame. What the frames show, and
 * drawing onto them. (JPEG is a library of its own, acapkit_image/jpeg.h.)
 *
 * The library has no state besides the choice of a kernel family, allocates only where a function says so,
 * and needs nothing but the C++ standard library. Every function that can fail returns an AcapkitImageStatus
 * and, where an AcapkitImageError was handed in, fills it with the name of the field that is wrong and a
 * sentence about it. The same input gives the same bytes on x86-64, aarch64 and armv7, whatever kernels run.
 */
#ifndef ACAPKIT_IMAGE_H
#define ACAPKIT_IMAGE_H

#include "acapkit_image/analyze.h"
#include "acapkit_image/base.h"
#include "acapkit_image/draw.h"
#include "acapkit_image/plan.h"
#include "acapkit_image/transform.h"

#endif
