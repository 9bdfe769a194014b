// Frames of the simulated sensor: a producer fills a small ring in a thread of its own, the server takes the
// newest frame at each tick. A full ring stops the producer, so an idle camera costs nothing and its picture
// stands still.
#ifndef ACAPKIT_FRAME_SERVER_SOURCE_H
#define ACAPKIT_FRAME_SERVER_SOURCE_H

#include <array>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "simulator/frame-server/options.h"
#include "simulator/unique-fd.h"

namespace acapkit::simulator {

/** Makes NV12 frames of the sensor's size, full range BT.601, rows without padding. */
class FrameProducer {
 public:
  virtual ~FrameProducer() = default;
  /** Fills one frame. False when there is none any more; `failure()` tells why. Producer thread. */
  virtual bool produce(std::span<uint8_t> nv12) = 0;
  /** Makes a waiting produce() return false. Any thread. */
  virtual void interrupt() {}
  /** Why produce() gave false. Producer thread. */
  virtual Failure failure() { return {"the scene ended", "report this as a fault of the frame server"}; }
};

/** One sensor frame; valid until the next FrameSource::advance(). */
struct SensorFrame {
  const uint8_t* luma;
  const uint8_t* chroma;
  uint32_t width;
  uint32_t height;
};

/** The ring and the thread. All functions but the producer's are for the server's thread. */
class FrameSource {
 public:
  FrameSource(std::unique_ptr<FrameProducer> producer, uint32_t width, uint32_t height);
  ~FrameSource();
  FrameSource(const FrameSource&) = delete;
  FrameSource& operator=(const FrameSource&) = delete;

  /** Readable once the first frame is there, and when the producer has ended. */
  int eventFd() const { return event_.get(); }
  /** Clears the event; gives the producer's failure once it has ended. */
  std::optional<Failure> takeFailure();
  /** Goes `ticks` frames on (fewer when the producer is late) and gives the current one; nothing before the
   * first frame. */
  std::optional<SensorFrame> advance(uint64_t ticks);

 private:
  static constexpr size_t kSlots = 4;

  void run();
  void signalEvent() const;

  uint32_t width_;
  uint32_t height_;
  std::unique_ptr<FrameProducer> producer_;
  UniqueFd event_;
  std::mutex mutex_;
  std::condition_variable slotFreed_;
  std::array<std::vector<uint8_t>, kSlots> slots_;
  std::deque<size_t> free_;
  std::deque<size_t> ready_;
  std::optional<size_t> current_;
  std::optional<Failure> failure_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace acapkit::simulator

#endif
