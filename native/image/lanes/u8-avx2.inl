// Bytes in vectors of 32 (AVX2), for the analysis functions. Halves of a vector are in whatever order suits
// the processor: what widens and what narrows again agree, and sums do not care.
namespace u8 {

using Bytes = __m256i;
using Words = __m256i;   // 16 bits each
using Groups = __m256i;  // the sum of each 8 bytes, 64 bits each
using Sums = __m256i;    // 64 bits each
using Shift = __m128i;

constexpr uint32_t count = 32;
/** Prefetchers follow one row best: two or more at a time were up to 5 % slower. */
constexpr uint32_t rowsTogether = 1;

inline Bytes load(const uint8_t* from) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)); }
inline void store(uint8_t* to, Bytes value) { _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), value); }
inline Bytes all(uint8_t value) { return _mm256_set1_epi8(static_cast<char>(value)); }
inline Bytes smaller(Bytes a, Bytes b) { return _mm256_min_epu8(a, b); }
inline Bytes larger(Bytes a, Bytes b) { return _mm256_max_epu8(a, b); }

/** 255 where a and b are more than `limit` apart, else 0. */
inline Bytes farther(Bytes a, Bytes b, Bytes limit) {
  const __m256i apart = _mm256_or_si256(_mm256_subs_epu8(a, b), _mm256_subs_epu8(b, a));
  const __m256i within = _mm256_cmpeq_epi8(_mm256_subs_epu8(apart, limit), _mm256_setzero_si256());
  return _mm256_andnot_si256(within, _mm256_set1_epi8(-1));
}

inline Groups noGroups() { return _mm256_setzero_si256(); }
inline Groups addDifference(Groups sums, Bytes a, Bytes b) {
  return _mm256_add_epi64(sums, _mm256_sad_epu8(a, b));
}
inline void addGroups(uint64_t* groups, Groups sums) {
  auto* at = reinterpret_cast<__m256i*>(groups);
  _mm256_storeu_si256(at, _mm256_add_epi64(_mm256_loadu_si256(at), sums));
}

inline Sums noSums() { return _mm256_setzero_si256(); }
inline Sums addBytes(Sums sums, Bytes value) {
  return _mm256_add_epi64(sums, _mm256_sad_epu8(value, _mm256_setzero_si256()));
}
inline uint32_t total(Sums sums) {
  uint64_t lanes[count / sizeof(uint64_t)];
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(lanes), sums);
  uint64_t sum = 0;
  for (const uint64_t lane : lanes) sum += lane;
  return static_cast<uint32_t>(sum);
}

inline Words loadWords(const uint16_t* from) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}
inline void storeWords(uint16_t* to, Words value) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), value);
}
inline Words widenLow(Bytes value) { return _mm256_unpacklo_epi8(value, _mm256_setzero_si256()); }
inline Words widenHigh(Bytes value) { return _mm256_unpackhi_epi8(value, _mm256_setzero_si256()); }
/** Times 256. */
inline Words raiseLow(Bytes value) { return _mm256_unpacklo_epi8(_mm256_setzero_si256(), value); }
inline Words raiseHigh(Bytes value) { return _mm256_unpackhi_epi8(_mm256_setzero_si256(), value); }
inline Bytes upperBytes(Words low, Words high) {
  return _mm256_packus_epi16(_mm256_srli_epi16(low, 8), _mm256_srli_epi16(high, 8));
}

inline Shift shiftOf(uint32_t shift) { return _mm_cvtsi32_si128(static_cast<int>(shift)); }
/** from - (from >> shift) + (to >> shift). */
inline Words approach(Words from, Words to, Shift shift) {
  return _mm256_add_epi16(_mm256_sub_epi16(from, _mm256_srl_epi16(from, shift)), _mm256_srl_epi16(to, shift));
}

inline Words laplace(Words above, Words below, Words left, Words right, Words centre) {
  const Words around = _mm256_add_epi16(_mm256_add_epi16(above, below), _mm256_add_epi16(left, right));
  return _mm256_sub_epi16(around, _mm256_slli_epi16(centre, 2));
}

/** 32 bits each. Laplacians are within ±1020, and no lane gets more than 2048 squares of a row: below 2^31.
 */
struct Moments {
  __m256i values, squaresLow, squaresHigh;
};
inline Moments noMoments() {
  return {_mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256()};
}
inline Moments addWords(Moments to, Words low, Words high) {
  const __m256i values = _mm256_madd_epi16(_mm256_add_epi16(low, high), _mm256_set1_epi16(1));
  return {_mm256_add_epi32(to.values, values), _mm256_add_epi32(to.squaresLow, _mm256_madd_epi16(low, low)),
          _mm256_add_epi32(to.squaresHigh, _mm256_madd_epi16(high, high))};
}
inline int64_t totalOf(__m256i value) {
  int32_t lanes[count / sizeof(int32_t)];
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(lanes), value);
  int64_t sum = 0;
  for (const int32_t lane : lanes) sum += lane;
  return sum;
}
inline LaplaceSums sumsOf(Moments moments) {
  return {totalOf(moments.values),
          static_cast<uint64_t>(totalOf(moments.squaresLow) + totalOf(moments.squaresHigh))};
}

}  // namespace u8
