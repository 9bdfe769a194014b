/**
 * @file vdo-frame.h
 * VdoFrame, what is known about one frame of video, of the camera's video library (libvdostream.so.1).
 * API-compatible declarations, written from the published names and signatures. Facts without hard evidence
 * are marked (unverified).
 *
 * The frame of a buffer is borrowed and lives as long as the buffer (see vdo-buffer.h). One frame is used by
 * one thread at a time. No function of this file waits for the video service.
 */
#ifndef VDO_FRAME_H
#define VDO_FRAME_H

#include <glib-object.h>
#include <sys/time.h>
#include <unistd.h>

#include "vdo-map.h"
#include "vdo-types.h"

G_BEGIN_DECLS

#define VDO_TYPE_FRAME (vdo_frame_get_type())
G_DECLARE_FINAL_TYPE(VdoFrame, vdo_frame, VDO, FRAME, GObject)

/** Called when a frame is destroyed. */
typedef void (*VdoFrameFinalizer)(VdoFrame* frame);

/** What the frame holds. */
VdoFrameType vdo_frame_get_frame_type(VdoFrame* self);
/** TRUE for H.26x IDR and AV1 key frames, and for every JPEG or raw frame. Since AXIS OS 12.2. */
gboolean vdo_frame_is_key(VdoFrame* self);
/** FALSE for hidden AV1 frames, TRUE otherwise. Since AXIS OS 12.2. */
gboolean vdo_frame_shown(VdoFrame* self);
/** Number of the frame in its stream, from 0. */
guint vdo_frame_get_sequence_nbr(VdoFrame* self);
/** Time of capture: CLOCK_MONOTONIC in microseconds. */
guint64 vdo_frame_get_timestamp(VdoFrame* self);
/** Time of capture: wall clock in microseconds. Since AXIS OS 12.11. */
guint64 vdo_frame_get_utc_timestamp(VdoFrame* self);
/** Wall clock in microseconds, unless the setting `timestamp.type` chose something else. */
gint64 vdo_frame_get_custom_timestamp(VdoFrame* self);
/** Bytes of data; at most vdo_buffer_get_capacity(). */
gsize vdo_frame_get_size(VdoFrame* self);
/** Offset of the first slice after the parameter sets, or -1 when unknown. */
gssize vdo_frame_get_header_size(VdoFrame* self);
/** The descriptor of the buffer, borrowed. Deprecated: use vdo_buffer_get_fd(). */
gint vdo_frame_get_fd(VdoFrame* self);
/** More about the frame: a new reference for the caller. */
VdoMap* vdo_frame_get_extra_info(VdoFrame* self);
/** The pointer given when the buffer was made. Deprecated: use vdo_buffer_get_opaque(). */
gpointer vdo_frame_get_opaque(VdoFrame* self);
/** For frames that are split over several buffers: TRUE in the last one. */
gboolean vdo_frame_get_is_last_buffer(VdoFrame* self);

/** Sets the bytes of data. */
void vdo_frame_set_size(VdoFrame* self, gsize size);
/** Sets what the frame holds. */
void vdo_frame_set_frame_type(VdoFrame* self, VdoFrameType type);
/** Sets the number of the frame. */
void vdo_frame_set_sequence_nbr(VdoFrame* self, guint seqnum);
/** Sets the time of capture, CLOCK_MONOTONIC in microseconds. */
void vdo_frame_set_timestamp(VdoFrame* self, guint64 timestamp);
/** Sets the custom timestamp in microseconds. */
void vdo_frame_set_custom_timestamp(VdoFrame* self, gint64 timestamp);
/** Marks the last buffer of a split frame. */
void vdo_frame_set_is_last_buffer(VdoFrame* self, gboolean is_last_buffer);
/** Keeps a reference to the map as extra info (unverified). */
void vdo_frame_set_extra_info(VdoFrame* self, VdoMap* extra_info);
/** Sets the header size in bytes. Since AXIS OS 10.8. */
void vdo_frame_set_header_size(VdoFrame* self, gssize size);

/** Maps the data into the process, NULL on failure. Deprecated: use vdo_buffer_get_data(). */
gpointer vdo_frame_memmap(VdoFrame* self);
/** Ends the mapping of vdo_frame_memmap(). Deprecated. */
void vdo_frame_unmap(VdoFrame* self);

/**
 * The next piece of the frame, mapped. Call until its size is 0. The memory belongs to the buffer.
 * @return by value; type VDO_CHUNK_ERROR and error set on failure. Since AXIS OS 10.7.
 */
VdoChunk vdo_frame_take_chunk(VdoFrame* self, GError** error);
/**
 * As vdo_frame_take_chunk(), but maps only with VDO_CHUNK_OPTION_MMAP; otherwise data is NULL and the piece
 * is reached through vdo_buffer_get_fd() and the chunk's offset. Since AXIS OS 10.10.
 */
VdoChunk vdo_frame_take_chunk_ex(VdoFrame* self, VdoChunkOption options, GError** error);

G_END_DECLS

#endif
