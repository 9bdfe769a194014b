// The options of a plan: checked, and everything that follows from them.
#pragma once

#include "acapkit_image/plan.h"

namespace acapkit::image {

/** What a plan is made from. All pitches and the crop are filled in. */
struct Geometry {
  AcapkitImageSource source;
  AcapkitImageOutput output;
  /** Where the picture lies in the output. */
  AcapkitImageRect picture;
};

/** INVALID names the first field that is wrong. */
AcapkitImageStatus resolve(const AcapkitImageSource* source, const AcapkitImageOutput* output,
                           Geometry& geometry, AcapkitImageError* error);

/** 1 for gray, else 3. */
constexpr size_t channelsOf(const AcapkitImageOutput& output) {
  return output.order == ACAPKIT_IMAGE_ORDER_GRAY ? 1 : 3;
}

/** Bytes of one channel's value. */
constexpr size_t elementBytes(const AcapkitImageOutput& output) {
  return output.type == ACAPKIT_IMAGE_F32 ? 4 : output.type == ACAPKIT_IMAGE_F16 ? 2 : 1;
}

/** Planes of the output: 3 for CHW, else 1. */
constexpr size_t outputPlanes(const AcapkitImageOutput& output) {
  return output.layout == ACAPKIT_IMAGE_CHW ? channelsOf(output) : 1;
}

/** Bytes of a row of one output plane, without a gap. */
constexpr size_t outputRowBytes(const AcapkitImageOutput& output) {
  return output.width * elementBytes(output) * channelsOf(output) / outputPlanes(output);
}

}  // namespace acapkit::image
