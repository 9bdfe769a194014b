// The least that a job can cost: reading the source rows that it needs, as fast as this processor reads, and
// writing the output with memset. For 1:1, where every byte counts, memcpy of as many bytes as go in and come
// out.
#include <algorithm>
#include <cstring>

#include "contender.h"

namespace acapkit::bench {
namespace {

using Vector = uint64_t __attribute__((vector_size(32)));

#if defined(__x86_64__)
#define BENCH_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define BENCH_CLONES
#endif

/** Or of all bytes, a multiple of 64 in each stretch, all equally long: loads are all that it costs. Four
 * rows side by side are faster than one after the other, because the processor then fetches from four places
 * ahead of the loads. */
BENCH_CLONES uint64_t readAll(const uint8_t* frame, const Stretch* stretches, size_t count) {
  constexpr size_t together = 4;
  Vector sums[2] = {};
  for (size_t i = 0; i < count; i += together) {
    const uint8_t* rows[together];
    for (size_t row = 0; row < together; ++row)
      rows[row] = frame + stretches[std::min(i + row, count - 1)].offset;
    for (size_t at = 0; at < stretches[i].bytes; at += 64) {
      for (const uint8_t* row : rows) {
        Vector loaded[2];
        std::memcpy(loaded, row + at, sizeof loaded);
        sums[0] |= loaded[0];
        sums[1] |= loaded[1];
      }
    }
  }
  const Vector sum = sums[0] | sums[1];
  return sum[0] | sum[1] | sum[2] | sum[3];
}

/** Marks the rows of a plane that `size` output rows need of `rows`. */
void markRows(std::vector<bool>& needed, uint64_t rows, uint64_t size) {
  for (uint64_t i = 0; i < size; ++i) {
    // Half-pixel centres: row (i + 1/2) * rows / size - 1/2, as a fraction of 2 * size.
    const uint64_t centre = std::max((2 * i + 1) * rows, size) - size;
    const uint64_t row = std::min(centre / (2 * size), rows - 1);
    needed[row] = true;
    if (centre % (2 * size) != 0) needed[std::min(row + 1, rows - 1)] = true;
  }
}

void addRows(std::vector<Stretch>& stretches, size_t offset, size_t rowBytes, uint64_t rows, uint64_t size) {
  std::vector<bool> needed(rows);
  markRows(needed, rows, size);
  for (size_t row = 0; row < rows; ++row) {
    if (needed[row]) stretches.push_back({offset + row * rowBytes, rowBytes});
  }
}

volatile uint64_t sink;

}  // namespace

std::vector<Stretch> neededBytes(const Job& job) {
  std::vector<Stretch> stretches;
  const size_t width = job.sourceWidth;
  if (job.kind == Kind::motion) {
    // Two frames side by side, as who compares them reads them.
    for (size_t row = 0; row < job.sourceHeight; ++row) {
      for (const size_t frame : {size_t{0}, frameStride(job)})
        stretches.push_back({frame + row * width, width});
    }
    return stretches;
  }
  const uint32_t height = job.kind == Kind::resize ? pictureOf(job).height : job.sourceHeight;
  addRows(stretches, 0, width, job.sourceHeight, height);
  addRows(stretches, width * job.sourceHeight, width, job.sourceHeight / 2, height);
  return stretches;
}

std::vector<Contender> limitContenders(const Job& job) {
  if (job.kind == Kind::jpeg) return {};
  const size_t written = job.kind == Kind::resize ? outputBytes(job) : 0;
  if (job.name == std::string_view("J1")) {
    // A copy of n bytes moves 2 n.
    const size_t bytes = (frameBytes(job) + written) / 2;
    return {{.name = "limit",
             .run = [=](const uint8_t* frame, uint8_t* output) { std::memcpy(output, frame, bytes); },
             .frames = 2,
             .isPicture = false}};
  }
  const auto run = [=, stretches = neededBytes(job)](const uint8_t* frame, uint8_t* output) {
    sink = readAll(frame, stretches.data(), stretches.size());
    std::memset(output, padValue, written);
  };
  return {{.name = "limit", .run = run, .frames = job.kind == Kind::motion ? 2U : 1U, .isPicture = false}};
}

}  // namespace acapkit::bench
