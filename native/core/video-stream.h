// Video as types: a VideoStream is opened and described; start() consumes it and gives a RunningStream;
// frames come from that one only and give their buffer back when they end. Source of the life cycle: Axis'
// vdo API.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace acapkit {

/** What an app asks for. Zero means: the camera decides. */
struct StreamSettings {
  /** "nv12", "y800", "rgb" or "jpeg". */
  std::string format = "nv12";
  uint32_t width = 0;
  uint32_t height = 0;
  /** Frames per second. */
  double framerate = 0;
  uint32_t channel = 1;
  /** Buffers in flight, 1 to 5. An app that holds them all starves the stream. */
  uint32_t buffers = 3;
};

/** What the camera gives. `pitch` is the bytes of one row of the first plane; 0 for JPEG. */
struct StreamInfo {
  std::string format;
  uint32_t width = 0;
  uint32_t height = 0;
  uint32_t pitch = 0;
  double framerate = 0;
  uint32_t buffers = 0;
};

class StreamState;

/** One video frame. Move-only; the destructor hands the buffer back to the stream's thread. Any thread. */
class Frame {
 public:
  Frame(std::shared_ptr<StreamState> stream, void* buffer);
  Frame(Frame&& other) noexcept;
  Frame& operator=(Frame&& other) noexcept;
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;
  ~Frame();

  /** The pixels or the encoded picture, in the camera's own memory; valid while this frame lives. */
  std::span<uint8_t> data() const { return data_; }
  /** Counts from 0; a gap means that frames were lost. */
  uint32_t sequence() const { return sequence_; }
  /** CLOCK_MONOTONIC in microseconds. */
  uint64_t timestampUs() const { return timestampUs_; }

 private:
  void release();

  std::shared_ptr<StreamState> stream_;
  void* buffer_ = nullptr;
  std::span<uint8_t> data_;
  uint32_t sequence_ = 0;
  uint64_t timestampUs_ = 0;
};

/** A stream that delivers. next() is called by one thread; interrupt() by any. */
class RunningStream {
 public:
  explicit RunningStream(std::shared_ptr<StreamState> state) : state_(std::move(state)) {}

  const StreamInfo& info() const;

  /** Waits for a frame. Empty after interrupt(). Throws CameraError when the stream ends, also for
   * maintenance of the camera. */
  std::optional<Frame> next();

  /** Makes a waiting next() and all later ones return empty. */
  void interrupt();

 private:
  std::shared_ptr<StreamState> state_;
};

/** An opened stream that does not deliver yet. */
class VideoStream {
 public:
  /** Throws CameraError: camera library missing, format not supported, no resources left. */
  static VideoStream open(const StreamSettings& settings);

  const StreamInfo& info() const;

  /** Starts delivery; this object is used up. */
  RunningStream start() &&;

 private:
  explicit VideoStream(std::shared_ptr<StreamState> state) : state_(std::move(state)) {}

  std::shared_ptr<StreamState> state_;
};

}  // namespace acapkit
