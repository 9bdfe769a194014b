#include "image/resize/line-source.h"

#include <cstring>

namespace acapkit::image {

bool LineSource::allocate() {
  if (!plan_.isArea()) return memory_.allocate(3 * plan_.lineValues());
  return memory_.allocate(plan_.lineValues()) && sums_.allocate(plan_.usedBytes()) &&
         means_.allocate(plan_.usedBytes());
}

const int16_t* LineSource::at(uint32_t output) {
  return plan_.isArea() ? averaged(output) : interpolated(output);
}

/** The resampled row, made in the place that does not hold `keep`. */
const int16_t* LineSource::resampled(const SourceRow& source, uint32_t index, uint32_t keep) {
  for (size_t place = 0; place < 2; ++place) {
    if (kept_[place] == index) return line(place);
  }
  const size_t place = kept_[0] == keep ? 1 : 0;
  kept_[place] = index;
  kernels_.resample(plan_.columns(), source, line(place));
  return line(place);
}

const int16_t* LineSource::interpolated(uint32_t output) {
  const RowPair& rows = plan_.rowsOf(output);
  const RowPair& later = plan_.rowsOf(output + 1 < plan_.outputRows() ? output + 1 : output);
  const SourceRow upper{row(rows.upper), row(later.upper)};
  const SourceRow lower{row(rows.lower), row(later.lower)};
  if (rows.weight != 0 && plan_.takesPairs()) {
    kernels_.resampleBetween(plan_.columns(), upper, lower, rows.weight, line(2));
    return line(2);
  }
  const int16_t* above = resampled(upper, rows.upper, rows.lower);
  if (rows.weight == 0) return above;
  const int16_t* below = resampled(lower, rows.lower, rows.upper);
  kernels_.blend(above, below, rows.weight, line(2), plan_.lineValues());
  return line(2);
}

const int16_t* LineSource::averaged(uint32_t output) {
  const Spans& rows = plan_.rowSpans();
  const Span& span = rows.spans[output];
  std::memset(sums_.data(), 0, sums_.size() * sizeof(uint32_t));
  for (uint32_t i = 0; i < span.count; ++i)
    kernels_.addRow(row(span.first + i) + plan_.firstByte(), rows.weights[span.weights + i], sums_.data(),
                    sums_.size());
  kernels_.closeSums(sums_.data(), means_.data(), means_.size());
  const PlaneGeometry& plane = plan_.geometry();
  const Spans& columns = plan_.columnSpans();
  const uint32_t values = plane.sampleBytes;
  for (uint32_t value = 0; value < values; ++value) {
    const int16_t* base = means_.data() + plane.valueOffsets[value] - plan_.firstByte();
    for (uint32_t i = 0; i < columns.spans.size(); ++i) {
      const Span& across = columns.spans[i];
      const int16_t* from = base + size_t{across.first} * values;
      int32_t sum = 0;
      for (uint32_t j = 0; j < across.count; ++j)
        sum += columns.weights[across.weights + j] * from[size_t{j} * values];
      line(0)[plan_.placeOf(i, value)] = static_cast<int16_t>((sum + 8192) >> 14);
    }
  }
  return line(0);
}

}  // namespace acapkit::image
