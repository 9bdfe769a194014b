// One stream of one client: its buffers in shared memory, its pace, its data socket.
#ifndef ACAPKIT_FRAME_SERVER_STREAM_H
#define ACAPKIT_FRAME_SERVER_STREAM_H

#include <sys/types.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "simulator/frame-server/renderer.h"
#include "simulator/protocol.h"
#include "simulator/unique-fd.h"

namespace acapkit::simulator {

/** A refused request: a VDO_ERROR code and a text for the app's developer. */
struct Refusal {
  protocol::Error error;
  std::string message;
};

/** What a client asked for, checked against the sensor. */
struct StreamPlan {
  RenderFormat format;
  uint32_t framerateMilli;
  uint32_t bufferCount;
};

/** Turns a hello into a plan: defaults filled in, sizes rounded down to even numbers, rates limited to the
 * sensor's. */
std::variant<StreamPlan, Refusal> planStream(const protocol::HelloRequest& hello,
                                             const protocol::SensorInfo& sensor);

/** Times of one tick, µs. */
struct TickTime {
  uint64_t monotonic;
  int64_t wall;
};

class Stream {
 public:
  /** Makes the buffers and the socket pair; nothing when memory or descriptors run out. */
  static std::unique_ptr<Stream> make(const StreamPlan& plan, uint32_t id, pid_t pid);

  protocol::StreamInfo info() const;
  const RenderFormat& format() const { return plan_.format; }
  /** Descriptors for the client: the memory of each buffer, then its end of the data socket. Gives the latter
   * away. */
  std::vector<int> clientDescriptors() const;
  void forgetClientSocket() { clientSocket_.reset(); }
  int dataSocket() const { return dataSocket_.get(); }
  uint64_t poolBytes() const { return buffers_.size() * plan_.format.capacity(); }

  uint32_t start();
  uint32_t stop();
  bool started() const { return started_; }
  void setFramerate(uint32_t framerateMilli, const protocol::SensorInfo& sensor);

  /** Moves the stream's clock `ticks` sensor frames on; true when a frame is due now. */
  bool due(uint64_t ticks, const protocol::SensorInfo& sensor);
  /** Memory to render the due frame into; empty (and the frame counted as dropped) when the client holds
   * every buffer. */
  std::span<uint8_t> beginFrame();
  /** Tells the client about the frame of beginFrame(). False when the client is gone. */
  bool sendFrame(size_t bytes, const TickTime& time);
  /** Counts the frame of beginFrame() as dropped. */
  void dropFrame();

  /** Takes what the client sent on the data socket. False when it is gone or sent garbage. */
  bool receiveReleases();

  /** The stream's object in the stats. */
  std::string statsJson() const;

 private:
  enum class BufferState : uint8_t { free, rendering, withClient };
  struct Buffer {
    UniqueFd memory;
    Mapping mapping;
    BufferState state = BufferState::free;
    uint32_t generation = 0;
  };

  Stream(const StreamPlan& plan, uint32_t id, pid_t pid) : plan_(plan), id_(id), pid_(pid) {}
  bool allocate();

  StreamPlan plan_;
  uint32_t id_;
  pid_t pid_;
  std::vector<Buffer> buffers_;
  UniqueFd dataSocket_;
  UniqueFd clientSocket_;
  bool started_ = false;
  uint32_t generation_ = 0;
  uint32_t sequence_ = 0;
  uint64_t credit_ = 0;  // a frame is due when it reaches the sensor's rate
  size_t next_ = 0;      // buffers go round in a circle
  size_t rendering_ = 0;
  uint64_t delivered_ = 0;
  uint64_t dropped_ = 0;
};

}  // namespace acapkit::simulator

#endif
