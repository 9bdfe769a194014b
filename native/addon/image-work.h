// Image work on libuv's thread pool, answered with a promise.
#pragma once

#include <napi.h>

#include <functional>

#include "addon/image-frame.h"

namespace acapkit::addon {

/** What a worker thread does with the frame. */
using ImageTask = std::function<AcapkitImageStatus(const AcapkitImageFrame&, AcapkitImageError*)>;

/** Makes the promise's value, in JavaScript's thread. */
using ImageResult = std::function<Napi::Value(Napi::Env)>;

/** Starts `task` and returns the promise. The frame stays until the task has ended, and not longer. */
Napi::Value runInPool(Napi::Env env, const ImageFrame& frame, ImageTask task, ImageResult result);

}  // namespace acapkit::addon
