// Random geometries, the same ones on every processor.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "acapkit_image.h"

namespace acapkit::test {

/** SplitMix64: small, and the same everywhere. */
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t next() {
    uint64_t z = state_ += 0x9e3779b97f4a7c15U;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
    z = (z ^ z >> 27) * 0x94d049bb133111ebU;
    return z ^ z >> 31;
  }
  /** lowest … highest. */
  uint32_t between(uint32_t lowest, uint32_t highest) {
    return lowest + static_cast<uint32_t>(next() % (uint64_t{highest} - lowest + 1));
  }
  bool oneIn(uint32_t times) { return between(1, times) == 1; }

 private:
  uint64_t state_;
};

struct Options {
  AcapkitImageSource source;
  AcapkitImageOutput output;
};

/** Options that are valid for most draws; sizes are small, odd and even, scales from 1/32 to 8. */
Options randomOptions(Random& random);

/** Noise, ramps and edges, in turn. */
void fillPlane(Random& random, uint8_t* bytes, size_t count);

/** Everything about a plan in a line, for messages. */
std::string describe(const Options& options);

/** Owns a plan. */
class Plan {
 public:
  explicit Plan(const Options& options) {
    status = acapkit_image_plan_new(&options.source, &options.output, &plan, &error);
  }
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;
  ~Plan() { acapkit_image_plan_free(plan); }

  AcapkitImagePlan* plan = nullptr;
  AcapkitImageError error{};
  AcapkitImageStatus status;
};

/** Names of the kernel families here; the last is the scalar one. */
std::vector<std::string> families();

}  // namespace acapkit::test
