// Frames of a stream: taken from the data socket, thrown away when they belong to an earlier run.
#include <poll.h>

#include <algorithm>
#include <array>

#include "simulator/vdo/stream.h"

namespace acapkit::simulator {

VdoBuffer* StreamState::takeBuffer(GError** error) {
  if (!requireOwn("vdo_stream_get_buffer", error)) return nullptr;
  const gint32 timeoutMs = timeoutMs_;
  const gint64 deadline = timeoutMs <= 0 ? -1 : g_get_monotonic_time() + gint64{timeoutMs} * 1000;
  for (;;) {
    const Packet packet = receivePacket(pool_->dataSocket(), MSG_DONTWAIT);
    if (packet.bytes > 0) {
      const auto frame = packet.as<protocol::Frame>();
      VdoBuffer* buffer = frame ? acceptFrame(*frame) : nullptr;
      if (buffer != nullptr) return buffer;
      continue;
    }
    if (packet.bytes == 0 || errno != EAGAIN) {
      setServerGone(error);
      return nullptr;
    }
    const Wait wait = blocking_ ? waitForFrame(deadline) : Wait::timeout;
    if (wait == Wait::ready) continue;
    if (wait == Wait::stopped) {
      g_set_error(error, VDO_ERROR, VDO_ERROR_IDLE, "the stream is not started");
    } else {
      g_set_error(error, VDO_ERROR, VDO_ERROR_NO_DATA, "no frame is waiting");
    }
    return nullptr;
  }
}

/** NULL for a stale frame, which goes straight back. */
VdoBuffer* StreamState::acceptFrame(const protocol::Frame& frame) {
  if (frame.index >= pool_->count() || frame.bytes > pool_->capacity()) return nullptr;
  if (frame.generation < oldestGeneration_) {
    pool_->release(frame.index, frame.generation);
    return nullptr;
  }
  ++frames_;
  bytes_ += frame.bytes;
  gint64 custom = frame.customTimestampMicros;
  if (timestampType_ == VDO_TIMESTAMP_MONO_CLIENT) {
    custom = g_get_monotonic_time();
  } else if (timestampType_ != VDO_TIMESTAMP_UTC) {
    custom = static_cast<gint64>(frame.timestampMicros);
  }
  return newPoolBuffer(pool_, frame, custom);
}

StreamState::Wait StreamState::waitForFrame(gint64 deadlineMicros) const {
  std::array<pollfd, 2> polled = {{{pool_->dataSocket(), POLLIN, 0}, {stopped_.get(), POLLIN, 0}}};
  int waitMs = -1;
  if (deadlineMicros >= 0) {
    const gint64 left = std::max<gint64>(0, deadlineMicros - g_get_monotonic_time());
    waitMs = static_cast<int>(std::min<gint64>((left + 999) / 1000, G_MAXINT));
  }
  const int count = poll(polled.data(), polled.size(), waitMs);
  if (count == 0) return Wait::timeout;
  if (count > 0 && polled[0].revents == 0) return Wait::stopped;
  return Wait::ready;  // or interrupted by a signal: the caller looks again and waits for the rest
}

/** Gives back all frames that wait, so that the descriptor is not readable while the stream is stopped. */
void StreamState::drain() {
  for (;;) {
    const Packet packet = receivePacket(pool_->dataSocket(), MSG_DONTWAIT);
    if (packet.bytes <= 0) return;
    const auto frame = packet.as<protocol::Frame>();
    if (frame) pool_->release(frame->index, frame->generation);
  }
}

}  // namespace acapkit::simulator
