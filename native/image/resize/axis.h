// Where along one axis an output value comes from, in exact integer arithmetic, so that every processor has
// the same tables.
#pragma once

#include <cstdint>

namespace acapkit::image {

/** A place between source samples: floor and the rest of it in 1 / `denominator`. */
struct Position {
  int64_t numerator;
  int64_t denominator;
};

/** Two neighbours and how much of the second: `fraction` of the unit asked for; the same one twice when that
 * is 0. */
struct Neighbours {
  uint32_t first;
  uint32_t second;
  uint32_t fraction;
};

/** One axis of a plan: output 0 … `outputs` - 1 over the source samples `start` … `start + length` - 1. */
struct Axis {
  uint32_t start;
  uint32_t length;
  uint32_t outputs;
};

/** How chroma samples lie along an axis. */
enum class Sampling : uint8_t {
  /** No subsampling: luma and R'G'B'. */
  full,
  /** Half as many, in the middle between two luma samples. */
  halfCentred,
  /** Half as many, at every second luma sample. */
  halfAtFirst,
};

/** First and last sample that belongs to the axis' part of the picture. */
struct SampleRange {
  uint32_t first;
  uint32_t last;
};
SampleRange samplesOf(const Axis& axis, Sampling sampling);

/** Outputs that share a sample: 1, or 2 with fast chroma. */
constexpr uint32_t groupsOf(const Axis& axis, uint32_t together) {
  return (axis.outputs + together - 1) / together;
}

/** Where the middle of output group `index` lies among the samples. */
Position positionOf(const Axis& axis, Sampling sampling, uint32_t together, uint32_t index);

/** The samples around a position, edges repeated, the fraction rounded to 1 / `unit`. */
Neighbours neighboursAt(const Position& position, const SampleRange& range, uint32_t unit);

/** The part of the samples that output group `index` covers, in sample edges (sample i is from i to i + 1).
 */
struct Coverage {
  int64_t begin;
  int64_t end;
  int64_t denominator;
};
Coverage coverageOf(const Axis& axis, Sampling sampling, uint32_t together, uint32_t index);

/** Whether a group covers more than one sample, so that a mean over its area differs from interpolation. */
bool shrinks(const Axis& axis, Sampling sampling, uint32_t together);

}  // namespace acapkit::image
