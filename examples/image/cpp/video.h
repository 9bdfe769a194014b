// NV12 video as frames of the image library: a stream that ends with its object, and frames that are given
// back by theirs.
#pragma once

#include <vdo-stream.h>

#include <acapkit_image.hpp>
#include <cstdint>
#include <memory>

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <typename T>
using Object = std::unique_ptr<T, Unref>;

/** Gives a buffer back to its stream. */
struct GiveBack {
  VdoStream* stream = nullptr;
  void operator()(VdoBuffer* buffer) const { vdo_stream_buffer_unref(stream, &buffer, nullptr); }
};
using Buffer = std::unique_ptr<VdoBuffer, GiveBack>;

class Video {
 public:
  /** Throws std::runtime_error with the camera's words. */
  Video(uint32_t width, uint32_t height, double framerate);
  Video(const Video&) = delete;
  Video& operator=(const Video&) = delete;
  ~Video();

  /** The next frame, or nothing when none comes for two seconds. Throws when the video ends. */
  Buffer next();

  /** The frame in a buffer, which has to stay. */
  acapkit::image::Frame frame(const Buffer& buffer) const;

  uint32_t width() const { return width_; }
  uint32_t height() const { return height_; }
  /** Bytes from one row to the next. */
  uint32_t pitch() const { return pitch_; }

 private:
  Object<VdoStream> stream_;
  uint32_t width_ = 0, height_ = 0, pitch_ = 0;
  int fd_ = -1;
};
