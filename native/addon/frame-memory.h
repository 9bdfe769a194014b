// A camera frame's memory as an ArrayBuffer, and the way back from the ArrayBuffer to the frame: that is how
// work on another thread keeps the camera's buffer while JavaScript releases it.
#pragma once

#include <napi.h>

#include <memory>

#include "core/video-stream.h"

namespace acapkit::addon {

/** JavaScript's share in a frame: empty once it was released. The camera gets its buffer back with the last
 * share. */
using SharedFrame = std::shared_ptr<std::shared_ptr<Frame>>;

/** The pixels without a copy. The ArrayBuffer keeps the frame alive until it is released (and detached) or
 * collected. */
Napi::ArrayBuffer toArrayBuffer(Napi::Env env, const SharedFrame& frame);

/** The frame that an ArrayBuffer of toArrayBuffer() shows, for as long as the result lives; empty for other
 * objects. */
std::shared_ptr<Frame> cameraFrameOf(const Napi::Object& buffer);

}  // namespace acapkit::addon
