#include "image/resize/plane-plan.h"

#include <algorithm>

namespace acapkit::image {
namespace {

/** What the weights of a span add up to. */
constexpr uint32_t areaUnit = 16384;

/** Samples that an output covers, with those of its edges. */
struct Covered {
  uint32_t first;
  uint32_t count;
};

Covered coveredBy(const Coverage& coverage, const SampleRange& range) {
  const auto first = std::clamp<int64_t>(coverage.begin / coverage.denominator, range.first, range.last);
  const int64_t end = (coverage.end + coverage.denominator - 1) / coverage.denominator;
  const auto last = std::clamp<int64_t>(end - 1, first, range.last);
  return {static_cast<uint32_t>(first), static_cast<uint32_t>(last - first + 1)};
}

/** Weights as differences of rounded sums, so that they add up exactly; what lies outside counts for the
 * edge. */
void weighArea(const Coverage& coverage, const Covered& covered, uint16_t* weights) {
  const int64_t length = coverage.end - coverage.begin;
  uint32_t before = 0;
  for (uint32_t i = 0; i < covered.count; ++i) {
    const int64_t edge = (int64_t{covered.first} + i + 1) * coverage.denominator - coverage.begin;
    const int64_t inside = i + 1 == covered.count ? length : std::clamp<int64_t>(edge, 0, length);
    const auto until = static_cast<uint32_t>((2 * inside * areaUnit + length) / (2 * length));
    weights[i] = static_cast<uint16_t>(until - before);
    before = until;
  }
}

/** Spans of an axis: means where it shrinks, two neighbours where it does not. */
bool makeSpans(const Axis& axis, Sampling sampling, uint32_t together, Spans& made) {
  const SampleRange range = samplesOf(axis, sampling);
  const uint32_t outputs = groupsOf(axis, together);
  const bool mean = shrinks(axis, sampling, together);
  uint32_t weights = 0;
  for (uint32_t i = 0; i < outputs; ++i)
    weights += mean ? coveredBy(coverageOf(axis, sampling, together, i), range).count : 2;
  if (!made.spans.allocate(outputs) || !made.weights.allocate(weights)) return false;
  uint32_t next = 0;
  for (uint32_t i = 0; i < outputs; ++i) {
    if (mean) {
      const Coverage coverage = coverageOf(axis, sampling, together, i);
      const Covered covered = coveredBy(coverage, range);
      weighArea(coverage, covered, &made.weights[next]);
      made.spans[i] = {.first = covered.first, .count = covered.count, .weights = next};
    } else {
      const Neighbours near = neighboursAt(positionOf(axis, sampling, together, i), range, areaUnit);
      made.weights[next] = static_cast<uint16_t>(areaUnit - near.fraction);
      made.weights[next + 1] = static_cast<uint16_t>(near.fraction);
      made.spans[i] = {.first = near.first, .count = near.fraction == 0 ? 1U : 2U, .weights = next};
    }
    next += made.spans[i].count;
  }
  return true;
}

/** Values of a sample. A gap in valueOffsets does not happen: a sample's values are its bytes. */
constexpr uint32_t valuesOf(const PlaneGeometry& geometry) { return geometry.sampleBytes; }

}  // namespace

bool PlanePlan::make(const PlaneGeometry& geometry, bool area, const WindowLayout& layout) {
  geometry_ = geometry;
  pairBlock_ = layout.pairBlock;
  const bool shrinking = shrinks(geometry.columns, geometry.columnSampling, geometry.together) ||
                         shrinks(geometry.rows, geometry.rowSampling, geometry.together);
  area_ = area && shrinking;
  outputRows_ = groupsOf(geometry.rows, geometry.together);
  const size_t outputs = groupsOf(geometry.columns, geometry.together);
  if (geometry.separate) {
    partValues_ = roundUp(outputs, stepValues);
    lineValues_ = partValues_ * valuesOf(geometry);
  } else {
    lineValues_ = partValues_ = roundUp(outputs * valuesOf(geometry), 2 * stepValues);
  }
  const SampleRange range = samplesOf(geometry.columns, geometry.columnSampling);
  firstByte_ = size_t{range.first} * geometry.sampleBytes;
  usedBytes_ = size_t{range.last - range.first + 1} * geometry.sampleBytes;
  if (!area_) return makeColumns(layout) && makeRows();
  return makeSpans(geometry.columns, geometry.columnSampling, geometry.together, columnSpans_) &&
         makeSpans(geometry.rows, geometry.rowSampling, geometry.together, rowSpans_);
}

bool PlanePlan::makeColumns(const WindowLayout& layout) {
  const PlaneGeometry& plane = geometry_;
  const SampleRange range = samplesOf(plane.columns, plane.columnSampling);
  const uint32_t outputs = groupsOf(plane.columns, plane.together);
  const uint32_t values = valuesOf(plane);
  // Outputs behind the last one repeat it: they fill the parts of a line, or the last block of pairs.
  const auto filled = static_cast<uint32_t>(plane.separate ? partValues_ : roundUp(outputs, pairBlock_));
  Buffer<Tap> taps;
  if (!taps.allocate(size_t{filled} * values)) return false;
  for (uint32_t i = 0; i < filled; ++i) {
    const uint32_t output = std::min(i, outputs - 1);
    const Neighbours near =
        neighboursAt(positionOf(plane.columns, plane.columnSampling, plane.together, output), range, 256);
    for (uint32_t value = 0; value < values; ++value) {
      const uint32_t offset = plane.valueOffsets[value];
      taps[placeOf(i, value)] = {.left = near.first * plane.sampleBytes + offset,
                                 .right = near.second * plane.sampleBytes + offset,
                                 .weight = near.fraction};
    }
  }
  return columns_.compile(std::move(taps), plane.rowBytes, layout);
}

bool PlanePlan::makeRows() {
  const PlaneGeometry& plane = geometry_;
  if (!rows_.allocate(outputRows_)) return false;
  const SampleRange range = samplesOf(plane.rows, plane.rowSampling);
  for (uint32_t i = 0; i < outputRows_; ++i) {
    const Neighbours near =
        neighboursAt(positionOf(plane.rows, plane.rowSampling, plane.together, i), range, 32768);
    rows_[i] = {.upper = near.first, .lower = near.second, .weight = near.fraction};
  }
  // From three rows for two outputs on, resampling a row again costs less than keeping it.
  const uint64_t samples = uint64_t{range.last} - range.first + 1;
  takesPairs_ = columns_.table().windowBytes != 0 && 2 * samples >= uint64_t{3} * outputRows_;
  return true;
}

}  // namespace acapkit::image
