// Luma planes between pages that nobody may touch, and a way to run a check with each kernel family that this
// processor has.
#pragma once

#include <doctest/doctest.h>

#include <cstring>
#include <random>
#include <string>

#include "../guarded.h"
#include "acapkit_image/analyze.h"

namespace acapkit::test {

using Random = std::mt19937;

/** lowest … highest. */
inline uint32_t pick(Random& random, uint32_t lowest, uint32_t highest) {
  return lowest + random() % (highest - lowest + 1);
}

inline Side pickSide(Random& random) { return random() % 2 == 0 ? Side::front : Side::back; }

/** A luma plane; gaps after rows hold a pattern. */
class Plane {
 public:
  Plane(uint32_t width, uint32_t height, uint32_t pitch, Side side)
      : width(width),
        height(height),
        pitch(pitch),
        memory_(size_t{pitch} * (height - 1) + width, side),
        pixels_(memory_.data()) {
    std::memset(pixels_, gapByte, memory_.size());
  }
  Plane(uint32_t width, uint32_t height) : Plane(width, height, width, Side::back) {}

  uint8_t& at(uint32_t x, uint32_t y) { return pixels_[size_t{y} * pitch + x]; }
  const uint8_t& at(uint32_t x, uint32_t y) const { return pixels_[size_t{y} * pitch + x]; }

  /** Gives each pixel the value of make(x, y). */
  template <typename Make>
  Plane& fill(Make make) {
    for (uint32_t y = 0; y < height; ++y) {
      for (uint32_t x = 0; x < width; ++x) at(x, y) = static_cast<uint8_t>(make(x, y));
    }
    return *this;
  }
  Plane& noise(Random& random) {
    return fill([&](uint32_t, uint32_t) { return random(); });
  }

  AcapkitImageFrame frame() {
    return {.format = ACAPKIT_IMAGE_Y800,
            .width = width,
            .height = height,
            .planes = {pixels_, nullptr},
            .pitches = {pitch, 0}};
  }

  /** Pixels are as in `other`, and gaps as they were at first. */
  bool equals(const Plane& other) const {
    for (uint32_t y = 0; y < height; ++y) {
      if (std::memcmp(&at(0, y), &other.at(0, y), width) != 0) return false;
      for (uint32_t x = width; x < pitch && y + 1 < height; ++x) {
        if (at(x, y) != gapByte) return false;
      }
    }
    return true;
  }

  const uint32_t width, height, pitch;

 private:
  static constexpr uint8_t gapByte = 0xA5;
  Guarded memory_;
  uint8_t* pixels_;
};

/** Runs check() once with each family. */
template <typename Check>
void withEachFamily(Check check) {
  for (size_t index = 0; acapkit_image_family_at(index) != nullptr; ++index) {
    const std::string family = acapkit_image_family_at(index);
    REQUIRE(acapkit_image_use_family(family.c_str(), nullptr) == ACAPKIT_IMAGE_OK);
    CAPTURE(family);
    check();
  }
  REQUIRE(acapkit_image_use_family(nullptr, nullptr) == ACAPKIT_IMAGE_OK);
}

/** The field that a refusal names; "no refusal" when there was none, or none of INVALID with a sentence. */
template <typename Call>
std::string refused(Call call) {
  AcapkitImageError error{};
  const AcapkitImageStatus status = call(&error);
  return status == ACAPKIT_IMAGE_INVALID && error.message[0] != '\0' ? error.field : "no refusal";
}

}  // namespace acapkit::test
