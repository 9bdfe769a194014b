#include "image/resize/line-source.h"

#include <cstring>

namespace acapkit::image {

bool LineSource::allocate() {
  if (!plan_.isArea()) return memory_.allocate(3 * plan_.lineValues());
  return memory_.allocate(plan_.lineValues()) && sums_.allocate(plan_.usedBytes()) &&
         means_.allocate(plan_.usedBytes());
}

/** Where a resampled row is kept, in the place that does not hold the other one; `wanted` tells whether it is
 * to be made first. */
int16_t* LineSource::keep(uint32_t row, uint32_t other, bool& wanted) {
  for (size_t i = 0; i < 2; ++i) {
    if (kept_[i] == row) {
      wanted = false;
      return place(i);
    }
  }
  const size_t free = kept_[0] == other ? 1 : 0;
  kept_[free] = row;
  wanted = true;
  return place(free);
}

void LineSource::aim(uint32_t output) {
  if (plan_.isArea()) return average(output);
  const RowPair& rows = plan_.rowsOf(output);
  const RowPair& later = plan_.rowsOf(output + 1 < plan_.outputRows() ? output + 1 : output);
  upper_ = {row(rows.upper), row(later.upper)};
  lower_ = {row(rows.lower), row(later.lower)};
  weight_ = rows.weight;
  above_ = below_ = nullptr;
  line_ = place(2);
  if (weight_ != 0 && plan_.takesPairs()) return;
  above_ = keep(rows.upper, rows.lower, makeAbove_);
  if (weight_ == 0)
    line_ = above_;
  else
    below_ = keep(rows.lower, rows.upper, makeBelow_);
}

void LineSource::make(Steps steps) {
  if (plan_.isArea()) return;
  const RowTable& columns = plan_.columns();
  if (above_ == nullptr) return kernels_.resampleBetween(columns, upper_, lower_, weight_, steps, place(2));
  if (makeAbove_) kernels_.resample(columns, upper_, steps, above_);
  if (below_ == nullptr) return;
  if (makeBelow_) kernels_.resample(columns, lower_, steps, below_);
  const size_t first = steps.first * stepValues;
  const size_t count = (steps.end - steps.first) * stepValues;
  kernels_.blend(above_ + first, below_ + first, weight_, place(2) + first, count);
}

/** Means over areas are made for the whole row at once. */
void LineSource::average(uint32_t output) {
  line_ = place(0);
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
      place(0)[plan_.placeOf(i, value)] = static_cast<int16_t>((sum + 8192) >> 14);
    }
  }
}

}  // namespace acapkit::image
