// Vectors of sixteen int16 with AVX2, kept in memory's order: where an instruction works on two halves, the
// halves are loaded or stored by themselves.
#include "image/lanes/x86.inl"

using S16 = __m256i;
struct S16x2 {
  S16 first, second;
};
/** The floats of one S16. */
struct Floats {
  __m256 low, high;
};
constexpr size_t lanes = 16;
constexpr WindowLayout windowLayout{.bytesMax = 16, .split = false, .pairBlock = 4};
/** Whether asking for bytes beforehand pays: where memory is far and instructions are cheap. */
constexpr bool prefetches = true;

inline S16 load(const int16_t* from) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)); }
inline void store(int16_t* to, S16 value) { _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), value); }
inline S16 splat(int16_t value) { return _mm256_set1_epi16(value); }
inline S16 add(S16 a, S16 b) { return _mm256_add_epi16(a, b); }
inline S16 addSaturate(S16 a, S16 b) { return _mm256_adds_epi16(a, b); }
inline S16 mulRound(S16 a, S16 b) { return _mm256_mulhrs_epi16(a, b); }
inline S16 clamp(S16 value, S16 lowest, S16 highest) {
  return _mm256_min_epi16(_mm256_max_epi16(value, lowest), highest);
}

/** Sixteen bytes for each half. */
inline __m256i loadHalves(const void* low, const void* high) {
  const __m256i lower = _mm256_castsi128_si256(_mm_loadu_si128(static_cast<const __m128i*>(low)));
  return _mm256_inserti128_si256(lower, _mm_loadu_si128(static_cast<const __m128i*>(high)), 1);
}

/** `lanes` pairs, apart; in memory there are four first values, then four second ones, and so on. */
inline S16x2 loadPairs(const int16_t* from) {
  const __m256i even = loadHalves(from, from + 16);
  const __m256i odd = loadHalves(from + 8, from + 24);
  return {_mm256_unpacklo_epi64(even, odd), _mm256_unpackhi_epi64(even, odd)};
}

/** lanes / 2 values, each twice. */
inline S16 loadTwice(const int16_t* from) {
  const __m256i half = _mm256_castsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from)));
  const __m256i spread = _mm256_permute4x64_epi64(half, 0x10);
  return _mm256_unpacklo_epi16(spread, spread);
}

// --- Bytes out: six bits behind the point, cut off, saturated; `flip` is 0x80 for signed bytes ---

template <uint8_t flip>
inline __m256i narrow(S16 a, S16 b) {
  const __m256i bytes = _mm256_packus_epi16(_mm256_srai_epi16(a, 6), _mm256_srai_epi16(b, 6));
  return flip == 0 ? bytes : _mm256_xor_si256(bytes, _mm256_set1_epi8(static_cast<char>(flip)));
}

template <uint8_t flip>
inline void storeBytes(uint8_t* to, S16 value) {
  const __m256i bytes = _mm256_permute4x64_epi64(narrow<flip>(value, value), 0x08);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm256_castsi256_si128(bytes));
}

template <uint8_t flip>
inline void storeBytes3(uint8_t* to, S16 a, S16 b, S16 c) {
  const __m256i ab = narrow<flip>(a, b);
  const __m256i cc = narrow<flip>(c, c);
  const __m256i ab0 = _mm256_setr_epi8(0, 8, -1, 1, 9, -1, 2, 10, -1, 3, 11, -1, 4, 12, -1, 5,  //
                                       0, 8, -1, 1, 9, -1, 2, 10, -1, 3, 11, -1, 4, 12, -1, 5);
  const __m256i cc0 = _mm256_setr_epi8(-1, -1, 0, -1, -1, 1, -1, -1, 2, -1, -1, 3, -1, -1, 4, -1,  //
                                       -1, -1, 0, -1, -1, 1, -1, -1, 2, -1, -1, 3, -1, -1, 4, -1);
  const __m256i ab1 = _mm256_setr_epi8(13, -1, 6, 14, -1, 7, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1,  //
                                       13, -1, 6, 14, -1, 7, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1);
  const __m256i cc1 = _mm256_setr_epi8(-1, 5, -1, -1, 6, -1, -1, 7, -1, -1, -1, -1, -1, -1, -1, -1,  //
                                       -1, 5, -1, -1, 6, -1, -1, 7, -1, -1, -1, -1, -1, -1, -1, -1);
  const __m256i front = _mm256_or_si256(_mm256_shuffle_epi8(ab, ab0), _mm256_shuffle_epi8(cc, cc0));
  const __m256i back = _mm256_or_si256(_mm256_shuffle_epi8(ab, ab1), _mm256_shuffle_epi8(cc, cc1));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm256_castsi256_si128(front));
  _mm_storel_epi64(reinterpret_cast<__m128i*>(to + 16), _mm256_castsi256_si128(back));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to + 24), _mm256_extracti128_si256(front, 1));
  _mm_storel_epi64(reinterpret_cast<__m128i*>(to + 40), _mm256_extracti128_si256(back, 1));
}

// --- Floats out ---

inline Floats toFloats(S16 value) {
  return {_mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(_mm256_castsi256_si128(value))),
          _mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(_mm256_extracti128_si256(value, 1)))};
}

// Never fused: not every processor can.
inline Floats multiply(Floats value, float factor) {
  return {_mm256_mul_ps(value.low, _mm256_set1_ps(factor)),
          _mm256_mul_ps(value.high, _mm256_set1_ps(factor))};
}
inline Floats plus(Floats value, float summand) {
  return {_mm256_add_ps(value.low, _mm256_set1_ps(summand)),
          _mm256_add_ps(value.high, _mm256_set1_ps(summand))};
}

inline void storeFloats(uint8_t* to, Floats value) {
  _mm256_storeu_ps(reinterpret_cast<float*>(to), value.low);
  _mm256_storeu_ps(reinterpret_cast<float*>(to) + 8, value.high);
}

inline void storeFloats3(uint8_t* to, Floats a, Floats b, Floats c) {
  auto* place = reinterpret_cast<float*>(to);
  interleave3(place, _mm256_castps256_ps128(a.low), _mm256_castps256_ps128(b.low),
              _mm256_castps256_ps128(c.low));
  interleave3(place + 12, _mm256_extractf128_ps(a.low, 1), _mm256_extractf128_ps(b.low, 1),
              _mm256_extractf128_ps(c.low, 1));
  interleave3(place + 24, _mm256_castps256_ps128(a.high), _mm256_castps256_ps128(b.high),
              _mm256_castps256_ps128(c.high));
  interleave3(place + 36, _mm256_extractf128_ps(a.high, 1), _mm256_extractf128_ps(b.high, 1),
              _mm256_extractf128_ps(c.high, 1));
}

inline void storeHalves(uint8_t* to, Floats value) {
  auto* place = reinterpret_cast<__m128i*>(to);
  _mm_storeu_si128(place, _mm256_cvtps_ph(value.low, _MM_FROUND_TO_NEAREST_INT));
  _mm_storeu_si128(place + 1, _mm256_cvtps_ph(value.high, _MM_FROUND_TO_NEAREST_INT));
}

inline void storeHalves3(uint8_t* to, Floats a, Floats b, Floats c) {
  uint16_t bits[3][lanes];
  storeHalves(reinterpret_cast<uint8_t*>(bits[0]), a);
  storeHalves(reinterpret_cast<uint8_t*>(bits[1]), b);
  storeHalves(reinterpret_cast<uint8_t*>(bits[2]), c);
  interleaveArrays(to, bits[0], bits[1], bits[2], lanes);
}

inline __m128i quantisedWords(__m256 value, float lowest, float highest) {
  return _mm_packs_epi32(quantised(_mm256_castps256_ps128(value), lowest, highest),
                         quantised(_mm256_extractf128_ps(value, 1), lowest, highest));
}

inline void storeQuantised(uint8_t* to, Floats value, float lowest, float highest) {
  const __m128i bytes = _mm_packus_epi16(quantisedWords(value.low, lowest, highest),
                                         quantisedWords(value.high, lowest, highest));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
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
  const __m256i factor = _mm256_set1_epi32(static_cast<int>(weight));
  for (size_t half = 0; half < lanes; half += 8) {
    const __m128i bytes = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(row + half));
    auto* place = reinterpret_cast<__m256i*>(sums + half);
    const __m256i products = _mm256_madd_epi16(_mm256_cvtepu8_epi32(bytes), factor);
    _mm256_storeu_si256(place, _mm256_add_epi32(_mm256_loadu_si256(place), products));
  }
}

inline __m256i centred(const uint32_t* sums) {
  const __m256i sum = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(sums));
  const __m256i rounded = _mm256_srli_epi32(_mm256_add_epi32(sum, _mm256_set1_epi32(32)), 6);
  return _mm256_sub_epi32(rounded, _mm256_set1_epi32(32768));
}

inline S16 meansOf(const uint32_t* sums) {
  return _mm256_permute4x64_epi64(_mm256_packs_epi32(centred(sums), centred(sums + 8)), 0xd8);
}

// --- Windows: which bytes of a row the eight values of a group come from, and their weights ---

/** The taps of one step: two groups of eight values, one in each half. */
template <size_t windows, size_t bytes>
struct Taps {
  __m256i index[windows];
  __m256i weights;

  explicit Taps(const uint8_t* lookups) {
    const auto* from = reinterpret_cast<const __m256i*>(lookups);
    for (size_t window = 0; window < windows; ++window) index[window] = _mm256_loadu_si256(from + window);
    weights = _mm256_loadu_si256(from + windows);
  }

  /** The values of both groups. */
  template <size_t>
  S16 part(const uint8_t* row, const uint32_t* offsets) const {
    __m256i pixels = _mm256_setzero_si256();
    for (size_t window = 0; window < windows; ++window) {
      const __m256i here = loadHalves(row + offsets[2 * window], row + offsets[2 * window + 1]);
      pixels = _mm256_or_si256(pixels, _mm256_shuffle_epi8(here, index[window]));
    }
    return _mm256_maddubs_epi16(weights, _mm256_xor_si256(pixels, _mm256_set1_epi8(-128)));
  }
};
