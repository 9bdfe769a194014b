// The on-device run-time shim: the camera's functions are looked up when the app runs, not when it is loaded.
// An app therefore starts on every AXIS OS, and a missing library or function is an error with a name instead
// of a loader failure or a crash.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Loads one camera library and fills in all its functions. Safe to call often and from any thread.
 * @param soname for example "libvdostream.so.1"
 * @return NULL when the library is there; else the loader's message, valid until the next call in this thread
 */
const char* acapkit_shim_load(const char* soname);

/**
 * Tells whether this camera has a function, for features that older AXIS OS versions lack. Its library must
 * have been loaded.
 * @return 1 or 0; 0 for a name in no table
 */
int acapkit_shim_has(const char* symbol);

#ifdef __cplusplus
}
#endif
