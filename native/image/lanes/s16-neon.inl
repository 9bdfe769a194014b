// Vectors of eight int16 on ARM, and the few things that armv7 and aarch64 do differently.

using S16 = int16x8_t;
struct S16x2 {
  S16 first, second;
};
/** The floats of one S16. */
struct Floats {
  float32x4_t low, high;
};
constexpr size_t lanes = 8;
constexpr WindowLayout windowLayout{
#if defined(__aarch64__)
    .bytesMax = 64,
#else
    .bytesMax = 32,
#endif
    .split = true,
    .pairBlock = 1,
};
/** Whether asking for bytes beforehand pays: where memory is far and instructions are cheap. */
constexpr bool prefetches = false;

inline S16 load(const int16_t* from) { return vld1q_s16(from); }
inline void store(int16_t* to, S16 value) { vst1q_s16(to, value); }
inline S16 splat(int16_t value) { return vdupq_n_s16(value); }
inline S16 add(S16 a, S16 b) { return vaddq_s16(a, b); }
inline S16 addSaturate(S16 a, S16 b) { return vqaddq_s16(a, b); }
inline S16 mulRound(S16 a, S16 b) { return vqrdmulhq_s16(a, b); }
inline S16 clamp(S16 value, S16 lowest, S16 highest) { return vminq_s16(vmaxq_s16(value, lowest), highest); }

/** `lanes` pairs, apart. */
inline S16x2 loadPairs(const int16_t* from) {
  const int16x8x2_t pairs = vld2q_s16(from);
  return {pairs.val[0], pairs.val[1]};
}

/** lanes / 2 values, each twice. */
inline S16 loadTwice(const int16_t* from) {
  const int16x4_t half = vld1_s16(from);
  const int16x4x2_t twice = vzip_s16(half, half);
  return vcombine_s16(twice.val[0], twice.val[1]);
}

// --- Bytes out: six bits behind the point, cut off, saturated; `flip` is 0x80 for signed bytes ---

template <uint8_t flip>
inline uint8x8_t narrow(S16 value) {
  const uint8x8_t bytes = vqshrun_n_s16(value, 6);
  return flip == 0 ? bytes : veor_u8(bytes, vdup_n_u8(flip));
}

template <uint8_t flip>
inline void storeBytes(uint8_t* to, S16 value) {
  vst1_u8(to, narrow<flip>(value));
}

template <uint8_t flip>
inline void storeBytes3(uint8_t* to, S16 a, S16 b, S16 c) {
  const uint8x8x3_t bytes{{narrow<flip>(a), narrow<flip>(b), narrow<flip>(c)}};
  vst3_u8(to, bytes);
}

// --- Floats out ---

inline Floats toFloats(S16 value) {
  return {vcvtq_f32_s32(vmovl_s16(vget_low_s16(value))), vcvtq_f32_s32(vmovl_s16(vget_high_s16(value)))};
}

// Never fused: not every processor can.
inline Floats multiply(Floats value, float factor) {
  return {vmulq_f32(value.low, vdupq_n_f32(factor)), vmulq_f32(value.high, vdupq_n_f32(factor))};
}
inline Floats plus(Floats value, float summand) {
  return {vaddq_f32(value.low, vdupq_n_f32(summand)), vaddq_f32(value.high, vdupq_n_f32(summand))};
}

inline void storeFloats(uint8_t* to, Floats value) {
  vst1q_f32(reinterpret_cast<float*>(to), value.low);
  vst1q_f32(reinterpret_cast<float*>(to) + 4, value.high);
}

inline void storeFloats3(uint8_t* to, Floats a, Floats b, Floats c) {
  const float32x4x3_t low{{a.low, b.low, c.low}};
  const float32x4x3_t high{{a.high, b.high, c.high}};
  vst3q_f32(reinterpret_cast<float*>(to), low);
  vst3q_f32(reinterpret_cast<float*>(to) + 12, high);
}

inline uint16x8_t halves(Floats value) {
#if defined(__aarch64__)
  return vcombine_u16(vreinterpret_u16_f16(vcvt_f16_f32(value.low)),
                      vreinterpret_u16_f16(vcvt_f16_f32(value.high)));
#else
  float single[8];
  uint16_t half[8];
  vst1q_f32(single, value.low);
  vst1q_f32(single + 4, value.high);
  for (size_t i = 0; i < 8; ++i) half[i] = halfBits(single[i]);
  return vld1q_u16(half);
#endif
}

inline void storeHalves(uint8_t* to, Floats value) {
  vst1q_u16(reinterpret_cast<uint16_t*>(to), halves(value));
}

inline void storeHalves3(uint8_t* to, Floats a, Floats b, Floats c) {
  const uint16x8x3_t all{{halves(a), halves(b), halves(c)}};
  vst3q_u16(reinterpret_cast<uint16_t*>(to), all);
}

/** Rounded to the nearest integer, ties to even, in the byte's low bits: adding 1.5 × 2²³ leaves it in the
 * mantissa. */
inline uint8x8_t quantised(Floats value, float lowest, float highest) {
  const float32x4_t least = vdupq_n_f32(lowest);
  const float32x4_t most = vdupq_n_f32(highest);
  const float32x4_t magic = vdupq_n_f32(12582912.0F);
  const float32x4_t low = vaddq_f32(vminq_f32(vmaxq_f32(value.low, least), most), magic);
  const float32x4_t high = vaddq_f32(vminq_f32(vmaxq_f32(value.high, least), most), magic);
  return vmovn_u16(
      vcombine_u16(vmovn_u32(vreinterpretq_u32_f32(low)), vmovn_u32(vreinterpretq_u32_f32(high))));
}

inline void storeQuantised(uint8_t* to, Floats value, float lowest, float highest) {
  vst1_u8(to, quantised(value, lowest, highest));
}

inline void storeQuantised3(uint8_t* to, Floats a, Floats b, Floats c, float lowest, float highest) {
  const uint8x8x3_t all{
      {quantised(a, lowest, highest), quantised(b, lowest, highest), quantised(c, lowest, highest)}};
  vst3_u8(to, all);
}

// --- Sums ---

inline void addScaledRow(const uint8_t* row, uint32_t weight, uint32_t* sums) {
  const uint16x8_t values = vmovl_u8(vld1_u8(row));
  const auto factor = static_cast<uint16_t>(weight);
  vst1q_u32(sums, vmlal_n_u16(vld1q_u32(sums), vget_low_u16(values), factor));
  vst1q_u32(sums + 4, vmlal_n_u16(vld1q_u32(sums + 4), vget_high_u16(values), factor));
}

inline S16 meansOf(const uint32_t* sums) {
  const uint16x4_t low = vrshrn_n_u32(vld1q_u32(sums), 6);
  const uint16x4_t high = vrshrn_n_u32(vld1q_u32(sums + 4), 6);
  return vreinterpretq_s16_u16(veorq_u16(vcombine_u16(low, high), vdupq_n_u16(0x8000)));
}

// --- Windows: which bytes of a row the eight values of a group come from, and their weights ---

/** `bytes` consecutive bytes that a table look-up reaches. */
template <size_t bytes>
struct Window {
#if defined(__aarch64__)
  static uint8x16_t look(const uint8_t* from, uint8x16_t index) {
    if constexpr (bytes == 16)
      return vqtbl1q_u8(vld1q_u8(from), index);
    else if constexpr (bytes == 32)
      return vqtbl2q_u8(vld1q_u8_x2(from), index);
    else
      return vqtbl4q_u8(vld1q_u8_x4(from), index);
  }
  /** Keeps `base` where the index is out of the window. */
  static uint8x16_t lookAlso(uint8x16_t base, const uint8_t* from, uint8x16_t index) {
    if constexpr (bytes == 16)
      return vqtbx1q_u8(base, vld1q_u8(from), index);
    else if constexpr (bytes == 32)
      return vqtbx2q_u8(base, vld1q_u8_x2(from), index);
    else
      return vqtbx4q_u8(base, vld1q_u8_x4(from), index);
  }
#else
  static uint8x16_t look(const uint8_t* from, uint8x16_t index) {
    if constexpr (bytes == 16) {
      const uint8x16_t all = vld1q_u8(from);
      const uint8x8x2_t table{{vget_low_u8(all), vget_high_u8(all)}};
      return vcombine_u8(vtbl2_u8(table, vget_low_u8(index)), vtbl2_u8(table, vget_high_u8(index)));
    } else {
      const uint8x16_t first = vld1q_u8(from);
      const uint8x16_t second = vld1q_u8(from + 16);
      const uint8x8x4_t table{
          {vget_low_u8(first), vget_high_u8(first), vget_low_u8(second), vget_high_u8(second)}};
      return vcombine_u8(vtbl4_u8(table, vget_low_u8(index)), vtbl4_u8(table, vget_high_u8(index)));
    }
  }
  static uint8x16_t lookAlso(uint8x16_t base, const uint8_t* from, uint8x16_t index) {
    // The bytes of no window are 0.
    return vorrq_u8(base, look(from, index));
  }
#endif
};

/** The taps of one step: two groups of eight values. */
template <size_t windows, size_t bytes>
struct Taps {
  uint8x16_t index[windows][2];
  uint8x16_t weights[2];

  explicit Taps(const uint8_t* lookups) {
    for (size_t window = 0; window < windows; ++window) {
      index[window][0] = vld1q_u8(lookups + 32 * window);
      index[window][1] = vld1q_u8(lookups + 32 * window + 16);
    }
    weights[0] = vld1q_u8(lookups + 32 * windows);
    weights[1] = vld1q_u8(lookups + 32 * windows + 16);
  }

  /** The values of one group. */
  template <size_t which>
  S16 part(const uint8_t* row, const uint32_t* offsets) const {
    uint8x16_t pixels = Window<bytes>::look(row + offsets[which], index[0][which]);
    for (size_t window = 1; window < windows; ++window)
      pixels = Window<bytes>::lookAlso(pixels, row + offsets[2 * window + which], index[window][which]);
    const uint16x8_t left = vmull_u8(vget_low_u8(pixels), vget_low_u8(weights[which]));
#if defined(__aarch64__)
    const uint16x8_t both = vmlal_high_u8(left, pixels, weights[which]);
#else
    const uint16x8_t both = vmlal_u8(left, vget_high_u8(pixels), vget_high_u8(weights[which]));
#endif
    return vreinterpretq_s16_u16(veorq_u16(both, vdupq_n_u16(0x8000)));
  }
};
