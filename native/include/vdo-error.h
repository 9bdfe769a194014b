/**
 * @file vdo-error.h
 * Error domain of the camera's video library (libvdostream.so.1). API-compatible declarations, written from
 * the published names, signatures and values. Facts without hard evidence are marked (unverified).
 *
 * Rules for every function of vdo that takes `GError **error`: the argument may be NULL; it is set only on
 * failure; the caller owns the error and frees it with g_error_free() or g_clear_error(). Error domains need
 * no thread and no main loop.
 */
#ifndef VDO_ERROR_H
#define VDO_ERROR_H

#include <glib.h>

G_BEGIN_DECLS

/** The error domain: `error->domain == VDO_ERROR`. */
#define VDO_ERROR (vdo_error_quark())

/** Codes of the domain VDO_ERROR. */
enum {
  VDO_ERROR_NOT_FOUND = 1,         /**< no such channel, stream or setting */
  VDO_ERROR_EXISTS = 2,            /**< already there */
  VDO_ERROR_INVALID_ARGUMENT = 3,  /**< a setting or an argument is wrong */
  VDO_ERROR_PERMISSION_DENIED = 4, /**< the app may not do this; is group `video` in the manifest? */
  VDO_ERROR_NOT_SUPPORTED = 5,     /**< this camera cannot do it, for example an unknown format */
  VDO_ERROR_CLOSED = 6,            /**< the stream is closed */
  VDO_ERROR_BUSY = 7,              /**< in use by somebody else */
  VDO_ERROR_IO = 8,                /**< talking to the video service failed */
  VDO_ERROR_HAL = 9,               /**< failure in the hardware layer */
  VDO_ERROR_DBUS = 10,             /**< failure on the system bus */
  VDO_ERROR_OOM = 11,              /**< out of memory */
  VDO_ERROR_IDLE = 12,             /**< the stream is not running */
  VDO_ERROR_NO_DATA = 13,          /**< nothing waits (non-blocking) or the receive time-out passed: go on */
  VDO_ERROR_NO_BUFFER_SPACE = 14,  /**< no buffer or connection left */
  VDO_ERROR_BUFFER_FAILURE = 15,   /**< a buffer cannot be used */
  VDO_ERROR_INTERFACE_DOWN =
      16,                /**< maintenance: the service is down or changes globally; an expected error */
  VDO_ERROR_FAILED = 17, /**< unspecified failure */
  VDO_ERROR_FATAL = 18,  /**< failure that does not go away */
  VDO_ERROR_NOT_CONTROLLED = 19, /**< the stream was attached without the CONTROL intent */
  VDO_ERROR_NO_EVENT = 20,       /**< no event waits */
  VDO_ERROR_NO_VIDEO = 21        /**< the input gives no video */
};

/** The quark behind VDO_ERROR. Any thread, never blocks. */
GQuark vdo_error_quark(void);

/**
 * Tells whether an error is part of normal operation, such as VDO_ERROR_INTERFACE_DOWN during maintenance of
 * the video service: end quietly or make a new stream instead of reporting a failure.
 * @param error address of an error; FALSE when it or what it points at is NULL. Not freed. Any thread, never
 * blocks.
 */
gboolean vdo_error_is_expected(GError** error);

/**
 * Tells whether an error says that the camera ran out of encoders or buffers. Not freed. Any thread, never
 * blocks. Which codes count is (unverified). Since AXIS OS 11.6.
 */
gboolean vdo_error_is_resource_limitation(GError** error);

#ifndef exit_failure
/**
 * Target of a goto that records a failure: `goto exit_failure(error, VDO_ERROR_IO, "no frame %u", n);` sets
 * the error and jumps to the function's own label `exit_failure`. Needs at least the format. GNU statement
 * expression and computed goto.
 */
#define exit_failure(error, code, ...)                    \
  *(__extension__({                                       \
    g_set_error((error), VDO_ERROR, (code), __VA_ARGS__); \
    &&exit_failure;                                       \
  }))
#endif

G_END_DECLS

#endif
