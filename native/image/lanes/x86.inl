// What the two families of x86 share: steps on 128 bits that AVX2 has no wider form of.

/** a0 b0 c0 a1 b1 c1 … of four values each. */
inline void interleave3(float* to, __m128 a, __m128 b, __m128 c) {
  const __m128 abLow = _mm_unpacklo_ps(a, b);
  const __m128 abHigh = _mm_unpackhi_ps(a, b);
  const __m128 c0a1 = _mm_shuffle_ps(c, a, _MM_SHUFFLE(1, 1, 0, 0));
  const __m128 b1c1 = _mm_shuffle_ps(b, c, _MM_SHUFFLE(1, 1, 1, 1));
  const __m128 c2a3 = _mm_shuffle_ps(c, a, _MM_SHUFFLE(3, 3, 2, 2));
  const __m128 b3c3 = _mm_shuffle_ps(b, c, _MM_SHUFFLE(3, 3, 3, 3));
  _mm_storeu_ps(to, _mm_shuffle_ps(abLow, c0a1, _MM_SHUFFLE(2, 0, 1, 0)));
  _mm_storeu_ps(to + 4, _mm_shuffle_ps(b1c1, abHigh, _MM_SHUFFLE(1, 0, 2, 0)));
  _mm_storeu_ps(to + 8, _mm_shuffle_ps(c2a3, b3c3, _MM_SHUFFLE(2, 0, 2, 0)));
}

/** Four values in the low bytes of four int32. */
inline __m128i quantised(__m128 value, float lowest, float highest) {
  const __m128 inside = _mm_min_ps(_mm_max_ps(value, _mm_set1_ps(lowest)), _mm_set1_ps(highest));
  return _mm_and_si128(_mm_cvtps_epi32(inside), _mm_set1_epi32(0xff));
}

template <typename T>
void interleaveArrays(uint8_t* to, const T* a, const T* b, const T* c, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    const T pixel[3] = {a[i], b[i], c[i]};
    std::memcpy(to + i * sizeof pixel, pixel, sizeof pixel);
  }
}
