// A plan's pictures against the same picture in double precision.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "reference.h"

using namespace acapkit::test;

namespace {

/** Largest and mean distance from the reference, in steps of 1 / 255. */
struct Distance {
  double largest = 0;
  double sum = 0;
  size_t count = 0;
  double mean() const { return sum / static_cast<double>(count); }
};

/** Adds the distances of one picture; `options` is float or u8, HWC, without normalisation. */
void measure(const Options& options, const std::vector<uint8_t>& luma, const std::vector<uint8_t>& chroma,
             Distance& distance) {
  const Plan plan(options);
  REQUIRE_MESSAGE(plan.status == ACAPKIT_IMAGE_OK, plan.error.field << ": " << plan.error.message);
  const uint8_t* const planes[2] = {luma.data(), chroma.data()};
  std::vector<float> memory(acapkit_image_plan_output_bytes(plan.plan) / sizeof(float) + 1);
  REQUIRE(acapkit_image_plan_run(plan.plan, planes, memory.data(), nullptr) == ACAPKIT_IMAGE_OK);
  const AcapkitImageRect picture = acapkit_image_plan_picture(plan.plan);
  const auto expected = referencePicture(options, planes, picture, acapkit_image_plan_crop(plan.plan));
  const size_t channels = options.output.order == ACAPKIT_IMAGE_ORDER_GRAY ? 1 : 3;
  const bool bytes = options.output.type == ACAPKIT_IMAGE_U8;
  for (uint32_t y = 0; y < picture.height; ++y) {
    for (uint32_t x = 0; x < picture.width; ++x) {
      const auto& pixel = expected[size_t{y} * picture.width + x];
      const size_t place = (size_t{y + picture.y} * options.output.width + x + picture.x) * channels;
      for (size_t channel = 0; channel < channels; ++channel) {
        const size_t source = options.output.order == ACAPKIT_IMAGE_ORDER_BGR ? 2 - channel : channel;
        const double found = bytes ? reinterpret_cast<const uint8_t*>(memory.data())[place + channel]
                                   : 255 * static_cast<double>(memory[place + channel]);
        const double wanted = bytes ? std::round(pixel[source]) : pixel[source];
        const double off = std::abs(found - wanted);
        distance.largest = std::max(distance.largest, off);
        distance.sum += off;
        ++distance.count;
      }
    }
  }
}

/** Options without padding or normalisation. */
Options plainOptions(Random& random, AcapkitImageType type) {
  Options options = randomOptions(random);
  AcapkitImageOutput& output = options.output;
  output = {.width = output.width,
            .height = output.height,
            .pitch = 0,
            .type = type,
            .layout = ACAPKIT_IMAGE_HWC,
            .order = output.order,
            .fit = output.fit,
            .filter = output.filter,
            .mode = ACAPKIT_IMAGE_EXACT,
            .pad = {},
            .mean = {},
            .deviation = {},
            .scale = 0,
            .zero_point = 0};
  options.source.pitches[0] = options.source.pitches[1] = 0;
  return options;
}

enum class Content { noise, ramp, soft };

/** A plane: noise in the legal range, a ramp up and down, or what a lens leaves of a scene: waves of a few
 * pixels' length. */
std::vector<uint8_t> content(Random& random, Content kind, size_t width, size_t height, size_t pixelBytes) {
  std::vector<uint8_t> bytes(width * height * pixelBytes);
  for (size_t i = 0; i < bytes.size(); ++i) {
    const auto x = static_cast<double>(i / pixelBytes % width);
    const auto y = static_cast<double>(i / pixelBytes / width);
    const double wave = 128 + 60 * std::sin(x / 3 + y / 5) + 40 * std::sin(y / 2 - x / 7);
    bytes[i] = kind == Content::noise  ? static_cast<uint8_t>(random.between(16, 235))
               : kind == Content::ramp ? static_cast<uint8_t>(16 + std::abs(std::fmod(4 * x + y, 400) - 200))
                                       : static_cast<uint8_t>(wave);
  }
  return bytes;
}

Distance distanceFor(Content kind, AcapkitImageType type, AcapkitImageFilter filter, int plans) {
  Random random(7);
  Distance distance;
  for (int made = 0; made < plans;) {
    Options options = plainOptions(random, type);
    options.output.filter = filter;
    if (Plan(options).status != ACAPKIT_IMAGE_OK) continue;
    ++made;
    const AcapkitImageSource& source = options.source;
    const bool rgb = source.format == ACAPKIT_IMAGE_RGB;
    const size_t chromaWidth = (source.width + 1) / 2;
    measure(options, content(random, kind, source.width, source.height, rgb ? 3 : 1),
            content(random, kind, chromaWidth, (source.height + 1) / 2, 2), distance);
  }
  return distance;
}

}  // namespace

TEST_CASE("bytes differ from the exact picture by 1 at most, on noise, ramps and soft pictures") {
  for (const Content kind : {Content::noise, Content::ramp, Content::soft}) {
    for (const AcapkitImageFilter filter : {ACAPKIT_IMAGE_BILINEAR, ACAPKIT_IMAGE_AREA}) {
      const Distance distance = distanceFor(kind, ACAPKIT_IMAGE_U8, filter, 400);
      MESSAGE("content " << static_cast<int>(kind) << ", filter " << filter << ": largest "
                         << distance.largest << ", mean " << distance.mean() << " of " << distance.count);
      CHECK(distance.largest <= 1);
    }
  }
}

TEST_CASE("floats differ from the exact picture by a quarter of a step at most where the picture is soft") {
  for (const Content kind : {Content::noise, Content::ramp, Content::soft}) {
    for (const AcapkitImageFilter filter : {ACAPKIT_IMAGE_BILINEAR, ACAPKIT_IMAGE_AREA}) {
      const Distance distance = distanceFor(kind, ACAPKIT_IMAGE_F32, filter, 400);
      MESSAGE("content " << static_cast<int>(kind) << ", filter " << filter << ": largest "
                         << distance.largest << ", mean " << distance.mean());
      CHECK(distance.largest <= (kind == Content::noise ? 1 : 0.25));
    }
  }
}
