// One plane of a frame, seen as the lines that a plan wants, in the order of the output's rows.
#pragma once

#include "image/buffer.h"
#include "image/resize/plane-plan.h"

namespace acapkit::image {

/** Lives for one run. Keeps the last two resampled rows, because the next output row often needs one of them
 * again. */
class LineSource {
 public:
  /** Nothing is kept of what it is given but the references; all outlive it. */
  LineSource(const PlanePlan& plan, const ResizeKernels& kernels, const uint8_t* plane, size_t pitch)
      : plan_(plan), kernels_(kernels), plane_(plane), pitch_(pitch) {}

  /** False when the heap is exhausted. */
  [[nodiscard]] bool allocate();

  /** The line of an output row; valid until the next call. Rows come in rising order. */
  const int16_t* at(uint32_t output);

 private:
  static constexpr uint32_t noRow = UINT32_MAX;

  const uint8_t* row(uint32_t index) const { return plane_ + index * pitch_; }
  int16_t* line(size_t index) { return memory_.data() + index * plan_.lineValues(); }
  const int16_t* resampled(const SourceRow& source, uint32_t index, uint32_t keep);
  const int16_t* interpolated(uint32_t output);
  const int16_t* averaged(uint32_t output);

  const PlanePlan& plan_;
  const ResizeKernels& kernels_;
  const uint8_t* plane_;
  size_t pitch_;
  Buffer<int16_t> memory_;
  Buffer<uint32_t> sums_;
  Buffer<int16_t> means_;
  uint32_t kept_[2] = {noRow, noRow};
};

}  // namespace acapkit::image
