// IEEE 754 binary16 in integer arithmetic, for processors without an instruction for it: the Cortex-A9 and
// plain SSE.
#pragma once

#include <cstdint>
#include <cstring>

namespace acapkit::image {

inline uint32_t floatBits(float value) {
  uint32_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

/** The nearest binary16, ties to even; too large becomes infinity, NaN stays NaN (quiet, payload dropped). */
inline uint16_t halfBits(float value) {
  const uint32_t bits = floatBits(value);
  const auto sign = static_cast<uint16_t>(bits >> 16 & 0x8000U);
  const uint32_t magnitude = bits & 0x7fffffffU;
  if (magnitude > 0x7f800000U) return sign | 0x7e00U;
  if (magnitude >= 0x47800000U) return sign | 0x7c00U;
  const auto exponent = static_cast<int32_t>(magnitude >> 23) - 127;
  if (exponent < -25) return sign;
  const uint32_t mantissa = (magnitude & 0x7fffffU) | 0x800000U;
  // Below 2^-14 a binary16 has no hidden bit: more of the mantissa is dropped.
  const uint32_t dropped = exponent < -14 ? static_cast<uint32_t>(-1 - exponent) : 13U;
  const uint32_t kept = mantissa >> dropped;
  const uint32_t rest = mantissa & ((1U << dropped) - 1);
  const uint32_t half = 1U << (dropped - 1);
  const uint32_t up = rest > half || (rest == half && (kept & 1U) != 0) ? 1 : 0;
  // With the hidden bit added to the exponent, a carry out of the mantissa becomes the next exponent by
  // itself.
  const uint32_t base = exponent < -14 ? 0 : static_cast<uint32_t>(exponent + 14) << 10;
  return static_cast<uint16_t>(sign | (base + kept + up));
}

}  // namespace acapkit::image
