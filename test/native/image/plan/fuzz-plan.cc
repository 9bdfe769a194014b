// libFuzzer over plans: any options either are refused with a field, or give a picture in every kernel
// family, the same one, without a byte outside the buffers (AddressSanitizer looks on). setup/fuzz.mjs runs
// it.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "random-plan.h"

using namespace acapkit::test;

namespace {

/** Picks options apart from the fuzzer's bytes; zeros behind their end. */
class Bytes {
 public:
  Bytes(const uint8_t* data, size_t size) : data_(data), left_(size) {}
  template <typename T>
  T value() {
    T result{};
    const size_t count = left_ < sizeof result ? left_ : sizeof result;
    if (count > 0) std::memcpy(&result, data_, count);
    data_ += count;
    left_ -= count;
    return result;
  }
  /** 0 … last, and now and then one beyond. */
  template <typename T>
  T choice(T last) {
    return static_cast<T>(value<uint8_t>() % (last + 2));
  }
  /** Mostly small, so that pictures are made rather than refused. */
  uint32_t size() {
    const auto wide = value<uint16_t>();
    return wide >= 0xff00 ? value<uint32_t>() : wide % 400;
  }

 private:
  const uint8_t* data_;
  size_t left_;
};

Options optionsFrom(Bytes& bytes) {
  Options options{};
  auto& [source, output] = options;
  source.format = bytes.choice(ACAPKIT_IMAGE_RGB);
  source.width = bytes.size();
  source.height = bytes.size();
  for (uint32_t& pitch : source.pitches) pitch = bytes.choice(2) == 0 ? bytes.size() : 0;
  if (bytes.choice(1) == 0) source.crop = {bytes.size(), bytes.size(), bytes.size(), bytes.size()};
  source.matrix = bytes.choice(ACAPKIT_IMAGE_BT709);
  source.range = bytes.choice(ACAPKIT_IMAGE_FULL);
  source.siting = bytes.choice(ACAPKIT_IMAGE_LEFT);
  output.width = bytes.size();
  output.height = bytes.size();
  output.pitch = bytes.choice(2) == 0 ? bytes.value<uint16_t>() : 0;
  output.type = bytes.choice(ACAPKIT_IMAGE_F32);
  output.layout = bytes.choice(ACAPKIT_IMAGE_CHW);
  output.order = bytes.choice(ACAPKIT_IMAGE_ORDER_GRAY);
  output.fit = bytes.choice(ACAPKIT_IMAGE_CROP);
  output.filter = bytes.choice(ACAPKIT_IMAGE_AREA);
  output.mode = bytes.choice(ACAPKIT_IMAGE_FAST_CHROMA);
  for (uint8_t& pad : output.pad) pad = bytes.value<uint8_t>();
  if (bytes.choice(3) != 0) return options;
  for (float& mean : output.mean) mean = bytes.value<float>();
  for (float& deviation : output.deviation) deviation = bytes.value<float>();
  output.scale = bytes.value<float>();
  output.zero_point = bytes.value<int8_t>();
  return options;
}

/** Outside of doctest: the fuzzer reports what aborts. */
void expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

constexpr size_t bytesMax = size_t{4} << 20;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Bytes bytes(data, size);
  const Options options = optionsFrom(bytes);
  std::vector<uint8_t> expected;
  std::vector<uint8_t> planes[2];
  for (const char* family : {"scalar", "sse41", "avx2", "neon"}) {
    if (acapkit_image_use_family(family, nullptr) != ACAPKIT_IMAGE_OK) continue;
    const Plan plan(options);
    if (plan.status != ACAPKIT_IMAGE_OK) {
      expect(plan.status == ACAPKIT_IMAGE_INVALID, "a refused plan is invalid");
      expect(plan.error.field[0] != 0 && plan.error.message[0] != 0, "a refusal has a field and words");
      return 0;
    }
    size_t total = acapkit_image_plan_output_bytes(plan.plan);
    for (size_t plane = 0; plane < 2; ++plane) total += acapkit_image_plan_source_bytes(plan.plan, plane);
    if (total > bytesMax) return 0;
    for (size_t plane = 0; plane < 2; ++plane) {
      planes[plane].resize(acapkit_image_plan_source_bytes(plan.plan, plane));
      for (size_t i = 0; i < planes[plane].size(); ++i) planes[plane][i] = static_cast<uint8_t>(i * i >> 3);
    }
    std::vector<uint8_t> picture(acapkit_image_plan_output_bytes(plan.plan));
    const uint8_t* const places[2] = {planes[0].data(), planes[1].data()};
    expect(acapkit_image_plan_run(plan.plan, places, picture.data(), nullptr) == ACAPKIT_IMAGE_OK,
           "a plan runs");
    if (expected.empty()) expected = picture;
    expect(picture == expected, "every family makes the scalar family's picture");
  }
  return 0;
}
