// Frames whose planes lie against memory that nobody may touch, so that a byte too far ends the test.
#pragma once

#include <algorithm>
#include <cstring>
#include <random>
#include <vector>

#include "../guarded.h"
#include "acapkit_image/base.h"

namespace acapkit::image::test {

using Random = std::mt19937;

inline int between(Random& random, int least, int most) {
  return least + static_cast<int>(random() % static_cast<unsigned>(most - least + 1));
}

/** Pixels of a plane: bytes of each, columns and rows. */
struct Shape {
  size_t bytes, columns, rows;
};

inline Shape shapeOf(AcapkitImageFormat format, size_t width, size_t height, size_t plane) {
  if (plane == 1) return {2, (width + 1) / 2, (height + 1) / 2};
  return {format == ACAPKIT_IMAGE_RGB ? size_t{3} : size_t{1}, width, height};
}

inline size_t planesOf(AcapkitImageFormat format) { return format == ACAPKIT_IMAGE_NV12 ? 2 : 1; }

/** A frame of noise with gaps of a random size after its rows; nothing after the last row. */
class GuardedFrame {
 public:
  GuardedFrame(Random& random, AcapkitImageFormat format, uint32_t width, uint32_t height)
      : frame{.format = format, .width = width, .height = height, .planes = {}, .pitches = {}},
        first_(planeBytes(random, 0), anySide(random)),
        second_(planeBytes(random, 1), anySide(random)) {
    frame.planes[0] = first_.data();
    if (planesOf(format) == 2) frame.planes[1] = second_.data();
    for (size_t plane = 0; plane < planesOf(format); ++plane)
      std::generate_n(frame.planes[plane], bytes_[plane],
                      [&random] { return static_cast<uint8_t>(random()); });
  }

  Shape shape(size_t plane) const { return shapeOf(frame.format, frame.width, frame.height, plane); }

  uint8_t* pixel(size_t plane, size_t column, size_t row) const {
    return frame.planes[plane] + row * pitch(plane) + column * shape(plane).bytes;
  }

  /** All bytes of both planes, with the gaps. */
  std::vector<uint8_t> bytes() const {
    std::vector<uint8_t> all(frame.planes[0], frame.planes[0] + bytes_[0]);
    if (frame.planes[1] != nullptr) all.insert(all.end(), frame.planes[1], frame.planes[1] + bytes_[1]);
    return all;
  }

  /** Puts back what bytes() gave. */
  void restore(const std::vector<uint8_t>& all) const {
    std::copy_n(all.begin(), bytes_[0], frame.planes[0]);
    if (frame.planes[1] != nullptr)
      std::copy(all.begin() + static_cast<ptrdiff_t>(bytes_[0]), all.end(), frame.planes[1]);
  }

  AcapkitImageFrame frame;

 private:
  static acapkit::test::Side anySide(Random& random) {
    return random() % 2 == 0 ? acapkit::test::Side::front : acapkit::test::Side::back;
  }

  size_t pitch(size_t plane) const {
    return frame.pitches[plane] != 0 ? frame.pitches[plane] : shape(plane).columns * shape(plane).bytes;
  }

  size_t planeBytes(Random& random, size_t plane) {
    if (plane >= planesOf(frame.format)) return 0;
    const size_t row = shape(plane).columns * shape(plane).bytes;
    const bool packed = random() % 4 == 0;
    frame.pitches[plane] = packed ? 0 : static_cast<uint32_t>(row + random() % 40);
    return bytes_[plane] = (shape(plane).rows - 1) * pitch(plane) + row;
  }

  size_t bytes_[2] = {};
  acapkit::test::Guarded first_, second_;
};

inline AcapkitImageFormat anyFormat(Random& random) { return static_cast<AcapkitImageFormat>(random() % 3); }

}  // namespace acapkit::image::test
