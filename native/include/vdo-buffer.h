/**
 * @file vdo-buffer.h
 * VdoBuffer, the memory of one frame, of the camera's video library (libvdostream.so.1). API-compatible
 * declarations, written from the published names and signatures. Facts without hard evidence are marked
 * (unverified).
 *
 * A buffer from vdo_stream_get_buffer() belongs to the caller until vdo_stream_buffer_unref() or
 * g_object_unref() gives it back. Holding more than `buffer.count` of them starves the stream. One buffer is
 * used by one thread at a time. Data layout: NV12 is a luma plane of pitch × height bytes and one interleaved
 * chroma plane of half that size; Y800 is the luma plane alone.
 */
#ifndef VDO_BUFFER_H
#define VDO_BUFFER_H

#include "vdo-frame.h"

G_BEGIN_DECLS

/** A buffer and its frame are one object. */
typedef VdoFrame VdoBuffer;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VdoBuffer, g_object_unref)

/** Called when a buffer of strategy EXPLICIT or EXTERNAL is destroyed. */
typedef void (*VdoBufferFinalizer)(VdoBuffer* buffer);

/**
 * New buffer around memory of the caller.
 * @param fd file with the memory; stays the caller's and is not closed
 * @param capacity bytes
 * @param offset start of the memory in the file, bytes
 * @param opaque kept for vdo_buffer_get_opaque(); not owned
 * @return release with g_object_unref()
 */
VdoBuffer* vdo_buffer_new(gint fd, gsize capacity, guint64 offset, gpointer opaque);
/** As vdo_buffer_new(), with settings; may be NULL. Which settings matter is (unverified). */
VdoBuffer* vdo_buffer_new_full(gint fd, gsize capacity, guint64 offset, gpointer opaque, VdoMap* settings);
/** Number of the buffer in its stream. Since AXIS OS 10.4. */
guint32 vdo_buffer_get_id(VdoBuffer* self);
/** File with the memory, borrowed. The same few descriptors come round again during the life of a stream. */
gint vdo_buffer_get_fd(VdoBuffer* self);
/** Start of the memory in the file, bytes. */
gint64 vdo_buffer_get_offset(VdoBuffer* self);
/** Size of the memory, bytes. */
gsize vdo_buffer_get_capacity(VdoBuffer* self);
/** TRUE when the buffer holds a whole frame. Deprecated. */
gboolean vdo_buffer_is_complete(VdoBuffer* self);
/** TRUE when vdo_buffer_get_data() is enough to read the whole frame. Since AXIS OS 12.11. */
gboolean vdo_buffer_is_contiguous(VdoBuffer* self);
/** The pointer given when the buffer was made. */
gpointer vdo_buffer_get_opaque(VdoBuffer* self);
/** The data, mapped without a copy; valid until the buffer is given back. NULL when mapping fails. */
gpointer vdo_buffer_get_data(VdoBuffer* self);
/** The frame of the buffer, borrowed; NULL for NULL. */
VdoFrame* vdo_buffer_get_frame(VdoBuffer* self);

G_END_DECLS

#endif
