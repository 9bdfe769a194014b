#include "image/resize/row-table.h"

#include <algorithm>
#include <cstring>

namespace acapkit::image {
namespace {

constexpr uint32_t groupValues = 8;

/** The taps behind the last one repeat it: they fill the last step. */
const Tap& tapAt(const Buffer<Tap>& taps, size_t index) { return taps[std::min(index, taps.size() - 1)]; }

struct Reach {
  uint32_t begin;
  uint32_t end;
};

/** The bytes that taps first … first + count - 1 need. */
Reach reachOf(const Buffer<Tap>& taps, size_t first, size_t count) {
  Reach reach{UINT32_MAX, 0};
  for (size_t i = first; i < first + count; ++i) {
    const Tap& tap = tapAt(taps, i);
    reach.begin = std::min({reach.begin, tap.left, tap.right});
    reach.end = std::max({reach.end, tap.left + 1, tap.right + 1});
  }
  return reach;
}

/** Values of a group that window number `window` of `windows` covers: first and end. */
struct Share {
  uint32_t first;
  uint32_t end;
};
constexpr Share shareOf(uint32_t window, uint32_t windows) {
  const uint32_t each = (groupValues + windows - 1) / windows;
  return {window * each, std::min((window + 1) * each, groupValues)};
}

/** Widest stretch of the row that a window has to reach when each group has `windows`. */
uint32_t widestReach(const Buffer<Tap>& taps, uint32_t windows) {
  uint32_t widest = 0;
  for (size_t group = 0; group < roundUp(taps.size(), stepValues); group += groupValues) {
    for (uint32_t window = 0; window < windows; ++window) {
      const Share share = shareOf(window, windows);
      const Reach reach = reachOf(taps, group + share.first, share.end - share.first);
      widest = std::max(widest, reach.end - reach.begin);
    }
  }
  return widest;
}

/** Fewest windows for a group, and the shortest ones that do; none when the row is too short for a window. */
bool chooseWindows(const Buffer<Tap>& taps, uint32_t rowBytes, uint32_t bytesMax, RowTable& table) {
  for (const uint32_t windows : {1U, 2U, 3U, 4U, groupValues}) {
    const uint32_t widest = widestReach(taps, windows);
    for (uint32_t bytes = 16; bytes <= std::min(bytesMax, rowBytes); bytes *= 2) {
      if (widest > bytes) continue;
      table.windows = windows;
      table.windowBytes = bytes;
      return true;
    }
  }
  return false;
}

// Of each step.
constexpr size_t lookupBytes(uint32_t windows) { return size_t{32} * (windows + 1); }
constexpr size_t offsetCount(uint32_t windows) { return size_t{2} * windows; }

}  // namespace

bool CompiledRow::compile(Buffer<Tap> taps, uint32_t rowBytes, const WindowLayout& layout) {
  taps_ = std::move(taps);
  table_ = RowTable{.values = static_cast<uint32_t>(taps_.size()), .taps = taps_.data()};
  if (layout.bytesMax == 0 || !chooseWindows(taps_, rowBytes, layout.bytesMax, table_)) return true;
  return fillWindows(rowBytes, layout);
}

bool CompiledRow::fillWindows(uint32_t rowBytes, const WindowLayout& layout) {
  const size_t steps = roundUp(taps_.size(), stepValues) / stepValues;
  if (!offsets_.allocate(steps * offsetCount(table_.windows)) ||
      !lookups_.allocate(steps * lookupBytes(table_.windows)) || !segments_.allocate(steps))
    return false;
  for (uint32_t group = 0; group < 2 * steps; ++group) fillGroup(group, rowBytes, layout);
  findSegments(static_cast<uint32_t>(steps));
  table_.offsets = offsets_.data();
  table_.lookups = lookups_.data();
  table_.segments = segments_.data();
  return true;
}

void CompiledRow::fillGroup(uint32_t group, uint32_t rowBytes, const WindowLayout& layout) {
  const uint32_t windows = table_.windows;
  const uint32_t half = group % 2;
  uint32_t* offsets = &offsets_[group / 2 * offsetCount(windows)];
  uint8_t* lookups = &lookups_[group / 2 * lookupBytes(windows)];
  uint8_t* weights = lookups + size_t{32} * windows + size_t{16} * half;
  for (uint32_t window = 0; window < windows; ++window) {
    const Share share = shareOf(window, windows);
    const size_t first = size_t{group} * groupValues;
    const Reach reach = reachOf(taps_, first + share.first, share.end - share.first);
    // A window does not reach over the row's end.
    const uint32_t offset = std::min(reach.begin, rowBytes - table_.windowBytes);
    offsets[2 * window + half] = offset;
    uint8_t* index = lookups + size_t{32} * window + size_t{16} * half;
    std::memset(index, 255, 16);
    for (uint32_t value = share.first; value < share.end; ++value) {
      const Tap& tap = tapAt(taps_, first + value);
      const uint32_t left = layout.split ? value : 2 * value;
      const uint32_t right = layout.split ? value + groupValues : 2 * value + 1;
      // A weight of 256 does not fit into a byte; half and half of the same pixel is as much.
      const uint32_t weight = tap.weight == 0 ? 128 : tap.weight;
      index[left] = static_cast<uint8_t>(tap.left - offset);
      index[right] = static_cast<uint8_t>(tap.right - offset);
      weights[left] = static_cast<uint8_t>(256 - weight);
      weights[right] = static_cast<uint8_t>(weight);
    }
  }
}

void CompiledRow::findSegments(uint32_t steps) {
  const uint32_t windows = table_.windows;
  const auto strideAfter = [&](uint32_t step) -> uint32_t {
    const size_t each = offsetCount(windows);
    const uint8_t* lookups = &lookups_[step * lookupBytes(windows)];
    const uint32_t* offsets = &offsets_[step * each];
    const uint32_t stride = offsets[each] - offsets[0];
    for (size_t i = 0; i < each; ++i) {
      if (offsets[i + each] - offsets[i] != stride) return 0;
    }
    const bool same = std::memcmp(lookups, lookups + lookupBytes(windows), lookupBytes(windows)) == 0;
    return same && offsets[each] > offsets[0] ? stride : 0;
  };
  uint32_t count = 0;
  for (uint32_t step = 0; step < steps; ++step) {
    const uint32_t stride = step + 1 < steps ? strideAfter(step) : 0;
    uint32_t end = step + 1;
    if (stride != 0) {
      while (end < steps && strideAfter(end - 1) == stride) ++end;
    }
    // Steps that differ are one segment, however many.
    if (stride == 0 && count > 0 && segments_[count - 1].stride == 0)
      segments_[count - 1].end = end;
    else
      segments_[count++] = {.first = step, .end = end, .stride = stride};
    step = end - 1;
  }
  table_.segmentCount = count;
}

}  // namespace acapkit::image
