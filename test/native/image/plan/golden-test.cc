// A plan's definition of bilinear and area is OpenCV's: its pictures differ by its own rounding at most.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "golden-opencv.h"

using namespace acapkit::test;

TEST_CASE("resized R'G'B' is what OpenCV's INTER_LINEAR and INTER_AREA give, within 1") {
  for (const Golden& golden : goldenPictures) {
    Random random(42);
    std::vector<uint8_t> pixels(size_t{3} * golden.width * golden.height);
    for (uint8_t& value : pixels) value = static_cast<uint8_t>(random.next());
    Options options{};
    options.source.format = ACAPKIT_IMAGE_RGB;
    options.source.width = golden.width;
    options.source.height = golden.height;
    options.output.width = golden.outputWidth;
    options.output.height = golden.outputHeight;
    options.output.filter = golden.filter;
    const Plan plan(options);
    REQUIRE(plan.status == ACAPKIT_IMAGE_OK);
    std::vector<uint8_t> found(size_t{3} * golden.outputWidth * golden.outputHeight);
    const uint8_t* const planes[2] = {pixels.data(), nullptr};
    REQUIRE(acapkit_image_plan_run(plan.plan, planes, found.data(), nullptr) == ACAPKIT_IMAGE_OK);
    const std::string digits = golden.pixels;
    REQUIRE(digits.size() == 2 * found.size());
    int largest = 0;
    for (size_t i = 0; i < found.size(); ++i)
      largest = std::max(largest, std::abs(found[i] - std::stoi(digits.substr(2 * i, 2), nullptr, 16)));
    CAPTURE(golden.width);
    CAPTURE(golden.outputWidth);
    CHECK(largest <= 1);
  }
}
