// The memory of one stream as the app's process sees it: descriptors, mappings, and the data socket that
// gives buffers back. Shared by the stream and by each buffer that the app still holds, so a buffer outlives
// its stream safely.
#ifndef ACAPKIT_SIMULATOR_VDO_BUFFER_POOL_H
#define ACAPKIT_SIMULATOR_VDO_BUFFER_POOL_H

#include <memory>
#include <mutex>
#include <vector>

#include "simulator/packet.h"
#include "simulator/unique-fd.h"
#include "simulator/vdo/public.h"

namespace acapkit::simulator {

/** Any thread. */
class BufferPool {
 public:
  BufferPool(std::vector<UniqueFd> memory, UniqueFd dataSocket, size_t capacity)
      : memory_(std::move(memory)),
        dataSocket_(std::move(dataSocket)),
        capacity_(capacity),
        mappings_(memory_.size()) {}

  size_t capacity() const { return capacity_; }
  size_t count() const { return memory_.size(); }
  int dataSocket() const { return dataSocket_.get(); }
  int memory(size_t index) const { return memory_.at(index).get(); }

  /** The buffer's memory, mapped at the first call; NULL when the kernel refuses. */
  uint8_t* data(size_t index) {
    const std::lock_guard lock(mutex_);
    Mapping& mapping = mappings_.at(index);
    if (!mapping) mapping = Mapping(memory_.at(index).get(), capacity_, 0);
    return mapping.data();
  }

  /** Gives a buffer back to the frame server; false with errno set when it is gone. */
  bool release(uint32_t index, uint32_t generation) const {
    auto message = protocol::make<protocol::Release>();
    message.index = index;
    message.generation = generation;
    return sendMessage(dataSocket_.get(), message, 0);
  }

 private:
  std::vector<UniqueFd> memory_;
  UniqueFd dataSocket_;
  size_t capacity_;
  std::mutex mutex_;
  std::vector<Mapping> mappings_;
};

/** New buffer object for a frame of the pool; the caller owns it. Giving up the last reference releases the
 * buffer. */
VdoBuffer* newPoolBuffer(std::shared_ptr<BufferPool> pool, const protocol::Frame& frame,
                         gint64 customTimestamp);

/** Gives the buffer back now. False with errno set when the server is gone, EINVAL when it is not of this
 * pool or back already. */
bool releasePoolBuffer(VdoBuffer* buffer, const BufferPool* pool);

}  // namespace acapkit::simulator

#endif
