// How one plane of the source becomes lines: for each output row which source rows, and along a row which
// bytes.
#pragma once

#include "image/buffer.h"
#include "image/resize/axis.h"
#include "image/resize/row-table.h"

namespace acapkit::image {

/** Between two source rows: the second one's share in 1 / 32768; the same row twice when that is 0. */
struct RowPair {
  uint32_t upper;
  uint32_t lower;
  uint32_t weight;
};

/** Means over areas: for each output a span of samples. */
struct Spans {
  Buffer<Span> spans;
  Buffer<uint16_t> weights;
};

/** What is known of a plane before its plan is made. */
struct PlaneGeometry {
  Axis columns;
  Axis rows;
  Sampling columnSampling;
  Sampling rowSampling;
  /** Outputs that share a sample, each way: 2 for fast chroma. */
  uint32_t together;
  /** Bytes of a sample in the plane: 1, 2 (pairs) or 3. */
  uint32_t sampleBytes;
  /** Where in a sample its values lie, in the order that the kernels want. */
  uint32_t valueOffsets[3];
  /** Each value has a line part of its own (R'G'B'); else the values of a sample stay side by side. */
  bool separate;
  /** Bytes of a row. */
  uint32_t rowBytes;
};

/** Immutable once made. */
class PlanePlan {
 public:
  /** @param area means over areas instead of interpolation. @return false when the heap is exhausted */
  [[nodiscard]] bool make(const PlaneGeometry& geometry, bool area, const WindowLayout& layout);

  bool isArea() const { return area_; }
  /** int16 values of a line, with room for whole steps. */
  size_t lineValues() const { return lineValues_; }
  /** Where value `value` of output `output` lies in a line. */
  size_t placeOf(uint32_t output, uint32_t value) const {
    if (geometry_.separate) return value * partValues_ + output;
    const uint32_t block = geometry_.sampleBytes == 1 ? 1 : pairBlock_;
    return size_t{output / block} * block * geometry_.sampleBytes + size_t{value} * block + output % block;
  }
  /** Whether so few rows are used twice that both rows of a pair are best taken together. */
  bool takesPairs() const { return takesPairs_; }
  /** From one separate part of a line to the next. */
  size_t partValues() const { return partValues_; }
  uint32_t outputRows() const { return outputRows_; }

  /** Interpolation. */
  const RowTable& columns() const { return columns_.table(); }
  const RowPair& rowsOf(uint32_t output) const { return rows_[output]; }

  /** The bytes of a row that the picture is made from. */
  size_t firstByte() const { return firstByte_; }
  size_t usedBytes() const { return usedBytes_; }

  /** Means: spans of rows and of samples. */
  const Spans& rowSpans() const { return rowSpans_; }
  const Spans& columnSpans() const { return columnSpans_; }

  const PlaneGeometry& geometry() const { return geometry_; }

 private:
  [[nodiscard]] bool makeColumns(const WindowLayout& layout);
  [[nodiscard]] bool makeRows();

  PlaneGeometry geometry_{};
  bool area_ = false;
  bool takesPairs_ = false;
  uint32_t pairBlock_ = 1;
  size_t lineValues_ = 0;
  size_t partValues_ = 0;
  uint32_t outputRows_ = 0;
  CompiledRow columns_;
  Buffer<RowPair> rows_;
  Spans rowSpans_;
  Spans columnSpans_;
  size_t firstByte_ = 0;
  size_t usedBytes_ = 0;
};

}  // namespace acapkit::image
