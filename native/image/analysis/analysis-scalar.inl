// The analysis functions' inner loops as plain C++: the oracle of the other families.
namespace analysis {

inline uint32_t distance(uint32_t a, uint32_t b) { return a > b ? a - b : b - a; }

inline void differences(const uint8_t* a, size_t pitchA, const uint8_t* b, size_t pitchB, uint32_t width,
                        uint32_t rows, uint64_t* groups) {
  std::memset(groups, 0, padded(width) / groupOf * sizeof *groups);
  for (uint32_t y = 0; y < rows; ++y) {
    for (uint32_t x = 0; x < width; ++x)
      groups[x / groupOf] += distance(a[y * pitchA + x], b[y * pitchB + x]);
  }
}

// Rounding both shares down makes the model settle at exactly the pixel (in its upper byte) from either side;
// a rounded difference would leave it up to 2^shift / 256 grey levels short of it. It never leaves 0 … 255 ·
// 256.
inline uint32_t background(const uint8_t* pixels, uint16_t* model, uint8_t* mask, uint32_t width,
                           uint32_t shift, uint8_t threshold) {
  uint32_t foreground = 0;
  for (uint32_t x = 0; x < width; ++x) {
    const bool differs = distance(pixels[x], model[x] >> 8) > threshold;
    mask[x] = differs ? 255 : 0;
    foreground += differs ? 1 : 0;
    model[x] = static_cast<uint16_t>(model[x] - (model[x] >> shift) + ((pixels[x] << 8) >> shift));
  }
  return foreground;
}

inline void smallest(const uint8_t* const* rows, uint32_t count, uint8_t* out, uint32_t width) {
  for (uint32_t x = 0; x < padded(width); ++x) {
    uint8_t value = rows[0][x];
    for (uint32_t row = 1; row < count; ++row) value = rows[row][x] < value ? rows[row][x] : value;
    out[x] = value;
  }
}

inline void largest(const uint8_t* const* rows, uint32_t count, uint8_t* out, uint32_t width) {
  for (uint32_t x = 0; x < padded(width); ++x) {
    uint8_t value = rows[0][x];
    for (uint32_t row = 1; row < count; ++row) value = rows[row][x] > value ? rows[row][x] : value;
    out[x] = value;
  }
}

inline uint32_t sum(const uint8_t* pixels, uint32_t width) {
  uint32_t total = 0;
  for (uint32_t x = 0; x < width; ++x) total += pixels[x];
  return total;
}

inline LaplaceSums laplace(const uint8_t* centre, size_t pitch, uint32_t width) {
  LaplaceSums sums{};
  for (const uint8_t* pixel = centre; pixel < centre + width; ++pixel) {
    const int32_t value = *(pixel - pitch) + *(pixel + pitch) + *(pixel - 1) + *(pixel + 1) - 4 * *pixel;
    sums.values += value;
    sums.squares += static_cast<uint32_t>(value * value);
  }
  return sums;
}

}  // namespace analysis

constexpr AnalysisKernels analysisKernels{.differences = analysis::differences,
                                          .background = analysis::background,
                                          .smallest = analysis::smallest,
                                          .largest = analysis::largest,
                                          .sum = analysis::sum,
                                          .laplace = analysis::laplace};
