// Inside of VdoStream.
#ifndef ACAPKIT_SIMULATOR_VDO_STREAM_H
#define ACAPKIT_SIMULATOR_VDO_STREAM_H

#include <atomic>
#include <mutex>

#include "simulator/vdo/buffer-pool.h"
#include "simulator/vdo/connection.h"
#include "simulator/vdo/settings.h"

namespace acapkit::simulator {

/** What a stream knows. Functions may be called from any thread. */
class StreamState {
 public:
  /** Makes a new stream at the frame server. */
  bool create(const VdoMap* settings, GError** error);
  /** Becomes a handle on a stream of somebody else: info only. */
  void becomeHandle(const protocol::StreamInfo& info);

  bool start(GError** error);
  void stop();
  bool setFramerate(gdouble framerate, GError** error);
  bool changeSettings(const VdoMap* changes, GError** error);
  VdoBuffer* takeBuffer(GError** error);
  VdoMap* info(GError** error);
  VdoMap* copySettings();

  /** True for a stream of our own; else NOT_SUPPORTED, naming `what`. */
  bool requireOwn(const char* what, GError** error) const;
  uint32_t id() const { return id_; }
  const std::shared_ptr<BufferPool>& pool() const { return pool_; }

 private:
  enum class Wait : uint8_t { ready, timeout, stopped };

  std::optional<Answer> control(protocol::Operation operation, uint32_t argument, GError** error);
  VdoBuffer* acceptFrame(const protocol::Frame& frame);
  Wait waitForFrame(gint64 deadlineMicros) const;
  void drain();
  void addStatistics(VdoMap* map) const;

  uint32_t id_ = 0;
  Connection connection_;
  std::shared_ptr<BufferPool> pool_;
  UniqueFd stopped_;  // readable while the stream does not run: wakes a thread that waits for a frame
  std::mutex mutex_;  // guards settings_ and info_, and orders start and stop
  ObjectRef<VdoMap> settings_;
  protocol::StreamInfo info_{};
  bool dynamicFramerate_ = false;
  guint32 timestampType_ = VDO_TIMESTAMP_UTC;
  std::atomic<bool> blocking_ = true;
  std::atomic<gint32> timeoutMs_ = 0;
  std::atomic<bool> started_ = false;
  std::atomic<uint32_t> oldestGeneration_ = 0;  // frames of earlier runs are stale
  std::atomic<gint64> startMicros_ = 0;
  std::atomic<uint32_t> frames_ = 0;
  std::atomic<uint64_t> bytes_ = 0;
};

}  // namespace acapkit::simulator

#endif
