#include "ring.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <new>
#include <string>

namespace acapkit::bench {
namespace {

/** MemAvailable of /proc/meminfo, in bytes. */
size_t availableBytes() {
  std::ifstream file("/proc/meminfo");
  for (std::string name, rest; file >> name && std::getline(file, rest);) {
    if (name == "MemAvailable:") return std::stoull(rest) * 1024;
  }
  return size_t{1} << 30;
}

/** A number that depends on all bits of the point, the same each time. */
uint32_t scatter(uint32_t x, uint32_t y) {
  uint32_t value = x * 0x9e3779b1U ^ y * 0x85ebca77U;
  value = (value ^ (value >> 15)) * 0x2c1b3c6dU;
  return value ^ (value >> 13);
}

/** Smooth noise 0 … 255: random values every `cell` pixels, a power of two, with straight lines between. */
uint32_t smooth(uint32_t x, uint32_t y, uint32_t cell) {
  const auto at = [&](uint32_t dx, uint32_t dy) {
    return scatter(x / cell + dx, y / cell + dy + cell) & 255;
  };
  const uint32_t fx = x % cell;
  const uint32_t fy = y % cell;
  const uint32_t above = at(0, 0) * (cell - fx) + at(1, 0) * fx;
  const uint32_t below = at(0, 1) * (cell - fx) + at(1, 1) * fx;
  return (above * (cell - fy) + below * fy) / (cell * cell);
}

/** Like a photo: large shapes with more energy than small ones, an edge here and there, a little noise of the
 * sensor. */
void paint(const Job& job, uint8_t* frame) {
  const uint32_t width = job.sourceWidth;
  uint8_t* luma = frame;
  for (uint32_t y = 0; y < job.sourceHeight; ++y) {
    for (uint32_t x = 0; x < width; ++x) {
      const uint32_t shapes = (smooth(x, y, 256) * 8 + smooth(x, y, 32) * 4 + smooth(x, y, 8) * 2) / 14;
      const uint32_t edge = smooth(x, y, 128) > 150 ? 40 : 0;
      *luma++ = static_cast<uint8_t>(20 + shapes * 5 / 8 + edge + scatter(x, y) % 4);
    }
  }
  for (uint32_t y = 0; y < job.sourceHeight / 2; ++y) {
    for (uint32_t x = 0; x < width; ++x)
      *luma++ = static_cast<uint8_t>(80 + smooth(x / 2, y + x % 2 * 4096, 64) * 3 / 8);
  }
}

/** The picture moved down by `rows`, an even number; what leaves at the bottom comes in at the top. */
void copyMoved(const Job& job, const uint8_t* from, uint8_t* to, size_t rows) {
  const auto copyPlane = [&](size_t offset, size_t height, size_t by) {
    const size_t moved = by % height * job.sourceWidth;
    const size_t bytes = height * job.sourceWidth;
    std::memcpy(to + offset + moved, from + offset, bytes - moved);
    std::memcpy(to + offset, from + offset + bytes - moved, moved);
  };
  copyPlane(0, job.sourceHeight, rows);
  copyPlane(size_t{job.sourceWidth} * job.sourceHeight, job.sourceHeight / 2, rows / 2);
}

}  // namespace

size_t lastLevelCacheBytes() {
  size_t largest = 0;
  for (const int level : {_SC_LEVEL2_CACHE_SIZE, _SC_LEVEL3_CACHE_SIZE, _SC_LEVEL4_CACHE_SIZE})
    largest = std::max(largest, static_cast<size_t>(std::max(sysconf(level), 0L)));
  // Processors whose C library knows nothing say it here: "32768K".
  for (int index = 0; index < 5; ++index) {
    std::ifstream file("/sys/devices/system/cpu/cpu0/cache/index" + std::to_string(index) + "/size");
    if (size_t kilobytes = 0; file >> kilobytes) largest = std::max(largest, kilobytes * 1024);
  }
  return largest;
}

Ring::Ring(const Job& job) : stride_(frameStride(job)) {
  size_t needed = 0;
  for (const Stretch& stretch : bench::neededBytes(job)) needed += stretch.bytes;
  if (job.kind == Kind::motion) needed /= 2;
  const size_t wanted = std::max<size_t>(lastLevelCacheBytes() / 4 * 5, size_t{64} << 20) / needed + 2;
  frames_ = std::max<size_t>(std::min(wanted, availableBytes() / 5 * 2 / stride_), 2);
  needed_ = frames_ * needed;
  memory_.reset(static_cast<uint8_t*>(std::aligned_alloc(4096, frames_ * stride_)));
  if (!memory_) throw std::bad_alloc();
  paint(job, memory_.get());
  for (size_t i = 1; i < frames_; ++i) copyMoved(job, memory_.get(), memory_.get() + i * stride_, 2 * i);
}

const uint8_t* Ring::next(size_t count) {
  if (at_ + count > frames_) at_ = 0;
  const uint8_t* frame = memory_.get() + at_ * stride_;
  at_ += count;
  return frame;
}

}  // namespace acapkit::bench
