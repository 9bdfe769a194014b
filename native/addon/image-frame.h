// JavaScript's frames for the image library. Memory of JavaScript may be detached, shrunk or collected as
// soon as JavaScript runs again; so an ImageFrame is for one call, and a HeldFrame for work on another
// thread.
#pragma once

#include <acapkit_image/base.h>
#include <napi.h>

#include <memory>

#include "addon/frame-memory.h"
#include "addon/image-values.h"

namespace acapkit::addon {

/** The bytes of a typed array, until JavaScript runs again. */
struct Memory {
  enum class Owner {
    javaScript,
    /** A SharedArrayBuffer: nobody can take it away, but others may write meanwhile, which changes pixels
       only. */
    shared,
    /** A camera's frame; only to be read. */
    camera,
  };

  uint8_t* data = nullptr;
  size_t bytes = 0;
  Owner owner = Owner::javaScript;
  Napi::Object array;
  Napi::Object buffer;
};

/** Throws mistake() when `value` is not a typed array of this type, or when its memory was taken away. */
Memory memoryOf(const Napi::Value& value, napi_typedarray_type type, const std::string& field);

/** The same for a result of `bytes` bytes; refuses a camera's frame. */
Memory resultMemory(const Napi::Value& value, napi_typedarray_type type, size_t bytes,
                    const std::string& field);

/** `{ format, width, height, pitches, data | planes }` with all planes in reach. Valid until JavaScript runs
 * again. */
class ImageFrame {
 public:
  /** Throws mistake() with a field that begins with `name`. @param writable refuses a camera's frame */
  ImageFrame(const Napi::Value& value, const std::string& name, bool writable = false);

  const AcapkitImageFrame& view() const { return frame_; }
  /** The typed array that a plane lies in. */
  const Memory& memory(size_t plane) const { return memory_[plane]; }

 private:
  AcapkitImageFrame frame_{};
  Memory memory_[2];
};

/** Bytes from the first byte of a plane to the last one that counts; 0 when there is no such plane. */
size_t planeBytes(const AcapkitImageFrame& frame, size_t plane);

/** A frame that stays, whatever JavaScript does: a share in the camera's buffer, a reference to shared
 * memory, else a copy. Made and destroyed in JavaScript's thread. */
class HeldFrame {
 public:
  explicit HeldFrame(const ImageFrame& frame);

  /** Any thread. */
  const AcapkitImageFrame& view() const { return frame_; }

  /** Gives the share in the camera's buffer back; the frame cannot be used any more. Any thread. */
  void giveBack();

 private:
  AcapkitImageFrame frame_;
  std::shared_ptr<Frame> camera_[2];
  Napi::ObjectReference shared_[2];
  Bytes copies_[2];
};

/** A new frame in JavaScript's memory without gaps, and its view. */
struct NewFrame {
  Bytes bytes;
  AcapkitImageFrame view;

  NewFrame(AcapkitImageFormat format, uint32_t width, uint32_t height);
  /** `{ format, width, height, pitches, data }`; uses this object up. */
  Napi::Object toJs(Napi::Env env) &&;
};

}  // namespace acapkit::addon
