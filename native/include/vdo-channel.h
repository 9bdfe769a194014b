/**
 * @file vdo-channel.h
 * VdoChannel, a view of the camera, of the camera's video library (libvdostream.so.1). API-compatible
 * declarations, written from the published names and signatures. Facts without hard evidence are marked
 * (unverified).
 *
 * Channel 0 is the overview, 1 … are view areas. Functions with an error argument are calls to the video
 * service and wait for its answer. Maps and channels are new references for the caller; lists are released
 * with g_list_free_full(list, g_object_unref). Threads are not documented.
 */
#ifndef VDO_CHANNEL_H
#define VDO_CHANNEL_H

#include <glib-object.h>
#include <unistd.h>

#include "vdo-map.h"
#include "vdo-types.h"

G_BEGIN_DECLS

#define VDO_TYPE_CHANNEL (vdo_channel_get_type())
G_DECLARE_FINAL_TYPE(VdoChannel, vdo_channel, VDO, CHANNEL, GObject)

/** Stands for the whole camera in vdo_channel_get_info(): view.count, warp.count, input.count, channel.count.
 * AXIS OS 12.1. */
#define VDO_CHANNEL_GLOBAL NULL

/** Channel by number; NULL and error when there is none. */
VdoChannel* vdo_channel_get(guint channel_nbr, GError** error);
/** Channel by exactly one of the uint32 keys view, warp, input, channel, virtual. Since AXIS OS 11.4. */
VdoChannel* vdo_channel_get_ex(VdoMap* desc, GError** error);
/** All channels. */
GList* vdo_channel_get_all(GError** error);
/** The channels whose info has the values of the filter; NULL means all. Since AXIS OS 10.2. */
GList* vdo_channel_get_filtered(VdoMap* filter, GError** error);
/** Keys id, rotation, aspect_ratio, mirror.possible, crop.possible, dptz.possible, available_rotations. */
VdoMap* vdo_channel_get_info(VdoChannel* self, GError** error);
/** Settings of the channel. */
VdoMap* vdo_channel_get_settings(VdoChannel* self, GError** error);
/** Changes settings of the channel; they are global on the camera. */
gboolean vdo_channel_set_settings(VdoChannel* self, VdoMap* settings, GError** error);
/** Stream settings of a named stream profile. */
VdoMap* vdo_channel_get_stream_profile(VdoChannel* self, const gchar* profile, VdoFormat format,
                                       GError** error);
/**
 * Resolutions that the channel can deliver.
 * @param filter NULL or a map with format, subformat, select ("all", "min", "max", "minmax"), aspect_ratio
 * ("16:9", "native", …), pixel.limit; minmax gives the smallest at index 0 and the largest at index 1
 * @return one block, released with g_free(); count 0 when the format cannot be delivered; NULL and error on
 * failure
 */
VdoResolutionSet* vdo_channel_get_resolutions(VdoChannel* self, VdoMap* filter, GError** error);
/** Number of the channel; never blocks. */
guint vdo_channel_get_id(VdoChannel* self);
/** Changes the frame rate of the sensor. Deprecated. Since AXIS OS 10.6. */
gboolean vdo_channel_set_framerate(VdoChannel* self, gdouble framerate, GError** error);
/** Changes a stream profile. In the reference only; newer cameras may lack it (unverified). */
gboolean vdo_channel_set_stream_profile(VdoChannel* self, const gchar* profile, VdoFormat format,
                                        VdoMap* settings, GError** error);
/** Moves the digital pan, tilt, zoom window. In the reference only; newer cameras may lack it (unverified).
 */
gboolean vdo_channel_set_crop_dptz(VdoChannel* self, guint x, guint y, guint width, guint height,
                                   GError** error);
/** Blends an image into the view. In the reference only; newer cameras may lack it (unverified). */
gboolean vdo_channel_apply_alpha_blending(VdoChannel* self, gint fd, GError** error);

G_END_DECLS

#endif
