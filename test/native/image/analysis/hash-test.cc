// The difference hash: its bits, against the definition, and what it is good for.
#include <cmath>

#include "support.h"

namespace acapkit::test {
namespace {

uint64_t hash(Plane& plane, const AcapkitImageRect* region = nullptr) {
  const AcapkitImageFrame frame = plane.frame();
  uint64_t value = 0;
  REQUIRE(acapkit_image_hash(&frame, region, &value, nullptr) == ACAPKIT_IMAGE_OK);
  return value;
}

/** Sum and number of the pixels of a cell of the region. */
struct Cell {
  uint64_t sum = 0;
  uint64_t pixels = 0;
};
Cell cell(const Plane& plane, const AcapkitImageRect& region, uint32_t column, uint32_t row) {
  Cell cell;
  for (uint32_t y = row * region.height / 8; y < (row + 1) * region.height / 8; ++y) {
    for (uint32_t x = column * region.width / 9; x < (column + 1) * region.width / 9; ++x) {
      cell.sum += plane.at(region.x + x, region.y + y);
      ++cell.pixels;
    }
  }
  return cell;
}

uint64_t reference(const Plane& plane, const AcapkitImageRect& region) {
  uint64_t bits = 0;
  for (uint32_t row = 0; row < 8; ++row) {
    for (uint32_t column = 0; column < 8; ++column) {
      const Cell left = cell(plane, region, column, row);
      const Cell right = cell(plane, region, column + 1, row);
      bits = bits * 2 + (right.sum * left.pixels > left.sum * right.pixels ? 1 : 0);
    }
  }
  return bits;
}

/** A scene of soft hills, moved by `shift` pixels. */
Plane& scene(Plane& plane, double shift) {
  return plane.fill([&](uint32_t x, uint32_t y) {
    const double at = x + shift;
    return 128 + 50 * std::sin(at / 23.0 + y / 61.0) + 40 * std::cos(y / 17.0 - at / 41.0);
  });
}

TEST_SUITE_BEGIN("image-hash");

TEST_CASE("every size, pitch and region gives the bits of the definition") {
  Random random(9);
  for (int round = 0; round < 300; ++round) {
    const uint32_t width = pick(random, 9, 400);
    const uint32_t height = pick(random, 8, 40);
    Plane plane(width, height, width + pick(random, 0, 40), pickSide(random));
    plane.noise(random);
    AcapkitImageRect region{.x = 0, .y = 0, .width = width, .height = height};
    if (round % 2 == 1) {
      region.x = pick(random, 0, width - 9);
      region.y = pick(random, 0, height - 8);
      region.width = pick(random, 9, width - region.x);
      region.height = pick(random, 8, height - region.y);
    }
    const uint64_t expected = reference(plane, region);
    CAPTURE(width);
    CAPTURE(height);
    withEachFamily([&] { CHECK(hash(plane, &region) == expected); });
  }
}

TEST_CASE("the highest bit is the upper left one, and set where it gets brighter to the right") {
  Plane plane(90, 80);
  CHECK(hash(plane.fill([](uint32_t x, uint32_t) { return x; })) == ~uint64_t{0});
  CHECK(hash(plane.fill([](uint32_t x, uint32_t) { return 255 - x; })) == 0);
  CHECK(hash(plane.fill([](uint32_t, uint32_t) { return 90; })) == 0);
  CHECK(hash(plane.fill([](uint32_t x, uint32_t y) { return x >= 10 && y < 10 ? 9 : 0; })) == uint64_t{1}
                                                                                                  << 63);
  CHECK(hash(plane.fill([](uint32_t x, uint32_t y) { return x >= 80 && y >= 70 ? 9 : 0; })) == 1);
}

TEST_CASE("it tells a turned or covered camera from noise and a change of light") {
  Random random(13);
  Plane plane(640, 360);
  const uint64_t before = hash(scene(plane, 0));
  const auto noisy = [&](uint32_t x, uint32_t y) { return plane.at(x, y) - 6 + random() % 13; };
  const auto darker = [&](uint32_t x, uint32_t y) { return plane.at(x, y) * 3 / 4; };
  const auto covered = [&](uint32_t, uint32_t) { return 20 + random() % 4; };
  CHECK(acapkit_image_hash_distance(before, hash(plane.fill(noisy))) <= 4);
  CHECK(acapkit_image_hash_distance(before, hash(scene(plane, 0).fill(darker))) <= 2);
  CHECK(acapkit_image_hash_distance(before, hash(scene(plane, 80))) >= 16);
  CHECK(acapkit_image_hash_distance(before, hash(plane.fill(covered))) >= 16);
}

TEST_CASE("the distance is the number of bits that differ") {
  CHECK(acapkit_image_hash_distance(0, 0) == 0);
  CHECK(acapkit_image_hash_distance(0, ~uint64_t{0}) == 64);
  CHECK(acapkit_image_hash_distance(uint64_t{1} << 63, 3) == 3);
}

TEST_CASE("what is too small, or has no room, is refused by name") {
  Plane plane(20, 10);
  AcapkitImageFrame frame = plane.frame();
  AcapkitImageRect region{0, 0, 8, 8};
  uint64_t value = 0;
  CHECK(refused([&](auto* error) { return acapkit_image_hash(&frame, &region, &value, error); }) ==
        "region.width");
  region = {0, 0, 9, 7};
  CHECK(refused([&](auto* error) { return acapkit_image_hash(&frame, &region, &value, error); }) ==
        "region.height");
  CHECK(refused([&](auto* error) { return acapkit_image_hash(&frame, nullptr, nullptr, error); }) == "hash");
  frame.height = 7;
  CHECK(refused([&](auto* error) { return acapkit_image_hash(&frame, nullptr, &value, error); }) ==
        "frame.height");
}

TEST_SUITE_END();

}  // namespace
}  // namespace acapkit::test
