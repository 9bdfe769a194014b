// The analysis functions' inner loops over the lanes of a family, included once by each. What is left of a
// row after the last whole vector goes through a buffer of zeros, which add nothing to any sum.
namespace analysis {

inline u8::Bytes loadPart(const uint8_t* from, uint32_t count) {
  uint8_t buffer[u8::count] = {};
  std::memcpy(buffer, from, count);
  return u8::load(buffer);
}

inline void storePart(uint8_t* to, u8::Bytes value, uint32_t count) {
  uint8_t buffer[u8::count];
  u8::store(buffer, value);
  std::memcpy(to, buffer, count);
}

// A few rows at a time: the sums stay in a register, and a processor's prefetcher still keeps up with the
// streams.
[[gnu::always_inline]] inline void addDifferences(const uint8_t* a, size_t pitchA, const uint8_t* b,
                                                  size_t pitchB, uint32_t width, uint32_t rows,
                                                  uint64_t* groups) {
  uint32_t x = 0;
  for (; x + u8::count <= width; x += u8::count) {
    u8::Groups sums = u8::noGroups();
    for (uint32_t y = 0; y < rows; ++y)
      sums = u8::addDifference(sums, u8::load(a + y * pitchA + x), u8::load(b + y * pitchB + x));
    u8::addGroups(groups + x / groupOf, sums);
  }
  if (x == width) return;
  u8::Groups sums = u8::noGroups();
  for (uint32_t y = 0; y < rows; ++y)
    sums = u8::addDifference(sums, loadPart(a + y * pitchA + x, width - x),
                             loadPart(b + y * pitchB + x, width - x));
  u8::addGroups(groups + x / groupOf, sums);
}

inline void differences(const uint8_t* a, size_t pitchA, const uint8_t* b, size_t pitchB, uint32_t width,
                        uint32_t rows, uint64_t* groups) {
  std::memset(groups, 0, padded(width) / groupOf * sizeof *groups);
  uint32_t y = 0;
  for (; y + u8::rowsTogether <= rows; y += u8::rowsTogether)
    addDifferences(a + y * pitchA, pitchA, b + y * pitchB, pitchB, width, u8::rowsTogether, groups);
  for (; y < rows; ++y) addDifferences(a + y * pitchA, pitchA, b + y * pitchB, pitchB, width, 1, groups);
}

inline u8::Bytes learn(u8::Bytes pixels, uint16_t* model, u8::Shift shift, u8::Bytes threshold) {
  const u8::Words low = u8::loadWords(model);
  const u8::Words high = u8::loadWords(model + u8::count / 2);
  u8::storeWords(model, u8::approach(low, u8::raiseLow(pixels), shift));
  u8::storeWords(model + u8::count / 2, u8::approach(high, u8::raiseHigh(pixels), shift));
  return u8::farther(pixels, u8::upperBytes(low, high), threshold);
}

inline uint32_t background(const uint8_t* pixels, uint16_t* model, uint8_t* mask, uint32_t width,
                           uint32_t shift, uint8_t threshold) {
  const u8::Bytes limit = u8::all(threshold);
  const u8::Shift by = u8::shiftOf(shift);
  u8::Sums sums = u8::noSums();
  uint32_t x = 0;
  for (; x + u8::count <= width; x += u8::count) {
    const u8::Bytes found = learn(u8::load(pixels + x), model + x, by, limit);
    u8::store(mask + x, found);
    sums = u8::addBytes(sums, found);
  }
  if (x < width) {
    const u8::Bytes found = learn(loadPart(pixels + x, width - x), model + x, by, limit);
    storePart(mask + x, found, width - x);
    sums = u8::addBytes(sums, found);
  }
  return u8::total(sums) / 255;
}

inline void smallest(const uint8_t* const* rows, uint32_t count, uint8_t* out, uint32_t width) {
  for (uint32_t x = 0; x < width; x += u8::count) {
    u8::Bytes value = u8::load(rows[0] + x);
    for (uint32_t row = 1; row < count; ++row) value = u8::smaller(value, u8::load(rows[row] + x));
    u8::store(out + x, value);
  }
}

inline void largest(const uint8_t* const* rows, uint32_t count, uint8_t* out, uint32_t width) {
  for (uint32_t x = 0; x < width; x += u8::count) {
    u8::Bytes value = u8::load(rows[0] + x);
    for (uint32_t row = 1; row < count; ++row) value = u8::larger(value, u8::load(rows[row] + x));
    u8::store(out + x, value);
  }
}

inline uint32_t sum(const uint8_t* pixels, uint32_t width) {
  u8::Sums sums = u8::noSums();
  uint32_t x = 0;
  for (; x + u8::count <= width; x += u8::count) sums = u8::addBytes(sums, u8::load(pixels + x));
  if (x < width) sums = u8::addBytes(sums, loadPart(pixels + x, width - x));
  return u8::total(sums);
}

inline u8::Moments addLaplace(u8::Moments moments, u8::Bytes above, u8::Bytes below, u8::Bytes left,
                              u8::Bytes right, u8::Bytes centre) {
  const u8::Words low = u8::laplace(u8::widenLow(above), u8::widenLow(below), u8::widenLow(left),
                                    u8::widenLow(right), u8::widenLow(centre));
  const u8::Words high = u8::laplace(u8::widenHigh(above), u8::widenHigh(below), u8::widenHigh(left),
                                     u8::widenHigh(right), u8::widenHigh(centre));
  return u8::addWords(moments, low, high);
}

inline LaplaceSums laplace(const uint8_t* centre, size_t pitch, uint32_t width) {
  u8::Moments moments = u8::noMoments();
  uint32_t x = 0;
  for (; x + u8::count <= width; x += u8::count) {
    const uint8_t* pixel = centre + x;
    moments = addLaplace(moments, u8::load(pixel - pitch), u8::load(pixel + pitch), u8::load(pixel - 1),
                         u8::load(pixel + 1), u8::load(pixel));
  }
  if (x < width) {
    const uint8_t* pixel = centre + x;
    const uint32_t rest = width - x;
    moments = addLaplace(moments, loadPart(pixel - pitch, rest), loadPart(pixel + pitch, rest),
                         loadPart(pixel - 1, rest), loadPart(pixel + 1, rest), loadPart(pixel, rest));
  }
  return u8::sumsOf(moments);
}

}  // namespace analysis

constexpr AnalysisKernels analysisKernels{.differences = analysis::differences,
                                          .background = analysis::background,
                                          .smallest = analysis::smallest,
                                          .largest = analysis::largest,
                                          .sum = analysis::sum,
                                          .laplace = analysis::laplace};
