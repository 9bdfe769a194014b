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

  /** Turns to an output row; rows come in rising order. */
  void aim(uint32_t output);

  /** Makes some of the row's steps. */
  void make(Steps steps);

  /** The row's line; those steps are valid that were made. Until the next aim(). */
  const int16_t* line() const { return line_; }

 private:
  static constexpr uint32_t noRow = UINT32_MAX;

  const uint8_t* row(uint32_t index) const { return plane_ + index * pitch_; }
  int16_t* place(size_t index) { return memory_.data() + index * plan_.lineValues(); }
  int16_t* keep(uint32_t row, uint32_t other, bool& wanted);
  void average(uint32_t output);

  const PlanePlan& plan_;
  const ResizeKernels& kernels_;
  const uint8_t* plane_;
  size_t pitch_;
  Buffer<int16_t> memory_;
  Buffer<uint32_t> sums_;
  Buffer<int16_t> means_;
  uint32_t kept_[2] = {noRow, noRow};

  /** The row aimed at: its source rows, where they are kept, and what is still to be made. */
  SourceRow upper_{};
  SourceRow lower_{};
  uint32_t weight_ = 0;
  int16_t* above_ = nullptr;
  int16_t* below_ = nullptr;
  bool makeAbove_ = false;
  bool makeBelow_ = false;
  const int16_t* line_ = nullptr;
};

}  // namespace acapkit::image
