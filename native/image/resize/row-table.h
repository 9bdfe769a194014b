// Taps of a line, compiled into what a family's resample kernel works from.
#pragma once

#include "image/buffer.h"
#include "image/resize/resize-kernels.h"

namespace acapkit::image {

/** A RowTable and the memory behind it. Immutable once made. */
class CompiledRow {
 public:
  /**
   * @param taps taken over
   * @param rowBytes bytes of the source row that may be read
   * @return false when the heap is exhausted
   */
  [[nodiscard]] bool compile(Buffer<Tap> taps, uint32_t rowBytes, const WindowLayout& layout);

  const RowTable& table() const { return table_; }

 private:
  [[nodiscard]] bool fillWindows(uint32_t rowBytes, const WindowLayout& layout);
  void fillGroup(uint32_t group, uint32_t rowBytes, const WindowLayout& layout);
  void findSegments(uint32_t steps);

  Buffer<Tap> taps_;
  Buffer<uint32_t> offsets_;
  Buffer<uint8_t> lookups_;
  Buffer<Segment> segments_;
  RowTable table_;
};

}  // namespace acapkit::image
