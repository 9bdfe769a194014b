// Cut, turned and mirrored frames in C++.
#ifndef ACAPKIT_IMAGE_TRANSFORM_HPP
#define ACAPKIT_IMAGE_TRANSFORM_HPP

#include "acapkit_image/base.hpp"
#include "acapkit_image/transform.h"

namespace acapkit::image {
inline namespace wrapper {

using Transform = AcapkitImageTransform;

/** Writes a part of `source` to `destination`, turned and mirrored. */
inline void transform(const Frame& source, const Transform& how, const Frame& destination) {
  detail::checked(
      [&](AcapkitImageError* error) { return acapkit_image_transform(&source, &how, &destination, error); });
}

}  // namespace wrapper
}  // namespace acapkit::image

#endif
