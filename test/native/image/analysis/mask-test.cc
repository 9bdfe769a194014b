// Opening of masks, against the definition: the largest over a square of the smallest over a square.

#include "support.h"

namespace acapkit::test {
namespace {

/** The smallest or largest value over the square around each pixel, of the pixels that there are. */
void filter(const Plane& in, Plane& out, uint32_t size, bool smallest) {
  const int radius = static_cast<int>(size / 2);
  out.fill([&](uint32_t centreX, uint32_t centreY) {
    uint8_t value = smallest ? 255 : 0;
    for (int dy = -radius; dy <= radius; ++dy) {
      for (int dx = -radius; dx <= radius; ++dx) {
        const uint32_t x = centreX + static_cast<uint32_t>(dx);
        const uint32_t y = centreY + static_cast<uint32_t>(dy);
        if (x >= in.width || y >= in.height) continue;  // below zero wraps to far outside
        const uint8_t pixel = in.at(x, y);
        if (smallest ? pixel < value : pixel > value) value = pixel;
      }
    }
    return value;
  });
}

uint32_t foregroundOf(const Plane& mask) {
  uint32_t count = 0;
  for (uint32_t y = 0; y < mask.height; ++y) {
    for (uint32_t x = 0; x < mask.width; ++x) count += mask.at(x, y) == 255 ? 1 : 0;
  }
  return count;
}

uint32_t open(Plane& mask, uint32_t size) {
  AcapkitImageFrame frame = mask.frame();
  uint32_t foreground = 0;
  REQUIRE(acapkit_image_mask_open(&frame, size, &foreground, nullptr) == ACAPKIT_IMAGE_OK);
  return foreground;
}

void checkOne(Random& random) {
  const uint32_t width = pick(random, 1, 120);
  const uint32_t height = pick(random, 1, 40);
  const uint32_t size = 2 * pick(random, 0, random() % 4 == 0 ? 20 : 4) + 1;
  Plane start(width, height);
  Plane eroded(width, height);
  Plane expected(width, height);
  // Few holes, so that something is left of it.
  const uint32_t holes = pick(random, 2, 8 * size * size);
  start.fill([&](uint32_t, uint32_t) { return random() % holes == 0 ? 0 : 255; });
  filter(start, eroded, size, true);
  filter(eroded, expected, size, false);
  Plane mask(width, height, width + pick(random, 0, 40), pickSide(random));
  CAPTURE(width);
  CAPTURE(height);
  CAPTURE(size);
  withEachFamily([&] {
    mask.fill([&](uint32_t x, uint32_t y) { return start.at(x, y); });
    CHECK(open(mask, size) == foregroundOf(expected));
    CHECK(mask.equals(expected));
  });
}

TEST_SUITE_BEGIN("image-mask");

TEST_CASE("every mask and square gives what the definition says") {
  Random random(3);
  for (int round = 0; round < 200; ++round) checkOne(random);
}

TEST_CASE("specks go, and what a square fits in stays as it is") {
  const auto picture = [](uint32_t x, uint32_t y) {
    const bool body = x >= 10 && x < 20 && y >= 5 && y < 12;
    const bool speck = (x == 3 && y == 3) || (x >= 24 && x < 26 && y >= 8 && y < 10);
    return body || speck ? 255 : 0;
  };
  withEachFamily([&] {
    Plane mask(40, 20);
    mask.fill(picture);
    CHECK(open(mask, 1) == 75);
    CHECK(open(mask, 3) == 70);
    CHECK(mask.at(10, 5) == 255);
    CHECK(mask.at(3, 3) == 0);
    CHECK(mask.at(24, 8) == 0);
    CHECK(open(mask, 9) == 0);
  });
}

TEST_CASE("what leaves the picture counts as if it went on") {
  Plane mask(8, 8);
  mask.fill([](uint32_t x, uint32_t y) { return x < 2 && y < 2 ? 255 : 0; });
  CHECK(open(mask, 3) == 4);
  mask.fill([](uint32_t x, uint32_t y) { return x >= 1 && x < 3 && y >= 1 && y < 3 ? 255 : 0; });
  CHECK(open(mask, 3) == 0);
}

TEST_CASE("the largest square on the smallest mask") {
  Plane mask(1, 1);
  mask.at(0, 0) = 255;
  CHECK(open(mask, 255) == 1);
  mask.at(0, 0) = 0;
  CHECK(open(mask, 255) == 0);
}

TEST_CASE("masks and squares that cannot be are refused by name") {
  Plane plane(20, 10);
  AcapkitImageFrame mask = plane.frame();
  const auto field = [&](uint32_t size) {
    return refused(
        [&](AcapkitImageError* error) { return acapkit_image_mask_open(&mask, size, nullptr, error); });
  };
  CHECK(field(3) == "no refusal");
  CHECK(field(0) == "size");
  CHECK(field(4) == "size");
  CHECK(field(257) == "size");
  mask.format = ACAPKIT_IMAGE_NV12;
  mask.planes[1] = mask.planes[0];
  CHECK(field(3) == "mask.format");
  mask = plane.frame();
  mask.pitches[0] = 19;
  CHECK(field(3) == "mask.pitches[0]");
  CHECK(refused([](AcapkitImageError* error) {
          return acapkit_image_mask_open(nullptr, 3, nullptr, error);
        }) == "mask");
}

TEST_SUITE_END();

}  // namespace
}  // namespace acapkit::test
