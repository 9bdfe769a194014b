#include "image/resize/axis.h"

namespace acapkit::image {
namespace {

int64_t floorDivide(int64_t numerator, int64_t denominator) {
  const int64_t quotient = numerator / denominator;
  return numerator % denominator < 0 ? quotient - 1 : quotient;
}

}  // namespace

SampleRange samplesOf(const Axis& axis, Sampling sampling) {
  const uint32_t last = axis.start + axis.length - 1;
  return sampling == Sampling::full ? SampleRange{axis.start, last} : SampleRange{axis.start / 2, last / 2};
}

Position positionOf(const Axis& axis, Sampling sampling, uint32_t together, uint32_t index) {
  // In luma samples: start + (index + ½) × together × length / outputs - ½, over the denominator 2 × outputs.
  const int64_t outputs = axis.outputs;
  const int64_t luma = 2 * outputs * axis.start + (2 * int64_t{index} + 1) * together * axis.length - outputs;
  switch (sampling) {
    case Sampling::halfCentred:
      return {luma - outputs, 4 * outputs};  // (luma + ½) / 2 - ½
    case Sampling::halfAtFirst:
      return {luma, 4 * outputs};  // luma / 2
    default:
      return {luma, 2 * outputs};
  }
}

Neighbours neighboursAt(const Position& position, const SampleRange& range, uint32_t unit) {
  const int64_t denominator = position.denominator;
  int64_t first = floorDivide(position.numerator, denominator);
  const int64_t rest = position.numerator - first * denominator;
  auto fraction = static_cast<uint32_t>((2 * rest * unit + denominator) / (2 * denominator));
  if (fraction == unit) {
    ++first;
    fraction = 0;
  }
  if (first < static_cast<int64_t>(range.first)) return {range.first, range.first, 0};
  if (first >= static_cast<int64_t>(range.last)) return {range.last, range.last, 0};
  const auto at = static_cast<uint32_t>(first);
  return {at, fraction == 0 ? at : at + 1, fraction};
}

Coverage coverageOf(const Axis& axis, Sampling sampling, uint32_t together, uint32_t index) {
  const int64_t outputs = axis.outputs;
  const int64_t begin = outputs * axis.start + int64_t{index} * together * axis.length;
  const int64_t end = begin + int64_t{together} * axis.length;
  switch (sampling) {
    case Sampling::halfCentred:
      return {begin, end, 2 * outputs};
    // Such a sample stands for half a luma sample before it and one and a half behind.
    case Sampling::halfAtFirst:
      return {2 * begin + outputs, 2 * end + outputs, 4 * outputs};
    default:
      return {begin, end, outputs};
  }
}

bool shrinks(const Axis& axis, Sampling sampling, uint32_t together) {
  const uint64_t samples = uint64_t{axis.length} * together;
  return samples > uint64_t{axis.outputs} * (sampling == Sampling::full ? 1 : 2);
}

}  // namespace acapkit::image
