// Figures about frames in C++: what moves, what is not background, how bright, how sharp, whether the view is
// the same.
#ifndef ACAPKIT_IMAGE_ANALYZE_HPP
#define ACAPKIT_IMAGE_ANALYZE_HPP

#include <array>

#include "acapkit_image/analyze.h"
#include "acapkit_image/base.hpp"

namespace acapkit::image {
inline namespace wrapper {

using BackgroundOptions = AcapkitImageBackgroundOptions;

/** Compares two frames of the same size block by block.
 *  @param sad gets one element for each block, row by row; one that is kept from frame to frame allocates
 * once
 *  @return the number of blocks that move */
inline std::uint32_t motion(const Frame& frame, const Frame& previous, std::uint32_t block, double threshold,
                            std::vector<std::uint32_t>& sad) {
  // An element more, so that the C function, which says what is wrong, always has somewhere to write.
  const std::size_t blocks = acapkit_image_motion_blocks(frame.width, frame.height, block);
  sad.resize(blocks + 1);
  std::uint32_t moving = 0;
  detail::checked([&](AcapkitImageError* error) {
    return acapkit_image_motion(&frame, &previous, block, threshold, sad.data(), &moving, error);
  });
  sad.resize(blocks);
  return moving;
}

/** The moving average of each pixel. Moves, but is not copied; not for two threads at once. */
class Background {
 public:
  Background(std::uint32_t width, std::uint32_t height, const BackgroundOptions& options = {}) {
    AcapkitImageBackground* background = nullptr;
    detail::checked([&](AcapkitImageError* error) {
      return acapkit_image_background_new(width, height, &options, &background, error);
    });
    background_.reset(background);
  }

  /** Tells foreground from background by the model as it was, then learns the frame.
   *  @param mask Y800 of the same size: its pixels become 255 (foreground) or 0
   *  @return the number of foreground pixels */
  std::uint32_t update(const Frame& frame, Frame mask) {
    std::uint32_t foreground = 0;
    detail::checked([&](AcapkitImageError* error) {
      return acapkit_image_background_update(background_.get(), &frame, &mask, &foreground, error);
    });
    return foreground;
  }

 private:
  detail::Handle<AcapkitImageBackground, acapkit_image_background_free> background_;
};

/** Removes specks from a mask, in place.
 *  @return the number of foreground pixels that are left */
inline std::uint32_t openMask(Frame mask, std::uint32_t size) {
  std::uint32_t foreground = 0;
  detail::checked(
      [&](AcapkitImageError* error) { return acapkit_image_mask_open(&mask, size, &foreground, error); });
  return foreground;
}

/** Pixels of each grey level of a region; none means all of the frame. */
inline std::array<std::uint32_t, 256> histogram(const Frame& frame, const Rect& region = {}) {
  std::array<std::uint32_t, 256> counts{};
  detail::checked([&](AcapkitImageError* error) {
    return acapkit_image_histogram(&frame, &region, counts.data(), error);
  });
  return counts;
}

/** Mean of a region in grey levels. */
inline double mean(const Frame& frame, const Rect& region = {}) {
  double value = 0;
  detail::checked(
      [&](AcapkitImageError* error) { return acapkit_image_mean(&frame, &region, &value, error); });
  return value;
}

/** Variance of the Laplacian of a region. */
inline double sharpness(const Frame& frame, const Rect& region = {}) {
  double value = 0;
  detail::checked(
      [&](AcapkitImageError* error) { return acapkit_image_sharpness(&frame, &region, &value, error); });
  return value;
}

/** Difference hash of a region. */
inline std::uint64_t hash(const Frame& frame, const Rect& region = {}) {
  std::uint64_t value = 0;
  detail::checked(
      [&](AcapkitImageError* error) { return acapkit_image_hash(&frame, &region, &value, error); });
  return value;
}

/** Bits in which two hashes differ. */
inline std::uint32_t hashDistance(std::uint64_t first, std::uint64_t second) {
  return acapkit_image_hash_distance(first, second);
}

}  // namespace wrapper
}  // namespace acapkit::image

#endif
