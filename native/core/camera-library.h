// Camera libraries are loaded when they are first used, so that a missing one is an exception with words.
#pragma once

#include "core/camera-error.h"
#include "shim/shim.h"

namespace acapkit {

/** Throws CameraError when this device has no such library. Any thread. */
inline void requireLibrary(const char* soname) {
  if (const char* message = acapkit_shim_load(soname)) throw CameraError(message);
}

}  // namespace acapkit
