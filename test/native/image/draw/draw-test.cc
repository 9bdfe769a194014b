// Each shape against a rule that says for a single pixel whether it belongs to it. The rule of chroma, the
// clipping and the gaps after rows are checked for all of them at once.
#include "acapkit_image/draw.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "../transform/guarded-frame.h"

using namespace acapkit::image::test;

namespace {

constexpr AcapkitImageColor ink{.red = 1, .green = 2, .blue = 3, .y = 4, .cb = 5, .cr = 6};

void put(const GuardedFrame& picture, int column, int row) {
  uint8_t* const pixel = picture.pixel(0, column, row);
  if (picture.frame.format == ACAPKIT_IMAGE_RGB) {
    pixel[0] = ink.red;
    pixel[1] = ink.green;
    pixel[2] = ink.blue;
    return;
  }
  *pixel = ink.y;
  if (picture.frame.format != ACAPKIT_IMAGE_NV12) return;
  uint8_t* const pair = picture.pixel(1, column / 2, row / 2);
  pair[0] = ink.cb;
  pair[1] = ink.cr;
}

/** The frame's bytes with all pixels inked that `covered` says; the frame stays as it is. */
template <typename Covered>
std::vector<uint8_t> inked(const GuardedFrame& picture, const Covered& covered) {
  const auto before = picture.bytes();
  for (int row = 0; row < static_cast<int>(picture.frame.height); ++row)
    for (int column = 0; column < static_cast<int>(picture.frame.width); ++column)
      if (covered(column, row)) put(picture, column, row);
  auto result = picture.bytes();
  picture.restore(before);
  return result;
}

GuardedFrame anyFrame(Random& random, int most = 60) {
  return GuardedFrame(random, anyFormat(random), between(random, 1, most), between(random, 1, most));
}

AcapkitImageBox anyBox(Random& random) {
  constexpr std::array<int32_t, 3> corners = {std::numeric_limits<int32_t>::min(), -5,
                                              std::numeric_limits<int32_t>::max()};
  constexpr std::array<uint32_t, 3> sizes = {0, 0x80000010, 0xffffffff};
  const auto corner = [&] { return random() % 8 == 0 ? corners[random() % 3] : between(random, -30, 70); };
  const auto size = [&] {
    return random() % 8 == 0 ? sizes[random() % 3] : static_cast<uint32_t>(random() % 60);
  };
  return {corner(), corner(), size(), size()};
}

bool inside(const AcapkitImageBox& box, int64_t column, int64_t row, int64_t margin = 0) {
  return column >= box.x + margin && column < int64_t{box.x} + box.width - margin && row >= box.y + margin &&
         row < int64_t{box.y} + box.height - margin;
}

AcapkitImagePoint anyPoint(Random& random) {
  constexpr int32_t limit = ACAPKIT_IMAGE_COORDINATE_MAX;
  if (random() % 12 == 0) return {random() % 2 == 0 ? -limit : limit, random() % 2 == 0 ? -limit : limit};
  return {between(random, -40, 100), between(random, -40, 100)};
}

/** The pen's place when the longer direction is at step `along`. */
AcapkitImagePoint penAt(const AcapkitImagePoint& from, const AcapkitImagePoint& to, int along, bool steep) {
  const double length = steep ? to.y - from.y : to.x - from.x;
  const double across = steep ? to.x - from.x : to.y - from.y;
  const auto side = length == 0 ? 0 : static_cast<int32_t>(std::floor(across * along / length + 0.5));
  return steep ? AcapkitImagePoint{from.x + side, from.y + along}
               : AcapkitImagePoint{from.x + along, from.y + side};
}

bool onLine(AcapkitImagePoint from, AcapkitImagePoint to, int thickness, int column, int row) {
  const bool steep = std::abs(to.y - from.y) > std::abs(to.x - from.x);
  if (steep ? from.y > to.y : from.x > to.x) std::swap(from, to);
  const int length = steep ? to.y - from.y : to.x - from.x;
  const int begin = (steep ? row - from.y : column - from.x) - thickness;
  for (int along = std::max(0, begin); along <= std::min(length, begin + 2 * thickness); ++along) {
    const AcapkitImagePoint pen = penAt(from, to, along, steep);
    const int left = pen.x - (thickness - 1) / 2;
    const int top = pen.y - (thickness - 1) / 2;
    if (column >= left && column < left + thickness && row >= top && row < top + thickness) return true;
  }
  return false;
}

/** Counts the edges left of a pixel's centre. */
bool inPolygon(const std::vector<AcapkitImagePoint>& corners, int column, int row) {
  bool odd = false;
  for (size_t index = 0; index < corners.size(); ++index) {
    AcapkitImagePoint upper = corners[index];
    AcapkitImagePoint lower = corners[(index + 1) % corners.size()];
    if (upper.y > lower.y) std::swap(upper, lower);
    if (row < upper.y || row >= lower.y) continue;
    // Twice the place of the centre relative to the upper corner, times the edge: positive on the right of
    // it.
    const int64_t right = (2 * int64_t{column} + 1 - 2 * int64_t{upper.x}) * (lower.y - upper.y);
    const int64_t edge = (2 * int64_t{row} + 1 - 2 * int64_t{upper.y}) * (int64_t{lower.x} - upper.x);
    if (right >= edge) odd = !odd;
  }
  return odd;
}

uint8_t meanOf(const GuardedFrame& picture, size_t plane, size_t index, size_t column, size_t row,
               size_t block) {
  const Shape shape = picture.shape(plane);
  double sum = 0;
  double count = 0;
  for (size_t y = row / block * block; y < std::min(row / block * block + block, shape.rows); ++y) {
    for (size_t x = column / block * block; x < std::min(column / block * block + block, shape.columns);
         ++x) {
      sum += picture.pixel(plane, x, y)[index];
      ++count;
    }
  }
  return static_cast<uint8_t>(std::floor(sum / count + 0.5));
}

/** The block of (column, row) shares a pixel with the part of the box that lies in the frame. */
bool touched(const GuardedFrame& picture, const AcapkitImageBox& box, size_t column, size_t row,
             size_t block) {
  for (size_t y = row / block * block;
       y < std::min<size_t>(row / block * block + block, picture.frame.height); ++y)
    for (size_t x = column / block * block;
         x < std::min<size_t>(column / block * block + block, picture.frame.width); ++x)
      if (inside(box, static_cast<int64_t>(x), static_cast<int64_t>(y))) return true;
  return false;
}

void expectMosaic(const GuardedFrame& before, const GuardedFrame& after, const AcapkitImageBox& box,
                  size_t block) {
  for (size_t plane = 0; plane < planesOf(before.frame.format); ++plane) {
    const Shape shape = before.shape(plane);
    const size_t spacing = plane + 1;
    for (size_t row = 0; row < shape.rows; ++row) {
      for (size_t column = 0; column < shape.columns; ++column) {
        const bool masked = touched(before, box, column * spacing, row * spacing, block);
        for (size_t index = 0; index < shape.bytes; ++index)
          REQUIRE(after.pixel(plane, column, row)[index] ==
                  (masked ? meanOf(before, plane, index, column, row, block / spacing)
                          : before.pixel(plane, column, row)[index]));
      }
    }
  }
}

}  // namespace

TEST_SUITE("draw") {
  TEST_CASE("a filled box covers its pixels and the chroma that they share") {
    Random random(11);
    for (int round = 0; round < 600; ++round) {
      const GuardedFrame picture = anyFrame(random);
      const AcapkitImageBox box = anyBox(random);
      const auto expected = inked(picture, [&](int column, int row) { return inside(box, column, row); });
      REQUIRE(acapkit_image_draw_fill(&picture.frame, box, ink, nullptr) == ACAPKIT_IMAGE_OK);
      REQUIRE(picture.bytes() == expected);
    }
  }

  TEST_CASE("an outline stays inside its box") {
    Random random(12);
    for (int round = 0; round < 600; ++round) {
      const GuardedFrame picture = anyFrame(random);
      const AcapkitImageBox box = anyBox(random);
      const int thickness = between(random, 1, 20);
      const auto expected = inked(picture, [&](int column, int row) {
        return inside(box, column, row) && !inside(box, column, row, thickness);
      });
      REQUIRE(acapkit_image_draw_outline(&picture.frame, box, thickness, ink, nullptr) == ACAPKIT_IMAGE_OK);
      REQUIRE(picture.bytes() == expected);
    }
  }

  TEST_CASE("a line is a pen's way, the same from both ends") {
    Random random(13);
    for (int round = 0; round < 800; ++round) {
      const GuardedFrame picture = anyFrame(random);
      const AcapkitImagePoint from = anyPoint(random);
      const AcapkitImagePoint to = anyPoint(random);
      const int thickness = between(random, 1, 9);
      const auto before = picture.bytes();
      const auto expected =
          inked(picture, [&](int column, int row) { return onLine(from, to, thickness, column, row); });
      CAPTURE(round);
      REQUIRE(acapkit_image_draw_line(&picture.frame, from, to, thickness, ink, nullptr) == ACAPKIT_IMAGE_OK);
      REQUIRE(picture.bytes() == expected);
      picture.restore(before);
      REQUIRE(acapkit_image_draw_line(&picture.frame, to, from, thickness, ink, nullptr) == ACAPKIT_IMAGE_OK);
      REQUIRE(picture.bytes() == expected);
    }
  }

  TEST_CASE("a polygon covers the pixels whose centre is inside an odd number of times") {
    Random random(14);
    for (int round = 0; round < 800; ++round) {
      const GuardedFrame picture = anyFrame(random);
      std::vector<AcapkitImagePoint> corners(
          between(random, 3, round % 50 == 0 ? ACAPKIT_IMAGE_CORNERS_MAX : 9));
      std::generate(corners.begin(), corners.end(), [&random] { return anyPoint(random); });
      const auto expected =
          inked(picture, [&](int column, int row) { return inPolygon(corners, column, row); });
      CAPTURE(round);
      REQUIRE(acapkit_image_draw_polygon(&picture.frame, corners.data(), corners.size(), ink, nullptr) ==
              ACAPKIT_IMAGE_OK);
      REQUIRE(picture.bytes() == expected);
    }
  }

  TEST_CASE("a polygon along the edges of pixels is the box") {
    Random random(15);
    const GuardedFrame picture(random, ACAPKIT_IMAGE_NV12, 21, 17);
    const auto expected =
        inked(picture, [](int column, int row) { return inside({3, 5, 7, 8}, column, row); });
    const std::array<AcapkitImagePoint, 4> corners = {{{3, 5}, {10, 5}, {10, 13}, {3, 13}}};
    REQUIRE(acapkit_image_draw_polygon(&picture.frame, corners.data(), corners.size(), ink, nullptr) ==
            ACAPKIT_IMAGE_OK);
    CHECK(picture.bytes() == expected);
  }

  TEST_CASE("a mosaic replaces whole blocks of the frame's grid by their mean") {
    Random random(16);
    for (int round = 0; round < 150; ++round) {
      Random same = random;
      const GuardedFrame before = anyFrame(same, 50);
      const GuardedFrame picture = anyFrame(random, 50);
      const AcapkitImageBox box = anyBox(random);
      const uint32_t block = 2 * between(random, 1, 12);
      REQUIRE(before.bytes() == picture.bytes());
      const auto gaps = inked(picture, [](int, int) { return true; });
      REQUIRE(acapkit_image_draw_mosaic(&picture.frame, box, block, nullptr) == ACAPKIT_IMAGE_OK);
      expectMosaic(before, picture, box, block);
      REQUIRE(inked(picture, [](int, int) { return true; }) == gaps);
    }
  }
}
