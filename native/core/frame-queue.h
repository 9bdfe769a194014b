// Between the thread that takes frames from the camera and the one that works on them: short, so that a slow
// app sees recent frames and the camera keeps buffers to write into.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "core/video-stream.h"

namespace acapkit {

/** Frames on their way to the app. At its capacity the oldest is given back and counted. Any thread. */
class FrameQueue {
 public:
  explicit FrameQueue(size_t capacity) : capacity_(capacity) {}

  /** Frames that wait besides the one the app works on and the one the camera writes; at least one. */
  static size_t capacityFor(uint32_t buffers) { return buffers > 2 ? buffers - 2 : 1; }

  void push(Frame frame) {
    const std::lock_guard<std::mutex> guard(mutex_);
    // A gap was lost in the camera, because the app held all buffers.
    if (expected_ && frame.sequence() > *expected_) dropped_ += frame.sequence() - *expected_;
    expected_ = frame.sequence() + 1;
    if (frames_.size() >= capacity_) {
      frames_.pop_front();
      ++dropped_;
    }
    frames_.push_back(std::move(frame));
  }

  /** The oldest frame, if any. */
  std::optional<Frame> take() {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (frames_.empty()) return std::nullopt;
    std::optional<Frame> frame = std::move(frames_.front());
    frames_.pop_front();
    return frame;
  }

  /** No frame will come any more. @param reason empty when the app ended the stream */
  void end(std::string reason) {
    const std::lock_guard<std::mutex> guard(mutex_);
    reason_ = std::move(reason);
    ended_ = true;
  }

  /** Gives all waiting frames back. */
  void clear() {
    const std::lock_guard<std::mutex> guard(mutex_);
    frames_.clear();
  }

  struct Status {
    /** Ended, and no frame waits any more. */
    bool ended = false;
    std::string reason;
    /** Frames the app has not seen because it was too slow. */
    uint32_t dropped = 0;
  };
  Status status() {
    const std::lock_guard<std::mutex> guard(mutex_);
    return {.ended = ended_ && frames_.empty(), .reason = reason_, .dropped = dropped_};
  }

 private:
  const size_t capacity_;
  std::mutex mutex_;
  std::deque<Frame> frames_;
  std::string reason_;
  bool ended_ = false;
  std::optional<uint32_t> expected_;
  uint32_t dropped_ = 0;
};

}  // namespace acapkit
