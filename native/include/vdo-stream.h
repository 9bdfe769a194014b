/**
 * @file vdo-stream.h
 * VdoStream, a flow of frames, of the camera's video library (libvdostream.so.1). API-compatible
 * declarations, written from the published names and signatures. Facts without hard evidence are marked
 * (unverified).
 *
 * Life: vdo_stream_new() → vdo_stream_start() → vdo_stream_get_buffer() / vdo_stream_buffer_unref() … →
 * vdo_stream_stop() → g_object_unref(). No main loop is needed. Use one thread per stream (how far one stream
 * may be shared is not documented). Functions with an error argument are calls to the video service and wait
 * for its answer, unless stated otherwise.
 */
#ifndef VDO_STREAM_H
#define VDO_STREAM_H

#include "vdo-buffer.h"
#include "vdo-frame.h"
#include "vdo-map.h"
#include "vdo-types.h"

G_BEGIN_DECLS

#define VDO_TYPE_STREAM (vdo_stream_get_type())
G_DECLARE_FINAL_TYPE(VdoStream, vdo_stream, VDO, STREAM, GObject)

/** Name in some old apps for "do not wait"; 0. */
#define VDO_GETFRAME_NONBLOCK 0

/** @name Making and finding streams: a new reference for the caller (g_object_unref()), or NULL and error
 * @{ */
/**
 * New stream. Unknown settings are ignored (unverified); values in force are in vdo_stream_get_info().
 * @param settings read and kept as a copy; default format H264, default size that of the channel
 * @param fin called for each buffer of strategy EXPLICIT or EXTERNAL when it goes; else unused; may be NULL
 */
VdoStream* vdo_stream_new(VdoMap* settings, VdoBufferFinalizer fin, GError** error);
/** New packed RGB stream of a sensor input (1 …). `settings` may be NULL. Since AXIS OS 12.8. */
VdoStream* vdo_stream_rgb_new(const VdoMap* settings, guint32 input, VdoResolution resolution,
                              GError** error);
/** New NV12 stream of a sensor input (1 …). `settings` may be NULL. Since AXIS OS 12.8. */
VdoStream* vdo_stream_nv12_new(const VdoMap* settings, guint32 input, VdoResolution resolution,
                               GError** error);
/** New Y800 stream of a sensor input (1 …). `settings` may be NULL. Since AXIS OS 12.8. */
VdoStream* vdo_stream_y800_new(const VdoMap* settings, guint32 input, VdoResolution resolution,
                               GError** error);
/** Handle on an existing stream; id 0 is a pseudo-stream that reports events of all streams. */
VdoStream* vdo_stream_get(guint id, GError** error);
/** Handles on all streams; release with g_list_free_full(list, g_object_unref). */
GList* vdo_stream_get_all(GError** error);
/** Makes a stream whose data goes to descriptors of the caller (details unverified). */
VdoStream* vdo_stream_to_fd(VdoMap* settings, int data_fd, int meta_fd, GError** error);
/** @} */

/** @name State. Maps are new references for the caller.
 * @{ */
/** Number of the stream; never blocks. */
guint vdo_stream_get_id(VdoStream* self);
/** Descriptor to poll for POLLIN before vdo_stream_get_buffer(), borrowed; the same number over stop and
 * start. -1 and error. */
gint vdo_stream_get_fd(VdoStream* self, GError** error);
/** Descriptor to poll for events (intent EVENTFD), borrowed. -1 and error. Since AXIS OS 10.9. */
gint vdo_stream_get_event_fd(VdoStream* self, GError** error);
/** Next event as a map with uint32 `event` and `id`, or NULL and VDO_ERROR_NO_EVENT; never blocks. Since AXIS
 * OS 10.9. */
VdoMap* vdo_stream_get_event(VdoStream* self, GError** error);
/** What is in force: width, height, pitch, format, framerate, buffer.count, … */
VdoMap* vdo_stream_get_info(VdoStream* self, GError** error);
/** The settings of the stream. */
VdoMap* vdo_stream_get_settings(VdoStream* self, GError** error);
/** @} */

/** @name Control: TRUE, or FALSE and error
 * @{ */
/** Changes settings; what may change after start differs by key (`dynamic.*`). */
gboolean vdo_stream_set_settings(VdoStream* self, VdoMap* settings, GError** error);
/** Changes frames per second; after start only with dynamic.framerate=TRUE or zip.fps_mode=1. Since AXIS
 * OS 10.2. */
gboolean vdo_stream_set_framerate(VdoStream* self, gdouble framerate, GError** error);
/** Changes the distance of key frames; name from a version list, signature (unverified). Since AXIS OS 11.6.
 */
gboolean vdo_stream_set_gop_length(VdoStream* self, guint gop_length, GError** error);
/** Joins a stream with the intent of the map's key `intent`; NULL means VDO_INTENT_DEFAULT. Redundant after
 * vdo_stream_new(). */
gboolean vdo_stream_attach(VdoStream* self, VdoMap* intent, GError** error);
/** Buffers arrive from now on. */
gboolean vdo_stream_start(VdoStream* self, GError** error);
/** Applies settings (or NULL) and starts (unverified). Since AXIS OS 10.10. */
gboolean vdo_stream_play(VdoStream* self, VdoMap* settings, GError** error);
/** Ends the flow; frames that wait are thrown away, buffers held by the app stay valid. Start may follow. */
void vdo_stream_stop(VdoStream* self);
/** Asks the encoder for a key frame. */
gboolean vdo_stream_force_key_frame(VdoStream* self, GError** error);
/** @} */

/** @name Buffers
 * @{ */
/**
 * Waits for the next frame; the caller owns the buffer. NULL and error: VDO_ERROR_NO_DATA when nothing waits
 * and socket.blocking is FALSE or socket.timeout_ms passed; an expected error (vdo_error_is_expected()) when
 * the service goes down.
 */
VdoBuffer* vdo_stream_get_buffer(VdoStream* self, GError** error);
/** Gives a buffer back and sets `*buffer` to NULL. */
gboolean vdo_stream_buffer_unref(VdoStream* self, VdoBuffer** buffer, GError** error);
/** One frame without a stream; release with g_object_unref(). Since AXIS OS 10.2. */
VdoBuffer* vdo_stream_snapshot(VdoMap* settings, GError** error);
/** Makes a buffer (strategy EXPLICIT, deprecated). */
VdoBuffer* vdo_stream_buffer_alloc(VdoStream* self, gpointer opaque, GError** error);
/** Hands a buffer to the service for the next frame (strategy EXPLICIT, deprecated). */
gboolean vdo_stream_buffer_enqueue(VdoStream* self, VdoBuffer* buffer, GError** error);
/** Old name of vdo_stream_buffer_enqueue(), AXIS OS 10.9 only. */
gboolean vdo_stream_enqueue_buffer(VdoStream* self, VdoBuffer* buffer, GError** error);
/** Encodes a buffer with the given settings (details unverified). */
gboolean vdo_stream_encode(VdoStream* self, VdoBuffer** in_buf, VdoMap* settings, GError** error);
/** @} */

G_END_DECLS

#endif
