// All kernel families give the scalar family's bytes, read nothing outside the source's rows, and write
// nothing outside the output's. A digest over all pictures shows the same for processors of different kinds.
#include <doctest/doctest.h>

#include <cstring>
#include <vector>

#include "../guarded.h"
#include "random-plan.h"

using namespace acapkit::test;

namespace {

/** FNV-1a. */
uint64_t digest(uint64_t before, const uint8_t* bytes, size_t count) {
  for (size_t i = 0; i < count; ++i) before = (before ^ bytes[i]) * 0x100000001b3U;
  return before;
}

constexpr uint8_t untouched = 0xa5;

/** Runs the options in one family; the output's gaps must stay as they were. */
std::vector<uint8_t> pictureOf(const Options& options, const std::string& family, Guarded* const planes[2],
                               Side side) {
  REQUIRE(acapkit_image_use_family(family.c_str(), nullptr) == ACAPKIT_IMAGE_OK);
  const Plan plan(options);
  REQUIRE(plan.status == ACAPKIT_IMAGE_OK);
  REQUIRE(acapkit_image_plan_family(plan.plan) == family);
  Guarded output(acapkit_image_plan_output_bytes(plan.plan), side, 4);
  std::memset(output.data(), untouched, output.size());
  const uint8_t* const pointers[2] = {planes[0]->data(), planes[1]->data()};
  REQUIRE(acapkit_image_plan_run(plan.plan, pointers, output.data(), nullptr) == ACAPKIT_IMAGE_OK);
  return {output.data(), output.data() + output.size()};
}

/** Plans of `count` random options; returns the digest of their pictures. */
uint64_t comparePictures(uint64_t seed, int count) {
  Random random(seed);
  uint64_t sum = 0xcbf29ce484222325U;
  int made = 0;
  while (made < count) {
    const Options options = randomOptions(random);
    size_t bytes[2];
    {
      const Plan plan(options);
      if (plan.status != ACAPKIT_IMAGE_OK) continue;
      for (size_t plane = 0; plane < 2; ++plane)
        bytes[plane] = acapkit_image_plan_source_bytes(plan.plan, plane);
    }
    ++made;
    const Side side = random.oneIn(2) ? Side::back : Side::front;
    Guarded first(bytes[0], side);
    Guarded second(bytes[1], side);
    fillPlane(random, first.data(), bytes[0]);
    fillPlane(random, second.data(), bytes[1]);
    Guarded* const planes[2] = {&first, &second};
    const std::vector<uint8_t> expected = pictureOf(options, "scalar", planes, side);
    sum = digest(sum, expected.data(), expected.size());
    for (const std::string& family : families()) {
      const bool same = pictureOf(options, family, planes, side) == expected;
      CHECK_MESSAGE(same, family << ", plan " << made << ": " << describe(options));
    }
  }
  acapkit_image_use_family(nullptr, nullptr);
  return sum;
}

}  // namespace

TEST_CASE("every family gives the same bytes, within its buffers, for 10,000 geometries") {
  CHECK(comparePictures(20261121, 10000) == 14996031002923856342U);
}
