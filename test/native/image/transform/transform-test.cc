// Crop, rotation and mirror against grids of pixel numbers that are turned step by step.
#include "acapkit_image/transform.h"

#include <doctest/doctest.h>

#include <string>

#include "guarded-frame.h"

using namespace acapkit::image::test;

namespace {

/** Which source pixel, counted in the whole plane, ends up where. */
struct Grid {
  size_t columns, rows;
  std::vector<size_t> from;
  size_t at(size_t column, size_t row) const { return from[row * columns + column]; }
};

Grid cropped(size_t planeColumns, size_t x, size_t y, size_t columns, size_t rows) {
  Grid grid{columns, rows, {}};
  for (size_t row = 0; row < rows; ++row)
    for (size_t column = 0; column < columns; ++column)
      grid.from.push_back((y + row) * planeColumns + x + column);
  return grid;
}

Grid quarterTurn(const Grid& grid) {
  Grid turned{grid.rows, grid.columns, {}};
  for (size_t row = 0; row < turned.rows; ++row)
    for (size_t column = 0; column < turned.columns; ++column)
      turned.from.push_back(grid.at(row, grid.rows - 1 - column));
  return turned;
}

Grid mirrored(const Grid& grid) {
  Grid other{grid.columns, grid.rows, {}};
  for (size_t row = 0; row < grid.rows; ++row)
    for (size_t column = 0; column < grid.columns; ++column)
      other.from.push_back(grid.at(grid.columns - 1 - column, row));
  return other;
}

Grid expectedGrid(const GuardedFrame& source, const AcapkitImageTransform& transform, size_t plane) {
  const AcapkitImageRect crop = transform.crop.width != 0
                                    ? transform.crop
                                    : AcapkitImageRect{0, 0, source.frame.width, source.frame.height};
  const size_t spacing = plane + 1;
  const Shape part = shapeOf(source.frame.format, crop.width, crop.height, plane);
  Grid grid =
      cropped(source.shape(plane).columns, crop.x / spacing, crop.y / spacing, part.columns, part.rows);
  for (uint32_t angle = 0; angle < transform.rotation; angle += 90) grid = quarterTurn(grid);
  return transform.mirror != 0 ? mirrored(grid) : grid;
}

/** Every pixel of the result has the chroma pair that it had in the source. */
bool keepsPairs(const GuardedFrame& source, const Grid& luma, const Grid& chroma) {
  const size_t width = source.frame.width;
  for (size_t row = 0; row < luma.rows; ++row) {
    for (size_t column = 0; column < luma.columns; ++column) {
      const size_t pixel = luma.at(column, row);
      const size_t pair = pixel / width / 2 * ((width + 1) / 2) + pixel % width / 2;
      if (chroma.at(column / 2, row / 2) != pair) return false;
    }
  }
  return true;
}

/** The destination's bytes as they should be. */
std::vector<uint8_t> expectedBytes(const GuardedFrame& source, const GuardedFrame& destination,
                                   const AcapkitImageTransform& transform) {
  const std::vector<uint8_t> before = destination.bytes();
  for (size_t plane = 0; plane < planesOf(source.frame.format); ++plane) {
    const Grid grid = expectedGrid(source, transform, plane);
    const Shape shape = source.shape(plane);
    for (size_t row = 0; row < grid.rows; ++row)
      for (size_t column = 0; column < grid.columns; ++column)
        std::memcpy(
            destination.pixel(plane, column, row),
            source.pixel(plane, grid.at(column, row) % shape.columns, grid.at(column, row) / shape.columns),
            shape.bytes);
  }
  std::vector<uint8_t> expected = destination.bytes();
  destination.restore(before);
  return expected;
}

AcapkitImageTransform anyTransform(Random& random, const AcapkitImageFrame& frame) {
  AcapkitImageTransform transform{.crop = {},
                                  .rotation = 90 * static_cast<uint32_t>(random() % 4),
                                  .mirror = static_cast<uint32_t>(random() % 2)};
  if (random() % 3 == 0) return transform;
  const uint32_t step = frame.format == ACAPKIT_IMAGE_NV12 ? 2 : 1;
  transform.crop.x = random() % frame.width / step * step;
  transform.crop.y = random() % frame.height / step * step;
  transform.crop.width = 1 + random() % (frame.width - transform.crop.x);
  transform.crop.height = 1 + random() % (frame.height - transform.crop.y);
  return transform;
}

std::string fieldOf(const AcapkitImageFrame& source, const AcapkitImageTransform& transform,
                    const AcapkitImageFrame& destination) {
  AcapkitImageError error{};
  const auto status = acapkit_image_transform(&source, &transform, &destination, &error);
  return status == ACAPKIT_IMAGE_OK ? "OK" : error.field;
}

}  // namespace

TEST_SUITE("transform") {
  TEST_CASE("any part, turned and mirrored, and nothing else is touched") {
    Random random(1);
    size_t refused = 0;
    for (int round = 0; round < 1500; ++round) {
      const int most = round % 20 == 0 ? 200 : 40;
      const GuardedFrame source(random, anyFormat(random), between(random, 1, most),
                                between(random, 1, most));
      const auto transform = anyTransform(random, source.frame);
      const Grid luma = expectedGrid(source, transform, 0);
      const GuardedFrame destination(random, source.frame.format, luma.columns, luma.rows);
      const bool possible = source.frame.format != ACAPKIT_IMAGE_NV12 ||
                            keepsPairs(source, luma, expectedGrid(source, transform, 1));
      const auto expected = possible ? expectedBytes(source, destination, transform) : destination.bytes();
      const auto sourceBytes = source.bytes();
      CAPTURE(round);
      const std::string field = fieldOf(source.frame, transform, destination.frame);
      REQUIRE((field == "OK") == possible);
      if (!possible) {
        REQUIRE(field.find(transform.crop.width != 0 ? "transform.crop." : "source.") == 0);
        ++refused;
      }
      REQUIRE(destination.bytes() == expected);
      REQUIRE(source.bytes() == sourceBytes);
    }
    CHECK(refused > 50);
  }

  TEST_CASE("the first pixel of a clockwise turn comes from the lower left") {
    uint8_t pixels[] = {1, 2, 3, 4, 5, 6};
    uint8_t turned[6] = {};
    const AcapkitImageFrame source{ACAPKIT_IMAGE_Y800, 3, 2, {pixels, nullptr}, {}};
    const AcapkitImageFrame destination{ACAPKIT_IMAGE_Y800, 2, 3, {turned, nullptr}, {}};
    REQUIRE(fieldOf(source, {.crop = {}, .rotation = 90, .mirror = 0}, destination) == "OK");
    CHECK(std::vector<uint8_t>(turned, turned + 6) == std::vector<uint8_t>{4, 1, 5, 2, 6, 3});
  }

  TEST_CASE("a wrong value is refused by name") {
    Random random(2);
    const GuardedFrame source(random, ACAPKIT_IMAGE_NV12, 21, 12);
    const GuardedFrame same(random, ACAPKIT_IMAGE_NV12, 21, 12);
    const auto field = [&](const AcapkitImageTransform& transform) {
      return fieldOf(source.frame, transform, same.frame);
    };
    CHECK(field({.crop = {}, .rotation = 45, .mirror = 0}) == "transform.rotation");
    CHECK(field({.crop = {}, .rotation = 360, .mirror = 0}) == "transform.rotation");
    CHECK(field({.crop = {}, .rotation = 0, .mirror = 2}) == "transform.mirror");
    CHECK(field({.crop = {}, .rotation = 0, .mirror = 1}) == "source.width");
    CHECK(field({.crop = {3, 0, 4, 4}, .rotation = 0, .mirror = 0}) == "transform.crop.x");
    CHECK(field({.crop = {2, 1, 4, 4}, .rotation = 0, .mirror = 0}) == "transform.crop.y");
    CHECK(field({.crop = {21, 0, 1, 1}, .rotation = 0, .mirror = 0}) == "transform.crop.x");
    CHECK(field({.crop = {2, 0, 0, 4}, .rotation = 0, .mirror = 0}) == "transform.crop.width");
    CHECK(field({.crop = {2, 0, 20, 4}, .rotation = 0, .mirror = 0}) == "transform.crop.width");
    CHECK(field({.crop = {2, 2, 19, 0xffffffff}, .rotation = 0, .mirror = 0}) == "transform.crop.height");
    CHECK(field({.crop = {0, 0, 20, 11}, .rotation = 90, .mirror = 0}) == "transform.crop.height");
    CHECK(field({.crop = {0, 0, 20, 12}, .rotation = 0, .mirror = 0}) == "destination.width");
    CHECK(field({.crop = {0, 0, 21, 10}, .rotation = 0, .mirror = 0}) == "destination.height");
    CHECK(field({.crop = {}, .rotation = 0, .mirror = 0}) == "OK");
    AcapkitImageFrame other = same.frame;
    other.format = ACAPKIT_IMAGE_Y800;
    CHECK(fieldOf(source.frame, {}, other) == "destination.format");
    other = same.frame;
    other.planes[1] = nullptr;
    CHECK(fieldOf(source.frame, {}, other) == "destination.planes[1]");
    CHECK(acapkit_image_transform(&source.frame, nullptr, &same.frame, nullptr) == ACAPKIT_IMAGE_INVALID);
    CHECK(acapkit_image_transform(nullptr, nullptr, &same.frame, nullptr) == ACAPKIT_IMAGE_INVALID);
  }

  TEST_CASE("a destination that shares a byte with the part is refused, one beside it is not") {
    std::vector<uint8_t> memory(200);
    const AcapkitImageFrame source{ACAPKIT_IMAGE_Y800, 10, 10, {memory.data() + 50, nullptr}, {}};
    const auto field = [&](size_t offset, const AcapkitImageTransform& transform) {
      return fieldOf(source, transform, {ACAPKIT_IMAGE_Y800, 5, 10, {memory.data() + offset, nullptr}, {}});
    };
    const AcapkitImageTransform right{.crop = {5, 0, 5, 10}, .rotation = 0, .mirror = 0};
    CHECK(field(0, right) == "OK");
    CHECK(field(5, right) == "OK");
    CHECK(field(6, right) == "destination.planes");
    CHECK(field(149, right) == "destination.planes");
    CHECK(field(150, right) == "OK");
    const AcapkitImageFrame pairs{ACAPKIT_IMAGE_NV12, 4, 4, {memory.data(), memory.data() + 16}, {}};
    const AcapkitImageFrame crossed{ACAPKIT_IMAGE_NV12, 4, 4, {memory.data() + 50, memory.data() + 15}, {}};
    CHECK(fieldOf(pairs, {}, crossed) == "destination.planes");
  }
}
