// Sums of absolute differences over blocks, against sums made pixel by pixel.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "support.h"

namespace acapkit::test {
namespace {

struct Map {
  std::vector<uint32_t> sad;
  uint32_t moving = 0;
  bool operator==(const Map&) const = default;
};

Map reference(const Plane& a, const Plane& b, uint32_t block, double threshold) {
  Map map;
  for (uint32_t top = 0; top < a.height; top += block) {
    for (uint32_t left = 0; left < a.width; left += block) {
      uint32_t sum = 0;
      uint32_t pixels = 0;
      for (uint32_t y = top; y < std::min(top + block, a.height); ++y) {
        for (uint32_t x = left; x < std::min(left + block, a.width); ++x, ++pixels)
          sum += static_cast<uint32_t>(std::abs(a.at(x, y) - b.at(x, y)));
      }
      map.sad.push_back(sum);
      map.moving += sum > threshold * pixels ? 1 : 0;
    }
  }
  return map;
}

Map motion(Plane& a, Plane& b, uint32_t block, double threshold) {
  const AcapkitImageFrame frame = a.frame();
  const AcapkitImageFrame previous = b.frame();
  Map map;
  map.sad.resize(acapkit_image_motion_blocks(a.width, a.height, block));
  REQUIRE(acapkit_image_motion(&frame, &previous, block, threshold, map.sad.data(), &map.moving, nullptr) ==
          ACAPKIT_IMAGE_OK);
  return map;
}

TEST_SUITE_BEGIN("image-motion");

TEST_CASE("every size, pitch and block gives the sums of the pixels there are") {
  Random random(1);
  for (int round = 0; round < 400; ++round) {
    const uint32_t width = pick(random, 1, 170);
    const uint32_t height = pick(random, 1, 70);
    Plane a(width, height, width + pick(random, 0, 40), pickSide(random));
    Plane b(width, height, width + pick(random, 0, 40), pickSide(random));
    a.noise(random);
    b.noise(random);
    const uint32_t block = 8U << pick(random, 0, 2);
    const double threshold = pick(random, 60, 110);
    const Map expected = reference(a, b, block, threshold);
    CAPTURE(width);
    CAPTURE(height);
    CAPTURE(block);
    withEachFamily([&] { CHECK(motion(a, b, block, threshold) == expected); });
  }
}

TEST_CASE("black against white in the widest frame does not overflow") {
  Plane a(ACAPKIT_IMAGE_SIZE_MAX, 33);
  Plane b(ACAPKIT_IMAGE_SIZE_MAX, 33);
  a.fill([](uint32_t, uint32_t) { return 0; });
  b.fill([](uint32_t, uint32_t) { return 255; });
  withEachFamily([&] {
    const Map map = motion(a, b, 32, 254);
    CHECK(map.sad.size() == 1024);
    CHECK(map.sad[0] == 32 * 32 * 255);
    CHECK(map.sad[511] == 32 * 32 * 255);
    CHECK(map.sad[512] == 32 * 255);
    CHECK(map.moving == 1024);
  });
}

TEST_CASE("a block moves when its mean difference is above the threshold, not at it") {
  Plane a(24, 8);
  Plane b(24, 8);
  b.fill([](uint32_t, uint32_t) { return 100; });
  a.fill([](uint32_t x, uint32_t) { return x < 8 ? 97 : x < 16 ? 104 : 103; });
  CHECK(motion(a, b, 8, 3).moving == 1);
  CHECK(motion(a, b, 8, 2.99).moving == 3);
  CHECK(motion(a, b, 8, 4).moving == 0);
  CHECK(motion(b, b, 8, 0).moving == 0);
}

TEST_CASE("the map's size is known before") {
  CHECK(acapkit_image_motion_blocks(1920, 1080, 16) == 120 * 68);
  CHECK(acapkit_image_motion_blocks(1, 1, 32) == 1);
  CHECK(acapkit_image_motion_blocks(16384, 16384, 8) == 2048 * 2048);
  CHECK(acapkit_image_motion_blocks(0, 10, 8) == 0);
  CHECK(acapkit_image_motion_blocks(16385, 10, 8) == 0);
  CHECK(acapkit_image_motion_blocks(10, 16385, 8) == 0);
  CHECK(acapkit_image_motion_blocks(10, 10, 12) == 0);
}

TEST_CASE("what does not go together is refused by name") {
  Plane plane(20, 10);
  AcapkitImageFrame frame = plane.frame();
  AcapkitImageFrame previous = frame;
  uint32_t block = 16;
  double threshold = 3;
  std::vector<uint32_t> room(2);
  uint32_t* sad = room.data();
  const auto field = [&] {
    return refused([&](AcapkitImageError* error) {
      return acapkit_image_motion(&frame, &previous, block, threshold, sad, nullptr, error);
    });
  };
  CHECK(field() == "no refusal");
  SUBCASE("width") {
    previous.width = 19;
    CHECK(field() == "previous.width");
  }
  SUBCASE("height") {
    previous.height = 9;
    CHECK(field() == "previous.height");
  }
  SUBCASE("pitch") {
    previous.pitches[0] = 19;
    CHECK(field() == "previous.pitches[0]");
  }
  SUBCASE("plane") {
    frame.planes[0] = nullptr;
    CHECK(field() == "frame.planes[0]");
  }
  SUBCASE("format") {
    frame.format = ACAPKIT_IMAGE_RGB;
    frame.width = 6;
    CHECK(field() == "frame.format");
  }
  SUBCASE("block") {
    block = 12;
    CHECK(field() == "block");
  }
  SUBCASE("threshold") {
    threshold = 255.5;
    CHECK(field() == "threshold");
  }
  SUBCASE("below 0") {
    threshold = -1;
    CHECK(field() == "threshold");
  }
  SUBCASE("not a number") {
    threshold = NAN;
    CHECK(field() == "threshold");
  }
  SUBCASE("room") {
    sad = nullptr;
    CHECK(field() == "sad");
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace acapkit::test
