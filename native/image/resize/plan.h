// A compiled geometry, and one run of it.
#pragma once

#include "image/kernels.h"
#include "image/resize/options.h"
#include "image/resize/plane-plan.h"

/** Immutable once made. */
struct AcapkitImagePlan {
  const acapkit::image::Kernels* kernels = nullptr;
  acapkit::image::Geometry geometry{};
  acapkit::image::Colour colour{};
  acapkit::image::Store store{};
  acapkit::image::ColourFactors factors{};
  acapkit::image::Destination destination{};
  /** Luma, or R'G'B'; and chroma, where the output has colour. */
  acapkit::image::PlanePlan planes[2];
  /** A row of padding for each output plane, one after the other. Empty when the picture fills the output. */
  acapkit::image::Buffer<uint8_t> padding;

  bool hasChroma() const {
    return colour == acapkit::image::Colour::exact || colour == acapkit::image::Colour::fastChroma;
  }
};

namespace acapkit::image {

/** Makes one picture; planes and output were checked. False when the heap is exhausted. */
[[nodiscard]] bool runPlan(const AcapkitImagePlan& plan, const uint8_t* const* planes, uint8_t* output);

}  // namespace acapkit::image
