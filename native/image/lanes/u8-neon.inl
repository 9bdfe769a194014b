// Bytes in vectors of 16 (NEON of armv7 and aarch64), for the analysis functions.
namespace u8 {

using Bytes = uint8x16_t;
using Words = uint16x8_t;
using Groups = uint16x8_t;  // the sum of each 2 bytes of a few rows
using Sums = uint32x4_t;
using Shift = int16x8_t;

constexpr uint32_t count = 16;
/** Saves most of what it takes to put sums away: these processors are short of instructions rather than of
 * memory. */
constexpr uint32_t rowsTogether = 4;

inline Bytes load(const uint8_t* from) { return vld1q_u8(from); }
inline void store(uint8_t* to, Bytes value) { vst1q_u8(to, value); }
inline Bytes all(uint8_t value) { return vdupq_n_u8(value); }
inline Bytes smaller(Bytes a, Bytes b) { return vminq_u8(a, b); }
inline Bytes larger(Bytes a, Bytes b) { return vmaxq_u8(a, b); }

/** 255 where a and b are more than `limit` apart, else 0. */
inline Bytes farther(Bytes a, Bytes b, Bytes limit) { return vcgtq_u8(vabdq_u8(a, b), limit); }

inline Groups noGroups() { return vdupq_n_u16(0); }
inline Groups addDifference(Groups sums, Bytes a, Bytes b) { return vpadalq_u8(sums, vabdq_u8(a, b)); }
inline void addGroups(uint64_t* groups, Groups sums) {
  vst1q_u64(groups, vpadalq_u32(vld1q_u64(groups), vpaddlq_u16(sums)));
}

inline Sums noSums() { return vdupq_n_u32(0); }
inline Sums addBytes(Sums sums, Bytes value) { return vpadalq_u16(sums, vpaddlq_u8(value)); }
inline uint32_t total(Sums sums) {
  const uint64x2_t pairs = vpaddlq_u32(sums);
  return static_cast<uint32_t>(vgetq_lane_u64(pairs, 0) + vgetq_lane_u64(pairs, 1));
}

inline Words loadWords(const uint16_t* from) { return vld1q_u16(from); }
inline void storeWords(uint16_t* to, Words value) { vst1q_u16(to, value); }
inline Words widenLow(Bytes value) { return vmovl_u8(vget_low_u8(value)); }
inline Words widenHigh(Bytes value) { return vmovl_u8(vget_high_u8(value)); }
/** Times 256. */
inline Words raiseLow(Bytes value) { return vreinterpretq_u16_u8(vzipq_u8(vdupq_n_u8(0), value).val[0]); }
inline Words raiseHigh(Bytes value) { return vreinterpretq_u16_u8(vzipq_u8(vdupq_n_u8(0), value).val[1]); }
inline Bytes upperBytes(Words low, Words high) {
  return vuzpq_u8(vreinterpretq_u8_u16(low), vreinterpretq_u8_u16(high)).val[1];
}

/** NEON shifts to the left by a negative number. */
inline Shift shiftOf(uint32_t shift) {
  return vdupq_n_s16(static_cast<int16_t>(-static_cast<int32_t>(shift)));
}
/** from - (from >> shift) + (to >> shift). */
inline Words approach(Words from, Words to, Shift shift) {
  return vaddq_u16(vsubq_u16(from, vshlq_u16(from, shift)), vshlq_u16(to, shift));
}

inline Words laplace(Words above, Words below, Words left, Words right, Words centre) {
  return vsubq_u16(vaddq_u16(vaddq_u16(above, below), vaddq_u16(left, right)), vshlq_n_u16(centre, 2));
}

/** Laplacians are within ±1020, and no lane gets more than 2048 squares of a row: below 2^31. */
struct Moments {
  int32x4_t values, squaresLow, squaresHigh;
};
inline Moments noMoments() { return {vdupq_n_s32(0), vdupq_n_s32(0), vdupq_n_s32(0)}; }
inline int32x4_t addSquares(int32x4_t to, int16x8_t value) {
  to = vmlal_s16(to, vget_low_s16(value), vget_low_s16(value));
  return vmlal_s16(to, vget_high_s16(value), vget_high_s16(value));
}
inline Moments addWords(Moments to, Words low, Words high) {
  const int16x8_t values = vreinterpretq_s16_u16(vaddq_u16(low, high));
  return {vpadalq_s16(to.values, values), addSquares(to.squaresLow, vreinterpretq_s16_u16(low)),
          addSquares(to.squaresHigh, vreinterpretq_s16_u16(high))};
}
inline int64_t totalOf(int32x4_t value) {
  const int64x2_t pairs = vpaddlq_s32(value);
  return vgetq_lane_s64(pairs, 0) + vgetq_lane_s64(pairs, 1);
}
inline LaplaceSums sumsOf(Moments moments) {
  return {totalOf(moments.values),
          static_cast<uint64_t>(totalOf(moments.squaresLow) + totalOf(moments.squaresHigh))};
}

}  // namespace u8
