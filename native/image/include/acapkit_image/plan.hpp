// Frames to pictures and tensors in one pass, in C++.
#ifndef ACAPKIT_IMAGE_PLAN_HPP
#define ACAPKIT_IMAGE_PLAN_HPP

#include <array>
#include <type_traits>

#include "acapkit_image/base.hpp"
#include "acapkit_image/plan.h"

namespace acapkit::image {
inline namespace wrapper {

using Source = AcapkitImageSource;
using Output = AcapkitImageOutput;
/** First byte of each plane of a frame; formats of one plane leave the second one NULL. */
using Planes = std::array<const std::uint8_t*, 2>;

/** A compiled geometry. Moves, but is not copied; any number of threads may run it at once. */
class Plan {
 public:
  Plan(const Source& source, const Output& output) {
    AcapkitImagePlan* plan = nullptr;
    detail::checked(
        [&](AcapkitImageError* error) { return acapkit_image_plan_new(&source, &output, &plan, error); });
    plan_.reset(plan);
  }

  /** Makes one picture.
   *  @param output at least outputBytes(), aligned for its element, apart from the planes */
  void run(const Planes& planes, void* output) const {
    detail::checked([&](AcapkitImageError* error) {
      return acapkit_image_plan_run(plan_.get(), planes.data(), output, error);
    });
  }

  /** The same into a vector, which gets the size of the output; one that is kept from frame to frame
   * allocates once. T is the output's element: uint8_t, int8_t, float, and uint16_t for binary16. */
  template <typename T>
  void run(const Planes& planes, std::vector<T>& output) const {
    static_assert(std::is_arithmetic_v<T> && !std::is_same_v<T, bool>, "an element of the output");
    output.resize((outputBytes() + sizeof(T) - 1) / sizeof(T));
    run(planes, static_cast<void*>(output.data()));
  }

  /** Bytes from the first byte of a plane to the last one that counts. */
  std::size_t sourceBytes(std::size_t plane) const {
    return acapkit_image_plan_source_bytes(plan_.get(), plane);
  }
  /** Bytes from the first byte of the output to the last one that counts. */
  std::size_t outputBytes() const { return acapkit_image_plan_output_bytes(plan_.get()); }
  /** Where the picture lies in the output, without its padding. */
  Rect picture() const { return acapkit_image_plan_picture(plan_.get()); }
  /** The part of the frame that the picture shows. */
  Rect crop() const { return acapkit_image_plan_crop(plan_.get()); }
  /** Name of the kernel family that the plan was made for. */
  std::string family() const { return acapkit_image_plan_family(plan_.get()); }

 private:
  detail::Handle<AcapkitImagePlan, acapkit_image_plan_free> plan_;
};

}  // namespace wrapper
}  // namespace acapkit::image

#endif
