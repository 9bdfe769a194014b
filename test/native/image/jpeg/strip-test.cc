// What a JPEG hides past its edges costs bytes and rings into the picture, so it has to be the edge again.
#include "image/jpeg/strip.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "../transform/guarded-frame.h"

using namespace acapkit::image;
using namespace acapkit::image::test;

namespace {

Picture pictureOf(const GuardedFrame& source) {
  const auto pitch = [&source](size_t plane) {
    const Shape shape = source.shape(plane);
    return source.frame.pitches[plane] != 0 ? source.frame.pitches[plane] : shape.columns * shape.bytes;
  };
  return {.format = source.frame.format,
          .width = source.frame.width,
          .height = source.frame.height,
          .planes = {source.frame.planes[0], source.frame.planes[1]},
          .pitches = {pitch(0), pitch(1)},
          .map = colourMap(ACAPKIT_IMAGE_BT601, ACAPKIT_IMAGE_FULL)};
}

/** Every value of a strip's plane is the nearest one of the frame. */
void expectNearest(const GuardedFrame& source, size_t plane, size_t index, const JSAMPROW* lines,
                   size_t count, size_t firstRow) {
  const Shape shape = source.shape(plane);
  for (size_t row = 0; row < count; ++row) {
    for (size_t column = 0; column < (shape.columns + 7) / 8 * 8; ++column)
      REQUIRE(lines[row][column] == source.pixel(plane, std::min(column, shape.columns - 1),
                                                 std::min(firstRow + row, shape.rows - 1))[index]);
  }
}

}  // namespace

TEST_SUITE("strip") {
  TEST_CASE("columns and rows past the edges repeat the last one") {
    Random random(51);
    for (int round = 0; round < 200; ++round) {
      const GuardedFrame source(random, ACAPKIT_IMAGE_NV12, between(random, 1, 40), between(random, 1, 40));
      const Picture picture = pictureOf(source);
      std::vector<int32_t> scratch(stripBytes(picture.width) / sizeof(int32_t) + 1);
      for (uint32_t row = 0; row < picture.height; row += stripRows) {
        Strip strip;
        makeColourStrip(picture, row, reinterpret_cast<uint8_t*>(scratch.data()), &strip);
        expectNearest(source, 0, 0, strip.luma, stripRows, row);
        expectNearest(source, 1, 0, strip.cb, stripChromaRows, row / 2);
        expectNearest(source, 1, 1, strip.cr, stripChromaRows, row / 2);
      }
    }
  }
}
