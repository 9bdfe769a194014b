// Video as objects: a Stream delivers Frames; a Frame gives its buffer back when it ends.
#pragma once

#include <vdo-stream.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename T>
using Object = std::unique_ptr<T, Unref>;

class Stream;

class Frame {
 public:
  Frame(VdoStream* stream, VdoBuffer* buffer) : stream_(stream), buffer_(buffer) {}
  Frame(Frame&& other) noexcept : stream_(other.stream_), buffer_(std::exchange(other.buffer_, nullptr)) {}
  Frame& operator=(Frame&&) = delete;
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;
  ~Frame();

  /** One byte a pixel; rows are `Stream::pitch()` bytes apart. */
  std::span<const uint8_t> luma() const;

 private:
  VdoStream* stream_;
  VdoBuffer* buffer_;
};

/** An NV12 stream. Throws std::runtime_error with the camera's words. */
class Stream {
 public:
  Stream(uint32_t width, uint32_t height, double framerate);
  ~Stream() { vdo_stream_stop(stream_.get()); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  /** Waits for the next frame, at most two seconds. */
  std::optional<Frame> next();

  uint32_t width() const { return width_; }
  uint32_t height() const { return height_; }
  uint32_t pitch() const { return pitch_; }

 private:
  Object<VdoStream> stream_;
  uint32_t width_ = 0;
  uint32_t height_ = 0;
  uint32_t pitch_ = 0;
};
