/**
 * @file axsdk/axstorage.h
 * @brief SD card and network share (libaxstorage.so.1).
 *
 * API-compatible with the camera's own header; the comments are our own.
 */
#ifndef ACAPKIT_AXSDK_AXSTORAGE_H_
#define ACAPKIT_AXSDK_AXSTORAGE_H_

#include <axsdk/axstorage/ax_storage.h>
#include <axsdk/axstorage/ax_storage_error.h>

#endif /* ACAPKIT_AXSDK_AXSTORAGE_H_ */
