// Vectors of eight int16 with SSE4.1.
#include "image/lanes/x86.inl"

using S16 = __m128i;
struct S16x2 {
  S16 first, second;
};
/** The floats of one S16. */
struct Floats {
  __m128 low, high;
};
constexpr size_t lanes = 8;
constexpr WindowLayout windowLayout{.bytesMax = 16, .split = false, .pairBlock = 4};
/** Whether asking for bytes beforehand pays: where memory is far and instructions are cheap. */
constexpr bool prefetches = true;

inline S16 load(const int16_t* from) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)); }
inline void store(int16_t* to, S16 value) { _mm_storeu_si128(reinterpret_cast<__m128i*>(to), value); }
inline S16 splat(int16_t value) { return _mm_set1_epi16(value); }
inline S16 add(S16 a, S16 b) { return _mm_add_epi16(a, b); }
inline S16 addSaturate(S16 a, S16 b) { return _mm_adds_epi16(a, b); }
inline S16 mulRound(S16 a, S16 b) { return _mm_mulhrs_epi16(a, b); }
inline S16 clamp(S16 value, S16 lowest, S16 highest) {
  return _mm_min_epi16(_mm_max_epi16(value, lowest), highest);
}

/** `lanes` pairs, apart; in memory there are four first values, then four second ones, and so on. */
inline S16x2 loadPairs(const int16_t* from) {
  const __m128i low = load(from);
  const __m128i high = load(from + 8);
  return {_mm_unpacklo_epi64(low, high), _mm_unpackhi_epi64(low, high)};
}

/** lanes / 2 values, each twice. */
inline S16 loadTwice(const int16_t* from) {
  const __m128i half = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(from));
  return _mm_unpacklo_epi16(half, half);
}

// --- Bytes out: six bits behind the point, cut off, saturated; `flip` is 0x80 for signed bytes ---

template <uint8_t flip>
inline __m128i narrow(S16 a, S16 b) {
  const __m128i bytes = _mm_packus_epi16(_mm_srai_epi16(a, 6), _mm_srai_epi16(b, 6));
  return flip == 0 ? bytes : _mm_xor_si128(bytes, _mm_set1_epi8(static_cast<char>(flip)));
}

template <uint8_t flip>
inline void storeBytes(uint8_t* to, S16 value) {
  _mm_storel_epi64(reinterpret_cast<__m128i*>(to), narrow<flip>(value, value));
}

template <uint8_t flip>
inline void storeBytes3(uint8_t* to, S16 a, S16 b, S16 c) {
  const __m128i ab = narrow<flip>(a, b);
  const __m128i cc = narrow<flip>(c, c);
  const __m128i ab0 = _mm_setr_epi8(0, 8, -1, 1, 9, -1, 2, 10, -1, 3, 11, -1, 4, 12, -1, 5);
  const __m128i cc0 = _mm_setr_epi8(-1, -1, 0, -1, -1, 1, -1, -1, 2, -1, -1, 3, -1, -1, 4, -1);
  const __m128i ab1 = _mm_setr_epi8(13, -1, 6, 14, -1, 7, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1);
  const __m128i cc1 = _mm_setr_epi8(-1, 5, -1, -1, 6, -1, -1, 7, -1, -1, -1, -1, -1, -1, -1, -1);
  auto* place = reinterpret_cast<__m128i*>(to);
  _mm_storeu_si128(place, _mm_or_si128(_mm_shuffle_epi8(ab, ab0), _mm_shuffle_epi8(cc, cc0)));
  _mm_storel_epi64(place + 1, _mm_or_si128(_mm_shuffle_epi8(ab, ab1), _mm_shuffle_epi8(cc, cc1)));
}

// --- Floats out ---

inline Floats toFloats(S16 value) {
  return {_mm_cvtepi32_ps(_mm_cvtepi16_epi32(value)),
          _mm_cvtepi32_ps(_mm_cvtepi16_epi32(_mm_srli_si128(value, 8)))};
}

// Never fused: not every processor can.
inline Floats multiply(Floats value, float factor) {
  return {_mm_mul_ps(value.low, _mm_set1_ps(factor)), _mm_mul_ps(value.high, _mm_set1_ps(factor))};
}
inline Floats plus(Floats value, float summand) {
  return {_mm_add_ps(value.low, _mm_set1_ps(summand)), _mm_add_ps(value.high, _mm_set1_ps(summand))};
}

inline void storeFloats(uint8_t* to, Floats value) {
  _mm_storeu_ps(reinterpret_cast<float*>(to), value.low);
  _mm_storeu_ps(reinterpret_cast<float*>(to) + 4, value.high);
}

inline void storeFloats3(uint8_t* to, Floats a, Floats b, Floats c) {
  interleave3(reinterpret_cast<float*>(to), a.low, b.low, c.low);
  interleave3(reinterpret_cast<float*>(to) + 12, a.high, b.high, c.high);
}

struct HalfArray {
  uint16_t bits[lanes];
};

inline HalfArray halves(Floats value) {
  float single[lanes];
  _mm_storeu_ps(single, value.low);
  _mm_storeu_ps(single + 4, value.high);
  HalfArray half;
  for (size_t i = 0; i < lanes; ++i) half.bits[i] = halfBits(single[i]);
  return half;
}

inline void storeHalves(uint8_t* to, Floats value) {
  const HalfArray half = halves(value);
  std::memcpy(to, half.bits, sizeof half.bits);
}

inline void storeHalves3(uint8_t* to, Floats a, Floats b, Floats c) {
  interleaveArrays(to, halves(a).bits, halves(b).bits, halves(c).bits, lanes);
}

inline __m128i quantisedBytes(Floats value, float lowest, float highest) {
  const __m128i words =
      _mm_packs_epi32(quantised(value.low, lowest, highest), quantised(value.high, lowest, highest));
  return _mm_packus_epi16(words, words);
}

inline void storeQuantised(uint8_t* to, Floats value, float lowest, float highest) {
  _mm_storel_epi64(reinterpret_cast<__m128i*>(to), quantisedBytes(value, lowest, highest));
}

inline void storeQuantised3(uint8_t* to, Floats a, Floats b, Floats c, float lowest, float highest) {
  uint8_t bytes[3][lanes];
  storeQuantised(bytes[0], a, lowest, highest);
  storeQuantised(bytes[1], b, lowest, highest);
  storeQuantised(bytes[2], c, lowest, highest);
  interleaveArrays(to, bytes[0], bytes[1], bytes[2], lanes);
}

// --- Sums ---

inline void addScaledRow(const uint8_t* row, uint32_t weight, uint32_t* sums) {
  const __m128i bytes = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(row));
  const __m128i factor = _mm_set1_epi32(static_cast<int>(weight));
  auto* low = reinterpret_cast<__m128i*>(sums);
  auto* high = reinterpret_cast<__m128i*>(sums + 4);
  const __m128i products = _mm_madd_epi16(_mm_cvtepu8_epi32(bytes), factor);
  const __m128i moreProducts = _mm_madd_epi16(_mm_cvtepu8_epi32(_mm_srli_si128(bytes, 4)), factor);
  _mm_storeu_si128(low, _mm_add_epi32(_mm_loadu_si128(low), products));
  _mm_storeu_si128(high, _mm_add_epi32(_mm_loadu_si128(high), moreProducts));
}

inline __m128i centred(const uint32_t* sums) {
  const __m128i sum = _mm_loadu_si128(reinterpret_cast<const __m128i*>(sums));
  return _mm_sub_epi32(_mm_srli_epi32(_mm_add_epi32(sum, _mm_set1_epi32(32)), 6), _mm_set1_epi32(32768));
}

inline S16 meansOf(const uint32_t* sums) { return _mm_packs_epi32(centred(sums), centred(sums + 4)); }

// --- Windows: which bytes of a row the eight values of a group come from, and their weights ---

/** The taps of one step: two groups of eight values. */
template <size_t windows, size_t bytes>
struct Taps {
  __m128i index[windows][2];
  __m128i weights[2];

  explicit Taps(const uint8_t* lookups) {
    const auto* from = reinterpret_cast<const __m128i*>(lookups);
    for (size_t window = 0; window < windows; ++window) {
      index[window][0] = _mm_loadu_si128(from + 2 * window);
      index[window][1] = _mm_loadu_si128(from + 2 * window + 1);
    }
    weights[0] = _mm_loadu_si128(from + 2 * windows);
    weights[1] = _mm_loadu_si128(from + 2 * windows + 1);
  }

  /** The values of one group. */
  template <size_t which>
  S16 part(const uint8_t* row, const uint32_t* offsets) const {
    __m128i pixels = _mm_setzero_si128();
    for (size_t window = 0; window < windows; ++window) {
      const auto* from = reinterpret_cast<const __m128i*>(row + offsets[2 * window + which]);
      pixels = _mm_or_si128(pixels, _mm_shuffle_epi8(_mm_loadu_si128(from), index[window][which]));
    }
    const __m128i centredPixels = _mm_xor_si128(pixels, _mm_set1_epi8(-128));
    return _mm_maddubs_epi16(weights[which], centredPixels);
  }
};
