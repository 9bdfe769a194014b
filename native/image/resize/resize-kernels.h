// The inner loops of a plan, and the tables they work from. A picture is made row by row:
//
//   source rows → resample → lines → blend → lines → finish → output row
//
// A *line* has one int16 per value: 256 × (value - 128), so eight bits behind the point. All arithmetic on
// lines is exact or is mulRound(a, b) = (a × b + 2¹⁴) >> 15, which x86 (pmulhrsw) and NEON (vqrdmulh) both
// have; that is why all families give the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace acapkit::image {

/** Lines are made in steps of this many values, so they have room for whole steps. */
inline constexpr size_t stepValues = 16;

/** One value of a line: (256 - weight) × row[left] + weight × row[right], less 32768. */
struct Tap {
  uint32_t left;
  uint32_t right;
  /** 0 … 255; 0 when left is right. */
  uint32_t weight;
};

/** Steps first … end - 1. With a stride all of them use the same step, `stride` bytes further each time. */
struct Segment {
  uint32_t first;
  uint32_t end;
  /** Bytes; 0 for steps that differ. */
  uint32_t stride;
};

/** Some steps of a line: first … end - 1. */
struct Steps {
  uint32_t first;
  uint32_t end;
};

/** How a family reads taps: from windows of consecutive bytes, by a table look-up within them. */
struct WindowLayout {
  /** Bytes that one look-up reaches: 16, 32 or 64. 0: the family works from the taps themselves. */
  uint32_t bytesMax;
  /** Eight left bytes and then eight right ones (true), or left and right in turn. */
  bool split;
  /** A line of chroma pairs has this many first values, then as many second ones, and so on: 1 or 4. */
  uint32_t pairBlock;
};

/**
 * Taps of one line, compiled. For windows: a step has two groups of eight values; a group has 1, 2, 3, 4 or 8
 * windows, each for its share of the values. Of each step there are the offsets, [window][group], bytes from
 * the row's start to the window, and the look-ups: [window][group][16], where in the window each byte lies
 * (255: not in this one), then [group][16] weights.
 */
struct RowTable {
  uint32_t values = 0;
  uint32_t windows = 0;
  uint32_t windowBytes = 0;
  uint32_t segmentCount = 0;
  const Tap* taps = nullptr;
  const uint32_t* offsets = nullptr;
  const uint8_t* lookups = nullptr;
  const Segment* segments = nullptr;
};

/** A row of a plane, and the one that a later output row needs. Kernels may ask for its bytes while they work
 * on this one: rows that are skipped in between hide from the processor what comes next. */
struct SourceRow {
  const uint8_t* bytes;
  const uint8_t* later;
};

/** Weighted sum of consecutive values; weights add up to 2¹⁴. */
struct Span {
  uint32_t first;
  uint32_t count;
  /** Index of the first weight. */
  uint32_t weights;
};

/** Y'CbCr, or R'G'B', to colour values with six bits behind the point. Factors are for mulRound: 8192
 * means 1. */
struct ColourFactors {
  int16_t luma;
  int16_t offset;
  /** Of the first and second chroma value of a pair, for the channels; the first channel takes only the
   * second, the third only the first. For BGR the pairs are swapped, and so are these. */
  int16_t secondToFirst;
  int16_t firstToMiddle;
  int16_t secondToMiddle;
  int16_t firstToThird;
  /** R'G'B' to gray. */
  int16_t gray[3];
};

/** Where the pixels of one output row come from. */
struct Lines {
  /** Luma, or the only channel. */
  const int16_t* luma;
  /** Chroma pairs of each pixel (exact), in blocks as the family's layout says. */
  const int16_t* pairs;
  /** Red, green, blue (source RGB), or what chroma adds to each channel, for two pixels each (fast chroma).
   */
  const int16_t* channels[3];
};

/** Where they go, and how they are written. */
struct Destination {
  /** HWC: only the first. */
  uint8_t* planes[3];
  /** Colour value (six bits behind the point) × scale + offset is what is stored or rounded. */
  float scale[3];
  float offset[3];
  /** Limits of a quantised value. */
  float lowest;
  float highest;
};

/** How a pixel's channels are found. The order is that of ResizeKernels::finish. */
enum class Colour : uint8_t { exact, fastChroma, grayToThree, rgb, gray, rgbToGray };
inline constexpr size_t colourCount = 6;
constexpr bool isGray(Colour colour) { return colour == Colour::gray || colour == Colour::rgbToGray; }

/** What is stored: bytes as they are, bytes less 128, quantised bytes, half and single floats. */
enum class Store : uint8_t { u8, i8, quantised, f16, f32 };
inline constexpr size_t storeCount = 5;

constexpr size_t bytesOf(Store store) { return store == Store::f32 ? 4 : store == Store::f16 ? 2 : 1; }

using Finish = void (*)(const ColourFactors&, const Lines&, size_t pixels, const Destination&);

// The table of a family's template finish<Colour, Store, planar>. A gray picture has one plane in either
// layout.
#define ACAPKIT_FINISH_STORES(colour)                                                             \
  {                                                                                               \
      {finish<colour, Store::u8, isGray(colour)>, finish<colour, Store::u8, true>},               \
      {finish<colour, Store::i8, isGray(colour)>, finish<colour, Store::i8, true>},               \
      {finish<colour, Store::quantised, isGray(colour)>, finish<colour, Store::quantised, true>}, \
      {finish<colour, Store::f16, isGray(colour)>, finish<colour, Store::f16, true>},             \
      {finish<colour, Store::f32, isGray(colour)>, finish<colour, Store::f32, true>},             \
  }
#define ACAPKIT_FINISH_TABLE                                                                 \
  {                                                                                          \
      ACAPKIT_FINISH_STORES(Colour::exact),       ACAPKIT_FINISH_STORES(Colour::fastChroma), \
      ACAPKIT_FINISH_STORES(Colour::grayToThree), ACAPKIT_FINISH_STORES(Colour::rgb),        \
      ACAPKIT_FINISH_STORES(Colour::gray),        ACAPKIT_FINISH_STORES(Colour::rgbToGray),  \
  }

struct ResizeKernels {
  WindowLayout layout;
  /** Pixels of a row that are worked on at a time: enough to be worth a call, and so few that a processor
   * which runs ahead fetches the next ones meanwhile. A multiple of 32. */
  uint32_t tilePixels;
  /** Makes some steps of a line. Reads only bytes that taps or windows name. */
  void (*resample)(const RowTable& table, const SourceRow& row, Steps steps, int16_t* line);
  /** Makes them between two rows, as resample() of both and blend() would. `weight` is not 0, and the table
   * has windows. */
  void (*resampleBetween)(const RowTable& table, const SourceRow& upper, const SourceRow& lower,
                          uint32_t weight, Steps steps, int16_t* line);
  /** line = upper × (1 - weight) + lower × weight, weight in 1 / 32768. Whole steps. */
  void (*blend)(const int16_t* upper, const int16_t* lower, uint32_t weight, int16_t* line, size_t values);
  /** What `count` chroma pairs add to each channel. Whole steps. */
  void (*chromaTerms)(const ColourFactors& factors, const int16_t* pairs, size_t count,
                      int16_t* const terms[3]);
  /** sums[i] += weight × row[i]. */
  void (*addRow)(const uint8_t* row, uint32_t weight, uint32_t* sums, size_t count);
  /** means[i] = sums[i] / 64, rounded, less 32768. */
  void (*closeSums)(const uint32_t* sums, int16_t* means, size_t count);
  /** [colour][store][0: HWC, 1: CHW or one channel]. Writes `pixels` pixels and nothing behind them. */
  Finish finish[colourCount][storeCount][2];
};

}  // namespace acapkit::image
