// Frames that are never in a cache when a contender gets them, as on a camera, where the image processor
// writes to memory.
#pragma once

#include <cstdlib>
#include <memory>

#include "contender.h"

namespace acapkit::bench {

/** Bytes of the last-level cache, 0 where the system does not say. */
size_t lastLevelCacheBytes();

class Ring {
 public:
  /** As many frames as it takes that what the job needs of them is a quarter more than the last-level cache,
   * but at most 40 % of the free memory. They show something like a photo, each a bit further down. */
  explicit Ring(const Job& job);

  /** The next `count` frames in a row, at most two. */
  const uint8_t* next(size_t count);

  /** Bytes in it that the job cannot do without. */
  size_t neededBytes() const { return needed_; }

 private:
  struct Free {
    void operator()(uint8_t* memory) const { std::free(memory); }
  };

  size_t stride_, frames_ = 0, at_ = 0, needed_ = 0;
  std::unique_ptr<uint8_t, Free> memory_;
};

}  // namespace acapkit::bench
