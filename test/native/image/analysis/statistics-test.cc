// Histogram, mean, sharpness: against sums made pixel by pixel, on regions that lie anywhere.
#include <array>

#include "support.h"

namespace acapkit::test {
namespace {

using Histogram = std::array<uint32_t, 256>;

Histogram histogram(Plane& plane, const AcapkitImageRect* region) {
  const AcapkitImageFrame frame = plane.frame();
  Histogram counts{};
  REQUIRE(acapkit_image_histogram(&frame, region, counts.data(), nullptr) == ACAPKIT_IMAGE_OK);
  return counts;
}

double mean(Plane& plane, const AcapkitImageRect* region) {
  const AcapkitImageFrame frame = plane.frame();
  double value = -1;
  REQUIRE(acapkit_image_mean(&frame, region, &value, nullptr) == ACAPKIT_IMAGE_OK);
  return value;
}

double sharpness(Plane& plane, const AcapkitImageRect* region) {
  const AcapkitImageFrame frame = plane.frame();
  double value = -1;
  REQUIRE(acapkit_image_sharpness(&frame, region, &value, nullptr) == ACAPKIT_IMAGE_OK);
  return value;
}

double expectedMean(const Histogram& counts) {
  uint64_t sum = 0;
  uint64_t pixels = 0;
  for (size_t level = 0; level < counts.size(); ++level)
    sum += level * counts[level], pixels += counts[level];
  return static_cast<double>(sum) / static_cast<double>(pixels);
}

double expectedSharpness(const Plane& plane, const AcapkitImageRect& region) {
  int64_t sum = 0;
  int64_t squares = 0;
  for (uint32_t y = region.y + 1; y + 1 < region.y + region.height; ++y) {
    for (uint32_t x = region.x + 1; x + 1 < region.x + region.width; ++x) {
      const int value = plane.at(x - 1, y) + plane.at(x + 1, y) + plane.at(x, y - 1) + plane.at(x, y + 1) -
                        4 * plane.at(x, y);
      sum += value;
      squares += static_cast<int64_t>(value) * value;
    }
  }
  const double count = static_cast<double>(region.width - 2) * (region.height - 2);
  const double average = static_cast<double>(sum) / count;
  return static_cast<double>(squares) / count - average * average;
}

AcapkitImageRect pickRegion(Random& random, const Plane& plane, uint32_t least) {
  AcapkitImageRect region{};
  region.x = pick(random, 0, plane.width - least);
  region.y = pick(random, 0, plane.height - least);
  region.width = pick(random, least, plane.width - region.x);
  region.height = pick(random, least, plane.height - region.y);
  return region;
}

TEST_SUITE_BEGIN("image-statistics");

TEST_CASE("every size, pitch and region gives the figures of its pixels") {
  Random random(5);
  for (int round = 0; round < 400; ++round) {
    const uint32_t width = pick(random, 3, 170);
    const uint32_t height = pick(random, 3, 12);
    Plane plane(width, height, width + pick(random, 0, 40), pickSide(random));
    plane.noise(random);
    const AcapkitImageRect all{.x = 0, .y = 0, .width = width, .height = height};
    const AcapkitImageRect region = round % 2 == 0 ? all : pickRegion(random, plane, 3);
    Histogram counts{};
    for (uint32_t y = 0; y < region.height; ++y) {
      for (uint32_t x = 0; x < region.width; ++x) ++counts[plane.at(region.x + x, region.y + y)];
    }
    CAPTURE(width);
    CAPTURE(height);
    withEachFamily([&] {
      CHECK((histogram(plane, &region) == counts));
      CHECK(mean(plane, &region) == expectedMean(counts));
      CHECK(sharpness(plane, &region) == doctest::Approx(expectedSharpness(plane, region)).epsilon(1e-12));
    });
  }
}

TEST_CASE("without a region, or with one of zeros, all of the frame counts, down to one pixel") {
  const AcapkitImageRect zeros{};
  Plane pixel(1, 1);
  pixel.at(0, 0) = 77;
  withEachFamily([&] {
    CHECK(mean(pixel, nullptr) == 77);
    CHECK(mean(pixel, &zeros) == 77);
    CHECK(histogram(pixel, nullptr)[77] == 1);
  });
}

TEST_CASE("the extremes in the widest frame do not overflow") {
  Plane white(ACAPKIT_IMAGE_SIZE_MAX, 3);
  white.fill([](uint32_t, uint32_t) { return 255; });
  Plane checkers(ACAPKIT_IMAGE_SIZE_MAX, 3);
  checkers.fill([](uint32_t x, uint32_t y) { return (x + y) % 2 == 0 ? 255 : 0; });
  withEachFamily([&] {
    CHECK(mean(white, nullptr) == 255);
    CHECK(sharpness(white, nullptr) == 0);
    CHECK(sharpness(checkers, nullptr) == 1020.0 * 1020.0);
    CHECK(mean(checkers, nullptr) == 127.5);
  });
}

TEST_CASE("a blurred picture is less sharp, an evenly rising one not sharp at all") {
  Random random(11);
  Plane noise(60, 40);
  Plane blurred(60, 40);
  Plane ramp(60, 40);
  noise.noise(random);
  blurred.fill(
      [&](uint32_t x, uint32_t y) { return (noise.at(x, y) + noise.at(x < 59 ? x + 1 : x, y)) / 2; });
  ramp.fill([](uint32_t x, uint32_t y) { return 2 * x + 3 * y; });
  CHECK(sharpness(blurred, nullptr) < sharpness(noise, nullptr) / 2);
  CHECK(sharpness(ramp, nullptr) == 0);
}

TEST_CASE("regions outside the frame are refused by name") {
  Plane plane(20, 10);
  AcapkitImageFrame frame = plane.frame();
  double value = 0;
  const auto field = [&](AcapkitImageRect region) {
    return refused(
        [&](AcapkitImageError* error) { return acapkit_image_mean(&frame, &region, &value, error); });
  };
  CHECK(field({0, 0, 20, 10}) == "no refusal");
  CHECK(field({19, 9, 1, 1}) == "no refusal");
  CHECK(field({20, 0, 1, 1}) == "region.x");
  CHECK(field({0, 10, 1, 1}) == "region.y");
  CHECK(field({1, 0, 20, 10}) == "region.width");
  CHECK(field({0, 1, 20, 10}) == "region.height");
  CHECK(field({1, 0, 0xFFFFFFFF, 10}) == "region.width");
  CHECK(field({0, 1, 20, 0xFFFFFFFF}) == "region.height");
  CHECK(field({0, 0, 0, 10}) == "region.width");
  CHECK(field({0, 0, 20, 0}) == "region.height");
  frame.pitches[0] = 19;
  CHECK(field({}) == "frame.pitches[0]");
}

TEST_CASE("nothing to write to, or too little to look at, is refused by name") {
  Plane plane(20, 10);
  AcapkitImageFrame frame = plane.frame();
  double value = 0;
  const auto sharp = [&](const AcapkitImageRect* region) {
    return refused(
        [&](AcapkitImageError* error) { return acapkit_image_sharpness(&frame, region, &value, error); });
  };
  const AcapkitImageRect narrow{0, 0, 2, 10};
  const AcapkitImageRect low{0, 0, 20, 2};
  CHECK(sharp(&narrow) == "region.width");
  CHECK(sharp(&low) == "region.height");
  frame.height = 2;
  CHECK(sharp(nullptr) == "frame.height");
  frame.width = 2;
  CHECK(sharp(nullptr) == "frame.width");
  frame = plane.frame();
  CHECK(refused([&](auto* error) { return acapkit_image_sharpness(&frame, nullptr, nullptr, error); }) ==
        "sharpness");
  CHECK(refused([&](auto* error) { return acapkit_image_mean(&frame, nullptr, nullptr, error); }) == "mean");
  CHECK(refused([&](auto* error) { return acapkit_image_histogram(&frame, nullptr, nullptr, error); }) ==
        "counts");
  CHECK(refused([&](auto* error) { return acapkit_image_mean(nullptr, nullptr, &value, error); }) == "frame");
}

TEST_SUITE_END();

}  // namespace
}  // namespace acapkit::test
